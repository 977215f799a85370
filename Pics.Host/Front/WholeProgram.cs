using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pics.Host;

/// <summary>The whole console, which lies beside the front.</summary>
internal static partial class WholeProgram
{
    private const string Name = "Pics.Host";

    /// <summary>Goes on as the whole console with the same words. Returns only where that is not possible, or where the system cannot replace a program.</summary>
    public static int Become(string[] words)
    {
        var path = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? $"{Name}.exe" : Name);
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"pics: there is no '{path}', the rest of this program; install the tool again");
            return 1;
        }

        if (OperatingSystem.IsWindows()) return Run(path, words);
        Execute(path, [path, .. words, null]);
        Console.Error.WriteLine($"pics: '{path}' cannot be started: {Marshal.GetLastPInvokeErrorMessage()}");
        return 1;
    }

    private static int Run(string path, string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(path, words) { UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Execute(string path, string?[] words);
}
