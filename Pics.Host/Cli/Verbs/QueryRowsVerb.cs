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
                       from written in wanted.Out is null ? Unit.Default : TableFile.Write(wanted.Out, Columns(run, found), Enumerable.Range(0, data.Rows).Select(row => Texts(data, found, row))).MapLeft(Failure.Of)
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
        JsonOutput.Print(new
        {
            run = run.Folder,
            data = data.Name,
            run.Settings.Data.Colour,
            notes = data.Notes,
            found.Question,
            rows = data.Rows,
            found.Contradictions,
            found.Impossible,
            found.Columns,
            answers = wanted.Out is null ? Enumerable.Range(0, data.Rows).Select(row => new { row, values = found.Answers[row] is null ? null : Values(found, row) }) : null,
            @out = wanted.Out,
        });
        return 0;
    }

    private static IEnumerable<object> Values(RowAnswers found, int row) => found.Answers[row] switch
    {
        Answer.Distribution distribution => distribution.Probabilities.Select(entry => (object)entry.Probability),
        Answer.Mean { Written: { } written } => [written],
        Answer.Quantile { Form: not null } or Answer.Quantile { Of.Number: null } => found.Texts(row), // dates and labels
        var one => [one!.Value],
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
