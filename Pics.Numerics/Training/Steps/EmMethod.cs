namespace Pics.Numerics;

/// <summary>Mini-batch EM of free weights.</summary>
internal sealed class EmMethod : IStepMethod
{
    private readonly FreeWeights weights;
    private readonly int rowsAtOnce;
    private readonly Em em;
    private readonly ExpectedCounts counts;

    /// <param name="weights">What is changed, in place; not owned.</param>
    /// <param name="settings">How.</param>
    /// <param name="rows">Training rows.</param>
    /// <param name="like">Parameters of the circuit, for their shapes.</param>
    public EmMethod(FreeWeights weights, TrainingSettings settings, int rows, CircuitTensors like)
    {
        (this.weights, rowsAtOnce) = (weights, settings.RowsAtOnce);
        (em, counts) = (new(weights, settings.Optimiser.Momentum, settings.Optimiser.PseudoCount / rows), new(weights.Groups.Select(entry => entry.Group), like));
    }

    /// <inheritdoc/>
    public IOptimiser Optimiser => em;

    /// <inheritdoc/>
    public bool GoesBack => false;

    /// <inheritdoc/>
    public void Reshape(CircuitTensors like) => throw new InvalidOperationException($"free weights of {weights.Nodes} nodes keep them");

    /// <inheritdoc/>
    public Tensor Look(ICircuitEngine engine, CircuitTensors numbers, int rows, Func<int, int, Tensor> evidence, Func<Tensor> noEvidence)
    {
        var mean = counts.CountRows(engine, numbers, rows, rowsAtOnce, evidence);
        return mean.sub_(counts.CountModel(engine, numbers, noEvidence()));
    }

    /// <inheritdoc/>
    public StepResult Change(Materialization numbers, double rate, Tensor? faults, Action<StepPart>? lap)
    {
        var found = em.Step(numbers.Tensors, counts, rate);
        faults?.Plus_(found);
        return faults is not null || double.IsFinite(found.item<double>()) ? StepResult.Made : StepResult.Overflowed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        em.Dispose();
        counts.Dispose();
    }
}
