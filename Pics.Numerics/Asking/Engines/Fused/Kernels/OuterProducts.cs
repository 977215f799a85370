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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pair(T* first, int rows, T* second, int columns, T* gradient, T* firstSum, T* secondSum)
    {
        for (var i = 0; i < rows; i++, gradient += columns)
        {
            var (factor, sum) = (TLanes.Of(first[i]), TLanes.Of(T.Zero));
            var j = 0;
            for (; j + TLanes.Count <= columns; j += TLanes.Count)
            {
                var g = TLanes.Load(gradient + j);
                sum = TLanes.MultiplyAdd(g, TLanes.Load(second + j), sum);
                TLanes.Store(TLanes.MultiplyAdd(g, factor, TLanes.Load(secondSum + j)), secondSum + j);
            }

            var rest = T.Zero;
            for (; j < columns; j++)
            {
                rest += gradient[j] * second[j];
                secondSum[j] += gradient[j] * first[i];
            }

            firstSum[i] += TLanes.SumAcross(sum) + rest;
        }
    }
}
