using System.Numerics;

namespace Pics.Numerics;

/// <summary>The fused engine for one width of registers and one precision.</summary>
internal sealed unsafe class FusedStack<TLanes, T> : IFusedStack
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FusedPlan plan;
    private readonly int workers = Workers.Count;
    private readonly FusedBatch<T> batch;
    private readonly CircuitMemory<T> memory = new();
    private readonly ImmutableArray<FusedLayer<TLanes, T>> layers;
    private CircuitTensors? held;

    public FusedStack(FusedPlan plan)
    {
        this.plan = plan;
        batch = new(plan, TLanes.Count, workers);
        layers = [.. plan.Parts.Select((part, index) => part.Layer.Match<FusedLayer<TLanes, T>>(
            input => input.Family.Values.IsSome ? new FusedInput<TLanes, T>(plan, index, batch, memory) : new FusedDensity<TLanes, T>(plan, index, batch, memory),
            _ => new FusedCp<TLanes, T>(plan, index, batch, memory),
            _ => new FusedTucker<TLanes, T>(plan, index, batch, memory),
            _ => new FusedProduct<TLanes, T>(plan, index, batch, memory),
            _ => new FusedProduct<TLanes, T>(plan, index, batch, memory),
            _ => new FusedMixing<TLanes, T>(plan, index, batch, memory)))];
    }

    /// <inheritdoc/>
    public Tensor LogLikelihood(CircuitTensors numbers, Tensor evidence)
    {
        memory.Point(numbers, null);
        Use(isHeld: ReferenceEquals(numbers, held));
        using var observed = plan.Constants.Extend(evidence);
        using var rows = observed.contiguous();
        return Forward(rows, keep: false);
    }

    /// <inheritdoc/>
    public Tensor Differentiate(CircuitTensors numbers, Tensor evidence, CircuitTensors gradients, double scale, bool accumulate)
    {
        memory.Point(numbers, gradients);
        Use(isHeld: false);
        using var observed = plan.Constants.Extend(evidence);
        using var rows = observed.contiguous();
        var logLikelihood = Forward(rows, keep: true);
        for (var index = layers.Length - 1; index >= 0; index--)
        {
            var (layer, part, at) = (layers[index], plan.Parts[index], index);
            Workers.Run(workers, part.Layer.Folds, (fold, worker) =>
            {
                var scratch = batch.Scratch[worker];
                layer.Backward(fold, Gradient(at, fold, scale, scratch), scratch);
            });
            Workers.Run(workers, part.Kernels.Length, (kernel, worker) =>
            {
                var use = part.Kernels[kernel];
                layer.KernelGradient(use, memory.Gradient(use.Group, use.Head), accumulate || !use.IsFirst, batch.Scratch[worker]);
            });
        }

        if (!accumulate && memory.Count > plan.Used.Count)
            foreach (var (group, head) in memory.Functions.Where(function => !plan.Used.Contains(function)))
                Rows<TLanes, T>.Clear(memory.Gradient(group, head), memory.Stride(group));
        return logLikelihood;
    }

    /// <inheritdoc/>
    public void Hold(CircuitTensors numbers)
    {
        memory.Point(numbers, null);
        foreach (var layer in layers) layer.Hold();
        held = numbers;
    }

    /// <inheritdoc/>
    public FoldValues Read(FoldAddress fold) => new(
        (nint)batch.Values(fold.Layer, fold.Fold),
        batch.Padded(plan.Parts[fold.Layer].Layer.Width),
        (nint)batch.ClassOf(fold.Layer, fold.Fold),
        (nint)batch.Exponents(fold.Layer, fold.Fold),
        0);

    /// <inheritdoc/>
    public double ShareOfProducts => batch.ShareOfProducts();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var layer in layers) (layer as IDisposable)?.Dispose();
        batch.Dispose();
    }

    private void Use(bool isHeld)
    {
        foreach (var layer in layers) layer.IsHeld = isHeld;
    }

    private Tensor Forward(Tensor evidence, bool keep)
    {
        if (evidence.dtype is not (ScalarType.Int64 or ScalarType.Float64) || evidence.dim() != 3 || evidence.shape[1] < plan.Constants.Columns)
            throw new ArgumentException($"evidence must be [rows, at least {plan.Constants.Variables} variables, channels] of Int64 or Float64", nameof(evidence));
        var isReal = evidence.dtype == ScalarType.Float64;
        var bits = isReal ? (long*)TensorMemory.Pointer<double>(evidence) : TensorMemory.Pointer<long>(evidence);
        batch.Prepare(bits, (int)evidence.shape[0], (int)evidence.shape[1], (int)evidence.shape[2], isReal, keep);
        for (var index = 0; index < layers.Length; index++)
        {
            var layer = layers[index];
            layer.Begin();
            Workers.Run(workers, plan.Parts[index].Layer.Folds, (fold, worker) => layer.Forward(fold, batch.Scratch[worker], keep));
        }

        return LogLikelihoods();
    }

    private Tensor LogLikelihoods()
    {
        var result = empty(batch.Count, dtype: typeof(T) == typeof(float) ? ScalarType.Float32 : ScalarType.Float64);
        var to = TensorMemory.Pointer<T>(result);
        var root = batch.ClassOf(layers.Length - 1, 0);
        var values = batch.Values(layers.Length - 1, 0);
        var exponents = batch.Exponents(layers.Length - 1, 0);
        for (var row = 0; row < batch.Count; row++)
        {
            var at = root is null ? row : root[row];
            to[row] = T.CreateTruncating(Math.Log(double.CreateTruncating(values[(long)at * TLanes.Count])) + (exponents[at] * Math.Log(2)));
        }

        return result;
    }

    /// <summary>The gradient of a fold by its scaled values, [rows, width], collected from its readers; at the root, that of the logarithms.</summary>
    private T* Gradient(int index, int fold, double scale, Scratch<T> scratch)
    {
        var (rows, width) = (batch.Rows(index, fold), batch.Padded(plan.Parts[index].Layer.Width));
        var gradient = scratch.Gradient.Reserve((long)rows * width);
        Rows<TLanes, T>.Clear(gradient, (long)rows * width);
        foreach (var reader in plan.Parts[index].Readers[fold]) layers[reader.Layer].Collect(reader.Slot, gradient, rows, scratch);
        if (index < layers.Length - 1) return gradient;

        var root = batch.ClassOf(index, fold);
        var values = batch.Values(index, fold);
        for (var row = 0; row < batch.Count; row++)
        {
            // Impossible rows have no slope that a step could follow.
            var at = (long)(root is null ? row : root[row]) * width;
            if (!T.IsZero(values[at])) gradient[at] += T.CreateTruncating(scale) / values[at];
        }

        return gradient;
    }
}
