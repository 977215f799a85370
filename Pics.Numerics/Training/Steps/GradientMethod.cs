namespace Pics.Numerics;

/// <summary>Adam along the gradient of the loss.</summary>
internal sealed class GradientMethod : IStepMethod
{
    private readonly TrainingSettings settings;
    private readonly bool isNormalised;
    private readonly Adam adam;
    private CircuitTensors gradients;

    /// <param name="parameters">What is changed, in place; not owned.</param>
    /// <param name="settings">How.</param>
    /// <param name="like">Parameters of the circuit, for their shapes.</param>
    public GradientMethod(ICircuitParameters parameters, TrainingSettings settings, CircuitTensors like)
    {
        (this.settings, isNormalised) = (settings, parameters.IsNormalised);
        (adam, gradients) = (new(parameters.Trainable, settings.Optimiser.WeightDecay), like.Like());
    }

    /// <inheritdoc/>
    public IOptimiser Optimiser => adam;

    /// <inheritdoc/>
    public bool GoesBack => true;

    /// <inheritdoc/>
    public void Reshape(CircuitTensors like)
    {
        gradients.Dispose();
        gradients = like.Like();
    }

    /// <inheritdoc/>
    public Tensor Look(ICircuitEngine engine, CircuitTensors numbers, int rows, Func<int, int, Tensor> evidence, Func<Tensor> noEvidence) =>
        new LossGradient(engine, settings.Optimiser.Reduction, rows, settings.RowsAtOnce, isNormalised) { Whole = settings.Batches.Size }.Of(numbers, evidence, noEvidence, gradients);

    /// <inheritdoc/>
    public StepResult Change(Materialization numbers, double rate, Tensor? faults, Action<StepPart>? lap)
    {
        adam.ZeroGradients();
        numbers.Backward(gradients);
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
        gradients.Dispose();
    }
}
