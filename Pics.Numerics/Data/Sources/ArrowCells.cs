using Apache.Arrow;
using Apache.Arrow.Types;

namespace Pics.Numerics;

/// <summary>The values of one column of Arrow batches: as texts of cells, empty where not observed, and without texts where that can be.</summary>
internal abstract class ArrowCells
{
    /// <summary>Takes the next batch.</summary>
    public abstract void Bind(IArrowArray array);

    /// <summary>Whether a value can be other than right.</summary>
    public virtual bool CanBeWrong => false;

    /// <summary>Whether the value of a row of the batch has a text, as a day past the year 9999 has none.</summary>
    public virtual bool IsRight(int row) => true;

    /// <summary>Adds the cell of a row of the batch, whose value has a text.</summary>
    public abstract void Add(CellBuffer buffer, int row);

    /// <summary>The value of a row of the batch without its text; false where it is not observed, and where only the text tells it.</summary>
    public virtual bool IsTyped(int row, out TypedCell cell)
    {
        cell = default;
        return false;
    }

    /// <summary>The cells of a type, and what they are; nothing for types whose values are not one each: lists, records, bytes.</summary>
    public static (CellType Type, ArrowCells Cells)? Of(IArrowType type) => type switch
    {
        BooleanType => (CellType.Truth, new Truths()),
        Int8Type => (CellType.Number, new ArrowNumbers<sbyte>()),
        UInt8Type => (CellType.Number, new ArrowNumbers<byte>()),
        Int16Type => (CellType.Number, new ArrowNumbers<short>()),
        UInt16Type => (CellType.Number, new ArrowNumbers<ushort>()),
        Int32Type => (CellType.Number, new ArrowNumbers<int>()),
        UInt32Type => (CellType.Number, new ArrowNumbers<uint>()),
        Int64Type => (CellType.Number, new ArrowNumbers<long>()),
        UInt64Type => (CellType.Number, new ArrowNumbers<ulong>()),
        HalfFloatType => (CellType.Number, new ArrowNumbers<Half>()),
        FloatType => (CellType.Number, new ArrowNumbers<float>()),
        DoubleType => (CellType.Number, new ArrowNumbers<double>()),
        Decimal32Type => (CellType.Number, new Decimals<Decimal32Array>((array, row) => array.GetString(row))),
        Decimal64Type => (CellType.Number, new Decimals<Decimal64Array>((array, row) => array.GetString(row))),
        Decimal128Type => (CellType.Number, new ArrowDecimals()),
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

    private sealed class Decimals<T>(Func<T, int, string?> text) : ArrowCells
        where T : class
    {
        private T array = null!;

        public override void Bind(IArrowArray array) => this.array = (T)array;

        public override void Add(CellBuffer buffer, int row) => buffer.Add(text(array, row));
    }

    private sealed class Truths : ArrowCells
    {
        private BooleanArray array = null!;

        public override void Bind(IArrowArray array) => this.array = (BooleanArray)array;

        public override void Add(CellBuffer buffer, int row) => buffer.Add(array.GetValue(row) switch { true => "true", false => "false", null => default });
    }

    private sealed class Texts<T>(Texts<T>.Get bytes) : ArrowCells
        where T : class, IArrowArray
    {
        private T array = null!;

        public delegate ReadOnlySpan<byte> Get(T array, int row);

        public override void Bind(IArrowArray array) => this.array = (T)array;

        public override void Add(CellBuffer buffer, int row)
        {
            if (array.IsNull(row)) buffer.Add(default);
            else buffer.AddUtf8(bytes(array, row));
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

        public override bool CanBeWrong => values.CanBeWrong;

        public override bool IsRight(int row) => indices.IsNull(row) || values.IsRight(Index(row));

        public override void Add(CellBuffer buffer, int row)
        {
            if (indices.IsNull(row)) buffer.Add(default);
            else values.Add(buffer, Index(row));
        }

        public override bool IsTyped(int row, out TypedCell cell)
        {
            cell = default;
            return !indices.IsNull(row) && values.IsTyped(Index(row), out cell);
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

        public override void Add(CellBuffer buffer, int row) => buffer.Add(default);
    }
}
