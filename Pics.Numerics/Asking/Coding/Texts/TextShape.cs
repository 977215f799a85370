using System.Globalization;
using System.Text;

namespace Pics.Numerics;

/// <summary>How the text of a table is usually written: what is around its rows, and what its cells are told from.</summary>
/// <remarks>Told cells depend on it and on the values of the rows alone, and are the same on every machine.</remarks>
internal sealed class TextShape(RowForm form, int codePage, char separator, byte[] above, byte[] behind, byte[] end, ImmutableArray<TextColumn> columns)
{
    /// <summary>Bytes of the longest cell that is ever told from others.</summary>
    public const int LongestCell = 1024;

    private const int MostDigits = 18; // of numbers that count up

    private readonly Encoding encoding = EncodingOf(codePage) ?? Encoding.UTF8;
    private readonly byte[] blanks = (EncodingOf(codePage) ?? Encoding.UTF8).GetBytes(new string(' ', LongestCell));
    private readonly byte[]?[]?[] categories = new byte[]?[]?[columns.Length]; // cells that were told before

    /// <summary>What the rows are.</summary>
    public RowForm Form { get; } = form;

    /// <summary>The number of the encoding.</summary>
    public int CodePage { get; } = codePage;

    /// <summary>What separates cells, as the reader has it.</summary>
    public char Separator { get; } = separator;

    /// <summary>The bytes before the first row: a mark, comments, headings.</summary>
    public byte[] Above { get; } = above;

    /// <summary>The bytes behind the last one.</summary>
    public byte[] Behind { get; } = behind;

    /// <summary>The bytes after the last cell of a row.</summary>
    public byte[] End { get; } = end;

    /// <summary>The columns of the table.</summary>
    public ImmutableArray<TextColumn> Columns { get; } = columns;

    /// <summary>The encoding of a number; null where there is none.</summary>
    public static Encoding? EncodingOf(int codePage)
    {
        try
        {
            return codePage < 1 ? null
                : CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ReplacementFallback)
                ?? Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ReplacementFallback);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>From bytes that <see cref="Write"/> gave; null for others.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="form">What the rows are.</param>
    public static TextShape? Read(ReadOnlySpan<byte> bytes, RowForm form) => ShapeBytes.Read(bytes, form);

    /// <summary>As bytes.</summary>
    public byte[] Write() => ShapeBytes.Write(this);

    /// <summary>The bytes that are probably before a cell.</summary>
    /// <param name="column">Of the table.</param>
    /// <param name="before">Bytes of the cell before them.</param>
    /// <param name="cell">Bytes of the cell behind them.</param>
    public ReadOnlySpan<byte> Gap(int column, int before, int cell)
    {
        var (gap, one) = (Columns[column].Gap, blanks.Length / LongestCell);
        var length = gap.Length(before, cell);
        return length >= (column == 0 ? 0 : one) && length <= blanks.Length ? blanks.AsSpan(0, length) : gap.Rule == GapRule.Usual ? gap.Usual : blanks.AsSpan(0, column == 0 ? 0 : one);
    }

    /// <summary>The cell that a value of a column of the model probably has.</summary>
    /// <param name="column">Of the table.</param>
    /// <param name="value">As rows hold it; NaN where it is not observed.</param>
    public byte[] Predict(int column, double value)
    {
        if (Columns[column] is not TextColumn.Known known) return [];
        if (double.IsNaN(value)) return known.Missing;
        if (Form.Columns[known.Model].Kind is not ColumnKind.Categorical { Values: var values }) return Spelled(known, value);
        if (!double.IsInteger(value) || value < 0 || value >= values) return [];
        if (known.Words.TryGetValue((int)value, out var word)) return word;
        var cells = categories[column] ??= new byte[]?[values];
        return cells[(int)value] ??= Spelled(known, value);
    }

    /// <summary>The cell of a value as the column is spelled; empty where the encoding lacks a letter.</summary>
    public byte[] Spelled(TextColumn.Known known, double value)
    {
        try
        {
            var cell = encoding.GetBytes(known.Spelling.Cell(known.Spelling.Text(Form.Columns[known.Model], value), Separator));
            return cell.Length <= LongestCell ? cell : [];
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return [];
        }
    }

    /// <summary>A cell whose last number is larger by so many, with as many digits at least; empty where it has none.</summary>
    public byte[] Advanced(ReadOnlySpan<byte> cell, long by)
    {
        if (cell.Length > LongestCell) return [];
        var text = encoding.GetString(cell).AsSpan();
        var last = text.LastIndexOfAnyInRange('0', '9');
        if (last < 0) return [];
        var start = text[..last].LastIndexOfAnyExceptInRange('0', '9') + 1;
        var digits = text[start..(last + 1)];
        if (digits.Length > MostDigits) return [];
        var number = long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) + by;
        try
        {
            return encoding.GetBytes($"{text[..start]}{number.ToString($"D{digits.Length}", CultureInfo.InvariantCulture)}{text[(last + 1)..]}");
        }
        catch (EncoderFallbackException)
        {
            return [];
        }
    }
}
