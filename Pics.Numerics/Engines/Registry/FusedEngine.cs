using System.Runtime.Intrinsics;

namespace Pics.Numerics;

/// <summary>The engine for CPUs: scaled linear space in vector code, each part of a circuit evaluated once for all rows that look alike to it.</summary>
/// <remarks>Not for use by several threads at once: it keeps its working memory from batch to batch.</remarks>
public sealed class FusedEngine : ICircuitEngine
{
    private readonly FusedPlan plan;
    private IFusedStack? single;
    private IFusedStack? twofold;
    private IFusedStack? last;

    /// <summary>The engine of a circuit.</summary>
    internal FusedEngine(FoldedQpc circuit) => plan = new(circuit);

    /// <summary>Whether this processor has the registers that the engine is written for.</summary>
    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    /// <summary>The part of the sum layers' products that was computed for the last batch; the rest was for rows that look alike to a unit.</summary>
    public double ShareOfProducts => (single ?? twofold)?.ShareOfProducts ?? 1;

    /// <inheritdoc/>
    public EngineKind Kind => EngineKind.Fused;

    /// <inheritdoc/>
    public Tensor LogLikelihood(CircuitTensors parameters, Tensor evidence) => Stack(parameters).LogLikelihood(parameters, evidence);

    /// <inheritdoc/>
    public Tensor Differentiate(CircuitTensors parameters, Tensor evidence, CircuitTensors gradients, double scale, bool accumulate) =>
        Stack(parameters).Differentiate(parameters, evidence, gradients, scale, accumulate);

    /// <summary>Makes once what depends on numbers alone, which must stay as they are from now on: log-likelihoods with them are faster.</summary>
    internal void Hold(CircuitTensors numbers) => Stack(numbers).Hold(numbers);

    /// <summary>Where the values of a fold lie for the batch that was evaluated last.</summary>
    internal FoldValues Read(FoldAddress fold) => last!.Read(fold);

    /// <inheritdoc/>
    public void Dispose()
    {
        single?.Dispose();
        twofold?.Dispose();
    }

    /// <summary>Whether registers of 512 bits pay: they are there, and vectors of K values fill more than a half.</summary>
    private bool IsWide(int lanes) => Vector512.IsHardwareAccelerated && plan.Nodes > lanes / 2;

    private IFusedStack Stack(CircuitTensors parameters) => last = parameters[parameters.Groups.First()].dtype switch
    {
        ScalarType.Float32 => single ??= IsWide(Vector512<float>.Count) ? new FusedStack<Lanes512<float>, float>(plan) : new FusedStack<Lanes256<float>, float>(plan),
        ScalarType.Float64 => twofold ??= IsWide(Vector512<double>.Count) ? new FusedStack<Lanes512<double>, double>(plan) : new FusedStack<Lanes256<double>, double>(plan),
        var other => throw new ArgumentException($"the numbers of the circuit are {other}; they must be Float32 or Float64", nameof(parameters)),
    };
}

/// <summary>A fused engine whose width and precision are known inside only.</summary>
internal interface IFusedStack : IDisposable
{
    /// <summary>As <see cref="FusedEngine.ShareOfProducts"/>.</summary>
    double ShareOfProducts { get; }

    /// <summary>As <see cref="FusedEngine.Hold"/>.</summary>
    void Hold(CircuitTensors numbers);

    /// <summary>As <see cref="FusedEngine.Read"/>.</summary>
    FoldValues Read(FoldAddress fold);

    /// <summary>As <see cref="ICircuitEngine.LogLikelihood"/>.</summary>
    Tensor LogLikelihood(CircuitTensors numbers, Tensor evidence);

    /// <summary>As <see cref="ICircuitEngine.Differentiate"/>.</summary>
    Tensor Differentiate(CircuitTensors numbers, Tensor evidence, CircuitTensors gradients, double scale, bool accumulate);
}
