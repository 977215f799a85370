namespace Pics.Numerics;

/// <summary>The rows of a table in text as the reader takes them, byte by byte, with all that is between them.</summary>
/// <remarks>All bytes of the text are in it once: what is skipped before each row, what is before each cell, the cell, the end of the row, and what is skipped before the end.</remarks>
internal sealed class TextTable
{
    private const string Wanted = "a table in text";

    private readonly RawRows rows;
    private readonly List<byte> skipped = [];
    private bool hasStarted;
    private int mark; // bytes that are of the text's start, not of the first row

    private TextTable(CsvForm form, Stream content) => (Form, rows) = (form, new(content, form.Encoding, form.Separator));

    /// <summary>How it is written.</summary>
    public CsvForm Form { get; }

    /// <summary>The bytes since the row before: those above the table before the first one, those behind it after the last one.</summary>
    public ReadOnlySpan<byte> Skipped => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(skipped);

    /// <summary>Whether the row has the cells that it must have.</summary>
    public bool IsEven => rows.Count == Form.Names.Length;

    /// <summary>The bytes after the last cell.</summary>
    public ReadOnlySpan<byte> End => rows.End;

    /// <summary>Opens a table. Error: <see cref="DataError"/>.</summary>
    /// <param name="path">The file; may be compressed.</param>
    /// <param name="options">As it was read.</param>
    /// <param name="use">What is done with it; may throw what the file system throws.</param>
    public static Either<DataError, T> Read<T>(string path, ReadOptions options, Func<TextTable, Either<DataError, T>> use) =>
        InputFile.Guard(path, () => CsvForm.Find(path, options)).Bind(form => InputFile.Read(path, Wanted, file => use(new(form, file.Content))));

    /// <summary>That rows and text are not of one another.</summary>
    public static DataError Changed(string path) => new DataError.Unreadable(path, "it has changed since it was first read; expected a file that nobody writes to");

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Next()
    {
        skipped.Clear();
        mark = 0;
        if (!hasStarted) Start();
        while (rows.Next())
        {
            if (Form.Names.Length == 1 || !IsEmpty())
            {
                if (!hasStarted) (hasStarted, mark) = (true, skipped.Count == 0 ? Form.Encoding.Mark : 0);
                if (mark > 0) skipped.AddRange(rows.Before(0)[..mark]);
                return true;
            }

            Skip();
        }

        return false;
    }

    /// <summary>The bytes before a cell, after the cell before it.</summary>
    public ReadOnlySpan<byte> Before(int column) => column == 0 ? rows.Before(0)[mark..] : rows.Before(column);

    /// <summary>The bytes of a cell.</summary>
    public ReadOnlySpan<byte> Cell(int column) => rows.Cell(column);

    /// <summary>Goes past all above the first row.</summary>
    private void Start()
    {
        for (var line = 0L; line < Form.Above && rows.NextLine(); line++) Skip();
        for (var row = 0; row < Form.Headings && rows.Next(); row += Form.Names.Length == 1 || !IsEmpty() ? 1 : 0) Skip();
    }

    private void Skip()
    {
        for (var column = 0; column < rows.Count; column++)
        {
            skipped.AddRange(rows.Before(column));
            skipped.AddRange(rows.Cell(column));
        }

        skipped.AddRange(rows.End);
    }

    /// <summary>Whether nothing is in a line, as the reader has it.</summary>
    private bool IsEmpty() => rows.Count == 1 && Form.Encoding.Encoding.GetString(rows.Cell(0)).AsSpan().Trim() is "" or "\"\"";
}
