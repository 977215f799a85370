using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>CP: out[r, o] = product over inputs h of y_h[r, o], y_h[r, o] = sum over i of W_h[o, i] u_h[r, i].</summary>
/// <remarks>
/// y_h is computed once a class of rows of the input. Back: d y_h = g times the other factors, summed over the rows of a class;
/// d W_h = d y_h^T u_h; the input collects d y_h W_h.
/// </remarks>
internal sealed unsafe class FusedCp<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, CircuitMemory<T> memory)
    : FusedLayer<TLanes, T>(plan, index, batch, memory)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LargestAtOnce = 60;

    private readonly FoldedLayer.Cp layer = (FoldedLayer.Cp)plan.Parts[index].Layer;

    private int InputWidth => Batch.Padded(layer.InputWidth);

    /// <inheritdoc/>
    public override void Forward(int fold, Scratch<T> scratch, bool keep)
    {
        var factors = stackalloc Factor[layer.Arity];
        Find(fold, factors, keep ? null : scratch);
        for (var h = 0; h < layer.Arity; h++)
        {
            var source = Source(fold, h);
            Products<TLanes, T>.Multiply(
                Batch.Values(source.Layer, source.Fold), InputWidth, 1, Transposed((fold * layer.Arity) + h, scratch), Width, factors[h].Values, Width, factors[h].Rows, Width, layer.InputWidth, add: false);
        }

        var values = Batch.Values(Index, fold);
        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        for (var row = 0; row < rows; row++, values += Width) exponents[row] = Combine(factors, row, values);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(int fold, T* gradient, Scratch<T> scratch)
    {
        var factors = stackalloc Factor[layer.Arity];
        Find(fold, factors, null);
        var inPlace = true;
        for (var h = 0; h < layer.Arity; h++) inPlace &= factors[h].Map.IsIdentity;
        var sums = stackalloc nint[layer.Arity];
        for (var h = 0; h < layer.Arity; h++) sums[h] = (nint)factors[h].Values;
        if (!inPlace || layer.Arity != 2) MoveAway(factors, scratch);

        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        for (var row = 0; row < rows; row++, gradient += Width)
        {
            var exponent = -exponents[row];
            for (var h = 0; h < layer.Arity; h++) exponent += factors[h].Exponents[factors[h].Map[row]];

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
        var weights = Memory.Numbers(function.Group, function.Head);
        if (InputWidth != layer.InputWidth)
        {
            var padded = scratch.Weights.Reserve((long)layer.Width * InputWidth);
            Rows<TLanes, T>.Pad(weights, layer.Width, layer.InputWidth, padded, InputWidth);
            weights = padded;
        }

        Products<TLanes, T>.Multiply(Batch.Slot(Index, slot), Width, 1, weights, InputWidth, gradient, InputWidth, rows, InputWidth, layer.Width, add: true);
    }

    /// <inheritdoc/>
    public override void KernelGradient(FusedPlan.Use use, T* gradient, bool add, Scratch<T> scratch)
    {
        var isDense = InputWidth == layer.InputWidth;
        var sum = isDense ? gradient : scratch.Weights.Reserve((long)layer.Width * InputWidth);
        var adding = isDense && add;
        foreach (var slot in use.Slots)
        {
            var source = layer.Sources[slot];
            Products<TLanes, T>.Multiply(
                Batch.Slot(Index, slot), 1, Width, Batch.Values(source.Layer, source.Fold), InputWidth, sum, InputWidth, layer.Width, InputWidth, Batch.Rows(source.Layer, source.Fold), adding);
            adding = true;
        }

        if (!isDense) Rows<TLanes, T>.Unpad(sum, layer.Width, layer.InputWidth, InputWidth, gradient, add);
    }

    /// <summary>The weights of a slot as [K_in, padded K_out].</summary>
    private T* Transposed(int slot, Scratch<T> scratch)
    {
        var function = layer.Functions[slot];
        var transposed = scratch.Weights.Reserve((long)layer.InputWidth * Width);
        if (Width != layer.Width) Rows<TLanes, T>.Clear(transposed, (long)layer.InputWidth * Width);
        Transposition.Run(Memory.Numbers(function.Group, function.Head), layer.InputWidth, layer.Width, layer.InputWidth, transposed, Width);
        return transposed;
    }

    /// <summary>Where the factors of a fold are; in working memory, if one is given.</summary>
    private void Find(int fold, Factor* factors, Scratch<T>? scratch)
    {
        var total = 0L;
        for (var h = 0; h < layer.Arity; h++)
        {
            var source = Source(fold, h);
            factors[h] = new(
                scratch is null ? Batch.Slot(Index, (fold * layer.Arity) + h) : null,
                Batch.Exponents(source.Layer, source.Fold),
                Batch.Rows(source.Layer, source.Fold),
                Batch.Wire(Index, fold, source));
            total += factors[h].Rows;
        }

        if (scratch is null) return;
        var memory = scratch.Slots.Reserve(total * Width);
        for (var h = 0; h < layer.Arity; h++, memory += (long)factors[h - 1].Rows * Width) factors[h].Values = memory;
    }

    /// <summary>Copies the factors to working memory and sets their places to zero, to sum gradients there.</summary>
    private void MoveAway(Factor* factors, Scratch<T> scratch)
    {
        var total = 0L;
        for (var h = 0; h < layer.Arity; h++) total += factors[h].Rows;
        var memory = scratch.Slots.Reserve(total * Width);
        for (var h = 0; h < layer.Arity; h++)
        {
            var size = (long)factors[h].Rows * Width;
            Buffer.MemoryCopy(factors[h].Values, memory, size * sizeof(T), size * sizeof(T));
            Rows<TLanes, T>.Clear(factors[h].Values, size);
            factors[h].Values = memory;
            memory += size;
        }
    }

    /// <summary>The product of the factors of a row, normalised; gives its exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Combine(Factor* factors, int row, T* values)
    {
        var exponent = 0;
        var pointers = stackalloc nint[layer.Arity];
        for (var h = 0; h < layer.Arity; h++)
        {
            var at = factors[h].Map[row];
            exponent += factors[h].Exponents[at];
            pointers[h] = (nint)(factors[h].Values + ((long)at * Width));
        }

        var largest = TLanes.Of(T.Zero);
        for (var k = 0; k < Width; k += TLanes.Count)
        {
            var product = TLanes.Load((T*)pointers[0] + k);
            for (var h = 1; h < layer.Arity; h++) product *= TLanes.Load((T*)pointers[h] + k);
            TLanes.Store(product, values + k);
            largest = TLanes.Max(largest, product);
        }

        var found = Rows<TLanes, T>.Exponent(TLanes.MaxAcross(largest));
        var isTiny = found < Rows<TLanes, T>.Tiny || T.IsZero(TLanes.MaxAcross(largest));
        if (isTiny && layer.Arity > 1) return exponent + StepByStep(pointers, values);
        Rows<TLanes, T>.Scale(values, Width, -found);
        return exponent + found;
    }

    /// <summary>The product once more, normalised after each factor, where it is too small to be made at once.</summary>
    private int StepByStep(nint* pointers, T* values)
    {
        var exponent = 0;
        new Span<T>(values, Width).Fill(T.One);
        for (var h = 0; h < layer.Arity; h++)
        {
            var largest = Rows<TLanes, T>.Largest((T*)pointers[h], Width);
            var size = Rows<TLanes, T>.Exponent(largest);
            if (T.IsSubnormal(largest)) new Span<T>(values, Width).Clear(); // its slope would overflow
            Rows<TLanes, T>.Scale(values, Width, Math.Clamp(-size, 0, 100));
            Rows<TLanes, T>.MultiplyBy(values, (T*)pointers[h], Width);
            exponent += Rows<TLanes, T>.Normalise(values, Width) - Math.Clamp(-size, 0, 100);
        }

        return exponent;
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
    private void Send(Factor* factors, nint* sums, int row, T* gradient, int exponent)
    {
        var after = TLanes.Of(Rows<TLanes, T>.PowerOfTwo(Math.Clamp(exponent, -2 * LargestAtOnce, 2 * LargestAtOnce)));
        for (var h = 0; h < layer.Arity; h++)
        {
            var sum = (T*)sums[h] + ((long)factors[h].Map[row] * Width);
            for (var k = 0; k < Width; k += TLanes.Count)
            {
                var product = TLanes.Load(gradient + k);
                for (var other = 0; other < layer.Arity; other++)
                    if (other != h) product *= TLanes.Load(factors[other].Values + ((long)factors[other].Map[row] * Width) + k);
                TLanes.Store(TLanes.MultiplyAdd(product, after, TLanes.Load(sum + k)), sum + k);
            }
        }
    }

    /// <summary>One factor of a fold: what its slot gives, and which row of it belongs to a row of the fold.</summary>
    private struct Factor(T* values, int* exponents, int rows, RowMap map)
    {
        public T* Values = values;
        public int* Exponents = exponents;
        public int Rows = rows;
        public RowMap Map = map;
    }
}
