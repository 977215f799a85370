namespace Pics.Numerics;

/// <summary>What laws ask: every query and engine by one function each, so that tests can put a wrong one in its place.</summary>
internal sealed record LawOperations(
    Func<QpcModel, Tensor, Either<QueryError, Tensor>> LogLikelihood,
    Func<QpcModel, Tensor, Tensor, Either<QueryError, Tensor>> Conditional, // query, given
    Func<QpcModel, Tensor, Either<QueryError, Posterior>> Posterior,
    Func<Posterior, int, int, Either<QueryError, Tensor>> Probabilities, // variable, channel
    Func<Posterior, Tensor, Either<QueryError, Tensor>> LogDensity,
    Func<Posterior, (Tensor Mean, Tensor Variance)> Moments,
    Func<QpcModel, Tensor, Either<QueryError, Tensor>> Surprise,
    Func<QpcModel, Tensor, Either<QueryError, Tensor>> EvidenceGradient,
    Func<QpcModel, int, long, long, Either<QueryError, Tensor>> Samples, // count, seed, first row
    Func<QpcModel, Tensor, int, long, long, Either<QueryError, Tensor>> SamplesGiven, // evidence, draws, seed, first row
    Func<QpcModel, Tensor, long, Either<QueryError, Tensor>> MaxProduct, // evidence, first row
    Func<QpcModel, Tensor, Tensor> LargestTree,
    Func<QpcModel, Tensor, int, int, long, Either<QueryError, Completions>> BestOf, // evidence, draws, kept, seed
    Func<ICircuitEngine, CircuitTensors, Tensor, Tensor> EngineLogLikelihood,
    Action<ICircuitEngine, CircuitTensors, Tensor, CircuitTensors> EngineGradients,
    Func<FoldedQpc, Either<PicsError, FoldedQpc>> Refold,
    Func<FoldedQpc, Interpretation, double> Denotation)
{
    /// <summary>The library's own.</summary>
    public static LawOperations Standard { get; } = new(
        Numerics.LogLikelihood.OfEvidence,
        Numerics.Conditional.LogLikelihood,
        Numerics.Posterior.Of,
        (posterior, variable, channel) => posterior.Probabilities(variable, channel),
        (posterior, values) => posterior.LogDensity(values),
        posterior => (posterior.Mean(), posterior.Variance()),
        Numerics.Surprise.Of,
        Numerics.EvidenceGradient.Of,
        Sampling.Unconditional,
        Sampling.Given,
        MostProbable.ByMaxProduct,
        TreeValue,
        (model, evidence, draws, kept, seed) => MostProbable.ByBestOf(model, evidence, draws, kept, seed),
        (engine, numbers, evidence) => engine.LogLikelihood(numbers, evidence),
        (engine, numbers, evidence, gradients) => engine.Differentiate(numbers, evidence, gradients, 1, accumulate: false).Dispose(),
        circuit => Fold.Pass.Apply(circuit.Unfold()),
        Algebra.Denotation.OfFolded);

    /// <summary>The logarithm of the largest value of an induced tree of each row, [B], divided by Z.</summary>
    private static Tensor TreeValue(QpcModel model, Tensor evidence)
    {
        using var scope = NewDisposeScope();
        return model.Max.Outputs(model.Numbers, evidence)[^1].view(-1).to(ScalarType.Float64).sub(Held.Of(model.LogZ)).MoveToOuterDisposeScope();
    }
}
