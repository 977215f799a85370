using LanguageExt;

namespace Pics.Host;

/// <summary><c>query</c>: one number, or one distribution, in exact answer to a question written as text.</summary>
internal static class QueryVerb
{
    public static Either<Failure, int> Run(QuerySettings query, string text, OutputFormat format = OutputFormat.Table) => OpenedRun.Open(query).Bind(run =>
    {
        using (run)
            return run.Asked.Ask(text).MapLeft(Explain).Map(answer => format == OutputFormat.Json ? PrintJson(query.Folder, answer, run.Settings.Data.Colour) : Print(answer, run.Settings.Data.Colour));
    });

    /// <summary>Why a question has no answer.</summary>
    internal static Failure Explain(PicsFault fault) => fault switch
    {
        PicsFault.Query { Error: QueryError.Impossible } => new("what is given has probability zero under the model, so that nothing follows from it; give less"),
        PicsFault.Question { Error: { At: > 0 } error } => Failure.Of(error),
        _ => Failure.Of(fault),
    };

    /// <summary>What there is to an answer; what a kind of answer has not is null.</summary>
    private static int PrintJson(string run, Answer answer, ColourTransform colour)
    {
        object Document(string kind, double? log = null, string? units = null, object? probabilities = null) =>
            new { run, colour, question = answer.Question, kind, value = probabilities is null ? answer.Value : (double?)null, log, units, probabilities };
        JsonOutput.Print(answer.Match(
            probability => Document(probability.Units.Length > 0 ? "density" : "probability", probability.Log, probability.Units.Length > 0 ? probability.Units : null),
            distribution => Document("distribution", probabilities: distribution.Probabilities.Select(entry => new { entry.Label, entry.Probability })),
            _ => Document("mean"),
            _ => Document("variance")));
        return 0;
    }

    private static int Print(Answer answer, ColourTransform colour)
    {
        if (answer is Answer.Distribution distribution)
        {
            new TextTable(answer.Question, ["value", "probability"], [.. distribution.Some.Select(entry => (IReadOnlyList<string>)[entry.Label, Words.Probability(entry.Probability)])]).Print();
            if (distribution.Rest is { } rest) Console.Out.WriteLine(rest);
        }
        else
        {
            Console.Out.WriteLine(answer);
        }

        if (colour != ColourTransform.None) Console.Out.WriteLine($"Channels 0, 1 and 2 are Y, Co and Cg of {Colour.Name(colour)}.");
        return 0;
    }
}
