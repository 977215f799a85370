namespace Pics.Numerics;

/// <summary>The rows of a table in text as they were written, byte by byte: with quotes, blanks, line ends and a mark at the start.</summary>
/// <param name="content">In UTF-8, or another code whose bytes below 128 are those of ASCII.</param>
/// <param name="separator">Between the cells.</param>
internal sealed class RawRows(Stream content, char separator)
{
    private const int Chunk = 1 << 16;

    private static readonly byte[] Mark = [0xef, 0xbb, 0xbf]; // of UTF-8

    private readonly byte[] chunk = new byte[Chunk];
    private readonly List<byte> row = [];
    private readonly List<(int Start, int Length)> cells = [];
    private int at;
    private int end;
    private bool hasStarted;

    /// <summary>Cells of the row.</summary>
    public int Count => cells.Count;

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Next()
    {
        row.Clear();
        cells.Clear();
        if (Peek() < 0) return false;
        if (!hasStarted) SkipMark();
        hasStarted = true;
        var (start, isQuoted) = (row.Count, false);
        while (Peek() is >= 0 and var letter)
        {
            at++;
            var place = row.Count;
            row.Add((byte)letter);
            if (letter == '"') isQuoted = !isQuoted;
            if (isQuoted || (letter != separator && letter is not ('\n' or '\r'))) continue;
            cells.Add((start, place - start));
            start = row.Count;
            if (letter == separator) continue;
            if (letter == '\r' && Peek() == '\n') Take();
            return true;
        }

        cells.Add((start, row.Count - start));
        return true;
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

    private void SkipMark()
    {
        foreach (var expected in Mark)
        {
            if (Peek() != expected) return;
            Take();
        }
    }

    private void Take()
    {
        row.Add((byte)Peek());
        at++;
    }

    private int Peek()
    {
        if (at == end) (at, end) = (0, content.Read(chunk));
        return at < end ? chunk[at] : -1;
    }
}
