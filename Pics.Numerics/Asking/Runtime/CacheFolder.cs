namespace Pics.Numerics;

/// <summary>The folder for what can be had again: fetched data sets, and rows that do not fit into memory while they are in use.</summary>
public static class CacheFolder
{
    /// <summary>The environment variable that names another one.</summary>
    public const string Variable = "PICS_CACHE";

    /// <summary>Where it is: <c>PICS_CACHE</c>, else <c>pics</c> in the platform's folder of caches.</summary>
    public static string Path => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : System.IO.Path.Combine(OfPlatform(), "pics");

    private static string OfPlatform()
    {
        if (OperatingSystem.IsWindows()) return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS()) return System.IO.Path.Combine(home, "Library", "Caches");
        return Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } named ? named : System.IO.Path.Combine(home, ".cache");
    }
}
