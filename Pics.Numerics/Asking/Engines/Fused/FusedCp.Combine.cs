using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <content>The products of the factors of each row.</content>
internal sealed unsafe partial class FusedCp<TLanes, T>
{
    /// <summary>As <see cref="Combine"/> for two factors of some rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CombineTwo(Wire<T>* factors, int rows, T* values, int* exponents)
    {
        var (firstMap, secondMap) = (factors[0].Map, factors[1].Map);
        var (firstSlot, secondSlot) = ((nint)factors[0].Slot, (nint)factors[1].Slot);
        var (firstExponents, secondExponents) = ((nint)factors[0].Exponents, (nint)factors[1].Exponents);
        var width = Width;
        var isOne = width == TLanes.Count; // register
        for (var row = 0; row < rows; row++, values += width)
        {
            var (first, second) = (firstMap[row], secondMap[row]);
            var (one, two) = ((nint)((T*)firstSlot + ((long)first * width)), (nint)((T*)secondSlot + ((long)second * width)));
            var product = isOne ? TLanes.Load((T*)one) * TLanes.Load((T*)two) : default;
            var most = isOne ? TLanes.MaxAcross(product) : Rows<TLanes, T>.Multiply((T*)one, (T*)two, values, width);
            var found = Rows<TLanes, T>.Exponent(most);
            if (found < Rows<TLanes, T>.Tiny || T.IsZero(most))
            {
                exponents[row] = Combine(factors, row, values);
                continue;
            }

            if (isOne && Math.Abs(found) <= LargestAtOnce)
            {
                TLanes.Store(product * TLanes.Of(Rows<TLanes, T>.PowerOfTwo(-found)), values);
            }
            else
            {
                if (isOne) TLanes.Store(product, values);
                Rows<TLanes, T>.Scale(values, width, -found);
            }

            exponents[row] = ((int*)firstExponents)[first] + ((int*)secondExponents)[second] + found;
        }
    }

    /// <summary>The product of the factors of a row, normalised; gives its exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Combine(Wire<T>* factors, int row, T* values)
    {
        var exponent = InputExponent(factors, row);
        var pointers = stackalloc nint[layer.Arity];
        for (var h = 0; h < layer.Arity; h++) pointers[h] = (nint)factors[h].SlotOf(row);

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
}
