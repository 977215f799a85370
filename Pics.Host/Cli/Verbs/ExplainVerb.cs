using System.Text.Json.Nodes;
using LanguageExt;

namespace Pics.Host;

/// <summary>What <c>explain</c> is asked for.</summary>
/// <param name="Rows">Which rows the row is among.</param>
/// <param name="Row">Its number, from 0.</param>
/// <param name="Format">How it is printed.</param>
internal sealed record ExplainSettings(RowWish Rows, int Row, OutputFormat Format = OutputFormat.Table);

/// <summary><c>explain</c>: why a row is an anomaly.</summary>
internal static class ExplainVerb
{
    private const int Shown = 40; // values that are printed

    public static Either<Failure, int> Run(QuerySettings query, ExplainSettings wanted) => OpenedRun.Open(query).Bind(run =>
    {
        using (run)
            return from data in run.Read(wanted.Rows, SplitName.Test)
                   from there in wanted.Row < 0 || wanted.Row >= data.Rows ? new Failure($"--row is {wanted.Row}; {(data.Rows == 0 ? "there are no rows" : $"it must be 0 to {data.Rows - 1}, as rows are counted from 0")}") : Either<Failure, Unit>.Right(Unit.Default)
                   from found in run.Asked.Explain(data, wanted.Row).MapLeft(Failure.Of)
                   select wanted.Format == OutputFormat.Json ? Print(run, data, found) : Report(run, data, found);
    });

    private static int Print(OpenedRun run, Dataset data, RowExplanation found)
    {
        JsonText.Print(new JsonObject
        {
            ["run"] = run.Folder,
            ["data"] = data.Name,
            ["colour"] = EnumWord.Of(run.Settings.Data.Colour),
            ["notes"] = JsonText.List(data.Notes),
            ["row"] = found.Row,
            ["logLikelihood"] = JsonText.Number(found.LogLikelihood),
            ["cells"] = JsonText.List(found.Cells, cell => new JsonObject
            {
                ["column"] = cell.Column,
                ["value"] = cell.Value,
                ["mostProbable"] = cell.Mode,
                ["log"] = JsonText.Figure(cell.LogProbability),
                ["kind"] = cell.IsDensity ? "density" : "probability",
                ["tailProbability"] = JsonText.Figure(cell.Tail),
                ["logTailProbability"] = JsonText.Figure(cell.LogTail),
            }),
            ["notObserved"] = JsonText.List(found.Hidden),
        });
        return 0;
    }

    private static int Report(OpenedRun run, Dataset data, RowExplanation found)
    {
        foreach (var note in data.Notes) Console.Out.WriteLine($"Note: {note}");
        Console.Out.WriteLine($"Row {found.Row}: log-likelihood {Tables.Number(found.LogLikelihood, 3)} nats{(found.Hidden.IsEmpty ? string.Empty : $", of the {Tables.Count(found.Cells.Length, "value")} that it has")}.");
        new TextTable(
            "Each value given the rest of the row, the least expected first",
            ["column", "value", "most probable", "log, nats", "of a", "tail probability"],
            [.. found.Cells.Take(Shown).Select(cell => (IReadOnlyList<string>)[cell.Column, cell.Value, cell.Mode ?? "-", double.IsNaN(cell.LogProbability) ? "-" : Tables.Number(cell.LogProbability, 3), cell.IsDensity ? "density" : "probability", TailText.Of(cell.LogTail)])]).Print();
        if (found.Cells.Length > Shown) Console.Out.WriteLine($"{Tables.More(found.Cells.Length - Shown, "value")} left out here; --format json has all.");
        Console.Out.WriteLine("The tail probability is that of a value at least as unlikely: of all whose probability, or density, is not larger.");
        if (found.Cells.Any(cell => cell.IsDensity)) Console.Out.WriteLine("Densities are per unit of the data.");
        if (found.Cells.Any(cell => cell.Mode is null)) Console.Out.WriteLine("Where there is a dash, the rest of the row is impossible under the model, so nothing follows from it.");
        if (!found.Hidden.IsEmpty) Console.Out.WriteLine($"Not observed, and summed out: {string.Join(", ", found.Hidden.Take(Shown))}{(found.Hidden.Length > Shown ? $" and {found.Hidden.Length - Shown} more" : string.Empty)}.");
        if (run.Settings.Data.Colour != ColourTransform.None) Console.Out.WriteLine($"Channels 0, 1 and 2 are Y, Co and Cg of {Colour.Name(run.Settings.Data.Colour)}.");
        return 0;
    }
}
