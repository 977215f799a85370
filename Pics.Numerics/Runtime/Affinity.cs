using System.Globalization;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>The processors that this process may run on, on Linux.</summary>
public static partial class Affinity
{
    private const int MaskBytes = 1024; // 8,192 processors

    /// <summary>The processors that this process may run on; null where the system does not say.</summary>
    public static ImmutableArray<int>? Read() => Read("/proc/self/status");

    /// <summary>Those of a list such as 0-3,8; null where it is none.</summary>
    public static ImmutableArray<int>? Parse(string list)
    {
        var processors = ImmutableArray.CreateBuilder<int>();
        foreach (var part in list.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last < first || last >= 8 * MaskBytes) return null;
            processors.AddRange(Enumerable.Range(first, last - first + 1));
        }

        return processors.ToImmutable();
    }

    /// <summary>Lets all threads of this process run on some processors; those that it may not use at all are left out.</summary>
    /// <param name="processors">Which.</param>
    /// <returns>Whether it was done for all threads.</returns>
    public static bool Set(IEnumerable<int> processors)
    {
        var mask = new byte[MaskBytes];
        foreach (var processor in processors) mask[processor / 8] |= (byte)(1 << (processor % 8));
        try
        {
            return Directory.EnumerateDirectories("/proc/self/task")
                .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
                .ToList()
                .TrueForAll(thread => SetAffinity(thread, mask.Length, mask) == 0);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Every processor there may be, for <see cref="Set"/>.</summary>
    public static IEnumerable<int> All => Enumerable.Range(0, 8 * MaskBytes);

    private static ImmutableArray<int>? Read(string path)
    {
        const string Field = "Cpus_allowed_list:";
        try
        {
            return File.Exists(path) && File.ReadLines(path).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) is { } line ? Parse(line[Field.Length..]) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SetAffinity(int thread, nint length, byte[] mask);
}
