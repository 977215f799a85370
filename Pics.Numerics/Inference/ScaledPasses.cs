namespace Pics.Numerics;

/// <summary>The passes of the scaled engine on tensors of any device, and of its maxima; the oracle of the fused ones.</summary>
/// <param name="circuit">The circuit.</param>
/// <param name="parameters">Its parameters.</param>
/// <param name="device">Where they are.</param>
/// <param name="isOwner">Whether the parameters are disposed of with it.</param>
internal sealed class ScaledPasses(FoldedQpc circuit, CircuitTensors parameters, Device device, bool isOwner = false) : CircuitPasses
{
    private readonly int threads = get_num_threads(); // libtorch keeps a number for each thread, and sums differ by it in their last bits
    private readonly Lazy<ScaledStack> sums = new(() => Compile.ToScaledStack(circuit, device));
    private readonly Lazy<MaxStack> maxima = new(() => Compile.ToMaxStack(circuit, device));

    /// <inheritdoc/>
    public override bool IsEachRowAlone => false;

    /// <inheritdoc/>
    public override double[] LogLikelihood(EvidenceRows evidence)
    {
        using var scope = NewDisposeScope();
        return Doubles(sums.Value.LogLikelihood(parameters, Rows(evidence)));
    }

    /// <inheritdoc/>
    public override (Activations Activations, double[] LogLikelihood) Sums(EvidenceRows evidence)
    {
        using var scope = NewDisposeScope();
        var outputs = sums.Value.Outputs(parameters, Rows(evidence));
        return (HostActivations.Of(outputs), Doubles(ScaledStack.LogLikelihood(outputs[^1])));
    }

    /// <inheritdoc/>
    public override (Activations Activations, double[] LogLikelihood) Maxima(EvidenceRows evidence)
    {
        using var scope = NewDisposeScope();
        var outputs = maxima.Value.Outputs(parameters, Rows(evidence));
        return (HostActivations.Of(outputs.Select(HostActivations.Scaled)), Doubles(outputs[^1].view(-1)));
    }

    /// <inheritdoc/>
    public override (Flows Flows, double[] LogLikelihood) Flow(EvidenceRows evidence, bool[] isWanted)
    {
        using var scope = NewDisposeScope();
        var (flows, logLikelihood) = ScaledFlows.Of(circuit, sums.Value, parameters, Rows(evidence), isWanted);
        return (flows, Doubles(logLikelihood));
    }

    /// <inheritdoc/>
    public override Activations Kept(EvidenceRows nothing)
    {
        using var scope = NewDisposeScope();
        return HostActivations.Of(sums.Value.Outputs(parameters, Rows(nothing)));
    }

    /// <inheritdoc/>
    public override CircuitPasses Of(FoldedQpc circuit, CircuitNumbers numbers) => new ScaledPasses(circuit, TensorNumbers.ToTensors(numbers, device), device, isOwner: true);

    /// <inheritdoc/>
    public override T Around<T>(Func<T> query)
    {
        var before = get_num_threads();
        if (before != threads) set_num_threads(threads);
        try
        {
            return query();
        }
        finally
        {
            if (before != threads) set_num_threads(before);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (sums.IsValueCreated) sums.Value.Dispose();
        if (maxima.IsValueCreated) maxima.Value.Dispose();
        if (isOwner) parameters.Dispose();
    }

    private Tensor Rows(EvidenceRows evidence) => TensorNumbers.ToTensor(evidence, isReal: true).On(device);

    private static double[] Doubles(Tensor values) => values.detach().to(ScalarType.Float64).cpu().data<double>().ToArray();
}
