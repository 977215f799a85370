namespace Pics.Numerics;

/// <summary>What laws ask: every query and engine by one function each, so that tests can put a wrong one in its place.</summary>
internal sealed record LawOperations
{
    /// <summary>The library's own.</summary>
    public static LawOperations Standard { get; } = new();

    public Func<QpcModel, Tensor, Either<QueryError, Tensor>> LogLikelihood { get; init; } = Numerics.LogLikelihood.OfEvidence;

    public Func<QpcModel, Tensor, Tensor, Either<QueryError, Tensor>> Conditional { get; init; } = (model, query, given) => Numerics.Conditional.LogLikelihood(model, query, given);

    public Func<QpcModel, Tensor, Either<QueryError, TensorPosterior>> Posterior { get; init; } = (model, evidence) => Numerics.Posterior.Of(model, evidence);

    public Func<TensorPosterior, int, int, Either<QueryError, Tensor>> Probabilities { get; init; } = (posterior, variable, channel) => posterior.Probabilities(variable, channel); // variable, channel

    public Func<TensorPosterior, Tensor, Either<QueryError, Tensor>> LogDensity { get; init; } = (posterior, values) => posterior.LogDensity(values);

    public Func<TensorPosterior, (Tensor Mean, Tensor Variance)> Moments { get; init; } = posterior => (posterior.Mean(), posterior.Variance());

    public Func<QpcModel, Tensor, Either<QueryError, Tensor>> Surprise { get; init; } = (model, evidence) => Numerics.Surprise.Of(model, evidence);

    public Func<QpcModel, Tensor, Either<QueryError, Tensor>> EvidenceGradient { get; init; } = (model, evidence) => Numerics.EvidenceGradient.Of(model, evidence);

    public Func<QpcModel, int, long, long, Either<QueryError, Tensor>> Samples { get; init; } = (model, count, seed, first) => Sampling.Unconditional(model, count, seed, first);

    public Func<QpcModel, Tensor, int, long, long, Either<QueryError, Tensor>> SamplesGiven { get; init; } = (model, evidence, draws, seed, first) => Sampling.Given(model, evidence, draws, seed, first); // evidence, draws, seed, first row

    public Func<QpcModel, Tensor, long, Either<QueryError, Tensor>> MaxProduct { get; init; } = (model, evidence, first) => Mpe.MaxProduct(model, evidence, first);

    public Func<QpcModel, Tensor, Tensor> LargestTree { get; init; } = TreeValue;

    public Func<QpcModel, Tensor, int, int, long, Either<QueryError, TensorCompletions>> BestOf { get; init; } = (model, evidence, draws, kept, seed) => Mpe.BestOf(model, evidence, draws, kept, seed); // evidence, draws, kept, seed

    public Func<ICircuitEngine, CircuitTensors, Tensor, Tensor> EngineLogLikelihood { get; init; } = (engine, numbers, evidence) => engine.LogLikelihood(numbers, evidence);

    public Action<ICircuitEngine, CircuitTensors, Tensor, CircuitTensors> EngineGradients { get; init; } = (engine, numbers, evidence, gradients) => engine.Differentiate(numbers, evidence, gradients, 1, accumulate: false).Dispose();

    public Func<FoldedQpc, Either<PicsError, FoldedQpc>> Refold { get; init; } = circuit => Fold.Pass.Apply(circuit.Unfold());

    public Func<FoldedQpc, Interpretation, double> Denotation { get; init; } = Algebra.Denotation.OfFolded;

    /// <summary>The logarithm of the largest value of an induced tree of each row, less log Z, [B].</summary>
    private static Tensor TreeValue(QpcModel model, Tensor evidence)
    {
        using var scope = NewDisposeScope();
        using var maxima = Compile.ToMaxStack(model.Circuit, model.Device);
        return maxima.Outputs(model.Parameters, evidence)[^1].view(-1).to(ScalarType.Float64).sub(Held.Of(model.LogZ)).MoveToOuterDisposeScope();
    }
}
