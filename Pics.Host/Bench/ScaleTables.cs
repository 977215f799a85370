using System.Globalization;

namespace Pics.Host;

/// <summary>What many ranks would need as tables, beside what some were measured to need.</summary>
/// <param name="costs">The parts of a step.</param>
/// <param name="batch">Rows of a batch.</param>
/// <param name="isPlain">Whether there are no nets to share.</param>
internal sealed class ScaleTables(RankCosts costs, int batch, bool isPlain)
{
    private const int MostRanks = 1024;

    private static IEnumerable<int> Counts => Enumerable.Range(0, 1 + int.Log2(MostRanks)).Select(power => 1 << power);

    private IReadOnlyList<(RankSharing Way, string Name)> Ways => isPlain
        ? [(RankSharing.Rows, "rows"), (RankSharing.Averages, $"averages/{costs.AverageEvery.ToString(CultureInfo.InvariantCulture)}")]
        : [(RankSharing.Rows, "rows"), (RankSharing.RowsAndNets, "rows, nets"), (RankSharing.NetGradients, "--sum nets"), (RankSharing.Averages, $"averages/{costs.AverageEvery.ToString(CultureInfo.InvariantCulture)}")];

    /// <summary>The same batch for all ranks, and a batch that grows with them.</summary>
    public IEnumerable<TextTable> Predicted =>
    [
        Of($"Strong scaling: milliseconds of a step on a batch of {batch} rows, and how many times as fast as one rank.", _ => batch, (ranks, way) => costs.Seconds(RankSharing.Rows, 1, batch) / costs.Seconds(way, ranks, batch)),
        Of($"Weak scaling: milliseconds of a step on {batch} rows a rank, and the rows a second of a rank as a part of those of one.", ranks => batch * ranks, (ranks, way) => costs.Seconds(RankSharing.Rows, 1, batch) / costs.Seconds(way, ranks, batch * ranks)),
    ];

    /// <summary>What was measured on this machine.</summary>
    public static TextTable Of(IReadOnlyList<ScaleRuns.Measured> runs)
    {
        var first = runs[0];
        return new(
            "Measured on this machine, whose processors the ranks share: a step of each round, ms; the median of its time, round by round, and the first rank's peak memory / those of the first line.",
            ["ranks", "threads each", "first", "second", "third", "time", "peak MiB", "memory"],
            [.. runs.Select(run => (IReadOnlyList<string>)
            [
                run.Ranks == 0 ? "1, a batch in one part" : run.Ranks.ToString(CultureInfo.InvariantCulture),
                run.Threads.ToString(CultureInfo.InvariantCulture),
                .. run.Seconds.Select(Milliseconds),
                Tables.Number(Timing.Of(run.Seconds.Zip(first.Seconds, (own, other) => own / other)).Median, 2),
                Tables.Count(run.PeakMiB),
                Tables.Number(run.PeakMiB / (double)first.PeakMiB, 2),
            ])]);
    }

    /// <summary>Where more machines stop helping, and what to do then.</summary>
    public string Limit()
    {
        var best = Ways.Where(way => way.Way != RankSharing.Averages).Select(way => way.Way).ToList();
        double Best(int ranks) => best.Min(way => costs.Seconds(way, ranks, batch));
        var last = Counts.TakeWhile(ranks => ranks == 1 || Best(ranks) < 0.9 * Best(ranks / 2)).Last();
        var way = best.MinBy(some => costs.Seconds(some, last, batch));
        var alone = costs.Seconds(RankSharing.Rows, 1, batch);
        return last == MostRanks
            ? $"Up to {MostRanks} ranks each doubling helps by a tenth or more."
            : $"Beyond {Tables.Count(last, "rank")} a doubling helps by less than a tenth: a step takes {Milliseconds(Best(last))} ms there, {Tables.Number(alone / Best(last), 1)} times as fast as one ({Ways.First(some => some.Way == way).Name}), of which {Milliseconds(costs.Optimiser)} ms are the optimiser and {Milliseconds(costs.CircuitPart)} ms the circuit whatever its rows. "
              + "More machines help with a larger --batch-size (weak scaling), with --average-every where other results are allowed, or as runs of their own: other seeds, other K.";
    }

    /// <summary>The parts and the network in a sentence.</summary>
    public string Parts() => string.Create(CultureInfo.InvariantCulture,
        $"Parts of a step, ms: nets {costs.Materialise * 1000:0.0}, circuit {costs.CircuitPart * 1000:0.0} and {costs.CircuitRow * 1000:0.000} a row, nets backward {costs.Back * 1000:0.0}, optimiser {costs.Optimiser * 1000:0.0}, adding gradients of tables {costs.AddTables * 1000:0.0}; tables of {costs.TableBytes / 1048576.0:0.0} MiB, parameters of {costs.NetBytes / 1048576.0:0.0} MiB, {costs.Groups} function groups, {costs.Shards} parts of a batch or as many as ranks. Network: {costs.Network.Latency * 1e6:0.0} us a message, {costs.Network.Bandwidth / 1048576:0} MiB/s. Each rank is thought to be a machine like this one.");

    private TextTable Of(string title, Func<int, int> rows, Func<int, RankSharing, double> gain) => new(
        title,
        ["ranks", .. Ways.SelectMany(way => new[] { way.Name, "gain" })],
        [.. Counts.Select(ranks => (IReadOnlyList<string>)[ranks.ToString(CultureInfo.InvariantCulture), .. Ways.SelectMany(way => new[] { Milliseconds(costs.Seconds(way.Way, ranks, rows(ranks))), Tables.Number(gain(ranks, way.Way), 2) })])]);

    private static string Milliseconds(double seconds) => Tables.Number(seconds * 1000, 1);
}
