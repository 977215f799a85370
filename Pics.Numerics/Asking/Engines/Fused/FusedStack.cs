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
    private FusedDown<TLanes, T>? down;
    private PartGradients<TLanes, T>? partGradients;

    /// <param name="plan">The circuit.</param>
    /// <param name="takesMaxima">Whether sums are maxima, and what is not observed is at its mode.</param>
    public FusedStack(FusedPlan plan, bool takesMaxima)
    {
        this.plan = plan;
        batch = new(plan, TLanes.Count, workers, takesMaxima);
        layers = [.. plan.Parts.Select((part, index) => part.Layer.Match<FusedLayer<TLanes, T>>(
            input => input.Family.Values.IsSome ? new FusedInput<TLanes, T>(plan, index, batch, memory) : new FusedDensity<TLanes, T>(plan, index, batch, memory),
            _ => new FusedCp<TLanes, T>(plan, index, batch, memory),
            _ => new FusedTucker<TLanes, T>(plan, index, batch, memory),
            _ => new FusedProduct<TLanes, T>(plan, index, batch, memory),
            _ => new FusedProduct<TLanes, T>(plan, index, batch, memory),
            _ => new FusedMixing<TLanes, T>(plan, index, batch, memory)))];
    }

    /// <inheritdoc/>
    public void LogLikelihood(IEnumerable<GroupMemory> groups, EvidenceMemory evidence, nint logLikelihoods, bool areHeld)
    {
        memory.Point(groups);
        Use(areHeld);
        Forward(evidence, keep: false);
        Write((T*)logLikelihoods);
    }

    /// <inheritdoc/>
    public void Differentiate(IEnumerable<GroupMemory> groups, EvidenceMemory evidence, nint logLikelihoods, double scale, bool accumulate)
    {
        if (accumulate && evidence.Bounds is { IsDefault: false, Length: > 2 }) throw new ArgumentException("gradients of a batch in parts replace what is there", nameof(accumulate));
        memory.Point(groups);
        Use(isHeld: false);
        Forward(evidence, keep: true);
        Write((T*)logLikelihoods);
        if (batch.Parts > 1) partGradients ??= new(plan, batch, memory);
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
                if (batch.Parts > 1) partGradients!.Take(layer, use, batch.Scratch[worker]);
                else layer.KernelGradient(use, 0, memory.Gradient(use.Group, use.Head), accumulate || !use.IsFirst, batch.Scratch[worker]);
            });
        }

        if (!accumulate && memory.Count > plan.Used.Count)
            foreach (var (group, head) in memory.Functions.Where(function => !plan.Used.Contains(function)))
                Rows<TLanes, T>.Clear(memory.Gradient(group, head), memory.Stride(group));
    }

    /// <inheritdoc/>
    public void Flow(IEnumerable<GroupMemory> groups, EvidenceMemory evidence, nint logLikelihoods, bool[] isWanted, bool areHeld)
    {
        memory.Point(groups);
        Use(areHeld);
        Forward(evidence, keep: true);
        Write((T*)logLikelihoods);
        (down ??= new(plan, batch, memory)).Run(isWanted);
    }

    /// <inheritdoc/>
    public FoldSlopes? ReadSlopes(FoldAddress fold) => down?.Read(fold);

    /// <inheritdoc/>
    public void Hold(IEnumerable<GroupMemory> groups)
    {
        memory.Point(groups);
        foreach (var layer in layers) layer.Hold();
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
        down?.Dispose();
        partGradients?.Dispose();
        batch.Dispose();
    }

    private void Use(bool isHeld)
    {
        foreach (var layer in layers) layer.IsHeld = isHeld;
    }

    private void Forward(EvidenceMemory evidence, bool keep)
    {
        batch.Prepare(evidence, keep);
        for (var index = 0; index < layers.Length; index++)
        {
            var layer = layers[index];
            layer.Begin();
            Workers.Run(workers, plan.Parts[index].Layer.Folds, (fold, worker) => layer.Forward(fold, batch.Scratch[worker], keep));
        }
    }

    /// <summary>The log-likelihood of each row of the batch.</summary>
    private void Write(T* logLikelihoods)
    {
        var root = batch.ClassOf(layers.Length - 1, 0);
        var values = batch.Values(layers.Length - 1, 0);
        var exponents = batch.Exponents(layers.Length - 1, 0);
        for (var row = 0; row < batch.Count; row++)
        {
            var at = root is null ? row : root[row];
            logLikelihoods[row] = T.CreateTruncating(Math.Log(double.CreateTruncating(values[(long)at * TLanes.Count])) + (exponents[at] * Math.Log(2)));
        }
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
