using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary>What <c>impute</c> is asked for.</summary>
/// <param name="Rows">The table with missing cells.</param>
/// <param name="By">How cells are filled.</param>
/// <param name="Out">The filled table.</param>
/// <param name="Probabilities">The table of fills and their probabilities.</param>
/// <param name="Seed">Of samples, and of which cells are removed.</param>
/// <param name="Remove">The part of the observed cells that is removed, filled and compared with what was there; nothing is written then.</param>
/// <param name="IsWithinRange">Whether numbers stay between the least and the largest one of training.</param>
internal sealed record ImputeSettings(RowWish Rows, FillKind By, string? Out, string? Probabilities, long Seed, double? Remove, bool IsWithinRange = false)
{
    /// <summary>The probability of the intervals that are told beside the probabilities of fills, or measured; null for none.</summary>
    public double? Interval { get; init; }
}

/// <summary><c>impute</c>: fills the missing cells of a table, or measures how well it would.</summary>
internal static class ImputeVerb
{
    public static Either<Failure, int> Run(QuerySettings query, ImputeSettings wanted) =>
        from possible in Check(wanted)
        from code in OpenedRun.Open(query).Bind(run =>
        {
            using (run)
                return from table in IsTable(run.Form, wanted)
                       from done in wanted.Remove is { } part ? run.Read(wanted.Rows, SplitName.Train).Bind(data => Measure(run, data, part, wanted)) : Fill(run, wanted)
                       select done;
        })
        select code;

    private static Either<Failure, Unit> Check(ImputeSettings wanted) => wanted switch
    {
        { Rows.AreOwn: true } => new Failure("impute needs a table with missing cells: a path, or --sql with a query"),
        { Remove: not null and not (> 0 and < 1) } => new Failure($"--remove is {wanted.Remove.Value.ToString(CultureInfo.InvariantCulture)}; it must be between 0 and 1"),
        { Interval: not null and not (> 0 and < 1) } => new Failure($"--interval is {wanted.Interval.Value.ToString(CultureInfo.InvariantCulture)}; it must be above 0 and below 1"),
        { Interval: not null, Remove: null, Probabilities: null } => new Failure("--interval is written to the table of --probabilities; give that too, or --remove to measure how many cells lie in theirs"),
        { Remove: not null } when wanted.Out is not null || wanted.Probabilities is not null => new Failure("--remove measures and writes nothing; leave it or --out and --probabilities out"),
        { IsWithinRange: true, Probabilities: not null } => new Failure("--probabilities cannot be given with --within-range, which moves numbers away from where the model has them; leave one of them out"),
        { IsWithinRange: true, Remove: not null } => new Failure("--within-range cannot be given with --remove, which measures the model as it is; leave one of them out"),
        { Remove: null, Out: null } => new Failure("impute needs --out with a file for the filled table, or --remove to measure instead"),
        { Out: { } path } when IsRead(path, wanted.Rows) => new Failure($"--out is '{path}', the table that is read; expected another file, so that it is not lost"),
        { Probabilities: { } path } when IsRead(path, wanted.Rows) => new Failure($"--probabilities is '{path}', the table that is read; expected another file, so that it is not lost"),
        { Out: { } path, Probabilities: { } other } when OutputPath.IsSame(path, other) => new Failure($"--out and --probabilities are both '{path}'; expected two files"),
        _ => OutputPath.Check("--out", wanted.Out).Bind(_ => OutputPath.Check("--probabilities", wanted.Probabilities, [.. TableFile.Endings])),
    };

    /// <summary>Whether a file is the table, or one that the query names.</summary>
    private static bool IsRead(string path, RowWish rows) => rows.Path is { } table ? OutputPath.IsSame(path, table) : File.Exists(path) && rows.Sql!.Contains(path, StringComparison.Ordinal);

    private static Either<Failure, Unit> IsTable(Dataset form, ImputeSettings wanted) => form.Image is not null
        ? new Failure("this run is over images; impute fills tables, inpaint fills images")
        : wanted.IsWithinRange && form.Columns.All(column => column.Range is null)
        ? new Failure("--within-range is for columns of numbers with a range of training, and there is none; leave it out")
        : Unit.Default;

    /// <summary>Text is written again as it is, under its own ending or that of another table; a table with types and the result of a query as the name says.</summary>
    private static Either<Failure, Unit> IsWritable(ImputeSettings wanted) => wanted.Rows.Path is not { } table
        ? OutputPath.Check("--out", wanted.Out, [.. TableFile.Endings])
        : DataFormats.Recognise(table).MapLeft(Failure.Of).Bind<Unit>(format => format switch
        {
            DataFormat.Table => OutputPath.Check("--out", wanted.Out, [.. new[] { OutputPath.Ending(table) }.Where(ending => ending.Length > 0).Concat(TableFile.Endings).Distinct()]),
            DataFormat.Parquet or DataFormat.Json or DataFormat.Arrow => OutputPath.Check("--out", wanted.Out, [.. TableFile.Endings]),
            _ => new Failure($"'{table}' is no table, but has the format '{DescribeVerb.Words(format)}'; impute fills tables in text, JSON records, Parquet and Arrow"),
        });

    private static Either<Failure, int> Fill(OpenedRun run, ImputeSettings wanted) =>
        from options in DataReading.Of(run.Settings, run.Form)
        from data in wanted.Rows.Sql is null ? run.Read(wanted.Rows, SplitName.Train).Map(Option<Dataset>.Some) : Option<Dataset>.None
        from possible in IsWritable(wanted)
        from done in data.Match(rows => OfFile(run, rows, options, wanted), () => OfQuery(run, options, wanted))
        from probabilities in FillTable.Write(wanted.Probabilities, run.Form, done.Fills, wanted.Interval is not null)
        select Report(done.Fills.Count, done.Rows, wanted);

    private static Either<Failure, (Dataset Rows, IReadOnlyDictionary<(int Row, int Column), Fill> Fills)> OfFile(OpenedRun run, Dataset data, ReadOptions options, ImputeSettings wanted) =>
        from fills in run.Asked.Fills(data, wanted.By, wanted.Seed, interval: wanted.Interval).MapLeft(Failure.Of)
        from filled in TableRewrite.Write(wanted.Rows.Path!, options, wanted.Out!, Of(run, fills, wanted)).MapLeft(Failure.Of)
        select (data, fills);

    /// <summary>A query is run once, as it may draw.</summary>
    private static Either<Failure, (Dataset Rows, IReadOnlyDictionary<(int Row, int Column), Fill> Fills)> OfQuery(OpenedRun run, ReadOptions options, ImputeSettings wanted)
    {
        IReadOnlyDictionary<(int Row, int Column), Fill> all = ImmutableDictionary<(int, int), Fill>.Empty;
        return TableRewrite.WriteQuery(options with { Sql = wanted.Rows.Sql }, wanted.Out!, data => run.Asked.Fills(data, wanted.By, wanted.Seed, interval: wanted.Interval).Map(fills =>
        {
            all = fills;
            return Of(run, fills, wanted);
        })).Map(data => (data, all)).MapLeft(Failure.Of);
    }

    private static TableRewrite.Fill Of(OpenedRun run, IReadOnlyDictionary<(int Row, int Column), Fill> fills, ImputeSettings wanted) =>
        (row, column) => fills.TryGetValue((row, column), out var fill) ? wanted.IsWithinRange ? Within(run.Form.Columns[column], fill.Text) : fill.Text : null;

    private static string Within(Column column, string text) => column.Value(text) is { } value && column.Within(value) is var inside && inside != value ? column.Text(column.Nearest(inside)) : text;

    private static int Report(int count, Dataset data, ImputeSettings wanted)
    {
        foreach (var note in data.Notes) Console.Out.WriteLine($"Note: {note}");
        Console.Out.WriteLine($"{Tables.Count(count)} of {Tables.Count((long)data.Rows * data.Variables)} cells {(count == 1 ? "was missing; it is" : "were missing; they are")} filled in '{wanted.Out}'{(wanted.Probabilities is null ? string.Empty : $", {(count == 1 ? "its probability is" : "their probabilities are")} in '{wanted.Probabilities}'{(wanted.Interval is { } interval ? string.Create(CultureInfo.InvariantCulture, $", with {(count == 1 ? "its interval" : "their intervals")} of {100 * interval:0.####} %") : string.Empty)}")}.");
        return 0;
    }

    private static Either<Failure, int> Measure(OpenedRun run, Dataset data, double part, ImputeSettings wanted) =>
        from training in RunData.OwnRows(run.Folder, run.Settings)
        from removed in Remove(data, part, wanted)
        from scores in Removal.Score(run, training.Train, removed, wanted.Seed)
        from coverage in wanted.Interval is { } interval ? FillCoverage.Of(run, removed, interval) : Arr<FillCoverage>.Empty
        select Print(scores, removed, part, coverage);

    private static Either<Failure, Removal> Remove(Dataset data, double part, ImputeSettings wanted) => Removal.Of(data, part, wanted.Seed) is { Cells.Count: > 0 } removed
        ? removed
        : new Failure(string.Create(CultureInfo.InvariantCulture, $"--remove {part} takes no cell of '{wanted.Rows.Label}' away; use a larger part, or a larger table"));

    private static int Print(IReadOnlyList<FillScore> scores, Removal removed, double part, Arr<FillCoverage> coverage)
    {
        static string Number(double value, int digits) => double.IsNaN(value) ? string.Empty : Tables.Number(value, digits);
        new TextTable(
            string.Create(CultureInfo.InvariantCulture, $"{Tables.Count(removed.Cells.Count, "cell")}, {100 * part:0.##} % of those observed, {(removed.Cells.Count == 1 ? "was removed at random and filled from the rest of its row" : "were removed at random and filled from the rest of their rows")}"),
            ["filled by", "RMSE of numbers", "right values, %"],
            [.. scores.Select(score => (IReadOnlyList<string>)[score.Name, Number(score.Error, 4), Number(100 * score.Accuracy, 2)])]).Print();
        Console.Out.WriteLine("The RMSE is in standard deviations of each column over the training rows; right values are counted without real numbers.");
        foreach (var kind in coverage) Console.Out.WriteLine(kind.Explain());
        return 0;
    }
}
