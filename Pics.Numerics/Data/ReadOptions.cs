namespace Pics.Numerics;

/// <summary>Whether the first line of a table names its columns.</summary>
public enum HeaderKind
{
    /// <summary>If it has a text where the lines below have numbers.</summary>
    Auto,

    /// <summary>It does.</summary>
    Present,

    /// <summary>It is a row as the others.</summary>
    Absent,
}

/// <summary>How data are read: what a file does not say itself, and when rows stay in a file.</summary>
public sealed record ReadOptions
{
    private const int Part = 4; // of the memory that there is

    /// <summary>No wishes.</summary>
    public static ReadOptions Default { get; } = new();

    /// <summary>Height and width in pixels to which pictures in a folder are brought; needed there.</summary>
    public int? ImageSize { get; init; }

    /// <summary>1 for grey and 3 for RGB pictures; as the first one of the folder if not given.</summary>
    public int? Channels { get; init; }

    /// <summary>Whether a table has a line with names.</summary>
    public HeaderKind Header { get; init; }

    /// <summary>The same for pictures of another height and width, for languages without <c>with</c>.</summary>
    public ReadOptions WithImageSize(int size) => this with { ImageSize = size };

    /// <summary>The same for tables with or without a line of names.</summary>
    public ReadOptions WithHeader(HeaderKind header) => this with { Header = header };

    /// <summary>The same with another word for what is not observed.</summary>
    public ReadOptions WithMissing(string word) => this with { Missing = word };

    /// <summary>The same with other columns that are known.</summary>
    public ReadOptions WithSchema(TableSchema schema) => this with { Schema = schema };

    /// <summary>The same with another limit from which on rows stay in a file.</summary>
    public ReadOptions WithMemoryLimit(long bytes) => this with { MemoryLimit = bytes };

    /// <summary>The word that says that a cell of a table is not observed, as an empty one does; <c>?</c>, <c>NA</c>, <c>NaN</c> and <c>null</c> if not given.</summary>
    public string? Missing { get; init; }

    /// <summary>What the columns of a table are, or some of them; learned from the table where it does not say.</summary>
    public TableSchema? Schema { get; init; }

    /// <summary>Bytes of rows from which on they stay in a file, and are read from it when they are needed: 0 for always, a quarter of the memory if not given.</summary>
    public long MemoryLimit { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Part;

    /// <summary>As other rows are read, so that they have the kinds, labels, scales and size of these.</summary>
    public ReadOptions Like(RowForm form) => this with
    {
        Channels = form.Channels is 1 or 3 ? form.Channels : null,
        ImageSize = form.Image is var (height, width) && height == width ? height : ImageSize,
        Schema = form.Image is null || form.IsReal ? TableSchema.Like(form) : Schema,
    };
}
