using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>What <c>bench read</c> is asked for.</summary>
/// <param name="Path">The table.</param>
/// <param name="Run">A run folder to score its rows with; null for none.</param>
/// <param name="Effort">How often.</param>
/// <param name="Files">Where the figures go beside the terminal.</param>
internal sealed record ReadSettings(string Path, string? Run, Effort Effort, [property: System.Text.Json.Serialization.JsonIgnore] BenchFiles Files);

/// <summary>One way through all rows of a table.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Time">Milliseconds of one way.</param>
/// <param name="RowsASecond">From the median time.</param>
/// <param name="OfDuck">How many times as fast as DuckDB: the median over rounds in which both ran; null where DuckDB does not read the table.</param>
/// <param name="Memory">Of one way.</param>
internal sealed record ReadRow(string Name, long Rows, Timing Time, double RowsASecond, double? OfDuck, ResidentMemory Memory);

/// <summary>Ways through the rows of a table, timed in turn: DuckDB's own, the reader's, and scores of a run.</summary>
/// <param name="Rows">One for each way.</param>
/// <param name="Unread">Why DuckDB is not among them; null if it is.</param>
internal sealed record ReadBench(IReadOnlyList<ReadRow> Rows, string? Unread)
{
    private const int BatchSize = 1024;

    /// <summary>Goes every way once untimed, then in turn.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="run">The run that scores; null for none.</param>
    public static Either<Failure, ReadBench> Measure(ReadSettings settings, OpenedRun? run)
    {
        (string Name, Func<Either<Failure, long>> Go)[] ways =
        [
            ("read as a new table", () => DataReading.Read(settings.Path, null, ReadOptions.Default).Map(found => (long)found.Train.Rows)),
            .. run is null ? System.Array.Empty<(string, Func<Either<Failure, long>>)>() :
            [
                ("read for the run", () => RowsFor(run, settings.Path).Map(rows => (long)rows.Rows)),
                ("read and scored", () => RowsFor(run, settings.Path).Bind(rows => run.Asked.Scores(rows, surprises: false, BatchSize).MapLeft(Failure.Of).Map(scores => (long)scores.Count))),
            ],
        ];
        return DuckScan.Run(settings.Path).Match(
            _ => Measure(settings.Path, settings.Effort, [("DuckDB: counts and sums", () => DuckScan.Run(settings.Path).MapLeft(Failure.Of)), .. ways], hasDuck: true).Map(rows => new ReadBench(rows, null)),
            error => Measure(settings.Path, settings.Effort, ways, hasDuck: false).Map(rows => new ReadBench(rows, error.Explain())));
    }

    private static Either<Failure, Dataset> RowsFor(OpenedRun run, string path) => run.Read(new(path), SplitName.Train);

    private static Either<Failure, IReadOnlyList<ReadRow>> Measure(string path, Effort effort, IReadOnlyList<(string Name, Func<Either<Failure, long>> Go)> ways, bool hasDuck)
    {
        var first = new List<(long Rows, ResidentMemory Memory)>();
        foreach (var (_, go) in ways)
        {
            var (rows, memory) = ResidentMemory.During(go);
            var some = rows.Bind<long>(count => count > 0 ? count : new Failure($"'{path}' has no rows; expected some to go through"));
            if (some.IsLeft) return some.Map<IReadOnlyList<ReadRow>>(_ => []);
            some.IfRight(count => first.Add((count, memory)));
        }

        var contest = Contest.Run(effort, CPU, [.. ways.Select(way => Contestant.Of(() => { _ = way.Go().IfLeft(failure => throw new RowsLostException(failure.Sentence)); }))]);
        return ways.Select((way, place) => new ReadRow(way.Name, first[place].Rows, contest.Of(place), first[place].Rows * 1000 / contest.Of(place).Median, hasDuck ? contest.Ratio(0, place) : null, first[place].Memory)).ToList();
    }
}
