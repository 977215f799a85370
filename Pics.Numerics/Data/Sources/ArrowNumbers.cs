using System.Buffers.Binary;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Pics.Numerics;

/// <summary>Numbers of one type.</summary>
/// <typeparam name="T">A type of whole or real numbers.</typeparam>
internal sealed class ArrowNumbers<T> : ArrowCells
    where T : struct, INumberBase<T>
{
    private static readonly bool IsDouble = typeof(T) == typeof(double);

    /// <summary>From here on a whole number may be another one than its text: in doubles, or since the text has no more digits than tell it from its neighbours.</summary>
    private static readonly double FirstLarge = typeof(T) == typeof(Half) ? 1 << 11 : typeof(T) == typeof(float) ? 1e7 : TableCells.FirstLarge;

    private PrimitiveArray<T> array = null!;

    /// <inheritdoc/>
    public override void Bind(IArrowArray array) => this.array = (PrimitiveArray<T>)array;

    /// <inheritdoc/>
    public override void Add(CellBuffer buffer, int row)
    {
        if (array.IsNull(row) || T.IsNaN(array.Values[row])) buffer.Add(default);
        else buffer.Add(array.Values[row], default);
    }

    /// <inheritdoc/>
    public override bool IsTyped(int row, out TypedCell cell)
    {
        cell = default;
        if (array.IsNull(row)) return false;
        var number = double.CreateTruncating(array.Values[row]);
        if (!(IsDouble ? double.IsFinite(number) : Math.Abs(number) < FirstLarge && double.IsInteger(number))) return false;
        cell = TypedCell.Of(number);
        return true;
    }
}

/// <summary>Decimal numbers in 16 bytes.</summary>
internal sealed class ArrowDecimals : ArrowCells
{
    private const int MostDigits = 15; // that any double holds

    private static readonly Int128 FirstLarge = (Int128)Math.Pow(10, MostDigits);

    private Decimal128Array array = null!;
    private double parts = double.NaN; // of one; NaN for more than are read here

    /// <inheritdoc/>
    public override void Bind(IArrowArray array)
    {
        this.array = (Decimal128Array)array;
        parts = ((Decimal128Type)this.array.Data.DataType).Scale is >= 0 and <= MostDigits and var scale ? Math.Pow(10, scale) : double.NaN;
    }

    /// <inheritdoc/>
    public override void Add(CellBuffer buffer, int row) => buffer.Add(array.GetString(row));

    /// <inheritdoc/>
    public override bool IsTyped(int row, out TypedCell cell)
    {
        cell = default;
        if (double.IsNaN(parts) || array.IsNull(row)) return false;
        var number = BinaryPrimitives.ReadInt128LittleEndian(array.GetBytes(row));
        if (number >= FirstLarge || number <= -FirstLarge) return false;
        cell = TypedCell.Of((double)number / parts) with { IsPlain = parts == 1 }; // both are exact, so that this is the number that is nearest to the text
        return true;
    }
}
