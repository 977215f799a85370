using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>Cells of a column that were taken as not observed though they are not empty: words, and values that training did not see.</summary>
internal sealed class HiddenCells
{
    /// <summary>How many cells have each word.</summary>
    public Dictionary<string, long> Words { get; } = new(StringComparer.Ordinal);

    /// <summary>How many cells have a value that training did not see.</summary>
    public long Unseen { get; private set; }

    /// <summary>The first of these values.</summary>
    public string? FirstUnseen { get; private set; }

    /// <summary>Counts a word.</summary>
    public void AddWord(ReadOnlySpan<char> word) => CollectionsMarshal.GetValueRefOrAddDefault(Words.GetAlternateLookup<ReadOnlySpan<char>>(), word, out _)++;

    /// <summary>Counts a value.</summary>
    public void AddUnseen(ReadOnlySpan<char> value)
    {
        FirstUnseen ??= value.ToString();
        Unseen++;
    }
}

/// <summary>The values of the cells of a column.</summary>
internal sealed class CellEncoder
{
    private readonly Func<ReadOnlySpan<char>, double?> values;
    private readonly System.Collections.Generic.HashSet<string>.AlternateLookup<ReadOnlySpan<char>>? missing;
    private readonly bool isOfLabels;
    private readonly double other; // the value of all that is not known; NaN if there is none
    private readonly bool isHiding;
    private readonly CellForm? counts; // in which cells are numbers that may be no counts
    private readonly TypedReader? typed; // of cells without their texts; null where these must be seen
    private readonly Column column;
    private readonly Dictionary<long, double> known = []; // values of categories by the keys of cells

    /// <param name="column">The column.</param>
    /// <param name="options">What is not observed, and what becomes of values that training did not see.</param>
    /// <param name="type">What the source says of it: its numbers and dates need not be written as those of training.</param>
    /// <param name="own">How the table writes it, where that is otherwise than in training.</param>
    public CellEncoder(Column column, ReadOptions options, CellType type = CellType.Unknown, CellForm? own = null)
    {
        this.column = column;
        values = Values(column, type, own);
        var words = options.Missing.Concat(column.Missing).ToHashSet(StringComparer.Ordinal);
        missing = words.Count > 0 ? words.GetAlternateLookup<ReadOnlySpan<char>>() : null;
        isOfLabels = column.Kind is ColumnKind.Categorical;
        isHiding = isOfLabels && options.Unseen == UnseenValues.Hide;
        counts = column.Kind is ColumnKind.Count && options.Unseen == UnseenValues.Hide ? own ?? column.Form : null;
        typed = isOfLabels || own is not null ? null : TypedReader.Of(type, column.Form, words);
        other = column is { HasOther: true, Kind: ColumnKind.Categorical categorical } && !isHiding ? categorical.Values - 1 : double.NaN;
    }

    private static Func<ReadOnlySpan<char>, double?> Values(Column column, CellType type, CellForm? own)
    {
        var texts = TableCells.Encoder(column);
        if (column.Kind is ColumnKind.Categorical) return OfLabels(column, texts, own ?? (type == CellType.Number ? CellForm.Plain : null), isFirst: own is not null);
        if (own is not null) return cell => own.Read(cell) is { } number ? column.Value(number) : null;
        return type is CellType.Unknown or CellType.Text or CellType.Truth
            ? texts
            : cell => TypedCells.Read(type, column.Form, cell) is { } number ? column.Value(number) : texts(cell);
    }

    /// <summary>By the text and by the number, whatever signs labels are written with.</summary>
    private static Func<ReadOnlySpan<char>, double?> OfLabels(Column column, Func<ReadOnlySpan<char>, double?> texts, CellForm? form, bool isFirst)
    {
        if (form is null || LabelNumbers.FormOf(column) is not { } trained) return texts;
        var numbers = TableCells.Numbers(column, trained);
        double? Known(double number) => numbers.TryGetValue(number, out var value) ? value : null;
        return isFirst
            ? cell => form.Read(cell) is { } number ? Known(number) : texts(cell)
            : cell => texts(cell) ?? (form.Read(cell) is { } number ? Known(number) : null);
    }

    /// <summary>What was hidden so far.</summary>
    public HiddenCells Hidden { get; } = new();

    /// <summary>The value of a cell of a row; false if the column has no such value.</summary>
    /// <param name="row">The row.</param>
    /// <param name="place">Of the table's columns.</param>
    /// <param name="value">NaN where it is not observed.</param>
    public bool Read(in TableRow row, int place, out double value)
    {
        if (!row.IsTyped(place, out var cell)) return Read(row[place], out value);
        if (!isOfLabels)
        {
            value = typed is not null && typed.IsNumber(cell, out var number) && column.Value(number) is { } found ? found : double.NaN;
            return !double.IsNaN(value) || Read(row[place], out value);
        }

        if (known.TryGetValue(cell.Key, out value)) return true;
        var isRight = Read(row[place], out value);
        if (isRight && !double.IsNaN(value) && known.Count < short.MaxValue) known[cell.Key] = value;
        return isRight;
    }

    /// <summary>The value of a cell, NaN where it is not observed; false if the column has no such value.</summary>
    public bool Read(ReadOnlySpan<char> cell, out double value)
    {
        value = double.NaN;
        if (cell.IsEmpty) return true;
        if (missing?.Contains(cell) == true)
        {
            Hidden.AddWord(cell);
            return true;
        }

        if (values(cell) is { } found)
        {
            value = found;
            return true;
        }

        if (MissingWords.IsKnown(cell) || (!isOfLabels && MissingWords.IsUnknown(cell)))
        {
            Hidden.AddWord(cell);
            return true;
        }

        var isHidden = isHiding || counts?.Read(cell) is not null;
        if (isHidden) Hidden.AddUnseen(cell);
        else value = other;
        return isHidden || !double.IsNaN(other);
    }

    /// <summary>Whether a cell says that it is not observed; what is only unseen does not say so.</summary>
    public bool IsMissing(ReadOnlySpan<char> cell) => cell.IsEmpty || missing?.Contains(cell) == true || (values(cell) is null && (MissingWords.IsKnown(cell) || (!isOfLabels && MissingWords.IsUnknown(cell))));
}
