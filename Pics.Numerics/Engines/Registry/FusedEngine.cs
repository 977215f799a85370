using System.Runtime.Intrinsics;

namespace Pics.Numerics;

/// <summary>The engine for CPUs: scaled linear space in vector code, each part of a circuit evaluated once for all rows that are equal there.</summary>
/// <remarks>
/// Hands the memory of tensors to the fused stack, and keeps them alive while it is used. Not for use by several threads at once: it keeps its
/// working memory from batch to batch.
/// </remarks>
public sealed class FusedEngine : IPartsEngine
{
    private readonly FusedPlan plan;
    private IFusedStack? single;
    private IFusedStack? twofold;
    private IFusedStack? last;

    /// <summary>The engine of a circuit.</summary>
    internal FusedEngine(FoldedQpc circuit)
    {
        plan = new(circuit);
        LibtorchThreads.Follow();
    }

    /// <summary>Whether this processor has the registers that the engine is written for.</summary>
    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    /// <summary>The part of the sum layers' products that was computed for the last batch; the rest was for rows that are equal to a unit.</summary>
    public double ShareOfProducts => (single ?? twofold)?.ShareOfProducts ?? 1;

    /// <inheritdoc/>
    public EngineKind Kind => EngineKind.Fused;

    /// <inheritdoc/>
    public Tensor LogLikelihood(CircuitTensors parameters, Tensor evidence)
    {
        last = Stack(parameters);
        return OnMemory(parameters, evidence, null, (groups, rows, result) => last.LogLikelihood(groups, rows, result, areHeld: false));
    }

    /// <inheritdoc/>
    public Tensor Differentiate(CircuitTensors parameters, Tensor evidence, CircuitTensors gradients, double scale, bool accumulate)
    {
        last = Stack(parameters);
        return OnMemory(parameters, evidence, gradients, (groups, rows, result) => last.Differentiate(groups, rows, result, scale, accumulate));
    }

    /// <inheritdoc/>
    Tensor IPartsEngine.Differentiate(CircuitTensors parameters, Tensor evidence, ImmutableArray<int> bounds, CircuitTensors gradients, double scale)
    {
        last = Stack(parameters);
        return OnMemory(parameters, evidence, gradients, (groups, rows, result) => last.Differentiate(groups, rows with { Bounds = bounds }, result, scale, accumulate: false));
    }

    /// <summary>Where the values of a fold lie for the batch that was evaluated last.</summary>
    internal FoldValues Read(FoldAddress fold) => last!.Read(fold);

    /// <inheritdoc/>
    public void Dispose()
    {
        single?.Dispose();
        twofold?.Dispose();
    }

    /// <summary>Runs on the addresses of tensors that live until it is done; gives the tensor that it has filled, [rows].</summary>
    private Tensor OnMemory(CircuitTensors parameters, Tensor evidence, CircuitTensors? gradients, Action<ImmutableArray<GroupMemory>, EvidenceMemory, nint> run)
    {
        using var scope = NewDisposeScope();
        var groups = Memory(parameters, gradients);
        using var observed = plan.Constants.Extend(evidence);
        using var rows = observed.contiguous();
        var memory = Memory(rows);
        var result = empty(memory.Rows, dtype: Type(parameters));
        run(groups, memory, Address(result));
        GC.KeepAlive(parameters);
        GC.KeepAlive(gradients);
        return result.MoveToOuterDisposeScope();
    }

    private EvidenceMemory Memory(Tensor evidence)
    {
        if (evidence.dtype is not (ScalarType.Int64 or ScalarType.Float64) || evidence.dim() != 3 || evidence.shape[1] < plan.Constants.Columns)
            throw new ArgumentException($"evidence must be [rows, at least {plan.Constants.Variables} variables, channels] of Int64 or Float64", nameof(evidence));
        return new(Address(evidence), (int)evidence.shape[0], (int)evidence.shape[1], (int)evidence.shape[2], evidence.dtype == ScalarType.Float64);
    }

    private static ImmutableArray<GroupMemory> Memory(CircuitTensors parameters, CircuitTensors? gradients) =>
        [.. parameters.Groups.Select(group => new GroupMemory(group, [.. parameters[group].shape], Address(parameters[group]), gradients is null ? 0 : Address(gradients[group])))];

    private static unsafe nint Address(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Float32 => (nint)TensorMemory.Pointer<float>(tensor),
        ScalarType.Float64 => (nint)TensorMemory.Pointer<double>(tensor),
        _ => (nint)TensorMemory.Pointer<long>(tensor),
    };

    private static ScalarType Type(CircuitTensors parameters) => parameters[parameters.Groups.First()].dtype;

    private IFusedStack Stack(CircuitTensors parameters) => Type(parameters) switch
    {
        ScalarType.Float32 => single ??= FusedStacks.Of(plan, isDouble: false, takesMaxima: false),
        ScalarType.Float64 => twofold ??= FusedStacks.Of(plan, isDouble: true, takesMaxima: false),
        var other => throw new ArgumentException($"the parameters of the circuit are {other}; they must be Float32 or Float64", nameof(parameters)),
    };
}
