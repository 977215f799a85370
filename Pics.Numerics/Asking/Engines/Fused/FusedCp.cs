using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>CP: out[r, o] = product over inputs h of y_h[r, o], y_h[r, o] = sum over i of W_h[o, i] u_h[r, i].</summary>
/// <remarks>
/// y_h is computed once per class of rows of the input. Back: d y_h = g times the other factors, summed over the rows of a class;
/// d W_h = d y_h^T u_h; the input collects d y_h W_h.
/// </remarks>
internal sealed unsafe partial class FusedCp<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, CircuitMemory<T> memory)
    : FusedLayer<TLanes, T>(plan, index, batch, memory), IDisposable
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LargestAtOnce = 60;
    private const int LargestStep = 100; // as Rows.Scale has it

    private readonly FoldedLayer.Cp layer = (FoldedLayer.Cp)plan.Parts[index].Layer;

    private readonly HeldWeights<T> held = new();

    private int InputWidth { get; } = batch.Padded(((FoldedLayer.Cp)plan.Parts[index].Layer).InputWidth);

    /// <inheritdoc/>
    public override void Hold() => held.Make(layer.Sources.Count, (long)layer.InputWidth * Width, Batch.Scratch.Length, Transpose);

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(int fold, Scratch<T> scratch, bool keep)
    {
        var factors = stackalloc Wire<T>[layer.Arity];
        Batch.Find(Index, fold, factors);
        if (!keep) UseScratch(factors, scratch);
        for (var h = 0; h < layer.Arity; h++)
            Sum(
                new(factors[h].Values, factors[h].Rows, layer.InputWidth, InputWidth),
                new(Transposed((fold * layer.Arity) + h, scratch), layer.InputWidth, Width, Width),
                new(factors[h].Slot, factors[h].Rows, Width, Width));

        var values = Batch.Values(Index, fold);
        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        if (layer.Arity == 2) CombineTwo(factors, rows, values, exponents);
        else
            for (var row = 0; row < rows; row++, values += Width) exponents[row] = Combine(factors, row, values);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(int fold, T* gradient, Scratch<T> scratch)
    {
        var factors = stackalloc Wire<T>[layer.Arity];
        Batch.Find(Index, fold, factors);
        var inPlace = true;
        for (var h = 0; h < layer.Arity; h++) inPlace &= factors[h].Map.IsIdentity;
        var sums = stackalloc nint[layer.Arity];
        for (var h = 0; h < layer.Arity; h++) sums[h] = (nint)factors[h].Slot;
        if (!inPlace || layer.Arity != 2) MoveAway(factors, sums, scratch);

        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        for (var row = 0; row < rows; row++, gradient += Width)
        {
            var exponent = InputExponent(factors, row) - exponents[row];

            // What is left of a large power of two comes after the products, so that neither overflows.
            var before = Math.Clamp(exponent, -LargestAtOnce, LargestAtOnce);
            Rows<TLanes, T>.Scale(gradient, Width, before);
            if (inPlace && layer.Arity == 2) Swap(gradient, (T*)sums[0] + ((long)row * Width), (T*)sums[1] + ((long)row * Width), exponent - before);
            else Send(factors, sums, row, gradient, exponent - before);
        }
    }

    /// <inheritdoc/>
    public override void Collect(int slot, T* gradient, int rows, Scratch<T> scratch)
    {
        var function = layer.Functions[slot];
        var weights = Memory.Parameters(function.Group, function.Head);
        if (InputWidth != layer.InputWidth)
        {
            var padded = scratch.Weights.Reserve((long)layer.Width * InputWidth);
            Rows<TLanes, T>.Pad(weights, layer.Width, layer.InputWidth, padded, InputWidth);
            weights = padded;
        }

        Products<TLanes, T>.Multiply(
            new(Batch.Slot(Index, slot), rows, layer.Width, Width),
            new(weights, layer.Width, InputWidth, InputWidth),
            new(gradient, rows, InputWidth, InputWidth),
            add: true);
    }

    /// <inheritdoc/>
    public override void KernelGradient(FusedPlan.Use use, int part, T* gradient, bool add, Scratch<T> scratch)
    {
        var isDense = InputWidth == layer.InputWidth;
        var sum = isDense ? gradient : scratch.Weights.Reserve((long)layer.Width * InputWidth);
        var adding = isDense && add;
        foreach (var slot in use.Slots)
        {
            var source = layer.Sources[slot];
            var (first, rows) = Batch.RowsIn(part, source.Layer, source.Fold);
            Products<TLanes, T>.Multiply(
                new(Batch.Slot(Index, slot) + ((long)first * Width), layer.Width, rows, 1, Width),
                new(Batch.Values(source.Layer, source.Fold) + ((long)first * InputWidth), rows, InputWidth, InputWidth),
                new(sum, layer.Width, InputWidth, InputWidth),
                adding);
            adding = true;
        }

        if (!isDense) Rows<TLanes, T>.Unpad(sum, layer.Width, layer.InputWidth, InputWidth, gradient, add);
    }

    /// <summary>The weights of a slot as [K_in, padded K_out].</summary>
    private T* Transposed(int slot, Scratch<T> scratch)
    {
        if (IsHeld && held.IsMade) return held.Of(slot);
        var transposed = scratch.Weights.Reserve((long)layer.InputWidth * Width);
        Transpose(slot, transposed);
        return transposed;
    }

    private void Transpose(int slot, T* transposed)
    {
        var function = layer.Functions[slot];
        if (Width != layer.Width) Rows<TLanes, T>.Clear(transposed, (long)layer.InputWidth * Width);
        Transposition.Run(Memory.Parameters(function.Group, function.Head), layer.InputWidth, layer.Width, layer.InputWidth, transposed, Width);
    }

    /// <summary>Puts the slots into working memory, where they need not be kept.</summary>
    private void UseScratch(Wire<T>* factors, Scratch<T> scratch)
    {
        var total = 0L;
        for (var h = 0; h < layer.Arity; h++) total += factors[h].Rows;
        var memory = scratch.Slots.Reserve(total * Width);
        for (var h = 0; h < layer.Arity; h++)
        {
            factors[h].Slot = memory;
            memory += (long)factors[h].Rows * Width;
        }
    }

    /// <summary>Copies the factors to working memory and sets their places to zero, to sum gradients there.</summary>
    private void MoveAway(Wire<T>* factors, nint* sums, Scratch<T> scratch)
    {
        UseScratch(factors, scratch);
        for (var h = 0; h < layer.Arity; h++)
        {
            var size = (long)factors[h].Rows * Width;
            Buffer.MemoryCopy((T*)sums[h], factors[h].Slot, size * sizeof(T), size * sizeof(T));
            Rows<TLanes, T>.Clear((T*)sums[h], size);
        }
    }

    /// <summary>Two factors on the rows at hand: each place gets g times what is in the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Swap(T* gradient, T* first, T* second, int exponent)
    {
        for (var k = 0; k < Width; k += TLanes.Count)
        {
            var (g, one, two) = (TLanes.Load(gradient + k), TLanes.Load(first + k), TLanes.Load(second + k));
            TLanes.Store(g * two, first + k);
            TLanes.Store(g * one, second + k);
        }

        Rows<TLanes, T>.Scale(first, Width, exponent);
        Rows<TLanes, T>.Scale(second, Width, exponent);
    }

    /// <summary>Adds g times all other factors to the sum of each factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Send(Wire<T>* factors, nint* sums, int row, T* gradient, int exponent)
    {
        var once = Math.Clamp(exponent, -LargestStep, LargestStep);
        var (after, rest) = (TLanes.Of(Rows<TLanes, T>.PowerOfTwo(once)), TLanes.Of(Rows<TLanes, T>.PowerOfTwo(Math.Clamp(exponent - once, -LargestStep, LargestStep))));
        for (var h = 0; h < layer.Arity; h++)
        {
            var sum = (T*)sums[h] + ((long)factors[h].Map[row] * Width);
            for (var k = 0; k < Width; k += TLanes.Count)
            {
                var product = TLanes.Load(gradient + k);
                for (var other = 0; other < layer.Arity; other++)
                    if (other != h) product *= TLanes.Load(factors[other].SlotOf(row) + k);
                TLanes.Store(TLanes.MultiplyAdd(product * rest, after, TLanes.Load(sum + k)), sum + k);
            }
        }
    }
}
