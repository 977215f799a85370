namespace Pics.Numerics;

/// <summary>An engine for any device: layers of plain libtorch operations in scaled linear space, differentiated by autograd.</summary>
/// <remarks>
/// Values carry a power of two apart (see <see cref="ScaledValues"/>), so only the root takes a logarithm. A value less than the type's
/// smallest normal number times the largest of its fold and row is rounded to zero. A row of probability zero has no gradient.
/// </remarks>
internal sealed class ScaledStack : ICircuitEngine
{
    private readonly LayerWalk<ScaledValues> walk;

    internal ScaledStack(TensorLayers<ScaledValues> layers) => walk = new(layers, values => values.MoveToOuterDisposeScope(), LogLikelihood);

    /// <inheritdoc/>
    public EngineKind Kind => EngineKind.Scaled;

    /// <inheritdoc/>
    public Tensor LogLikelihood(CircuitTensors parameters, Tensor evidence) => walk.LogLikelihood(parameters, evidence);

    /// <inheritdoc/>
    public Tensor Differentiate(CircuitTensors parameters, Tensor evidence, CircuitTensors gradients, double scale, bool accumulate) =>
        walk.Differentiate(parameters, evidence, gradients, scale, accumulate);

    /// <summary>What each layer gives; to be disposed of.</summary>
    internal ImmutableArray<ScaledValues> Outputs(CircuitTensors parameters, Tensor evidence) => walk.Outputs(parameters, evidence);

    /// <inheritdoc cref="LayerWalk{TValues}.Tracked"/>
    internal Tensor Tracked(CircuitTensors parameters, Tensor evidence, Func<int, ScaledValues, ScaledValues> tap) => walk.Tracked(parameters, evidence, tap);

    /// <inheritdoc/>
    public void Dispose() => walk.Dispose();

    /// <summary>The log-likelihood of each row, [B], from the values of the root.</summary>
    internal static Tensor LogLikelihood(ScaledValues root)
    {
        // The logarithm never sees a zero: its slope there would be NaN after masking.
        var zero = root.Values.eq(Held.Of(0));
        var logarithm = root.Values.masked_fill(zero, Held.Of(1)).log().Plus(root.Exponents.mul(Held.Of(Math.Log(2))));
        return logarithm.masked_fill(zero, Held.Of(double.NegativeInfinity)).to(root.Values.dtype).view(-1);
    }
}
