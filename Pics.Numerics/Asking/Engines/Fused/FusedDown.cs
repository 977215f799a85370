using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>The way down of the fused engine: how the log-likelihood of each row depends on the values of the input units of some variables.</summary>
/// <remarks>
/// After a forward pass that kept what slots give. Each fold takes in what its readers send, so no two threads write to one place, and only folds that lead to
/// a wanted variable are visited. Cost: as many products as a forward pass without equal rows has in those folds.
/// </remarks>
internal sealed unsafe class FusedDown<TLanes, T> : IDisposable
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Lost = -900; // powers of two: beyond it nothing is left of a number beside another

    private readonly FusedPlan plan;
    private readonly FusedBatch<T> batch;
    private readonly DownBatch<T> down;
    private readonly ImmutableArray<DownLayer<TLanes, T>?> layers;
    private readonly ImmutableArray<NativeBuffer<int>> exponents;

    public FusedDown(FusedPlan plan, FusedBatch<T> batch, CircuitMemory<T> memory)
    {
        (this.plan, this.batch) = (plan, batch);
        down = new(plan, batch);
        layers = [.. plan.Parts.Select((part, index) => part.Layer.Match<DownLayer<TLanes, T>?>(
            _ => null,
            _ => new DownCp<TLanes, T>(plan, index, batch, down, memory),
            _ => new DownOuter<TLanes, T>(plan, index, batch, down, memory),
            _ => new DownProduct<TLanes, T>(plan, index, batch, down),
            _ => new DownOuter<TLanes, T>(plan, index, batch, down, memory),
            _ => new DownMixing<TLanes, T>(plan, index, batch, down)))];
        exponents = [.. batch.Scratch.Select(_ => new NativeBuffer<int>())];
    }

    /// <summary>From the root to the input units.</summary>
    /// <param name="isWanted">Of each variable, whether its input units are wanted.</param>
    public void Run(bool[] isWanted)
    {
        down.Prepare(isWanted);
        for (var index = layers.Length - 1; index >= 0; index--)
        {
            var at = index;
            Workers.Run(exponents.Length, plan.Parts[index].Layer.Folds, (fold, worker) =>
            {
                if (!down.IsWanted(at, fold)) return;
                if (at == layers.Length - 1) Start(at, fold);
                else Collect(at, fold, batch.Scratch[worker], exponents[worker]);
                layers[at]?.Begin(fold, batch.Scratch[worker]);
            });
        }
    }

    /// <summary>What there is of a fold; nothing where it was not wanted.</summary>
    public FoldSlopes? Read(FoldAddress fold) => !down.IsWanted(fold.Layer, fold.Fold) ? null : new(
        (nint)down.Slopes(fold.Layer, fold.Fold),
        batch.Padded(plan.Parts[fold.Layer].Layer.Width),
        (nint)down.Exponents(fold.Layer, fold.Fold),
        (nint)down.FirstOf,
        (nint)down.ClassOf,
        down.Rows);

    /// <inheritdoc/>
    public void Dispose()
    {
        down.Dispose();
        foreach (var buffer in exponents) buffer.Dispose();
    }

    /// <summary>At the root, the slope of the logarithm.</summary>
    private void Start(int index, int fold)
    {
        var width = batch.Padded(plan.Parts[index].Layer.Width);
        var (values, scales) = ((nint)batch.Values(index, fold), (nint)batch.Exponents(index, fold));
        var slopes = down.Slopes(index, fold);
        var own = down.Exponents(index, fold);
        Rows<TLanes, T>.Clear(slopes, (long)down.Rows * width);
        for (var row = 0; row < down.Rows; row++, slopes += width)
        {
            // Impossible rows have no slope.
            var value = ((T*)values)[(long)row * width];
            own[row] = T.IsZero(value) ? DownBatch<T>.Nothing : -((int*)scales)[row];
            slopes[0] = T.IsZero(value) ? T.Zero : T.One / value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Collect(int index, int fold, Scratch<T> scratch, NativeBuffer<int> others)
    {
        var slopes = down.Slopes(index, fold);
        var own = down.Exponents(index, fold);
        var isFirst = true;
        var width = batch.Padded(plan.Parts[index].Layer.Width);
        foreach (var reader in plan.Parts[index].Readers[fold])
        {
            if (isFirst)
            {
                layers[reader.Layer]!.Send(reader.Slot, slopes, own, scratch);
                isFirst = false;
                continue;
            }

            var more = scratch.Gradient.Reserve((long)down.Rows * width);
            var scales = others.Reserve(down.Rows);
            layers[reader.Layer]!.Send(reader.Slot, more, scales, scratch);
            for (var row = 0; row < down.Rows; row++) own[row] = Add(slopes + ((long)row * width), own[row], more + ((long)row * width), scales[row], width);
        }
    }

    /// <summary>Adds a row to another; gives the exponent of the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Add(T* sum, int exponent, T* row, int scale, int width)
    {
        if (scale == DownBatch<T>.Nothing) return exponent;
        if (exponent == DownBatch<T>.Nothing)
        {
            new ReadOnlySpan<T>(row, width).CopyTo(new(sum, width));
            return scale;
        }

        if (scale > exponent)
        {
            Rows<TLanes, T>.Scale(sum, width, Math.Max(Lost, exponent - scale));
            Rows<TLanes, T>.Add(row, sum, width);
            return scale;
        }

        Rows<TLanes, T>.AddMultiple(row, Rows<TLanes, T>.PowerOfTwo(Math.Max(Lost, scale - exponent)), sum, width);
        return exponent;
    }
}

/// <summary>Where the slopes of a log-likelihood by the values of one fold lie.</summary>
/// <param name="Slopes">[rows, stride] of the precision of the model, each row divided by a power of two.</param>
/// <param name="Stride">From one row to the next.</param>
/// <param name="Exponents">The powers of two of each row, of int; <see cref="DownBatch{T}.Nothing"/> of zeros.</param>
/// <param name="Firsts">The first row of the batch that each row here stands for, of int; nowhere where each row is its own.</param>
/// <param name="Classes">The row here of each row of the batch, of int; nowhere where each row is its own.</param>
/// <param name="Rows">How many rows differ.</param>
internal readonly record struct FoldSlopes(nint Slopes, int Stride, nint Exponents, nint Firsts, nint Classes, int Rows);
