using nietras.SeparatedValues;

namespace Pics.Numerics;

/// <summary>The rows of a table as texts, wherever they are from: what kinds and labels of columns are learned from.</summary>
internal abstract class TableRows
{
    /// <summary>What is done with a row: null to go on.</summary>
    public delegate DataError.Unreadable? Visit(TableRow row);

    /// <summary>Where they are from, for people.</summary>
    public abstract string Source { get; }

    /// <summary>The name of the data set.</summary>
    public abstract string Name { get; }

    /// <summary>The names of the columns; empty ones where there are none.</summary>
    public abstract string[] Names { get; }

    /// <summary>What the source itself says of a column.</summary>
    public virtual CellType TypeOf(int column) => CellType.Unknown;

    /// <summary>Whether the source itself says that a column is of whole numbers.</summary>
    public virtual bool IsWhole(int column) => false;

    /// <summary>The decimal sign of numbers, where the source has settled on one.</summary>
    public virtual char? DecimalSign => null;

    /// <summary>Whether that sign is certain: the rows have numbers that can be read in one way only, or it was asked for.</summary>
    public virtual bool IsSignCertain => true;

    /// <summary>Words for what is not observed that were taken as such before cells are seen.</summary>
    public virtual IReadOnlySet<string> TakenWords => ImmutableHashSet<string>.Empty;

    /// <summary>What was decided when the form of the table was told, a sentence each, for people.</summary>
    public virtual IEnumerable<string> Notes => [];

    /// <summary>Goes through the rows from the first one. Error: <see cref="DataError"/>.</summary>
    public abstract Either<DataError, LanguageExt.Unit> ForEach(Visit visit);
}

/// <summary>What a source that has types says of a column.</summary>
internal enum CellType
{
    /// <summary>Texts of which nobody says what they mean.</summary>
    Unknown,

    /// <summary>Texts that are no numbers even where they look so.</summary>
    Text,

    /// <summary>Numbers in digits with a point.</summary>
    Number,

    /// <summary>true and false.</summary>
    Truth,

    /// <summary>Days, as 2024-02-29.</summary>
    Date,

    /// <summary>Dates with times, as 2024-02-29 23:59:59.</summary>
    DateTime,

    /// <summary>Times of the day, as 23:59:59.</summary>
    Time,
}

/// <summary>The cells of a row as texts in one buffer, for sources that write them there.</summary>
internal sealed class CellBuffer
{
    private char[] letters = new char[1024];
    private int[] ends = new int[16];
    private int used;

    /// <summary>Cells of the row.</summary>
    public int Count { get; private set; }

    /// <summary>The text of a cell.</summary>
    public ReadOnlySpan<char> this[int cell] => letters.AsSpan((cell == 0 ? 0 : ends[cell - 1])..ends[cell]);

    /// <summary>Begins a row.</summary>
    public void Clear() => (Count, used) = (0, 0);

    /// <summary>Adds a cell; empty where not observed.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        while (letters.Length - used < text.Length) System.Array.Resize(ref letters, 2 * letters.Length);
        text.CopyTo(letters.AsSpan(used));
        End(used + text.Length);
    }

    /// <summary>Adds a cell of a value that writes itself in the invariant culture.</summary>
    public void Add<T>(T value, ReadOnlySpan<char> format)
        where T : ISpanFormattable
    {
        int written;
        while (!value.TryFormat(letters.AsSpan(used), out written, format, System.Globalization.CultureInfo.InvariantCulture)) System.Array.Resize(ref letters, 2 * letters.Length);
        End(used + written);
    }

    /// <summary>Adds a cell of a text in UTF-8.</summary>
    public void AddUtf8(ReadOnlySpan<byte> text)
    {
        while (letters.Length - used < text.Length) System.Array.Resize(ref letters, 2 * letters.Length); // no more letters than bytes
        End(used + System.Text.Encoding.UTF8.GetChars(text, letters.AsSpan(used)));
    }

    private void End(int end)
    {
        if (Count == ends.Length) System.Array.Resize(ref ends, 2 * ends.Length);
        ends[Count++] = used = end;
    }
}

/// <summary>One row of a table: texts that were read from a file, or that are there.</summary>
internal readonly ref struct TableRow
{
    private readonly SepReader.Row row;
    private readonly string[]? cells;
    private readonly CellBuffer? buffer;
    private readonly long number;

    /// <summary>A row of a file.</summary>
    /// <param name="row">Its texts; empty where not observed.</param>
    /// <param name="line">Where it begins, from 1.</param>
    public TableRow(SepReader.Row row, long line)
    {
        this.row = row;
        number = line;
    }

    /// <summary>A row that is there.</summary>
    /// <param name="cells">Its texts; empty where not observed.</param>
    /// <param name="number">From 0.</param>
    public TableRow(string[] cells, int number) => (this.cells, this.number) = (cells, number);

    /// <summary>A row that a source has written into a buffer.</summary>
    /// <param name="buffer">Its texts; empty where not observed.</param>
    /// <param name="number">From 0.</param>
    public TableRow(CellBuffer buffer, long number) => (this.buffer, this.number) = (buffer, number);

    /// <summary>Where it is, for people.</summary>
    public string Place => cells is null && buffer is null ? $"line {number}" : $"row {number}";

    /// <summary>The text of a cell, without blanks around it.</summary>
    public ReadOnlySpan<char> this[int column] => Whole(column).Trim();

    /// <summary>The text of a cell with the blanks that belong to it: those between quotes, and those that a source with types has.</summary>
    public ReadOnlySpan<char> Whole(int column) => buffer is not null ? buffer[column] : cells is null ? row[column].Span : cells[column];
}
