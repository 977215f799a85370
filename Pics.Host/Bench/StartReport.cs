using System.Diagnostics;
using System.Globalization;

namespace Pics.Host;

/// <summary>What a process of this program has used when it ends, in its own words: for <c>bench start</c>, and whoever sets the variable.</summary>
/// <param name="IsFront">Whether it is the front, compiled ahead of time.</param>
/// <param name="CpuSeconds">Of all threads, in the program and in the system.</param>
/// <param name="PeakMiB">Resident memory at most.</param>
/// <param name="Libraries">Native libraries in its map, and <paramref name="Assemblies"/>, by name.</param>
/// <param name="Assemblies">What the runtime has loaded.</param>
internal sealed record StartReport(bool IsFront, double CpuSeconds, double PeakMiB, ImmutableArray<string> Libraries, ImmutableArray<string> Assemblies)
{
    /// <summary>The variable of the environment that names the file of the report.</summary>
    public const string Variable = "PICS_START_REPORT";

    private const string Whole = "whole", AheadOfTime = "front";

    private const string Map = "/proc/self/maps";

    /// <summary>Whether libtorch is loaded.</summary>
    public bool HasLibtorch => Libraries.Any(name => name.Contains("torch_cpu", StringComparison.Ordinal));

    /// <summary>Writes that of this process where the variable names a file. What cannot be written is let go.</summary>
    public static void WriteWhereWanted()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path) return;
        var (cpu, peak) = (Environment.CpuUsage.TotalTime.TotalSeconds, ResidentMemory.SinceReset());
        IEnumerable<string> assemblies = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name ?? string.Empty);
        try
        {
            File.WriteAllLines(path,
            [
                $"program {(Parts.HasAll ? Whole : AheadOfTime)}",
                string.Create(CultureInfo.InvariantCulture, $"cpu {cpu}"),
                string.Create(CultureInfo.InvariantCulture, $"peak {peak}"),
                .. Native().Distinct().Order(StringComparer.Ordinal).Select(name => $"library {name}"),
                .. assemblies.Distinct().Order(StringComparer.Ordinal).Select(name => $"assembly {name}"),
            ]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Reads one; null where there is none.</summary>
    public static StartReport? Read(string path)
    {
        if (!File.Exists(path)) return null;
        var lines = File.ReadAllLines(path).Select(line => line.Split(' ', 2)).Where(line => line.Length == 2).ToLookup(line => line[0], line => line[1]);
        double Number(string name) => double.TryParse(lines[name].FirstOrDefault(), CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
        return new(lines["program"].Contains(AheadOfTime), Number("cpu"), Number("peak"), [.. lines["library"]], [.. lines["assembly"]]);
    }

    private static IEnumerable<string> Native()
    {
        if (OperatingSystem.IsLinux())
            return File.ReadLines(Map).Select(line => Path.GetFileName(line.TrimEnd())).Where(name => name.EndsWith(".so", StringComparison.Ordinal) || name.Contains(".so.", StringComparison.Ordinal));
        using var process = Process.GetCurrentProcess();
        return [.. process.Modules.Cast<ProcessModule>().Select(module => module.ModuleName)];
    }
}
