using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Outer products of a few rows, the last one fastest, and their gradients.</summary>
internal static unsafe class OuterProducts<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>to[i, j, ...] = first[i] second[j] ...; no padding between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Make(nint* inputs, Arr<int> widths, T* to)
    {
        // Grows from the back, so that what is still needed is not overwritten.
        to[0] = T.One;
        var size = 1;
        for (var h = 0; h < widths.Count; h++)
        {
            var input = (T*)inputs[h];
            var width = widths[h];
            for (var i = size - 1; i >= 0; i--)
            {
                var factor = to[i];
                var row = to + ((long)i * width);
                var j = 0;
                var lanes = TLanes.Of(factor);
                for (; j + TLanes.Count <= width; j += TLanes.Count) TLanes.Store(lanes * TLanes.Load(input + j), row + j);
                for (; j < width; j++) row[j] = factor * input[j];
            }

            size *= width;
        }
    }

    /// <summary>Adds to the gradient of each input the gradient of the outer product, contracted with the other inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Contract(nint* inputs, Arr<int> widths, T* gradient, nint* sums)
    {
        if (widths.Count == 2)
        {
            Pair((T*)inputs[0], widths[0], (T*)inputs[1], widths[1], gradient, (T*)sums[0], (T*)sums[1]);
            return;
        }

        var size = widths.Reduce((product, width) => product * width);
        for (var h = 0; h < widths.Count; h++)
            for (var place = 0; place < size; place++)
            {
                var (rest, own, product) = (place, 0, gradient[place]);
                for (var other = widths.Count - 1; other >= 0; rest /= widths[other], other--)
                    if (other == h) own = rest % widths[other];
                    else product *= ((T*)inputs[other])[rest % widths[other]];
                ((T*)sums[h])[own] += product;
            }
    }

    /// <summary>Of two inputs: in one order whatever the width of registers, as <see cref="Rows{TLanes, T}.Sum"/> has it: registers of 512 bits, one of 256, and what is left number by number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pair(T* first, int rows, T* second, int columns, T* gradient, T* firstSum, T* secondSum)
    {
        var (narrow, isWide) = (Lanes256<T>.Count, typeof(TLanes) == typeof(Lanes512<T>));
        for (var i = 0; i < rows; i++, gradient += columns)
        {
            var factor = first[i];
            var (even, odd, j) = (TLanes.Of(T.Zero), TLanes.Of(T.Zero), 0);
            for (; j + (2 * narrow) <= columns; j += 2 * narrow)
            {
                even = Add<TLanes>(gradient + j, second + j, factor, secondSum + j, even);
                if (!isWide) odd = Add<TLanes>(gradient + j + narrow, second + j + narrow, factor, secondSum + j + narrow, odd);
            }

            var sum = isWide ? TLanes.SumAcross(even) : TLanes.SumAcross(even) + TLanes.SumAcross(odd);
            if (j + narrow <= columns)
            {
                sum += Lanes256<T>.SumAcross(Add<Lanes256<T>>(gradient + j, second + j, factor, secondSum + j, Lanes256<T>.Of(T.Zero)));
                j += narrow;
            }

            var rest = T.Zero;
            for (; j < columns; j++)
            {
                rest = T.FusedMultiplyAdd(gradient[j], second[j], rest);
                secondSum[j] = T.FusedMultiplyAdd(gradient[j], factor, secondSum[j]);
            }

            firstSum[i] += sum + rest;
        }
    }

    /// <summary>A register of products for both gradients; gives the sum of those of the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSome Add<TSome>(T* gradient, T* second, T factor, T* secondSum, TSome sum)
        where TSome : struct, ILanes<TSome, T>
    {
        var g = TSome.Load(gradient);
        TSome.Store(TSome.MultiplyAdd(g, TSome.Of(factor), TSome.Load(secondSum)), secondSum);
        return TSome.MultiplyAdd(g, TSome.Load(second), sum);
    }
}
