namespace Pics.Numerics;

/// <summary>Whether the first line of a table names its columns.</summary>
public enum HeaderKind
{
    /// <summary>As the rows tell; where they leave doubt, how it was taken is said in the notes of the data.</summary>
    Auto,

    /// <summary>It does.</summary>
    Present,

    /// <summary>It is a row as the others.</summary>
    Absent,
}

/// <summary>What becomes of a cell whose value training did not see, in a column of categories.</summary>
public enum UnseenValues
{
    /// <summary>The rows are refused, with a sentence that names the cell.</summary>
    Refuse,

    /// <summary>It is taken as not observed, and their number is said.</summary>
    Hide,

    /// <summary>It is the column's own value for others, whose probability is learned; a column without one refuses it.</summary>
    Other,
}

/// <summary>How data are read: what a file does not say itself, and when rows stay in a file.</summary>
public sealed record ReadOptions
{
    private const int Part = 4; // of the memory that there is

    /// <summary>The name in <see cref="Kinds"/> that stands for every column of which nothing is said.</summary>
    public const string EveryColumn = "*";

    /// <summary>No wishes.</summary>
    public static ReadOptions Default { get; } = new();

    /// <summary>Height and width in pixels to which pictures in a folder are brought; needed where they have several sizes.</summary>
    public (int Height, int Width)? ImageSize { get; init; }

    /// <summary>1 for grey and 3 for RGB pictures; RGB if any picture of the folder has colours if not given.</summary>
    public int? Channels { get; init; }

    /// <summary>The number of levels of grey images, or of each channel of colours; learned from the training rows if not given.</summary>
    public int? Levels { get; init; }

    /// <summary>Whether a table has a line with names.</summary>
    public HeaderKind Header { get; init; }

    /// <summary>The same for square pictures of another size, for languages without <c>with</c>.</summary>
    public ReadOptions WithImageSize(int size) => WithImageSize(size, size);

    /// <summary>The same for pictures of another height and width.</summary>
    public ReadOptions WithImageSize(int height, int width) => this with { ImageSize = (height, width) };

    /// <summary>The same for pictures of so many channels: 1 for grey, 3 for RGB.</summary>
    public ReadOptions WithChannels(int channels) => this with { Channels = channels };

    /// <summary>The same for images of so many levels.</summary>
    public ReadOptions WithLevels(int levels) => this with { Levels = levels };

    /// <summary>The same for tables with or without a line of names.</summary>
    public ReadOptions WithHeader(HeaderKind header) => this with { Header = header };

    /// <summary>The same with one more word for what is not observed.</summary>
    public ReadOptions WithMissing(string word) => this with { Missing = Missing.Add(word) };

    /// <summary>The same without a column.</summary>
    public ReadOptions WithIgnored(string column) => this with { Ignored = Ignored.Add(column) };

    /// <summary>The same with a column that would be left out as an identifier or a constant.</summary>
    public ReadOptions WithKept(string column) => this with { Kept = Kept.Add(column) };

    /// <summary>The same with a kind that a column must have, by its heading, or by # and its number from 0.</summary>
    public ReadOptions WithKind(string column, TableColumnKind kind) => this with { Kinds = Kinds.SetItem(column, kind) };

    /// <summary>The same for one array of a NumPy archive.</summary>
    public ReadOptions WithArray(string name) => this with { Array = name };

    /// <summary>The same with another way to take values that training did not see.</summary>
    public ReadOptions WithUnseen(UnseenValues unseen) => this with { Unseen = unseen };

    /// <summary>The same with other columns that are known.</summary>
    public ReadOptions WithSchema(TableSchema schema) => this with { Schema = schema };

    /// <summary>The same with another limit from which on rows stay in a file.</summary>
    public ReadOptions WithMemoryLimit(long bytes) => this with { MemoryLimit = bytes };

    /// <summary>Words that say that a cell of a table is not observed, beside the usual ones and the empty cell.</summary>
    public Arr<string> Missing { get; init; } = Arr<string>.Empty;

    /// <summary>Columns of a table that are left out, by heading, or by # and their number from 0.</summary>
    public Arr<string> Ignored { get; init; } = Arr<string>.Empty;

    /// <summary>Columns of a table that are kept although they look like identifiers or are constant, named likewise; <c>*</c> for all.</summary>
    public Arr<string> Kept { get; init; } = Arr<string>.Empty;

    /// <summary>Kinds that columns must have, named likewise, or * for all of which nothing is said; as a schema says, but heard first.</summary>
    public ImmutableSortedDictionary<string, TableColumnKind> Kinds { get; init; } = ImmutableSortedDictionary.Create<string, TableColumnKind>(StringComparer.Ordinal);

    /// <summary>What becomes of values that training did not see.</summary>
    public UnseenValues Unseen { get; init; }

    /// <summary>The encoding of a table in text, by its usual name (utf-8, utf-16, windows-1252); null to tell it from the bytes.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands between the cells of a table in text; null to tell it from the text.</summary>
    public char? Separator { get; init; }

    /// <summary>The decimal sign of the numbers of a table in text; null to tell it from the text.</summary>
    public char? DecimalSign { get; init; }

    /// <summary>The array of a NumPy archive; null for the usual names.</summary>
    public string? Array { get; init; }

    /// <summary>A SQL query whose result is the table; null where a path is read.</summary>
    public string? Sql { get; init; }

    /// <summary>What rows must be, if they are for a model: columns are found by heading, absent ones are not observed, others are left alone.</summary>
    public RowForm? Wanted { get; init; }

    /// <summary>What the columns of a table are, or some of them; learned from the table where it does not say.</summary>
    public TableSchema? Schema { get; init; }

    /// <summary>Bytes of rows from which on they stay in a file, and are read from it when they are needed: 0 for always, a quarter of the memory if not given.</summary>
    public long MemoryLimit { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Part;

    /// <summary>Whether these are the rows that the options were given for, not others that are read alike.</summary>
    internal bool IsFirst { get; init; } = true;

    /// <summary>The levels of pixels, where these are those of other rows.</summary>
    internal PixelLevels? Pixels { get; init; }

    /// <summary>Whether pixels are real numbers, as those of other rows are.</summary>
    internal bool AreRealPixels => Schema is { Columns.IsEmpty: false } schema && schema.Columns.ForAll(column => column.Known is ColumnKind.Real);

    /// <summary>As other rows are read, so that they have the kinds, labels, scales and size of these.</summary>
    public ReadOptions Like(RowForm form) => this with
    {
        Channels = form.Channels is 1 or 3 ? form.Channels : null,
        ImageSize = form.Image ?? ImageSize,
        Schema = form.Image is null || form.IsReal ? TableSchema.Like(form) : Schema,
        Wanted = form.Image is null ? form : null,
        Pixels = form.Image is null ? null : PixelLevels.Of(form.Columns[0].Kind),
        IsFirst = false,
    };

    /// <summary>As the rows of training are read once more: what was wished of them holds whatever they look like.</summary>
    public ReadOptions Again(RowForm form) => Like(form) with { IsFirst = true };
}
