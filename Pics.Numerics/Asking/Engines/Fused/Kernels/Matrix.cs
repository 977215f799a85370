namespace Pics.Numerics;

/// <summary>Where a matrix lies: A[row, column] is at <paramref name="start"/> + row * <paramref name="rowStride"/> + column * <paramref name="columnStride"/>.</summary>
/// <param name="start">A[0, 0].</param>
/// <param name="rows">How many rows.</param>
/// <param name="columns">How many columns.</param>
/// <param name="rowStride">From A[m, n] to A[m + 1, n].</param>
/// <param name="columnStride">From A[m, n] to A[m, n + 1].</param>
internal readonly unsafe struct Matrix<T>(T* start, int rows, int columns, long rowStride, long columnStride)
    where T : unmanaged
{
    /// <summary>A matrix whose rows lie one after the other.</summary>
    public Matrix(T* start, int rows, int columns, long rowStride)
        : this(start, rows, columns, rowStride, 1)
    {
    }

    /// <summary>A[0, 0].</summary>
    public readonly T* Start = start;

    /// <summary>How many rows.</summary>
    public readonly int Rows = rows;

    /// <summary>How many columns.</summary>
    public readonly int Columns = columns;

    /// <summary>From A[m, n] to A[m + 1, n].</summary>
    public readonly long RowStride = rowStride;

    /// <summary>From A[m, n] to A[m, n + 1].</summary>
    public readonly long ColumnStride = columnStride;

    /// <summary>Rows for columns.</summary>
    public Matrix<T> Transposed => new(Start, Columns, Rows, ColumnStride, RowStride);
}
