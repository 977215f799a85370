using System.Globalization;

namespace Pics.Numerics;

/// <summary>What the system says about its memory.</summary>
public static class SystemMemory
{
    private const string Information = "/proc/meminfo";

    /// <summary>Memory that this process can still take, bytes: what the system has left, and what a limit on the process leaves beside what it holds.</summary>
    public static long Available()
    {
        var limit = Math.Max(0, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - Environment.WorkingSet);
        return File.Exists(Information) && Kibibytes(Information, "MemAvailable") is { } free ? Math.Min(limit, free << 10) : limit;
    }

    /// <summary>A field of a file of the kernel's, or null if it is not there.</summary>
    public static long? Kibibytes(string path, string name)
    {
        foreach (var line in File.ReadLines(path))
            if (line.StartsWith(name + ":", StringComparison.Ordinal))
                return long.Parse(line[(name.Length + 1)..].Replace("kB", string.Empty, StringComparison.Ordinal), NumberStyles.Integer, CultureInfo.InvariantCulture);
        return null;
    }
}
