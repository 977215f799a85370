using System.Text.Json.Nodes;
using LanguageExt;

namespace Pics.Host;

/// <summary>What <c>score</c> is asked for.</summary>
/// <param name="Rows">Which rows.</param>
/// <param name="Out">The table, as its name ends.</param>
/// <param name="Surprises">Whether the most surprising variable of each row is looked for.</param>
/// <param name="BatchSize">Rows evaluated together.</param>
/// <param name="Format">How the summary is printed.</param>
internal sealed record ScoreSettings(RowWish Rows, string? Out, bool Surprises, int BatchSize, OutputFormat Format = OutputFormat.Table);

/// <summary><c>score</c>: the log-likelihood of each row, and how far it is from what the model expects.</summary>
internal static class ScoreVerb
{
    private const int Shown = 5; // anomalies that are printed

    private static readonly TableFileColumn[] Figures = [new("row", TableValue.Whole), new("log-likelihood", TableValue.Number), new("bits per dimension", TableValue.Number), new("anomaly rank", TableValue.Whole)];

    /// <param name="query">Which run, and how it is asked.</param>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="processes">Who looks at the rows.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Either<Failure, int> Run(QuerySettings query, ScoreSettings wanted, Processes processes, CancellationToken cancellation)
    {
        try
        {
            return processes.Agreed(Check(wanted, processes).Bind(_ => Open(query with { Threads = processes.ThreadsFor(query.Threads) }, wanted.Rows))).Bind(opened =>
            {
                var (run, data) = opened;
                using (run)
                    return from same in processes.Same(MachineFingerprint.Of().Concat(AskFingerprint.Of(run.Folder, [data], $"--k {query.K} --rule {query.Rule} --device {query.Device} --batch-size {wanted.BatchSize} --surprises {wanted.Surprises}")))
                           from scores in data.Rows == 0 ? Either<Failure, IReadOnlyList<RowScore>>.Right([]) : processes.Agreed(Scores(run.Asked, data, wanted, processes, cancellation).MapLeft(Failure.Of))
                           from written in processes.IsFirst ? Write(wanted.Out, scores, wanted.Surprises, cancellation) : Unit.Default
                           let summary = ScoreSummary.Of(data, scores, Shown)
                           select wanted.Format == OutputFormat.Json ? Print(run, data, summary, wanted) : Report(run, data, summary, wanted);
            });
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"pics: cancelled{(wanted.Out is null ? string.Empty : $", and '{wanted.Out}' is not written")}");
            return StopSignals.Cancelled;
        }
    }

    private static Either<Failure, Unit> Check(ScoreSettings wanted, Processes processes) => wanted.BatchSize is < 1 or > 1 << 16
        ? new Failure($"--batch-size is {wanted.BatchSize}; it must be 1 to {1 << 16}")
        : RowTables.Check(processes.IsFirst ? wanted.Out : null, wanted.Rows);

    private static Either<Failure, (OpenedRun Run, Dataset Data)> Open(QuerySettings query, RowWish rows) => OpenedRun.Open(query).Bind(run =>
    {
        var read = run.Read(rows, SplitName.Test);
        if (read.IsLeft) run.Dispose();
        return read.Map(data => (run, data));
    });

    private static Either<PicsFault, IReadOnlyList<RowScore>> Scores(PicModel model, Dataset data, ScoreSettings wanted, Processes processes, CancellationToken cancellation) => processes.Ranks is { } ranks
        ? model.ScoresAmong(ranks, data, wanted.Surprises, wanted.BatchSize, cancellation)
        : model.Scores(data, wanted.Surprises, wanted.BatchSize, cancellation);

    private static Either<Failure, Unit> Write(string? path, IReadOnlyList<RowScore> scores, bool surprises, CancellationToken cancellation) => RowTables.Write(
        path,
        surprises ? [.. Figures, new("most surprising", TableValue.Text), new("surprise", TableValue.Number), new("tail probability", TableValue.Number)] : Figures,
        scores.Select(score =>
        {
            cancellation.ThrowIfCancellationRequested();
            return (IReadOnlyList<string>)[.. Texts(score), .. surprises ? new[] { score.Column ?? string.Empty, ResultTable.Number(score.Surprise), ResultTable.Number(score.Tail) } : []];
        }));

    private static int Print(OpenedRun run, Dataset data, ScoreSummary found, ScoreSettings wanted)
    {
        var mean = found.Mean;
        JsonText.Print(new JsonObject
        {
            ["run"] = run.Folder,
            ["data"] = data.Name,
            ["colour"] = EnumWord.Of(run.Settings.Data.Colour),
            ["patch"] = run.Settings.Data.Patch is { } patch ? new JsonObject { ["height"] = patch.Height, ["width"] = patch.Width } : null,
            ["notes"] = JsonText.List(data.Notes),
            ["rows"] = found.Rows,
            ["logLikelihood"] = JsonText.Number(mean?.Nats),
            ["bitsPerDimension"] = JsonText.Figure(mean?.KnownBits() ?? double.NaN),
            ["observed"] = JsonText.Number(mean?.Part),
            ["impossible"] = found.Impossible,
            ["anomalies"] = JsonText.List(found.First, score => new JsonObject
            {
                ["rank"] = score.Rank,
                ["row"] = score.Row,
                ["logLikelihood"] = JsonText.Number(score.LogLikelihood),
                ["bitsPerDimension"] = JsonText.Figure(score.KnownBits()),
                ["mostSurprising"] = score.Column,
                ["surprise"] = JsonText.Figure(score.Surprise),
                ["tailProbability"] = JsonText.Figure(score.Tail),
                ["logTailProbability"] = JsonText.Figure(score.LogTail),
            }),
            ["out"] = wanted.Out,
        });
        return 0;
    }

    private static int Report(OpenedRun run, Dataset data, ScoreSummary found, ScoreSettings wanted)
    {
        foreach (var note in data.Notes) Console.Out.WriteLine($"Note: {note}");
        if (found.Rows == 0)
        {
            Console.Out.WriteLine($"0 row(s): there is nothing to score{(wanted.Out is null ? string.Empty : $", and '{wanted.Out}' has a heading only")}.");
            return 0;
        }

        var bits = DataReading.Bits("bits per dimension", run.Settings.Data);
        var mean = found.Mean!.Value;
        Console.Out.WriteLine($"{Tables.Count(found.Rows)} row(s): mean log-likelihood {Tables.Number(mean.Nats, 3)} nats, mean {bits} {ObservedBits.Text(mean.KnownBits())}{(mean.Part < 1 ? $", of the {Scoring.Percent(mean.Part)} % of the cells that are observed" : string.Empty)}.");
        if (found.Impossible > 0) Console.Out.WriteLine($"{Tables.Count(found.Impossible)} of them {(found.Impossible == 1 ? "is" : "are")} impossible under the model.");
        new TextTable(
            "The rows that the model expects least",
            ["rank", "row", "log-likelihood", bits, .. wanted.Surprises ? new[] { "most surprising", "surprise, nats", "tail probability" } : []],
            [.. found.First.Select(score => (IReadOnlyList<string>)[$"{score.Rank}", $"{score.Row}", Tables.Number(score.LogLikelihood, 3), ObservedBits.Text(score.KnownBits()), .. wanted.Surprises ? new[] { score.Column ?? string.Empty, score.Column is null ? string.Empty : Tables.Number(score.Surprise, 2), score.Column is null ? string.Empty : TailText.Of(score.LogTail) } : []])]).Print();
        if (mean.Part < 1) Console.Out.WriteLine("Ranks compare bits per dimension of what each row observes, cells that are not observed summed out; log-likelihoods are larger the less a row observes.");
        if (wanted.Surprises) Console.Out.WriteLine("The most surprising column is the one whose value, or one at least as unlikely, has the least probability given the rest (tail probability), whatever the units; explain says more of a row.");
        if (QpcModel.FamiliesOf(run.Asked.Pic).Values.Any(family => family is InputFamily.Gaussian)) Console.Out.WriteLine("Real numbers have densities where others have probabilities; these are per unit of the data, and bits may be negative.");
        Console.Out.WriteLine(wanted.Out is null ? "--out keeps the figures of all rows." : $"The figures of all rows are in '{wanted.Out}'.");
        return 0;
    }

    private static IEnumerable<string> Texts(RowScore score) => [$"{score.Row}", ResultTable.Number(score.LogLikelihood), ResultTable.Number(score.KnownBits()), $"{score.Rank}"];
}
