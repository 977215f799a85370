namespace Pics.Numerics;

/// <summary>Adam along the gradient of the loss.</summary>
internal sealed class GradientMethod : IStepMethod
{
    private readonly TrainingSettings settings;
    private readonly ICircuitParameters parameters;
    private readonly Adam adam;
    private readonly bool areBack; // gradients went back through the nets part by part

    /// <param name="parameters">What is changed, in place; not owned.</param>
    /// <param name="settings">How.</param>
    /// <param name="like">Parameters of the circuit, for their shapes.</param>
    /// <param name="areBack">Whether the sums over the rows of a batch are gradients of the parameters already.</param>
    public GradientMethod(ICircuitParameters parameters, TrainingSettings settings, CircuitTensors like, bool areBack)
    {
        (this.settings, this.parameters, this.areBack) = (settings, parameters, areBack);
        (adam, Sums) = (new(parameters.Trainable, settings.Optimiser.WeightDecay), like.Like());
    }

    /// <inheritdoc/>
    public IOptimiser Optimiser => adam;

    /// <inheritdoc/>
    public bool GoesBack => true;

    /// <inheritdoc/>
    public CircuitTensors Sums { get; private set; }

    /// <inheritdoc/>
    public void Reshape(CircuitTensors like)
    {
        Sums.Dispose();
        Sums = like.Like();
    }

    /// <inheritdoc/>
    public Tensor Look(ICircuitEngine engine, CircuitTensors numbers, int batch, RowsAtHand rows, CircuitTensors into) => Loss(engine, batch).OfSome(numbers, rows, into);

    /// <inheritdoc/>
    public Tensor? Complete(ICircuitEngine engine, CircuitTensors numbers, int batch, Func<Tensor> noEvidence) =>
        parameters.IsNormalised ? null : Loss(engine, batch).OfNormaliser(numbers, noEvidence(), Sums);

    /// <inheritdoc/>
    public StepResult Change(Materialization numbers, double rate, Team team, Tensor? faults, Action<StepPart>? lap)
    {
        if (!areBack)
        {
            adam.ZeroGradients();
            numbers.Backward(Sums);
            team.ShareGradients(parameters);
        }

        lap?.Invoke(StepPart.Nets);
        if (faults is null) return adam.Step(rate);
        faults.Plus_(adam.ZeroIfFinite());
        adam.StepUnchecked(rate);
        return StepResult.Made;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        adam.Dispose();
        Sums.Dispose();
    }

    private LossGradient Loss(ICircuitEngine engine, int batch) =>
        new(engine, settings.Optimiser.Reduction, batch, settings.RowsAtOnce, parameters.IsNormalised) { Whole = settings.Batches.Size };
}
