using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pics.Numerics;

/// <summary>Turns rows into columns.</summary>
internal static unsafe class Transposition
{
    private const int Strip = 16;

    /// <summary>to[c, r] = from[r, c].</summary>
    /// <param name="from">from[0, 0].</param>
    /// <param name="fromRow">From one row of <paramref name="from"/> to the next.</param>
    /// <param name="rows">Rows of <paramref name="from"/>.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="to">to[0, 0].</param>
    /// <param name="toRow">From one row of <paramref name="to"/> to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(T* from, long fromRow, int rows, int columns, T* to, long toRow)
        where T : unmanaged
    {
        int row = 0, wholeColumns = 0;
        if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            // A strip as wide as a cache line reads each line once, and writes to few lines at a time.
            wholeColumns = columns & ~3;
            row = rows & ~3;
            for (var strip = 0; strip < wholeColumns; strip += Strip)
                for (var below = 0; below < row; below += 4)
                    for (var column = strip; column < Math.Min(strip + Strip, wholeColumns); column += 4)
                        Four((float*)from + (below * fromRow) + column, fromRow, (float*)to + (column * toRow) + below, toRow);
            for (var above = 0; above < row; above++)
                for (var column = wholeColumns; column < columns; column++)
                    to[(column * toRow) + above] = from[(above * fromRow) + column];
        }

        for (; row < rows; row++)
            for (var column = 0; column < columns; column++)
                to[(column * toRow) + row] = from[(row * fromRow) + column];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(float* from, long fromRow, float* to, long toRow)
    {
        var (a, b) = (Sse.LoadVector128(from), Sse.LoadVector128(from + fromRow));
        var (c, d) = (Sse.LoadVector128(from + (2 * fromRow)), Sse.LoadVector128(from + (3 * fromRow)));
        var (lowAb, highAb) = (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b));
        var (lowCd, highCd) = (Sse.UnpackLow(c, d), Sse.UnpackHigh(c, d));
        Sse.Store(to, Sse.MoveLowToHigh(lowAb, lowCd));
        Sse.Store(to + toRow, Sse.MoveHighToLow(lowCd, lowAb));
        Sse.Store(to + (2 * toRow), Sse.MoveLowToHigh(highAb, highCd));
        Sse.Store(to + (3 * toRow), Sse.MoveHighToLow(highCd, highAb));
    }
}
