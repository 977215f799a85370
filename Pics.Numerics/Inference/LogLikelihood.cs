namespace Pics.Numerics;

/// <summary>Exact log-likelihoods of data, and the log-normaliser.</summary>
/// <remarks>Cost: one forward pass per batch. Variables that are not observed are marginalised exactly.</remarks>
public static class LogLikelihood
{
    /// <summary>log Z: the log-likelihood of no evidence, in nats; zero up to rounding for a QPC of a PIC.</summary>
    public static double LogNormaliser(ICircuitEngine engine, CircuitTensors parameters, Dataset like)
    {
        using var scope = NewDisposeScope();
        var value = engine.LogLikelihood(parameters, NoEvidence(like, DeviceOf(parameters)));
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
        ICircuitEngine engine, CircuitTensors parameters, Dataset data, double logNormaliser = 0, int batchSize = 256)
    {
        var device = DeviceOf(parameters);
        var values = ImmutableArray.CreateBuilder<double>(data.Rows);
        foreach (var rows in Enumerable.Range(0, data.Rows).Chunk(batchSize))
        {
            using var scope = NewDisposeScope();
            values.AddRange(OfBatch(engine, parameters, data, rows, data.Batch(rows, device), logNormaliser));
        }

        return values.MoveToImmutable();
    }

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
    public static MeanLogLikelihood MeanOfRows(ICircuitEngine engine, CircuitTensors parameters, Dataset data, double logNormaliser = 0, int batchSize = 256) =>
        MeanAmong(LocalCollective.Create(1)[0], engine, parameters, data, logNormaliser, batchSize);

    /// <summary>The same on every rank, to the last bit that of a process by itself: each rank looks at some of the batches.</summary>
    /// <param name="ranks">The ranks, which all have the same circuit, parameters and rows.</param>
    /// <param name="engine">The compiled circuit.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="data">The rows, at least one.</param>
    /// <param name="logNormaliser">log Z, subtracted from each; zero for a PIC.</param>
    /// <param name="batchSize">Rows evaluated together; does not change the result beyond rounding.</param>
    /// <exception cref="RankLostException">A rank is not there any more, or does not answer.</exception>
    public static MeanLogLikelihood MeanAmong(ICollective ranks, ICircuitEngine engine, CircuitTensors parameters, Dataset data, double logNormaliser, int batchSize)
    {
        var device = DeviceOf(parameters);
        double[] Batch(int batch)
        {
            using var scope = NewDisposeScope();
            var rows = Enumerable.Range(batch * batchSize, Math.Min(batchSize, data.Rows - (batch * batchSize))).ToArray();
            var evidence = data.Batch(rows, device);
            return [.. OfBatch(engine, parameters, data, rows, evidence, logNormaliser), EvidenceTensors.IsHidden(evidence).sum().item<long>()];
        }

        var (sum, hidden) = (0.0, 0L);
        foreach (var numbers in ranks.Deal((int)(((long)data.Rows + batchSize - 1) / batchSize), Math.Min(batchSize, data.Rows) + 1, Batch))
        {
            foreach (var value in numbers![..^1]) sum += value;
            hidden += (long)numbers[^1];
        }

        return new(sum / data.Rows, (((long)data.Rows * data.Dimensions) - hidden) / (double)data.Rows, data.Dimensions);
    }

    private static Device DeviceOf(CircuitTensors parameters) => parameters[parameters.Groups.First()].device;

    /// <summary>The log-likelihoods of a batch whose evidence is there.</summary>
    private static IEnumerable<double> OfBatch(ICircuitEngine engine, CircuitTensors parameters, Dataset data, int[] rows, Tensor evidence, double logNormaliser)
    {
        var values = engine.LogLikelihood(parameters, evidence).to(ScalarType.Float64).cpu().data<double>().ToArray();
        return values.Zip(rows, (value, row) => value - logNormaliser - data.LogScale(row));
    }

    /// <summary>The evidence that observes nothing, [1, variables, channels] of -1 or NaN.</summary>
    public static Tensor NoEvidence(Dataset like, Device device) => EvidenceTensors.Nothing(1, like.Variables, like.Channels, like.IsReal, device);
}
