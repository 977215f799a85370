namespace Pics.Numerics;

/// <content>Likelihoods of evidence.</content>
public static partial class Laws
{
    private const int MostSummed = 20_000; // values of a variable that are summed over

    /// <summary>log Z = 0, at any rule and K.</summary>
    public static Law Normalised { get; } = new(
        "Nothing observed has probability one",
        "log p of no evidence is zero at any rule and K",
        scene => scene.LogLikelihoods(scene.Rows(scene.NoRow)).Map(found => LawOutcome.Equal("log p of nothing", found[0], "the logarithm of one", 0, scene.Allowed.LogLikelihood(0))));

    /// <summary>p(e) is the sum of p(x, e).</summary>
    public static Law Marginal { get; } = new(
        "Marginal equals sum over a hidden variable",
        "p(e) is the sum of p(x, e) over all values x of a hidden variable, or its integral",
        scene => Support.Of(scene.Asked, scene.Case.Variable, scene.Case.Channel, MostSummed).Match(
            support => from marginal in scene.LogLikelihoods(scene.Evidence)
                       from joint in scene.LogLikelihoods(scene.At(support.Values))
                       select LawOutcome.Equal("log p(e)", marginal[0], "log of the sum of p(x, e)", LawScene.LogSum(joint) + support.LogWeight, scene.Allowed.LogLikelihood(marginal[0])),
            () => Skip(TooManyValues)));

    /// <summary>p(x, e) = p(e) p(x | e).</summary>
    public static Law ChainRule { get; } = new(
        "Chain rule holds with the posterior",
        "log p(x, e) = log p(e) + log p(x | e), where p(x | e) comes from one pass upwards and one backwards",
        scene => from found in scene.LogLikelihoods(scene.Rows(scene.Case.Row, scene.Case.Evidence))
                 from posterior in scene.Ask.Posterior(scene.Asked, scene.Evidence).Bind(given => scene.Ask.LogDensity(given, scene.Wanted))
                 select LawOutcome.Equal("log p(x, e)", found[0], "log p(e) + log p(x | e)", found[1] + posterior[scene.Case.Place], scene.Allowed.LogLikelihood(found[0])));

    /// <summary>The conditional is the quotient of marginals.</summary>
    public static Law ConditionalIsQuotient { get; } = new(
        "Conditional is the quotient of marginals",
        "log p(x | e) = log p(x, e) - log p(e)",
        scene => from found in scene.LogLikelihoods(scene.Rows(scene.Case.Row, scene.Case.Evidence))
                 from conditional in scene.Ask.Conditional(scene.Asked, scene.Wanted, scene.Evidence)
                 select LawOutcome.Equal("log p(x | e)", conditional[0], "log p(x, e) - log p(e)", found[0] - found[1], scene.Allowed.LogLikelihood(found[1])));

    /// <summary>d log p / d x agrees with central differences.</summary>
    public static Law EvidenceGradientIsDerivative { get; } = new(
        "Evidence gradient agrees with differences",
        "d log p / d x of a real number agrees with the difference of log-likelihoods on both sides of it, in 64 bits",
        scene => scene.Case.Given.Prepend(scene.Case.Place).Where(place => scene.Subject.Families[place / scene.Case.Channels] is InputFamily.Gaussian).HeadOrNone()
            .Match(place => InDouble(scene).Match(held => Gradient(scene, held, place), error => Skip(error.Explain())), () => Skip("no real number is observed")));

    private static IEnumerable<Law> Likelihood => [Normalised, Marginal, ChainRule, ConditionalIsQuotient, EvidenceGradientIsDerivative];

    private static Either<PicsError, LawModel> InDouble(LawScene scene) => scene.Asked.IsDouble
        ? scene.Held
        : scene.Subject.Twin.At(scene.Case.Rule);

    private static Either<QueryError, LawOutcome> Gradient(LawScene scene, LawModel held, int place)
    {
        const double Step = 1e-5; // the square of it times third derivatives, 1e6 at the least deviation, stays below what is allowed
        var x = scene.Case.Row[place];
        return from gradient in scene.Ask.EvidenceGradient(held.Asked, scene.Joint)
               from both in scene.Ask.LogLikelihood(held.Asked, scene.Rows(scene.Case.With(place, x + Step), scene.Case.With(place, x - Step)))
               let difference = (both[0] - both[1]) / (2 * Step)
               select LawOutcome.Equal(
                   $"d log p / d {scene.Case.Name(place)}",
                   gradient[place],
                   "the difference of log p",
                   difference,
                   (1e-4 * (1 + Math.Abs(difference))) + (held.Allowed.LogLikelihood(both[0]) / Step));
    }
}
