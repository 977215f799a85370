using System.Diagnostics;

namespace Pics.Host;

/// <summary>This program as a process of its own.</summary>
internal static class OwnProcess
{
    /// <summary>How it is started with some words, by its front where there is one; what it prints is read.</summary>
    public static ProcessStartInfo Of(params IEnumerable<string> words)
    {
        var front = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "pics.exe" : "pics");
        var start = File.Exists(front) ? new ProcessStartInfo(front, words) : Whole(words);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        return start;
    }

    private static ProcessStartInfo Whole(IEnumerable<string> words)
    {
        var running = Environment.ProcessPath;
        var dotnet = Path.GetFileNameWithoutExtension(running) == "dotnet" ? running! : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var isApp = Path.GetFileNameWithoutExtension(running) == "Pics.Host";
        return new(isApp ? running! : dotnet, isApp ? words : [Path.Combine(AppContext.BaseDirectory, "Pics.Host.dll"), .. words]);
    }
}
