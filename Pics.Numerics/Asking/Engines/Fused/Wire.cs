namespace Pics.Numerics;

/// <summary>One input of a fold: the fold that is read, what the slot between both keeps, and which rows belong together.</summary>
internal unsafe struct Wire<T>
    where T : unmanaged
{
    /// <summary>Rows of the fold that is read, and of the slot.</summary>
    public int Rows;

    /// <summary>The padded width of the fold that is read.</summary>
    public int Width;

    /// <summary>Its values, [rows, width].</summary>
    public T* Values;

    /// <summary>Its exponents, [rows].</summary>
    public int* Exponents;

    /// <summary>The padded width of the slot.</summary>
    public int SlotWidth;

    /// <summary>What the slot keeps, [rows, slot width].</summary>
    public T* Slot;

    /// <summary>From rows of the reader to rows here.</summary>
    public RowMap Map;

    /// <summary>The values for a row of the reader.</summary>
    public readonly T* ValuesOf(int row) => Values + ((long)Map[row] * Width);

    /// <summary>The slot's part for a row of the reader.</summary>
    public readonly T* SlotOf(int row) => Slot + ((long)Map[row] * SlotWidth);

    /// <summary>The exponent for a row of the reader.</summary>
    public readonly int ExponentOf(int row) => Exponents[Map[row]];
}

/// <summary>Which row of a fold belongs to a row of its reader.</summary>
internal readonly unsafe struct RowMap(int* first, int* classOf)
{
    private readonly int* first = first;
    private readonly int* classOf = classOf;

    /// <summary>Whether it is the same row.</summary>
    public bool IsIdentity => first is null && classOf is null;

    /// <summary>The row of the fold that is read.</summary>
    public int this[int row]
    {
        get
        {
            var batchRow = first is null ? row : first[row];
            return classOf is null ? batchRow : classOf[batchRow];
        }
    }
}
