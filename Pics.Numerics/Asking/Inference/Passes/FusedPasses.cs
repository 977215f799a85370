namespace Pics.Numerics;

/// <summary>The passes of the fused engine.</summary>
internal sealed class FusedPasses(FoldedQpc circuit, CircuitNumbers numbers) : CircuitPasses
{
    private readonly Lazy<FusedCircuit> sums = new(() => new(circuit, numbers));
    private FusedCircuit? maxima;

    /// <inheritdoc/>
    public override bool IsEachRowAlone => true;

    /// <inheritdoc/>
    public override double[] LogLikelihood(EvidenceRows evidence) => sums.Value.LogLikelihood(evidence);

    /// <inheritdoc/>
    public override (Activations Activations, double[] LogLikelihood) Sums(EvidenceRows evidence) => (new FusedActivations(sums.Value), sums.Value.LogLikelihood(evidence));

    /// <inheritdoc/>
    public override (Activations Activations, double[] LogLikelihood) Maxima(EvidenceRows evidence)
    {
        maxima ??= sums.Value.Maxima();
        return (new FusedActivations(maxima), maxima.LogLikelihood(evidence));
    }

    /// <inheritdoc/>
    public override (Flows Flows, double[] LogLikelihood) Flow(EvidenceRows evidence, bool[] isWanted) => numbers.IsDouble
        ? FusedFlows<double>.Of(circuit, sums.Value, evidence, isWanted)
        : FusedFlows<float>.Of(circuit, sums.Value, evidence, isWanted);

    /// <inheritdoc/>
    public override Activations Kept(EvidenceRows nothing)
    {
        sums.Value.LogLikelihood(nothing);
        return new KeptActivations(circuit, sums.Value, numbers.IsDouble);
    }

    /// <inheritdoc/>
    public override CircuitPasses Of(FoldedQpc circuit, CircuitNumbers numbers) => new FusedPasses(circuit, numbers);

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (sums.IsValueCreated) sums.Value.Dispose();
        maxima?.Dispose();
    }
}
