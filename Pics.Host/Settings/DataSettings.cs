namespace Pics.Host;

/// <summary>Which rows a run is about, and how they are read.</summary>
internal sealed record DataSettings
{
    /// <summary>The name of the data set.</summary>
    public string Dataset { get; init; } = ShapesDataset.Name;

    /// <summary>The file or folder with it; null for where downloads are, or for what is generated.</summary>
    public string? Path { get; init; }

    /// <summary>The file or folder with the validation rows; null for those that come with the others, or are held out.</summary>
    public string? ValidationData { get; init; }

    /// <summary>The file or folder with the test rows; null likewise.</summary>
    public string? TestData { get; init; }

    /// <summary>The part of the training rows that is held out for validation.</summary>
    public double Validation { get; init; } = 0.05;

    /// <summary>The seed of which rows are held out.</summary>
    public int SplitSeed { get; init; } = 42;

    /// <summary>The colour transform of RGB images.</summary>
    public ColourTransform Colour { get; init; } = ColourTransform.None;

    /// <summary>Height and width to which pictures are brought; null for their own.</summary>
    public PictureSize? ImageSize { get; init; }

    /// <summary>The channels to which pictures are brought; null for RGB if any picture has colours.</summary>
    public PictureChannels? Channels { get; init; }

    /// <summary>The levels of a channel of images; null to learn them from the training rows.</summary>
    public int? Levels { get; init; }

    /// <summary>Height and width of the patches into which images are cut, each a row; null where images are whole.</summary>
    public PictureSize? Patch { get; init; }

    /// <summary>Whether rows stay in a file however few they are.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether the first line of a table has names.</summary>
    public HeaderKind Header { get; init; } = HeaderKind.Auto;

    /// <summary>Words of cells that are not observed, beside the usual ones; null for none.</summary>
    public TextList? Missing { get; init; }

    /// <summary>The file with names and kinds of a table's columns; null where they are learned.</summary>
    public string? Schema { get; init; }

    /// <summary>The array of a NumPy archive; null for the usual names.</summary>
    public string? Array { get; init; }

    /// <summary>Columns of a table that are left out; null for none.</summary>
    public TextList? Ignore { get; init; }

    /// <summary>Columns of a table that are kept although they look like identifiers or are constant, * for all; null for none.</summary>
    public TextList? Keep { get; init; }

    /// <summary>Kinds of columns, like grade=ordinal, with commas between; null where they are learned.</summary>
    public string? Kinds { get; init; }

    /// <summary>What becomes of values that training did not see.</summary>
    public UnseenValues Unseen { get; init; } = UnseenValues.Refuse;

    /// <summary>The encoding of a table in text; null to tell it from the bytes.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands between the cells of a table in text, a sign or its name; null to tell it from the text.</summary>
    public string? Separator { get; init; }

    /// <summary>The decimal sign of a table in text; null to tell it from the text.</summary>
    public string? Decimal { get; init; }

    /// <summary>A SQL query whose result is the table; null where a path is read.</summary>
    public string? Sql { get; init; }

    /// <summary>The folder in which the run was started, where paths are relative; null where none is.</summary>
    public string? Folder { get; init; }

    /// <summary>The data in a word, for people: the name of the file or of the data set.</summary>
    public string Label => Sql is not null ? "query" : Path?.TrimEnd('/', '\\') is { } path && Dataset == "file" ? System.IO.Path.GetFileName(path) : Dataset;

    /// <summary>Whether rows are read, by a path or a query.</summary>
    public bool IsNamed => Path is not null || Sql is not null;

    /// <summary>Whether some path is relative.</summary>
    public bool IsRelative => Sql is not null || new[] { Path, ValidationData, TestData, Schema }.Any(path => path is not null && !System.IO.Path.IsPathFullyQualified(path));

    /// <summary>Where a path leads that was written in the folder in which the run was started; from another folder its full path, if something is there.</summary>
    public string Where(string path)
    {
        if (Folder is null || System.IO.Path.IsPathFullyQualified(path) || Folder == Directory.GetCurrentDirectory()) return path;
        var whole = System.IO.Path.GetFullPath(path, Folder);
        return File.Exists(whole) || Directory.Exists(whole) ? whole : path;
    }
}
