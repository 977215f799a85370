namespace Pics.Numerics;

/// <summary>Queries on tensors in the circuit's own numbers, for those who work with many rows at once or on a device: real columns are centred and scaled, numbers in bins are the numbers of their bins from 0, and densities and probabilities are of those.</summary>
/// <remarks>
/// <see cref="RowForm.Held(double[], long, long)"/> makes rows of samples. <see cref="PicModel"/> asks the same in the data's own units. Evidence is [B, variables, C] of int64 with a negative number, or of float64 with NaN, where
/// not observed. All of it may be called by several threads at once: one query of a model runs at a time. Tensors that are given back are owned by the caller.
/// </remarks>
public static class CircuitQueries
{
    /// <summary>Some rows of a data set as evidence that can hold all values of a model, [B, variables, C].</summary>
    public static Tensor Evidence(QpcModel model, Dataset data, ReadOnlySpan<int> rows) => model.Evidence(data, rows);

    /// <summary>The evidence that observes nothing, [rows, variables, C].</summary>
    public static Tensor NoEvidence(QpcModel model, long rows) => model.NoEvidence(rows);

    /// <summary>The evidence with some of it taken away.</summary>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="hidden">Of bool, broadcast to the evidence: what is not observed any more.</param>
    public static Tensor Hide(Tensor evidence, Tensor hidden) => EvidenceTensors.Hide(evidence, hidden);

    /// <summary>The numbers of each row of a tensor [B, ...], flattened; NaN where not observed.</summary>
    public static IReadOnlyList<double[]> Rows(Tensor rows) => EvidenceTensors.Rows(rows);

    /// <summary>log p of each row of evidence, [B] of float64 in nats; minus infinity for what is impossible. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>.</summary>
    public static Either<QueryError, Tensor> LogLikelihood(QpcModel model, Tensor evidence) => Ask(model, () => Numerics.LogLikelihood.OfEvidence(model, evidence));

    /// <summary>log p(query | given) of each row, [B] of float64 in nats. Error: as <see cref="LogLikelihood"/>, <see cref="QueryError.Impossible"/>, <see cref="QueryError.Twice"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="query">[B, variables, C].</param>
    /// <param name="given">Of the same shape; no value may be in both.</param>
    public static Either<QueryError, Tensor> Conditional(QpcModel model, Tensor query, Tensor given) => Ask(model, () => Numerics.Conditional.LogLikelihood(model, query, given));

    /// <summary>Mean and variance of each channel of each variable given each row, [B, variables, C] of float64. Error: as <see cref="Conditional"/>.</summary>
    public static Either<QueryError, (Tensor Mean, Tensor Variance)> Moments(QpcModel model, Tensor evidence) => Both(model, () => Posterior.Moments(model, evidence));

    /// <summary>-log p(x_v | what else the row observes) of each variable, [B, variables] of float64 in nats; NaN where it is not observed. Error: as <see cref="Conditional"/>.</summary>
    public static Either<QueryError, Tensor> Surprises(QpcModel model, Tensor evidence) => Ask(model, () => Surprise.Of(model, evidence));

    /// <summary>d log p(e) / d x of each row, [B, variables, C] of float64, in nats per unit of the circuit's numbers; zero for what is no real number or not observed. Error: as <see cref="Conditional"/>.</summary>
    public static Either<QueryError, Tensor> Gradient(QpcModel model, Tensor evidence) => Ask(model, () => EvidenceGradient.Of(model, evidence));

    /// <summary>Samples without evidence, [count, variables, C]. Error: <see cref="QueryError.Argument"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Equal seeds give equal samples.</param>
    /// <param name="first">The number of the first: a sample depends on seed and number alone.</param>
    public static Either<QueryError, Tensor> Sample(QpcModel model, int count, long seed, long first = 0) => Ask(model, () => Sampling.Unconditional(model, count, seed, first));

    /// <summary>Samples given each row, [B, draws, variables, C]. Error: as <see cref="Conditional"/>, <see cref="QueryError.Argument"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">What is known, [B, variables, C].</param>
    /// <param name="draws">Samples of each row.</param>
    /// <param name="seed">Equal seeds give equal samples.</param>
    /// <param name="first">The number of the first row.</param>
    public static Either<QueryError, Tensor> SampleGiven(QpcModel model, Tensor evidence, int draws, long seed, long first = 0) =>
        Ask(model, () => Sampling.Given(model, evidence, draws, seed, first));

    /// <summary>Completions of each row by max-product, [B, variables, C]. Error: as <see cref="Conditional"/>.</summary>
    public static Either<QueryError, Tensor> MaxProduct(QpcModel model, Tensor evidence) => Ask(model, () => Mpe.MaxProduct(model, evidence));

    /// <summary>The best completions of each row among max-product and samples, [B, best, variables, C], with their log-likelihoods, [B, best]. Error: as <see cref="SampleGiven"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">What is known, [B, variables, C].</param>
    /// <param name="candidates">Samples of each row.</param>
    /// <param name="best">How many are kept, the best first.</param>
    /// <param name="seed">Of the samples.</param>
    /// <param name="first">The number of the first row.</param>
    public static Either<QueryError, (Tensor Values, Tensor LogLikelihoods)> Best(QpcModel model, Tensor evidence, int candidates, int best, long seed, long first = 0) =>
        Both(model, () => Mpe.BestOf(model, evidence, candidates, best, seed, first).Map(found => (found.Values, found.LogLikelihoods)));

    private static Either<QueryError, Tensor> Ask(QpcModel model, Func<Either<QueryError, Tensor>> query) => model.Alone(() => query().Map(found => found.MoveToOuterDisposeScope()));

    private static Either<QueryError, (Tensor, Tensor)> Both(QpcModel model, Func<Either<QueryError, (Tensor, Tensor)>> query) =>
        model.Alone(() => query().Map(found => (found.Item1.MoveToOuterDisposeScope(), found.Item2.MoveToOuterDisposeScope())));
}
