namespace Pics.Numerics;

/// <summary>What a step does: numbers from the parameters once, their gradients micro-batch by micro-batch, back to the parameters once, Adam.</summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly ICircuitEngine engine;
    private readonly QuadratureRule rule;
    private readonly ICircuitParameters parameters;
    private readonly Dataset data;
    private readonly TrainingSettings settings;
    private readonly Device device;
    private readonly Adam optimizer;
    private readonly CircuitTensors gradients;

    public TrainingStep(ICircuitEngine engine, QuadratureRule rule, ICircuitParameters parameters, Dataset data, TrainingSettings settings)
    {
        (this.engine, this.rule, this.parameters, this.data, this.settings) = (engine, rule, parameters, data, settings);
        device = parameters.Trainable[0].device;
        optimizer = new(parameters.Trainable, settings.WeightDecay);
        using var numbers = parameters.Materialize(rule, forGradients: false, engine.Kind);
        gradients = numbers.Tensors.Like();
    }

    /// <summary>Makes a step; gives the mean log-likelihood of the batch before it, or null if a number was not finite and nothing was changed.</summary>
    /// <param name="rows">The batch.</param>
    /// <param name="rate">The learning rate.</param>
    public double? Make(ReadOnlySpan<int> rows, double rate)
    {
        using var scope = NewDisposeScope();
        using var numbers = parameters.Materialize(rule, forGradients: true, engine.Kind);
        var mean = Differentiate(numbers.Tensors, rows).item<double>();
        if (!double.IsFinite(mean)) return null;
        optimizer.ZeroGradients();
        numbers.Backward(gradients);
        if (!optimizer.Step(rate)) return null;
        parameters.Project();
        return mean;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizer.Dispose();
        gradients.Dispose();
    }

    /// <summary>Puts the gradients of the loss into place and gives the mean normalised log-likelihood, [] of float64.</summary>
    private Tensor Differentiate(CircuitTensors numbers, ReadOnlySpan<int> rows)
    {
        var scale = settings.Reduction == LossReduction.Sum ? -1.0 : -1.0 / rows.Length;
        var mean = zeros([], ScalarType.Float64, device);
        for (var start = 0; start < rows.Length; start += settings.RowsAtOnce)
        {
            using var scope = NewDisposeScope();
            var batch = data.Batch(rows[start..Math.Min(rows.Length, start + settings.RowsAtOnce)], device);
            mean.add_(engine.Differentiate(numbers, batch, gradients, scale, accumulate: start > 0).to(ScalarType.Float64).sum());
        }

        mean.div_(rows.Length);
        if (!parameters.IsNormalised)
            mean.sub_(engine.Differentiate(numbers, LogLikelihood.NoEvidence(data, device), gradients, -scale * rows.Length, accumulate: true).to(ScalarType.Float64).sum());
        return mean;
    }
}
