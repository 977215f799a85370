namespace Pics.Numerics;

/// <summary>What laws ask: every query and engine by one function each, so that tests can put a wrong one in its place.</summary>
internal sealed record LawOperations
{
    /// <summary>The library's own.</summary>
    public static LawOperations Standard { get; } = new();

    public Func<QpcModel, Tensor, Either<QueryError, Tensor>> LogLikelihood { get; init; } = Numerics.LogLikelihood.OfEvidence;

    public Func<QpcModel, Tensor, Tensor, Either<QueryError, Tensor>> Conditional { get; init; } = Numerics.Conditional.LogLikelihood; // query, given

    public Func<QpcModel, Tensor, Either<QueryError, Posterior>> Posterior { get; init; } = Numerics.Posterior.Of;

    public Func<Posterior, int, int, Either<QueryError, Tensor>> Probabilities { get; init; } = (posterior, variable, channel) => posterior.Probabilities(variable, channel); // variable, channel

    public Func<Posterior, Tensor, Either<QueryError, Tensor>> LogDensity { get; init; } = (posterior, values) => posterior.LogDensity(values);

    public Func<Posterior, (Tensor Mean, Tensor Variance)> Moments { get; init; } = posterior => (posterior.Mean(), posterior.Variance());

    public Func<QpcModel, Tensor, Either<QueryError, Tensor>> Surprise { get; init; } = Numerics.Surprise.Of;

    public Func<QpcModel, Tensor, Either<QueryError, Tensor>> EvidenceGradient { get; init; } = Numerics.EvidenceGradient.Of;

    public Func<QpcModel, int, long, long, Either<QueryError, Tensor>> Samples { get; init; } = Sampling.Unconditional; // count, seed, first row

    public Func<QpcModel, Tensor, int, long, long, Either<QueryError, Tensor>> SamplesGiven { get; init; } = (model, evidence, draws, seed, first) => Sampling.Given(model, evidence, draws, seed, first); // evidence, draws, seed, first row

    public Func<QpcModel, Tensor, long, Either<QueryError, Tensor>> MaxProduct { get; init; } = Mpe.MaxProduct; // evidence, first row

    public Func<QpcModel, Tensor, Tensor> LargestTree { get; init; } = TreeValue;

    public Func<QpcModel, Tensor, int, int, long, Either<QueryError, Completions>> BestOf { get; init; } = (model, evidence, draws, kept, seed) => Mpe.BestOf(model, evidence, draws, kept, seed); // evidence, draws, kept, seed

    public Func<ICircuitEngine, CircuitTensors, Tensor, Tensor> EngineLogLikelihood { get; init; } = (engine, numbers, evidence) => engine.LogLikelihood(numbers, evidence);

    public Action<ICircuitEngine, CircuitTensors, Tensor, CircuitTensors> EngineGradients { get; init; } = (engine, numbers, evidence, gradients) => engine.Differentiate(numbers, evidence, gradients, 1, accumulate: false).Dispose();

    public Func<FoldedQpc, Either<PicsError, FoldedQpc>> Refold { get; init; } = circuit => Fold.Pass.Apply(circuit.Unfold());

    public Func<FoldedQpc, Interpretation, double> Denotation { get; init; } = Algebra.Denotation.OfFolded;

    /// <summary>The logarithm of the largest value of an induced tree of each row, less log Z, [B].</summary>
    private static Tensor TreeValue(QpcModel model, Tensor evidence)
    {
        using var scope = NewDisposeScope();
        return model.Max.Outputs(model.Parameters, evidence)[^1].view(-1).to(ScalarType.Float64).sub(Held.Of(model.LogZ)).MoveToOuterDisposeScope();
    }
}
