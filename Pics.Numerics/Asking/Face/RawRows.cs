namespace Pics.Numerics;

/// <summary>The rows of a table in text as they were written, byte by byte: with quotes, blanks, line ends and a mark at the start.</summary>
/// <param name="content">The text.</param>
/// <param name="encoding">How its letters are bytes.</param>
/// <param name="separator">Between the cells; a blank for any number of them.</param>
internal sealed class RawRows(Stream content, TextEncoding encoding, char separator)
{
    private readonly Letters letters = new(content, encoding.Encoding);
    private readonly List<byte> row = [];
    private readonly List<(int Start, int Length)> cells = [];
    private readonly bool hasRuns = separator == ' ';
    private bool hasStarted;

    /// <summary>Cells of the row.</summary>
    public int Count => cells.Count;

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Next() => Next(isLine: false);

    /// <summary>Goes to the next line as a row of one cell, whatever is in it; false at the end.</summary>
    public bool NextLine() => Next(isLine: true);

    private bool Next(bool isLine)
    {
        row.Clear();
        cells.Clear();
        if (!hasStarted) letters.TakeBytes(row, encoding.Mark);
        if (letters.Peek() < 0 && (hasStarted || row.Count == 0)) return false;
        hasStarted = true;
        var (start, isQuoted) = (row.Count, false);
        while (letters.Peek() is >= 0 and var letter)
        {
            var place = row.Count;
            letters.Take(row);
            if (letter == '"' && !isLine) isQuoted = !isQuoted;
            if (isQuoted) continue;
            if (letter is '\n' or '\r')
            {
                Add(start, place);
                if (letter == '\r' && letters.Peek() == '\n') letters.Take(row);
                return true;
            }

            if (isLine || !(hasRuns ? letter is ' ' or '\t' : letter == separator)) continue;
            if (!hasRuns || place > start) cells.Add((start, place - start));
            start = row.Count;
        }

        Add(start, row.Count);
        return true;
    }

    /// <summary>Adds the last cell of a row; between runs of blanks it is none if it is empty, unless it is the only one.</summary>
    private void Add(int start, int end)
    {
        if (!hasRuns || end > start || cells.Count == 0) cells.Add((start, end - start));
    }

    /// <summary>The bytes of a cell.</summary>
    public ReadOnlySpan<byte> Cell(int index) => Bytes(cells[index].Start, cells[index].Length);

    /// <summary>The bytes before a cell, after the cell before it.</summary>
    public ReadOnlySpan<byte> Before(int index)
    {
        var start = index == 0 ? 0 : cells[index - 1].Start + cells[index - 1].Length;
        return Bytes(start, cells[index].Start - start);
    }

    /// <summary>The bytes after the last cell.</summary>
    public ReadOnlySpan<byte> End
    {
        get
        {
            var start = cells[^1].Start + cells[^1].Length;
            return Bytes(start, row.Count - start);
        }
    }

    private ReadOnlySpan<byte> Bytes(int start, int length) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(row).Slice(start, length);
}
