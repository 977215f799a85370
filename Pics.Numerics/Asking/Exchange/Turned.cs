using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>Arrays whose first axis is the fastest, put into the order where the last one is.</summary>
internal static unsafe class Turned
{
    /// <summary>Reads an array that is the other way round.</summary>
    /// <param name="read">Reads its numbers in the order that they are stored in.</param>
    /// <param name="to">Where they go, the last axis fastest.</param>
    /// <param name="shape">The lengths of its axes.</param>
    /// <param name="size">Bytes of a number, 4 or 8.</param>
    public static void Read(Action<nint> read, nint to, ImmutableArray<long> shape, int size)
    {
        var count = shape.Aggregate(1L, (product, length) => product * length);
        var stored = NativeMemory.Alloc((nuint)Math.Max(1, count * size));
        try
        {
            read((nint)stored);
            var (index, place) = (new long[shape.Length], 0L);
            for (var next = 0L; next < count; next++)
            {
                if (size == sizeof(long)) ((long*)to)[next] = ((long*)stored)[place];
                else ((int*)to)[next] = ((int*)stored)[place];
                place = Step(index, shape, place);
            }
        }
        finally
        {
            NativeMemory.Free(stored);
        }
    }

    /// <summary>From the place of one index to that of the next, with the last axis counted first.</summary>
    private static long Step(long[] index, ImmutableArray<long> shape, long place)
    {
        var stride = 1L;
        for (var axis = 0; axis < shape.Length; axis++) stride *= shape[axis];
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            stride /= shape[axis];
            place += stride;
            if (++index[axis] < shape[axis]) return place;
            place -= stride * shape[axis];
            index[axis] = 0;
        }

        return place;
    }
}
