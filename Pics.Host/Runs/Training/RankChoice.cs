using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary>How the processes of a run share its steps: what is said of it, and the trainer of this one.</summary>
/// <param name="Trainer">The trainer.</param>
/// <param name="Lines">What is said; nothing for a process alone.</param>
internal sealed record RankChoice(Trainer Trainer, IReadOnlyList<string> Lines)
{
    /// <summary>Of two ways that give the same bytes takes the one that was measured to be faster.</summary>
    /// <param name="alone">The trainer of a process by itself.</param>
    /// <param name="settings">The run's options.</param>
    /// <param name="processes">The processes.</param>
    public static Either<TrainingError, RankChoice> Of(Trainer alone, RunSettings settings, Processes processes)
    {
        if (processes.Ranks is not { } ranks) return new RankChoice(alone, []);
        var place = $"{processes.Place!.Explain(Threads.Count)}.";
        var batches = settings.Training.Batches;
        if (batches.AverageEvery is { } every)
            return alone.Among(ranks, areNetsDealt: false).Map(trainer => new RankChoice(trainer,
                [$"Ranks: {processes.Explain()}; each makes steps by itself on its rows of a batch, and parameters are averaged after {(every == 1 ? "each of them" : string.Create(CultureInfo.InvariantCulture, $"{every} of them"))} and before validations. This is another method than sums in every step, and its results depend on the number of ranks.", place]));
        var same = string.Create(CultureInfo.InvariantCulture, $"Ranks: {processes.Explain()}, a batch in {batches.Shards} parts; the same bytes as any number of ranks up to {batches.Shards} gives, and as one process with --shards {batches.Shards}.");
        if (settings.IsPlain) return alone.Among(ranks, areNetsDealt: false).Map(trainer => new RankChoice(trainer, [same, place]));
        if (batches.Sums == ShardSums.Nets) return alone.Among(ranks, areNetsDealt: false).Map(trainer => new RankChoice(trainer, [same, place, "Parts add up gradients of nets: every rank evaluates all nets."]));
        var costs = alone.Measure(ranks);
        double Seconds(RankSharing way) => costs.Seconds(way, ranks.Count, batches.Size);
        var areDealt = Seconds(RankSharing.RowsAndNets) <= Seconds(RankSharing.Rows);
        return alone.Among(ranks, areDealt).Map(trainer => new RankChoice(trainer, [same, place, Explain(costs, Seconds, areDealt)]));
    }

    private static string Explain(RankCosts costs, Func<RankSharing, double> seconds, bool areDealt)
    {
        var (rows, dealt, nets) = (seconds(RankSharing.Rows), seconds(RankSharing.RowsAndNets), seconds(RankSharing.NetGradients));
        string Of(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
        string Mebibytes(double bytes) => (bytes / 1048576).ToString("0.0", CultureInfo.InvariantCulture);
        var text = areDealt
            ? $"Nets are dealt out to ranks: with what is exchanged they take {Of(dealt)} s a step, and {Of(rows)} s if each rank evaluated all"
            : $"Each rank evaluates all nets: with what is exchanged they take {Of(rows)} s a step, and {Of(dealt)} s if they were dealt out";
        text += $" (from measured times: nets {Of(costs.Materialise + costs.Back)} s, tables of {Mebibytes(costs.TableBytes)} MiB, {Mebibytes(costs.Network.Bandwidth)} MiB/s and {(costs.Network.Latency * 1e6).ToString("0", CultureInfo.InvariantCulture)} us a message between ranks).";
        return nets < 0.8 * Math.Min(rows, dealt) ? $"{text} With --sum nets, whose last digits are others, they would take {Of(nets)} s." : text;
    }
}
