namespace Pics.Numerics;

/// <summary>Queries whose rows and answers are tensors; as those in plain memory, see <see cref="CircuitQueries"/>.</summary>
internal static class TensorQueries
{
    extension(Conditional)
    {
        /// <inheritdoc cref="Conditional.LogLikelihood(AskedCircuit, EvidenceRows, EvidenceRows)"/>
        public static Either<QueryError, Tensor> LogLikelihood(QpcModel model, Tensor query, Tensor given) =>
            from of in Plain(model, query)
            from known in Plain(model, given)
            from found in Conditional.LogLikelihood(model.Asked, of, known)
            select Of(model, found, found.Length);
    }

    extension(Posterior)
    {
        /// <inheritdoc cref="Posterior.Of(AskedCircuit, EvidenceRows)"/>
        public static Either<QueryError, TensorPosterior> Of(QpcModel model, Tensor evidence) =>
            Plain(model, evidence).Bind(rows => Posterior.Of(model.Asked, rows)).Map(posterior => new TensorPosterior(model, posterior));

        /// <inheritdoc cref="Posterior.Moments(AskedCircuit, EvidenceRows)"/>
        public static Either<QueryError, (Tensor Mean, Tensor Variance)> Moments(QpcModel model, Tensor evidence) =>
            from rows in Plain(model, evidence)
            from found in Posterior.Moments(model.Asked, rows)
            select (Of(model, found.Mean, rows.Rows, model.Variables, model.Channels), Of(model, found.Variance, rows.Rows, model.Variables, model.Channels));
    }

    extension(Sampling)
    {
        /// <inheritdoc cref="Sampling.Unconditional(AskedCircuit, int, long, long)"/>
        public static Either<QueryError, Tensor> Unconditional(QpcModel model, int count, long seed, long firstRow = 0) =>
            Sampling.Unconditional(model.Asked, count, seed, firstRow).Map(found => TensorNumbers.ToTensor(found, model.IsReal).On(model.Device));

        /// <inheritdoc cref="Sampling.Given(AskedCircuit, EvidenceRows, int, long, long, long)"/>
        public static Either<QueryError, Tensor> Given(QpcModel model, Tensor evidence, int draws, long seed, long firstRow = 0, long firstDraw = 0) =>
            from possible in draws < 1 ? new QueryError.Argument("the number of draws", draws, "at least 1") : Either<QueryError, LanguageExt.Unit>.Right(LanguageExt.Unit.Default)
            from rows in Completable(model, evidence)
            from found in Sampling.Given(model.Asked, rows, draws, seed, firstRow, firstDraw)
            select Like(evidence, found, rows.Rows, draws);
    }

    extension(Mpe)
    {
        /// <inheritdoc cref="Mpe.MaxProduct(AskedCircuit, EvidenceRows, long)"/>
        public static Either<QueryError, Tensor> MaxProduct(QpcModel model, Tensor evidence, long firstRow = 0) =>
            from rows in Completable(model, evidence)
            from found in Mpe.MaxProduct(model.Asked, rows, firstRow)
            select Like(evidence, found, rows.Rows);

        /// <inheritdoc cref="Mpe.BestOf(AskedCircuit, EvidenceRows, int, int, long, long)"/>
        public static Either<QueryError, TensorCompletions> BestOf(QpcModel model, Tensor evidence, int draws, int keep, long seed, long firstRow = 0) =>
            from rows in Completable(model, evidence)
            from found in Mpe.BestOf(model.Asked, rows, draws, keep, seed, firstRow)
            select new TensorCompletions(Like(evidence, found.Values, rows.Rows, keep), Of(model, found.LogLikelihoods, rows.Rows, keep));
    }

    /// <summary>Evidence in plain memory; of what is no evidence the shape is told. Error: <see cref="QueryError.BadShape"/>.</summary>
    public static Either<QueryError, EvidenceRows> Plain(QpcModel model, Tensor evidence)
    {
        if (evidence.dtype is not (ScalarType.Int64 or ScalarType.Float64) || evidence.dim() != 3 || evidence.shape[1] < model.Variables || evidence.shape[2] != model.Channels) return BadShape(model, evidence);
        return TensorNumbers.ToRows(evidence);
    }

    /// <summary>Numbers on the device of a model, of float64.</summary>
    public static Tensor Of(QpcModel model, double[] numbers, params long[] shape) => TensorNumbers.ToTensor(numbers, isReal: true, shape).On(model.Device);

    /// <summary>Evidence that is to be completed: it must be able to hold the values.</summary>
    private static Either<QueryError, EvidenceRows> Completable(QpcModel model, Tensor evidence) =>
        Plain(model, evidence).Bind<EvidenceRows>(rows => EvidenceCheck.Find(model.Asked, rows) is { } error ? error : model.IsReal && evidence.dtype != ScalarType.Float64 ? BadShape(model, evidence) : rows);

    /// <summary>That evidence is none.</summary>
    public static Either<QueryError, EvidenceRows> BadShape(QpcModel model, Tensor evidence) => new QueryError.BadShape(evidence.shape.ToArr(), $"{evidence.dtype}", model.Variables, model.Channels);

    /// <summary>Rows of the type and device of some evidence, [.., variables, C].</summary>
    private static Tensor Like(Tensor evidence, EvidenceRows rows, params long[] before) =>
        TensorNumbers.ToTensor(rows.All, evidence.dtype == ScalarType.Float64, [.. before, rows.Variables, rows.Channels]).On(evidence.device);
}

/// <summary>Completions and their log-likelihoods; owns both.</summary>
/// <param name="Values">[B, k, variables, C].</param>
/// <param name="LogLikelihoods">[B, k] of float64, in nats.</param>
internal sealed record TensorCompletions(Tensor Values, Tensor LogLikelihoods) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Values.Dispose();
        LogLikelihoods.Dispose();
    }
}
