using System.Globalization;
using System.Text.Json.Nodes;
using LanguageExt;

namespace Pics.Host;

/// <summary><c>query</c>: one number, or one distribution, in exact answer to a question written as text.</summary>
internal static class QueryVerb
{
    public static Either<Failure, int> Run(QuerySettings query, string text, OutputFormat format = OutputFormat.Table) => Run(query, text, format, Chance.Default, null);

    /// <param name="query">Of which run.</param>
    /// <param name="text">The question.</param>
    /// <param name="format">How the answer is printed.</param>
    /// <param name="chance">Of samples, where the answer is not exact.</param>
    /// <param name="given">An option that says something of them, if one was given.</param>
    public static Either<Failure, int> Run(QuerySettings query, string text, OutputFormat format, Chance chance, string? given) => OpenedRun.Open(query).Bind(run =>
    {
        using (run)
            return run.Asked.Ask(text, chance).MapLeft(Explain).Bind(answer => Used(answer, given)).Map(answer => format == OutputFormat.Json ? PrintJson(query.Folder, answer, run.Settings.Data.Colour) : Print(answer, run.Settings.Data.Colour));
    });

    /// <summary>Why a question has no answer.</summary>
    internal static Failure Explain(PicsFault fault) => fault switch
    {
        PicsFault.Query { Error: QueryError.Impossible } => new("what is given has probability zero under the model, so that nothing follows from it; give less"),
        PicsFault.Question { Error: { At: > 0 } error } => Failure.Of(error),
        _ => Failure.Of(fault),
    };

    /// <summary>Refuses what is said of samples where there are none.</summary>
    private static Either<Failure, Answer> Used(Answer answer, string? given) => given is not null && Samples(answer) is null or 0
        ? new Failure($"{given} is for answers from samples, and this one is exact; leave it out")
        : answer;

    /// <summary>How many samples an answer is from; null for a kind that is always exact.</summary>
    private static int? Samples(Answer answer) => answer switch { Answer.MostProbable values => values.Samples, Answer.Next next => next.Samples, _ => null };

    /// <summary>What there is to an answer; what a kind of answer has not is null.</summary>
    private static int PrintJson(string run, Answer answer, ColourTransform colour)
    {
        JsonObject Document(string kind, double? log = null, string? units = null, JsonArray? probabilities = null, IEnumerable<ColumnValue>? values = null) => new()
        {
            ["run"] = run,
            ["colour"] = EnumWord.Of(colour),
            ["question"] = answer.Question,
            ["kind"] = kind,
            ["value"] = probabilities is null ? JsonText.Figure(answer.Value) : null,
            ["log"] = JsonText.Number(log),
            ["units"] = units,
            ["probabilities"] = probabilities,
            ["values"] = JsonText.List(values, value => new JsonObject { ["column"] = value.Column, ["text"] = value.Text, ["number"] = JsonText.Number(value.Number) }),
            ["columns"] = JsonText.List((answer as Answer.Next)?.Columns.AsEnumerable(), column => new JsonObject { ["column"] = column.Column, ["bits"] = JsonText.Number(column.Bits), ["standardError"] = JsonText.Number(column.StandardError) }),
            ["entropy"] = JsonText.Number((answer as Answer.Next)?.Entropy),
            ["compared"] = (answer as Answer.MostProbable)?.Compared,
            ["samples"] = Samples(answer),
        };
        JsonText.Print(answer.Match(
            probability => Document(probability.Units.Length > 0 ? "density" : "probability", probability.Log, probability.Units.Length > 0 ? probability.Units : null),
            distribution => Document("distribution", probabilities: JsonText.List(distribution.Probabilities, entry => new JsonObject { ["label"] = entry.Label, ["probability"] = JsonText.Number(entry.Probability) })),
            _ => Document("mean"),
            _ => Document("variance"),
            quantile => Document("quantile", values: [quantile.Of]),
            best => Document("most-probable", best.Log, best.Units.Length > 0 ? best.Units : null, values: best.Values),
            _ => Document("information")));
        return 0;
    }

    private static int Print(Answer answer, ColourTransform colour)
    {
        if (answer is Answer.Distribution distribution)
        {
            new TextTable(answer.Question, ["value", "probability"], [.. distribution.Some.Select(entry => (IReadOnlyList<string>)[entry.Label, Words.Probability(entry.Probability)])]).Print();
            if (distribution.Rest is { } rest) Console.Out.WriteLine(rest);
        }
        else if (answer is Answer.Next { Columns.IsEmpty: false } next)
        {
            new TextTable(answer.Question, ["column", "bits", "standard error"], [.. next.Some.Select(column => (IReadOnlyList<string>)[column.Column, Digits(column.Bits), column.StandardError is { } error ? Digits(error) : string.Empty])]).Print();
            foreach (var note in next.Notes) Console.Out.WriteLine(note);
        }
        else
        {
            Console.Out.WriteLine(answer);
        }

        if (colour != ColourTransform.None) Console.Out.WriteLine($"Channels 0, 1 and 2 are Y, Co and Cg of {Colour.Name(colour)}.");
        return 0;
    }

    private static string Digits(double number) => number.ToString("F6", CultureInfo.InvariantCulture);
}
