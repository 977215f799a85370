using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Pics.Numerics;

/// <summary>Where native libraries lie on Linux: beside the program, in folders by platform, where the host unpacked them, or in the cache of packages.</summary>
internal static class NativeFolders
{
    private const string ByPlatform = "runtimes/linux-x64/native";

    /// <summary>The first folder that has this file.</summary>
    public static string? With(string file) => All().FirstOrDefault(folder => File.Exists(Path.Combine(folder, file)));

    /// <summary>In the order in which they are looked at; not all of them exist.</summary>
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "The empty location of a program of one file is seen.")]
    private static IEnumerable<string> All()
    {
        yield return AppContext.BaseDirectory;
        yield return Path.Combine(AppContext.BaseDirectory, ByPlatform);

        // The host's own list; programs of one file are unpacked there.
        foreach (var folder in (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)) yield return folder;

        // Empty in a program of one file.
        if (Path.GetDirectoryName(typeof(torch).Assembly.Location) is not { Length: > 0 } sharp) yield break;
        yield return sharp;
        yield return Path.Combine(sharp, ByPlatform);

        // A script uses packages where they are: PACKAGES/torchsharp/VERSION/lib/FRAMEWORK/TorchSharp.dll.
        yield return Path.GetFullPath(Path.Combine(sharp, "../..", ByPlatform));
        if (LibtorchVersion() is { } version) yield return Path.GetFullPath(Path.Combine(sharp, "../../../../libtorch-cpu-linux-x64", version, ByPlatform));
    }

    /// <summary>Of the package that this library was built with.</summary>
    private static string? LibtorchVersion() =>
        typeof(NativeFolders).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(pair => pair.Key == "LibtorchVersion")?.Value;
}
