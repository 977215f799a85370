using System.Text.Json.Serialization;

namespace Pics.Host;

/// <summary>Which rows a run is about, and how they are read.</summary>
internal sealed record DataSettings
{
    /// <summary>The name of the data set.</summary>
    public string Dataset { get; init; } = ShapesDataset.Name;

    /// <summary>The file or folder with it; null for where downloads are, or for what is generated.</summary>
    [JsonPropertyName("data")]
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
    public int? ImageSize { get; init; }

    /// <summary>Whether rows stay in a file however few they are.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether the first line of a table has names.</summary>
    public HeaderKind Header { get; init; } = HeaderKind.Auto;

    /// <summary>The word of cells that are not observed; null for the usual ones.</summary>
    public string? Missing { get; init; }

    /// <summary>The file with names and kinds of a table's columns; null where they are learned.</summary>
    public string? Schema { get; init; }

    /// <summary>The array of a NumPy archive; null for the usual names.</summary>
    public string? Array { get; init; }
}
