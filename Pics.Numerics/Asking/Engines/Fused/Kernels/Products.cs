using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>The matrix product that everything rests on: C = A B or C += A B, or with maxima in place of sums, in registers, for matrices that fit into the caches.</summary>
/// <remarks>
/// A is read number by number with any strides (so transposed at no cost), B and C row by row in whole registers: their rows must
/// be padded to a multiple of the register's width. A tile of six rows by two registers is summed in registers alone.
/// </remarks>
internal static unsafe class Products<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged
{
    /// <summary>C[m, n] = sum over k of A[m, k] B[k, n], or added to what is there.</summary>
    /// <param name="left">A, of any strides.</param>
    /// <param name="right">B, whose rows lie one after the other; a multiple of the register's width in columns.</param>
    /// <param name="result">C, likewise.</param>
    /// <param name="add">Whether to add.</param>
    public static void Multiply(in Matrix<T> left, in Matrix<T> right, in Matrix<T> result, bool add) => Multiply<Sums<TLanes, T>>(
        left.Start,
        right.Start,
        result.Start,
        left.Rows,
        result.Columns,
        new(left.RowStride, left.ColumnStride, right.RowStride, result.RowStride, left.Columns, add));

    /// <summary>C[m, n] = the largest over k of A[m, k] B[k, n], of numbers that are not negative.</summary>
    /// <param name="left">A, of any strides.</param>
    /// <param name="right">B, as for <see cref="Multiply(in Matrix{T}, in Matrix{T}, in Matrix{T}, bool)"/>.</param>
    /// <param name="result">C, likewise.</param>
    public static void Largest(in Matrix<T> left, in Matrix<T> right, in Matrix<T> result) => Multiply<Maxima<TLanes, T>>(
        left.Start,
        right.Start,
        result.Start,
        left.Rows,
        result.Columns,
        new(left.RowStride, left.ColumnStride, right.RowStride, result.RowStride, left.Columns, false));

    private static void Multiply<TSum>(T* a, T* b, T* c, int m, int n, in Walk walk)
        where TSum : struct, ISum<TLanes, T>
    {
        var (aRow, cRow) = (walk.LeftRow, walk.ResultRow);
        var j = 0;
        for (; j + (2 * TLanes.Count) <= n; j += 2 * TLanes.Count)
        {
            var i = 0;
            for (; i + 6 <= m; i += 6) Wide<Rows6, TSum>(a + (i * aRow), b + j, c + (i * cRow) + j, walk);
            if (i + 4 <= m)
            {
                Wide<Rows4, TSum>(a + (i * aRow), b + j, c + (i * cRow) + j, walk);
                i += 4;
            }

            if (i + 2 <= m)
            {
                Wide<Rows2, TSum>(a + (i * aRow), b + j, c + (i * cRow) + j, walk);
                i += 2;
            }

            if (i < m) Wide<Rows1, TSum>(a + (i * aRow), b + j, c + (i * cRow) + j, walk);
        }

        if (j == n) return;
        var row = 0;
        for (; row + 8 <= m; row += 8) Narrow<Rows8, TSum>(a + (row * aRow), b + j, c + (row * cRow) + j, walk);
        if (row + 4 <= m)
        {
            Narrow<Rows4, TSum>(a + (row * aRow), b + j, c + (row * cRow) + j, walk);
            row += 4;
        }

        if (row + 2 <= m)
        {
            Narrow<Rows2, TSum>(a + (row * aRow), b + j, c + (row * cRow) + j, walk);
            row += 2;
        }

        if (row < m) Narrow<Rows1, TSum>(a + (row * aRow), b + j, c + (row * cRow) + j, walk);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Wide<TRows, TSum>(T* a, T* b, T* c, in Walk walk)
        where TRows : struct, IRows
        where TSum : struct, ISum<TLanes, T>
    {
        long aRow = walk.LeftRow, aColumn = walk.LeftColumn, bRow = walk.RightRow, cRow = walk.ResultRow;
        var (k, add) = (walk.Depth, walk.Add);
        TLanes c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        TLanes c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        T* a1 = a + aRow, a2 = a1 + aRow, a3 = a2 + aRow, a4 = a3 + aRow, a5 = a4 + aRow;
        var at = 0L;
        for (var step = 0; step < k; step++)
        {
            TLanes b0 = TLanes.Load(b), b1 = TLanes.Load(b + TLanes.Count);
            var factor = TLanes.Of(a[at]);
            (c00, c01) = (TSum.Next(factor, b0, c00), TSum.Next(factor, b1, c01));
            if (TRows.Count > 1)
            {
                factor = TLanes.Of(a1[at]);
                (c10, c11) = (TSum.Next(factor, b0, c10), TSum.Next(factor, b1, c11));
            }

            if (TRows.Count > 2)
            {
                factor = TLanes.Of(a2[at]);
                (c20, c21) = (TSum.Next(factor, b0, c20), TSum.Next(factor, b1, c21));
                factor = TLanes.Of(a3[at]);
                (c30, c31) = (TSum.Next(factor, b0, c30), TSum.Next(factor, b1, c31));
            }

            if (TRows.Count > 4)
            {
                factor = TLanes.Of(a4[at]);
                (c40, c41) = (TSum.Next(factor, b0, c40), TSum.Next(factor, b1, c41));
                factor = TLanes.Of(a5[at]);
                (c50, c51) = (TSum.Next(factor, b0, c50), TSum.Next(factor, b1, c51));
            }

            b += bRow;
            at += aColumn;
        }

        Put(c, c00, c01, add);
        if (TRows.Count > 1) Put(c + cRow, c10, c11, add);
        if (TRows.Count > 2)
        {
            Put(c + (2 * cRow), c20, c21, add);
            Put(c + (3 * cRow), c30, c31, add);
        }

        if (TRows.Count > 4)
        {
            Put(c + (4 * cRow), c40, c41, add);
            Put(c + (5 * cRow), c50, c51, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Narrow<TRows, TSum>(T* a, T* b, T* c, in Walk walk)
        where TRows : struct, IRows
        where TSum : struct, ISum<TLanes, T>
    {
        long aRow = walk.LeftRow, aColumn = walk.LeftColumn, bRow = walk.RightRow, cRow = walk.ResultRow;
        var (k, add) = (walk.Depth, walk.Add);
        TLanes c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
        T* a1 = a + aRow, a2 = a1 + aRow, a3 = a2 + aRow, a4 = a3 + aRow, a5 = a4 + aRow, a6 = a5 + aRow, a7 = a6 + aRow;
        var at = 0L;
        for (var step = 0; step < k; step++)
        {
            var row = TLanes.Load(b);
            c0 = TSum.Next(TLanes.Of(a[at]), row, c0);
            if (TRows.Count > 1) c1 = TSum.Next(TLanes.Of(a1[at]), row, c1);
            if (TRows.Count > 2)
            {
                c2 = TSum.Next(TLanes.Of(a2[at]), row, c2);
                c3 = TSum.Next(TLanes.Of(a3[at]), row, c3);
            }

            if (TRows.Count > 4)
            {
                c4 = TSum.Next(TLanes.Of(a4[at]), row, c4);
                c5 = TSum.Next(TLanes.Of(a5[at]), row, c5);
                c6 = TSum.Next(TLanes.Of(a6[at]), row, c6);
                c7 = TSum.Next(TLanes.Of(a7[at]), row, c7);
            }

            b += bRow;
            at += aColumn;
        }

        Put(c, c0, add);
        if (TRows.Count > 1) Put(c + cRow, c1, add);
        if (TRows.Count > 2)
        {
            Put(c + (2 * cRow), c2, add);
            Put(c + (3 * cRow), c3, add);
        }

        if (TRows.Count > 4)
        {
            Put(c + (4 * cRow), c4, add);
            Put(c + (5 * cRow), c5, add);
            Put(c + (6 * cRow), c6, add);
            Put(c + (7 * cRow), c7, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* to, TLanes first, TLanes second, bool add)
    {
        Put(to, first, add);
        Put(to + TLanes.Count, second, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* to, TLanes value, bool add) => TLanes.Store(add ? TLanes.Load(to) + value : value, to);

    /// <summary>How all tiles of a product go through memory.</summary>
    /// <param name="LeftRow">From A[m, k] to A[m + 1, k].</param>
    /// <param name="LeftColumn">From A[m, k] to A[m, k + 1].</param>
    /// <param name="RightRow">From B[k, n] to B[k + 1, n].</param>
    /// <param name="ResultRow">From C[m, n] to C[m + 1, n].</param>
    /// <param name="Depth">Columns of A, rows of B.</param>
    /// <param name="Add">Whether to add to C.</param>
    private readonly record struct Walk(long LeftRow, long LeftColumn, long RightRow, long ResultRow, int Depth, bool Add);

    /// <summary>How many rows a tile has, known to the compiler.</summary>
    private interface IRows
    {
        static abstract int Count { get; }
    }

    private struct Rows1 : IRows
    {
        public static int Count => 1;
    }

    private struct Rows2 : IRows
    {
        public static int Count => 2;
    }

    private struct Rows4 : IRows
    {
        public static int Count => 4;
    }

    private struct Rows6 : IRows
    {
        public static int Count => 6;
    }

    private struct Rows8 : IRows
    {
        public static int Count => 8;
    }
}
