using System.Diagnostics;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>How long something took, in milliseconds, over its repetitions.</summary>
internal sealed record Timing(double Minimum, double Median, int Repetitions)
{
    // Managed code is compiled again, faster, after some thirty calls.
    private const int LeastWarmups = 2, MostWarmups = 40, MostRepetitions = 10_000;

    public static Timing Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        var middle = sorted.Count / 2;
        return new(sorted[0], sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted.Count);
    }

    /// <summary>Times an action as a whole, after a warm-up.</summary>
    public static Timing Measure(Effort effort, Device device, Action action) =>
        Parts(effort, device, lap =>
        {
            action();
            lap(string.Empty);
        })[string.Empty];

    /// <summary>Milliseconds of one run.</summary>
    public static double Once(Device device, Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        Synchronise(device);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Times the parts of an action, which it names as it finishes them; parts are in the order of their end.</summary>
    public static IReadOnlyDictionary<string, Timing> Parts(Effort effort, Device device, Action<Action<string>> action)
    {
        var all = Stopwatch.StartNew();
        for (var run = 0; run < LeastWarmups || (run < MostWarmups && all.Elapsed.TotalSeconds < effort.MinSeconds); run++) action(_ => { });
        Synchronise(device);
        var parts = new OrderedDictionary<string, List<double>>();
        all.Restart();
        for (var run = 0; run < effort.Repeat || (all.Elapsed.TotalSeconds < effort.MinSeconds && run < MostRepetitions); run++)
        {
            var started = Stopwatch.GetTimestamp();
            action(name =>
            {
                Synchronise(device);
                if (!parts.TryGetValue(name, out var times)) parts.Add(name, times = []);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                started = Stopwatch.GetTimestamp();
            });
        }

        return new OrderedDictionary<string, Timing>(parts.Select(part => KeyValuePair.Create(part.Key, Of(part.Value))));
    }

    /// <summary>Waits for a device that computes on while the program goes on.</summary>
    private static void Synchronise(Device device)
    {
        if (device.type == TorchSharp.DeviceType.CUDA) cuda.synchronize(device);
    }
}
