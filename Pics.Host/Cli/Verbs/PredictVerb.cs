using System.Globalization;
using System.Text.Json.Nodes;
using LanguageExt;

namespace Pics.Host;

/// <summary>What <c>predict</c> is asked for.</summary>
/// <param name="Rows">Which rows.</param>
/// <param name="Target">The column.</param>
/// <param name="Interval">The probability of the interval of a number; null where that is not said.</param>
/// <param name="Out">The table, as its name ends.</param>
/// <param name="Format">How the summary is printed.</param>
internal sealed record PredictSettings(RowWish Rows, string Target, double? Interval, string? Out, OutputFormat Format = OutputFormat.Table);

/// <summary><c>predict</c>: one column of each row given the rest, beside what the rows have.</summary>
internal static class PredictVerb
{
    private const double Usual = 0.9;

    public static Either<Failure, int> Run(QuerySettings query, PredictSettings wanted) =>
        from possible in Check(wanted)
        from code in OpenedRun.Open(query).Bind(run =>
        {
            using (run)
                return from none in run.Asked.Predict(Dataset.Empty("no rows", run.Form.Form), wanted.Target, wanted.Interval ?? Usual).MapLeft(Explain)
                       from used in wanted.Interval is not null && !none.Classes.IsEmpty ? new Failure($"--interval is for columns of numbers, and '{wanted.Target}' has classes, each with its probability; leave it out") : Either<Failure, Unit>.Right(Unit.Default)
                       from data in run.Read(wanted.Rows, SplitName.Test)
                       from found in run.Asked.Predict(data, wanted.Target, wanted.Interval ?? Usual).MapLeft(Explain)
                       from written in RowTables.Write(wanted.Out, found.FileColumns, Enumerable.Range(0, data.Rows).Select(row => (IReadOnlyList<string>)found.Texts(row)))
                       select wanted.Format == OutputFormat.Json ? Print(run, data, found, wanted) : Report(run, data, found, wanted);
        })
        select code;

    private static Either<Failure, Unit> Check(PredictSettings wanted) => wanted.Interval is not null and not (> 0 and < 1)
        ? new Failure($"--interval is {wanted.Interval.Value.ToString(CultureInfo.InvariantCulture)}; it must be between 0 and 1")
        : RowTables.Check(wanted.Out, wanted.Rows);

    private static Failure Explain(PicsFault fault) => fault is PicsFault.Question { Error: QuestionError.BadName or QuestionError.BadChannel or QuestionError.NoTable } ? new($"--target: {fault.Explain()}") : Failure.Of(fault);

    private static int Print(OpenedRun run, Dataset data, Predictions found, PredictSettings wanted)
    {
        JsonText.Print(new JsonObject
        {
            ["run"] = run.Folder,
            ["data"] = data.Name,
            ["colour"] = EnumWord.Of(run.Settings.Data.Colour),
            ["notes"] = JsonText.List(data.Notes),
            ["target"] = found.Target,
            ["rows"] = data.Rows,
            ["impossible"] = Impossible(found),
            ["classes"] = found.Classes.IsEmpty ? null : JsonText.List(found.Classes),
            ["interval"] = found.Classes.IsEmpty ? JsonText.Number(found.Interval) : null,
            ["observed"] = found.ClassScore?.Rows ?? found.NumberScore?.Rows ?? 0,
            ["accuracy"] = JsonText.Number(found.ClassScore?.Accuracy),
            ["logLoss"] = JsonText.Number(found.ClassScore?.LogLoss),
            ["brier"] = JsonText.Number(found.ClassScore?.Brier),
            ["calibrationError"] = JsonText.Number(found.ClassScore?.CalibrationError),
            ["calibration"] = JsonText.List(found.ClassScore?.Bins.AsEnumerable(), bin => new JsonObject
            {
                ["low"] = JsonText.Number(bin.Low),
                ["high"] = JsonText.Number(bin.High),
                ["rows"] = bin.Rows,
                ["confidence"] = JsonText.Figure(bin.Confidence),
                ["accuracy"] = JsonText.Figure(bin.Accuracy),
            }),
            ["rootMeanSquare"] = JsonText.Number(found.NumberScore?.RootMeanSquare),
            ["logDensity"] = JsonText.Number(found.NumberScore?.LogDensity),
            ["coverage"] = JsonText.Number(found.NumberScore?.Coverage),
            ["predictions"] = wanted.Out is null ? JsonText.List(found.Rows, Document) : null,
            ["out"] = wanted.Out,
        });
        return 0;
    }

    private static JsonObject Document(Prediction one) => new()
    {
        ["row"] = one.Row,
        ["observed"] = one.Observed,
        ["predicted"] = one.Class,
        ["probabilities"] = one.Class is null ? null : JsonText.List(one.Probabilities, probability => JsonText.Number(probability)),
        ["mean"] = JsonText.Figure(one.Mean),
        ["low"] = one.Low,
        ["high"] = one.High,
    };

    private static int Impossible(Predictions found) => found.Rows.Count(row => !row.IsPossible);

    private static int Report(OpenedRun run, Dataset data, Predictions found, PredictSettings wanted)
    {
        foreach (var note in data.Notes) Console.Out.WriteLine($"Note: {note}");
        RowTables.Print($"{found.Target} given the rest of each row", [.. found.FileColumns.Select(column => column.Name)], data.Rows, row => Short(found, row), wanted.Out);
        if (Impossible(found) is > 0 and var impossible) Console.Out.WriteLine($"{Tables.Count(impossible, "row")} {(impossible == 1 ? "is" : "are")} impossible under the model but for {found.Target}, so nothing follows there, and the cells are empty.");
        if (found.ClassScore is { } classes) Say(found, classes);
        else if (found.NumberScore is { } numbers) Say(found, numbers);
        else Console.Out.WriteLine($"No row has {found.Target} to compare with.");
        if (run.Settings.Data.Colour != ColourTransform.None) Console.Out.WriteLine($"Channels 0, 1 and 2 are Y, Co and Cg of {Colour.Name(run.Settings.Data.Colour)}.");
        return 0;
    }

    private static IReadOnlyList<string> Short(Predictions found, int row) => [.. found.Texts(row).Select((text, column) => column > 1 && found.FileColumns[column].Value == TableValue.Number && double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number.ToString(found.Classes.IsEmpty ? "G8" : "F6", CultureInfo.InvariantCulture) : text)];

    private static void Say(Predictions found, ClassScore score)
    {
        Console.Out.WriteLine($"Of {Tables.Count(score.Rows, "row")} with {found.Target}: accuracy {Tables.Number(100 * score.Accuracy, 2)} %, log-loss {Tables.Number(score.LogLoss, 4)} nats a row, Brier score {Tables.Number(score.Brier, 4)} (0 to 2), expected calibration error {Tables.Number(score.CalibrationError, 4)}.");
        new TextTable(
            "Calibration: rows by the probability of their most probable class",
            ["probability", "rows", "mean probability", "accuracy"],
            [.. score.Bins.Where(bin => bin.Rows > 0).Select(bin => (IReadOnlyList<string>)[$"{Tables.Number(bin.Low, 1)} to {Tables.Number(bin.High, 1)}", Tables.Count(bin.Rows), Tables.Number(bin.Confidence, 4), Tables.Number(bin.Accuracy, 4)])]).Print();
    }

    private static void Say(Predictions found, NumberScore score) => Console.Out.WriteLine(
        $"Of {Tables.Count(score.Rows, "row")} with {found.Target}: RMSE {score.RootMeanSquare.ToString("G6", CultureInfo.InvariantCulture)}, mean log-density or log-probability {Tables.Number(score.LogDensity, 4)} nats a row, {Tables.Number(100 * score.Coverage, 2)} % in the interval of {(100 * found.Interval).ToString("G6", CultureInfo.InvariantCulture)} %. All are in the units of the data.");
}
