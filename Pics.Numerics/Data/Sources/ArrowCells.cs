using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Pics.Numerics;

/// <summary>Writes the values of one column of Arrow batches as texts of cells; empty where not observed.</summary>
internal abstract class ArrowCells
{
    /// <summary>Takes the next batch.</summary>
    public abstract void Bind(IArrowArray array);

    /// <summary>Adds the cell of a row of the batch; false if its value has no text, as a day past the year 9999.</summary>
    public abstract bool Add(CellBuffer buffer, int row);

    /// <summary>The cells of a type, and what they are; nothing for types whose values are not one each: lists, records, bytes.</summary>
    public static (CellType Type, ArrowCells Cells)? Of(IArrowType type) => type switch
    {
        BooleanType => (CellType.Truth, new Truths()),
        Int8Type => (CellType.Number, new Numbers<sbyte>()),
        UInt8Type => (CellType.Number, new Numbers<byte>()),
        Int16Type => (CellType.Number, new Numbers<short>()),
        UInt16Type => (CellType.Number, new Numbers<ushort>()),
        Int32Type => (CellType.Number, new Numbers<int>()),
        UInt32Type => (CellType.Number, new Numbers<uint>()),
        Int64Type => (CellType.Number, new Numbers<long>()),
        UInt64Type => (CellType.Number, new Numbers<ulong>()),
        HalfFloatType => (CellType.Number, new Numbers<Half>()),
        FloatType => (CellType.Number, new Numbers<float>()),
        DoubleType => (CellType.Number, new Numbers<double>()),
        Decimal32Type => (CellType.Number, new Decimals<Decimal32Array>((array, row) => array.GetString(row))),
        Decimal64Type => (CellType.Number, new Decimals<Decimal64Array>((array, row) => array.GetString(row))),
        Decimal128Type => (CellType.Number, new Decimals<Decimal128Array>((array, row) => array.GetString(row))),
        Decimal256Type => (CellType.Number, new Decimals<Decimal256Array>((array, row) => array.GetString(row))),
        StringType => (CellType.Text, new Texts<StringArray>((array, row) => array.GetBytes(row))),
        LargeStringType => (CellType.Text, new Texts<LargeStringArray>((array, row) => array.GetBytes(row))),
        StringViewType => (CellType.Text, new Texts<StringViewArray>((array, row) => array.GetBytes(row))),
        Date32Type => (CellType.Date, new ArrowTimes<int>(ArrowTime.Day, 1)),
        Date64Type => (CellType.Date, new ArrowTimes<long>(ArrowTime.Day, TimeSpan.MillisecondsPerDay)),
        TimestampType moment => (CellType.DateTime, new ArrowTimes<long>(ArrowTime.Moment, PerSecond(moment.Unit))),
        Time32Type time => (CellType.Time, new ArrowTimes<int>(ArrowTime.OfDay, PerSecond(time.Unit))),
        Time64Type time => (CellType.Time, new ArrowTimes<long>(ArrowTime.OfDay, PerSecond(time.Unit))),
        DurationType duration => (CellType.Number, new ArrowTimes<long>(ArrowTime.Seconds, PerSecond(duration.Unit))),
        DictionaryType dictionary => Of(dictionary.ValueType) is var (inner, cells) ? (inner, new Indexed(cells)) : null,
        NullType => (CellType.Unknown, new Nothing()),
        _ => null,
    };

    /// <summary>Whether values of a type are whole numbers.</summary>
    public static bool IsWhole(IArrowType type) => type is IntegerType || (type is FixedSizeBinaryType and (Decimal128Type { Scale: 0 } or Decimal256Type { Scale: 0 } or Decimal64Type { Scale: 0 } or Decimal32Type { Scale: 0 }))
        || (type is DictionaryType dictionary && IsWhole(dictionary.ValueType));

    private static long PerSecond(TimeUnit unit) => unit switch { TimeUnit.Second => 1, TimeUnit.Millisecond => 1_000, TimeUnit.Microsecond => 1_000_000, _ => 1_000_000_000 };

    private sealed class Numbers<T> : ArrowCells
        where T : struct, INumberBase<T>
    {
        private PrimitiveArray<T> array = null!;

        public override void Bind(IArrowArray array) => this.array = (PrimitiveArray<T>)array;

        public override bool Add(CellBuffer buffer, int row)
        {
            if (array.IsNull(row) || T.IsNaN(array.Values[row])) buffer.Add(default);
            else buffer.Add(array.Values[row], default);
            return true;
        }
    }

    private sealed class Decimals<T>(Func<T, int, string?> text) : ArrowCells
        where T : class
    {
        private T array = null!;

        public override void Bind(IArrowArray array) => this.array = (T)array;

        public override bool Add(CellBuffer buffer, int row)
        {
            buffer.Add(text(array, row));
            return true;
        }
    }

    private sealed class Truths : ArrowCells
    {
        private BooleanArray array = null!;

        public override void Bind(IArrowArray array) => this.array = (BooleanArray)array;

        public override bool Add(CellBuffer buffer, int row)
        {
            buffer.Add(array.GetValue(row) switch { true => "true", false => "false", null => default });
            return true;
        }
    }

    private sealed class Texts<T>(Texts<T>.Get bytes) : ArrowCells
        where T : class, IArrowArray
    {
        private T array = null!;

        public delegate ReadOnlySpan<byte> Get(T array, int row);

        public override void Bind(IArrowArray array) => this.array = (T)array;

        public override bool Add(CellBuffer buffer, int row)
        {
            if (array.IsNull(row)) buffer.Add(default);
            else buffer.AddUtf8(bytes(array, row));
            return true;
        }
    }

    /// <summary>Of a dictionary, whose values each batch may change.</summary>
    private sealed class Indexed(ArrowCells values) : ArrowCells
    {
        private IArrowArray indices = null!;

        public override void Bind(IArrowArray array)
        {
            var dictionary = (DictionaryArray)array;
            indices = dictionary.Indices;
            values.Bind(dictionary.Dictionary);
        }

        public override bool Add(CellBuffer buffer, int row)
        {
            if (!indices.IsNull(row)) return values.Add(buffer, Index(row));
            buffer.Add(default);
            return true;
        }

        private int Index(int row) => indices switch
        {
            Int8Array array => array.Values[row],
            UInt8Array array => array.Values[row],
            Int16Array array => array.Values[row],
            UInt16Array array => array.Values[row],
            Int32Array array => array.Values[row],
            UInt32Array array => checked((int)array.Values[row]),
            Int64Array array => checked((int)array.Values[row]),
            UInt64Array array => checked((int)array.Values[row]),
            _ => throw new InvalidDataException("its dictionary has indices that are no whole numbers"),
        };
    }

    private sealed class Nothing : ArrowCells
    {
        public override void Bind(IArrowArray array)
        {
        }

        public override bool Add(CellBuffer buffer, int row)
        {
            buffer.Add(default);
            return true;
        }
    }
}
