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
    public CircuitTensors Sums => counts.OfRows;

    /// <inheritdoc/>
    public void Reshape(CircuitTensors like) => throw new InvalidOperationException($"free weights of {weights.Nodes} nodes keep them");

    /// <inheritdoc/>
    public Tensor Look(ICircuitEngine engine, CircuitTensors numbers, int batch, RowsAtHand rows, CircuitTensors into) => ExpectedCounts.OfSome(engine, numbers, batch, rows, rowsAtOnce, into);

    /// <inheritdoc/>
    public Tensor? Complete(ICircuitEngine engine, CircuitTensors numbers, int batch, Func<Tensor> noEvidence)
    {
        counts.Weigh(numbers);
        return counts.CountModel(engine, numbers, noEvidence());
    }

    /// <inheritdoc/>
    public StepResult Change(Materialization numbers, double rate, Team team, Tensor? faults, Action<StepPart>? lap)
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
