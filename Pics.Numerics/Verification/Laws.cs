namespace Pics.Numerics;

/// <summary>The laws that every model is verified by: one definition each, for the console and for tests.</summary>
public static partial class Laws
{
    private const string TooManyValues = "the variable has too many values to sum over";

    /// <summary>All laws, cheap ones first.</summary>
    public static ImmutableArray<Law> All => [.. Likelihood, .. Posteriors, .. Circuits, .. Sampled, .. Hygiene];

    /// <summary>Compares numbers row by row.</summary>
    private static LawOutcome Rows(LawScene scene, string firstName, double[] first, string secondName, double[] second, Func<double, double> allowed, params string[] rows) =>
        LawOutcome.All(Enumerable.Range(0, rows.Length).Select(row =>
            LawOutcome.Equal($"{firstName} of {rows[row]}", first[row], $"{secondName} of {rows[row]}", second[row], allowed(second[row]))));

    /// <summary>An outcome where a query cannot refuse.</summary>
    private static Either<QueryError, LawOutcome> Just(LawOutcome outcome) => outcome;

    private static Either<QueryError, LawOutcome> Skip(string reason) => new LawOutcome.Skipped(reason);
}
