using System.Globalization;

namespace Pics.Properties;

/// <summary>How much the memory of the process grows at most, that of libraries too; known on Linux only.</summary>
internal sealed class PeakMemory
{
    private const string Reset = "5"; // forgets the largest size so far
    private readonly long before = Read();

    public static PeakMemory Start()
    {
        if (OperatingSystem.IsLinux()) File.WriteAllText("/proc/self/clear_refs", Reset);
        return new();
    }

    /// <summary>Bytes above those at the start; zero where it is not known.</summary>
    public long Grown() => Math.Max(0, Read() - before);

    private static long Read() => OperatingSystem.IsLinux()
        ? 1024 * File.ReadLines("/proc/self/status").Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)).First()
        : 0;
}
