using System.Diagnostics;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Things that are timed in turn, round by round, so that whatever else the machine does slows all of them.</summary>
/// <param name="Rounds">Times in ms, one list per contestant, of equal length.</param>
internal sealed record Contest(IReadOnlyList<IReadOnlyList<double>> Rounds)
{
    private const int MostRounds = 1000;

    /// <summary>Runs all contestants in turn, as often as the effort says.</summary>
    public static Contest Run(Effort effort, Device device, IReadOnlyList<Contestant> contestants)
    {
        var times = contestants.Select(_ => new List<double>()).ToList();
        var all = Stopwatch.StartNew();
        for (var round = 0; round < effort.Repeat || (all.Elapsed.TotalSeconds < effort.MinSeconds * contestants.Count && round < MostRounds); round++)
            foreach (var (contestant, own) in contestants.Zip(times))
            {
                contestant.Before();
                own.Add(Timing.Once(device, contestant.Action));
            }

        return new(times);
    }

    /// <summary>The time of a contestant.</summary>
    public Timing Of(int contestant) => Timing.Of(Rounds[contestant]);

    /// <summary>The median over the rounds of the time of one contestant / that of another.</summary>
    public double Ratio(int contestant, int other) => Timing.Of(Rounds[contestant].Zip(Rounds[other], (one, two) => one / two)).Median;
}

/// <summary>What is timed, and what is done before without being timed.</summary>
internal sealed record Contestant(Action Before, Action Action)
{
    public static Contestant Of(Action action) => new(() => { }, action);

    /// <summary>The action as in a row of its like: once untimed, then timed, under the allocator that the program sets.</summary>
    public static Contestant WithTunedAllocator(Action action) => new(
        () =>
        {
            NativeRuntime.UseTunedAllocator();
            action();
        },
        action);

    /// <summary>The same under the C library's default settings.</summary>
    public static Contestant WithDefaultAllocator(Action action) => new(
        () =>
        {
            NativeRuntime.ReturnFreeMemory();
            NativeRuntime.UseDefaultAllocator();
            action();
        },
        action);
}
