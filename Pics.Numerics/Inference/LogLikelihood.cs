namespace Pics.Numerics;

/// <summary>Exact log-likelihoods of data, and the log-normaliser.</summary>
/// <remarks>Cost: one forward pass per batch. Variables that are not observed are marginalised exactly.</remarks>
public static class LogLikelihood
{
    /// <summary>log Z: the log-likelihood of no evidence, in nats; zero up to rounding for a QPC of a PIC.</summary>
    public static double LogNormaliser(ICircuitEngine engine, CircuitTensors parameters, Dataset like)
    {
        using var scope = NewDisposeScope();
        var value = engine.LogLikelihood(parameters, NoEvidence(like, parameters[parameters.Groups.First()].device));
        return value.to(ScalarType.Float64).item<double>();
    }

    /// <summary>The normalised log-likelihood of each row of evidence, in nats and the circuit's own numbers; what a row does not observe is marginalised exactly.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C] of int64 with -1, or of float64 with NaN, where not observed.</param>
    /// <returns>[B] of float64; minus infinity for evidence of probability zero.</returns>
    /// <remarks>Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>.</remarks>
    internal static Either<QueryError, Tensor> OfEvidence(QpcModel model, Tensor evidence) =>
        TensorQueries.Plain(model, evidence).Bind(rows => RowLikelihood.OfEvidence(model.Asked, rows)).Map(found => TensorQueries.Of(model, found, found.Length));

    /// <summary>The normalised log-likelihood of each row, in nats and the data's own units; the rows must fit the circuit.</summary>
    /// <param name="engine">The compiled circuit.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="data">The rows.</param>
    /// <param name="logNormaliser">log Z, subtracted from each; zero for a PIC.</param>
    /// <param name="batchSize">Rows evaluated together; does not change the result beyond rounding.</param>
    public static ImmutableArray<double> OfRows(
        ICircuitEngine engine, CircuitTensors parameters, Dataset data, double logNormaliser = 0, int batchSize = 256) =>
        OfRows(engine, parameters, data, logNormaliser, batchSize, (_, _) => null).IfLeft([]);

    /// <summary>The log-likelihood of each row, in nats and the data's own units. Error: <see cref="QueryError.BadShape"/>, <see cref="QueryError.BadValue"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    public static Either<QueryError, ImmutableArray<double>> OfRows(QpcModel model, Dataset data) => RowLikelihood.OfRows(model.Asked, data);

    /// <summary>The mean of <see cref="OfRows(ICircuitEngine, CircuitTensors, Dataset, double, int)"/> over at least one row, and how much of them is observed.</summary>
    /// <param name="engine">The compiled circuit.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="data">The rows.</param>
    /// <param name="logNormaliser">log Z, subtracted from each; zero for a PIC.</param>
    /// <param name="batchSize">Rows evaluated together; does not change the result beyond rounding.</param>
    public static MeanLogLikelihood MeanOfRows(ICircuitEngine engine, CircuitTensors parameters, Dataset data, double logNormaliser = 0, int batchSize = 256)
    {
        var missing = 0L;
        var all = OfRows(engine, parameters, data, logNormaliser, batchSize, (_, evidence) =>
        {
            missing += EvidenceTensors.IsHidden(evidence).sum().item<long>();
            return null;
        }).IfLeft([]);
        return new(all.Average(), (((long)data.Rows * data.Dimensions) - missing) / (double)data.Rows, data.Dimensions);
    }

    // The check is given the first row of a batch and its evidence, before they are evaluated.
    private static Either<QueryError, ImmutableArray<double>> OfRows(
        ICircuitEngine engine, CircuitTensors parameters, Dataset data, double logNormaliser, int batchSize, Func<int, Tensor, QueryError?> check)
    {
        var device = parameters[parameters.Groups.First()].device;
        var values = ImmutableArray.CreateBuilder<double>(data.Rows);
        foreach (var rows in Enumerable.Range(0, data.Rows).Chunk(batchSize))
        {
            using var scope = NewDisposeScope();
            var evidence = data.Batch(rows, device);
            if (check(rows[0], evidence) is { } error) return error;
            var batch = engine.LogLikelihood(parameters, evidence).to(ScalarType.Float64).cpu();
            foreach (var value in batch.data<double>()) values.Add(value - logNormaliser - data.LogScale(values.Count));
        }

        return values.MoveToImmutable();
    }

    /// <summary>The evidence that observes nothing, [1, variables, channels] of -1 or NaN.</summary>
    public static Tensor NoEvidence(Dataset like, Device device) => EvidenceTensors.Nothing(1, like.Variables, like.Channels, like.IsReal, device);
}
