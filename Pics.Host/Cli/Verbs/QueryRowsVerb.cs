using System.Text.Json.Nodes;
using LanguageExt;

namespace Pics.Host;

/// <summary>Which rows <c>query</c> asks a question of.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Out">The table, as its name ends.</param>
internal sealed record QueryRowsSettings(RowWish Rows, string? Out);

/// <summary><c>query --rows</c>: one question of each row of a table.</summary>
internal static class QueryRowsVerb
{
    public static Either<Failure, int> Run(QuerySettings query, string text, QueryRowsSettings wanted, OutputFormat format) =>
        from possible in RowTables.Check(wanted.Out, wanted.Rows)
        from code in OpenedRun.Open(query).Bind(run =>
        {
            using (run)
                return from none in run.Asked.Ask(text, Dataset.Empty("no rows", run.Form.Form)).MapLeft(QueryVerb.Explain)
                       from data in run.Read(wanted.Rows, SplitName.Test)
                       from found in run.Asked.Ask(text, data).MapLeft(QueryVerb.Explain)
                       from written in RowTables.Write(wanted.Out, Columns(run, found), Enumerable.Range(0, data.Rows).Select(row => Texts(data, found, row)))
                       select format == OutputFormat.Json ? Print(run, data, found, wanted) : Report(run, data, found, wanted);
        })
        select code;

    private static IReadOnlyList<TableFileColumn> Columns(OpenedRun run, RowAnswers found)
    {
        var own = TableFile.ColumnsOf(run.Form.Form);
        return [new(own.Any(column => column.Name == "row") ? "number of the row" : "row", TableValue.Whole), .. own, .. found.FileColumns];
    }

    private static IReadOnlyList<string> Texts(Dataset data, RowAnswers found, int row) => [$"{row}", .. data.Texts(row), .. found.Texts(row)];

    private static int Print(OpenedRun run, Dataset data, RowAnswers found, QueryRowsSettings wanted)
    {
        JsonText.Print(new JsonObject
        {
            ["run"] = run.Folder,
            ["data"] = data.Name,
            ["colour"] = EnumWord.Of(run.Settings.Data.Colour),
            ["notes"] = JsonText.List(data.Notes),
            ["question"] = found.Question,
            ["rows"] = data.Rows,
            ["contradictions"] = found.Contradictions,
            ["impossible"] = found.Impossible,
            ["columns"] = JsonText.List(found.Columns),
            ["answers"] = wanted.Out is null ? JsonText.List(Enumerable.Range(0, data.Rows), row => new JsonObject { ["row"] = row, ["values"] = found.Answers[row] is null ? null : Values(found, row) }) : null,
            ["out"] = wanted.Out,
        });
        return 0;
    }

    private static JsonArray? Values(RowAnswers found, int row) => found.Answers[row] switch
    {
        Answer.Distribution distribution => JsonText.List(distribution.Probabilities, entry => JsonText.Number(entry.Probability)),
        Answer.Mean { Written: { } written } => JsonText.List([written]),
        Answer.Quantile { Form: not null } or Answer.Quantile { Of.Number: null } => JsonText.List(found.Texts(row)), // dates and labels
        var one => JsonText.List([one!.Value], value => JsonText.Number(value)),
    };

    private static int Report(OpenedRun run, Dataset data, RowAnswers found, QueryRowsSettings wanted)
    {
        foreach (var note in data.Notes) Console.Out.WriteLine($"Note: {note}");
        RowTables.Print($"{found.Question}, what each row observes given too", ["row", .. found.Columns], data.Rows, row => [$"{row}", .. found.Texts(row)], wanted.Out);
        if (found.Contradictions > 0) Console.Out.WriteLine($"{Tables.Count(found.Contradictions, "row")} {(found.Contradictions == 1 ? "has another value" : "have other values")} than the question says, and no answer: {(found.Contradictions == 1 ? "its cell is" : "their cells are")} empty.");
        if (found.Impossible > 0) Console.Out.WriteLine($"{Tables.Count(found.Impossible, "row")} {(found.Impossible == 1 ? "has" : "have")} probability zero under the model together with what is given, and no answer: {(found.Impossible == 1 ? "its cell is" : "their cells are")} empty.");
        if (run.Settings.Data.Colour != ColourTransform.None) Console.Out.WriteLine($"Channels 0, 1 and 2 are Y, Co and Cg of {Colour.Name(run.Settings.Data.Colour)}.");
        return 0;
    }
}
