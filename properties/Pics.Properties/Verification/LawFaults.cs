using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>For each law operations that are wrong in a way that it must find, and a model on which that shows.</summary>
internal static class LawFaults
{
    private const double Little = 0.02;

    /// <summary>Four binary variables that depend on each other, every function its own.</summary>
    public static ModelRecipe Binary { get; } = new(Chain(_ => PicBuilder.Binary, 4), 26);

    /// <summary>A real number, counts and categories.</summary>
    public static ModelRecipe Mixed { get; } = new(Chain(variable => variable switch { 0 => new InputFamily.Gaussian(1), 1 => new InputFamily.Poisson(1), _ => new InputFamily.Categorical(1, 5) }, 3), 38);

    /// <summary>Law, model, wrong operations.</summary>
    public static IReadOnlyList<(string Name, Law Law, ModelRecipe Model, LawOperations Wrong)> All { get; } =
    [
        ("weights that do not sum to one", Numerics.Laws.Normalised, Binary, Right with { LogLikelihood = (model, rows) => Right.LogLikelihood(model, rows).Map(values => Each(values, value => value - 1e-3)) }),
        ("hidden values taken for zero", Numerics.Laws.Marginal, Binary, Right with { LogLikelihood = (model, rows) => Right.LogLikelihood(model, Each(rows, value => double.IsNaN(value) ? 0 : value)) }),
        ("a density that is not one", Numerics.Laws.Marginal, Mixed, Right with { LogLikelihood = (model, rows) => Right.LogLikelihood(model, rows).Map<double[]>(values => [.. values.Select((value, row) => value + (rows.Row(row).ToArray().Count(double.IsFinite) * Little))]) }),
        ("a posterior without its evidence", Numerics.Laws.ChainRule, Binary, WithoutEvidence),
        ("a posterior without its evidence", Numerics.Laws.ChainRule, Mixed, WithoutEvidence),
        ("a joint for a conditional", Numerics.Laws.ConditionalIsQuotient, Binary, Right with { Conditional = (model, query, given) => Right.LogLikelihood(model, Joint(query, given)) }),
        ("a gradient of other units", Numerics.Laws.EvidenceGradientIsDerivative, Mixed, Right with { EvidenceGradient = (model, rows) => Right.EvidenceGradient(model, rows).Map(values => Each(values, value => value * 1.01)) }),
        ("probabilities that do not sum to one", Numerics.Laws.PosteriorsSumToOne, Binary, Right with { Probabilities = (posterior, variable, channel) => Right.Probabilities(posterior, variable, channel).Map(values => Each(values, value => value * 1.001)) }),
        ("negative probabilities", Numerics.Laws.PosteriorsSumToOne, Binary, Right with { Probabilities = (posterior, variable, channel) => Right.Probabilities(posterior, variable, channel).Map(values => Each(values, value => (value * 3) - 1)) }),
        ("densities that do not integrate to one", Numerics.Laws.PosteriorsSumToOne, Mixed, Right with { LogDensity = (posterior, rows) => Right.LogDensity(posterior, rows).Map(values => Each(values, value => value + Little)) }),
        ("second moments for variances", Numerics.Laws.MomentsAreThoseOfThePosterior, Mixed, Right with { Moments = posterior => Right.Moments(posterior) is var (mean, variance) ? (mean, [.. variance.Zip(mean, (about, of) => about + (of * of))]) : default }),
        ("surprise given nothing", Numerics.Laws.SurpriseIsConditional, Binary, Right with { Surprise = (model, rows) => Right.LogLikelihood(model, rows).Map<double[]>(values => [.. values.SelectMany(value => Enumerable.Repeat(-value, model.Variables))]) }),
        ("other functions after refolding", Numerics.Laws.RefoldingKeeps, Binary, Right with { Refold = circuit => circuit.Unfold().MapFunctions((_, function) => function.Head == 0 ? function : function with { Head = function.Head - 1 }).Bind(Fold.Pass.Apply) }),
        ("a circuit that cannot be refolded", Numerics.Laws.RefoldingKeeps, Binary, Right with { Refold = _ => FoldedQpc.Create([], PicBuilder.Get(Quadrature.Create(RuleKind.Midpoint, 1))) }),
        ("another meaning", Numerics.Laws.DenotationAgrees, Binary, Right with { Denotation = (circuit, meaning) => Right.Denotation(circuit, meaning) * 0.999 }),
        ("an engine that is off", Numerics.Laws.EnginesAgree, Binary, Right with { EngineLogLikelihood = (engine, numbers, rows) => Right.EngineLogLikelihood(engine, numbers, rows) + (engine.Kind == EngineKind.Scaled ? 1e-6 : 0) }),
        ("an engine with half a gradient", Numerics.Laws.EnginesAgreeOnGradients, Binary, Right with { EngineGradients = Halved }),
        ("a precision that is off", Numerics.Laws.PrecisionsAgree, Binary with { IsDouble = false }, Right with { LogLikelihood = (model, rows) => Right.LogLikelihood(model, rows).Map(values => Each(values, value => value + (model.IsDouble ? 0 : Little))) }),
        ("completions for samples", Numerics.Laws.SamplesFollowThePosterior, Binary, CompletionsForSamples),
        ("completions for samples", Numerics.Laws.SamplesFollowThePosterior, Mixed, CompletionsForSamples),
        ("independent samples of right marginals", Numerics.Laws.SamplesFollowTheJoint, Binary, Right with { SamplesGiven = Shuffled }),
        ("samples that forget the evidence", Numerics.Laws.EvidenceStays, Binary, Right with { SamplesGiven = (model, rows, draws, seed, first) => Right.Samples(model, draws, seed, first) }),
        ("completions that are no values", Numerics.Laws.EvidenceStays, Binary, Right with { MaxProduct = (model, rows, first) => Each(rows, value => double.IsNaN(value) ? 9 : value) }),
        ("the completion of zeros", Numerics.Laws.CompletionsAreNoWorse, Binary, Right with { MaxProduct = (model, rows, first) => Each(rows, value => double.IsNaN(value) ? 0 : value) }),
        ("the worst completion for the best", Numerics.Laws.CompletionsAreNoWorse, Binary, Right with { BestOf = WorstOf }),
        ("a likelihood relative to the batch", Numerics.Laws.RowsDoNotDependOnTheBatch, Binary, Right with { LogLikelihood = (model, rows) => Right.LogLikelihood(model, rows).Map(values => Each(values, value => value + (rows.Rows * Little))) }),
        ("samples by the place in the batch", Numerics.Laws.RowsDoNotDependOnTheBatch, Binary, Right with { SamplesGiven = (model, rows, draws, seed, _) => Right.SamplesGiven(model, rows, draws, seed, 0) }),
        ("a seed that goes on", Numerics.Laws.EqualSeedsGiveEqualSamples, Binary, Right with { Samples = (model, count, seed, first) => Right.Samples(model, count, seed + count, first) }),
        ("fewer draws, other draws", Numerics.Laws.EqualSeedsGiveEqualSamples, Binary, Right with { SamplesGiven = (model, rows, draws, seed, first) => Right.SamplesGiven(model, rows, draws, seed + draws, first) }),
        ("NaN for a likelihood", Numerics.Laws.ImpossibleEvidenceIsRefused, Binary, Right with { LogLikelihood = (model, rows) => Right.LogLikelihood(model, rows).Map(values => Each(values, _ => double.NaN)) }),
        ("a refusal of possible evidence", Numerics.Laws.ImpossibleEvidenceIsRefused, Binary, Right with { Surprise = (_, _) => new QueryError.Impossible(0) }),
        ("an answer to impossible evidence", Numerics.Laws.ImpossibleEvidenceIsRefused, Mixed, Right with { MaxProduct = (_, rows, _) => rows.Copy() }),
        ("a probability above one", Numerics.Laws.ImpossibleEvidenceIsRefused, Binary, Right with { LogLikelihood = (model, rows) => Right.LogLikelihood(model, rows).Map(values => Each(values, value => -value)) }),
        ("values out of range taken", Numerics.Laws.WrongValuesAreRefused, Binary, Right with { LogLikelihood = (model, rows) => Right.LogLikelihood(model, Each(rows, value => Math.Min(value, 1))) }),
        ("values out of range taken for impossible", Numerics.Laws.WrongValuesAreRefused, Mixed, Right with { LogLikelihood = (_, _) => new QueryError.Impossible(0) }),
        ("a tensor that is kept", Numerics.Laws.NoTensorsAreLeft, Binary, Right with { AllOnTensors = Keeping }),
        ("an exception", Numerics.Laws.Normalised, Binary, Right with { LogLikelihood = (_, _) => throw new InvalidOperationException("thrown") }),
    ];

    private static LawOperations Right => LawOperations.Standard;

    private static LawOperations WithoutEvidence => Right with { Posterior = (model, rows) => Right.Posterior(model, model.NoEvidence(rows.Rows)) };

    private static LawOperations CompletionsForSamples => Right with
    {
        SamplesGiven = (model, rows, draws, _, first) => Right.MaxProduct(model, rows, first).Map(completion => completion.Take([.. Enumerable.Range(0, rows.Rows * draws).Select(draw => draw / draws)])),
    };

    private static Pic Chain(Func<int, InputFamily> family, int variables) => PicBuilder.Get(
        Merge.With(family, _ => MergeKind.Tucker).Then(Share.With(Sharing.None, Sharing.None)).Apply(PicBuilder.Get(LinearChain.Create(Enumerable.Range(0, variables)))));

    private static double[] Each(double[] values, Func<double, double> change) => System.Array.ConvertAll(values, value => change(value));

    private static EvidenceRows Each(EvidenceRows rows, Func<double, double> change) => new(Each(rows.All.ToArray(), change), rows.Rows, rows.Variables, rows.Channels);

    /// <summary>What one of two rows observes.</summary>
    private static EvidenceRows Joint(EvidenceRows first, EvidenceRows second) =>
        new([.. first.All.ToArray().Zip(second.All.ToArray(), (one, other) => double.IsNaN(one) ? other : one)], first.Rows, first.Variables, first.Channels);

    private static Either<QueryError, LanguageExt.Unit> Keeping(QpcModel model, Tensor joint, Tensor evidence, Tensor asked, long seed)
    {
        joint.clone();
        return Right.AllOnTensors(model, joint, evidence, asked, seed);
    }

    private static void Halved(ICircuitEngine engine, CircuitTensors numbers, Tensor rows, CircuitTensors gradients)
    {
        Right.EngineGradients(engine, numbers, rows, gradients);
        if (engine.Kind == EngineKind.Scaled) gradients[gradients.Groups.Last()].mul_(0.5);
    }

    /// <summary>Each column in an order of its own.</summary>
    private static Either<QueryError, EvidenceRows> Shuffled(AskedCircuit model, EvidenceRows rows, int draws, long seed, long first) => Right.SamplesGiven(model, rows, draws, seed, first).Map(samples =>
    {
        var shuffled = samples.Copy();
        for (var row = 0; row < samples.Rows; row++)
            for (var place = 0; place < samples.Width; place++) shuffled[(row + place) % samples.Rows, place] = samples[row, place];
        return shuffled;
    });

    private static Either<QueryError, Completions> WorstOf(AskedCircuit model, EvidenceRows rows, int draws, int kept, long seed) => Right.BestOf(model, rows, draws, draws, seed).Map(best =>
    {
        var worst = Enumerable.Range(0, draws).Where(place => double.IsFinite(best.LogLikelihoods[place])).MinBy(place => best.LogLikelihoods[place]);
        return new Completions(best.Values.Part(worst, 1), [best.LogLikelihoods[worst]]);
    });
}
