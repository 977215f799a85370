using LanguageExt;

namespace Pics.Host;

/// <summary><c>query</c>: one number, or one distribution, in exact answer to a question written as text.</summary>
internal static class QueryVerb
{
    public static Either<Failure, int> Run(QuerySettings query, string text) => OpenedRun.Open(query).Bind(run =>
    {
        using (run)
            return run.Asked.Ask(text).MapLeft(Explain).Map(answer => Print(answer, run.Settings.Data.Colour));
    });

    private static Failure Explain(PicsFault fault) => fault switch
    {
        PicsFault.Query { Error: QueryError.Impossible } => new("what is given has probability zero under the model, so that nothing follows from it; give less"),
        PicsFault.Question { Error: { At: > 0 } error } => Failure.Of(error),
        _ => Failure.Of(fault),
    };

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
