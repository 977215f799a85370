namespace Pics.Host;

/// <summary>What <c>inpaint</c> is asked for.</summary>
internal sealed record InpaintSettings
{
    /// <summary>Which images; the test ones of the run if nothing is said.</summary>
    public RowWish Given { get; init; } = new(null);

    /// <summary>The first row.</summary>
    public required int First { get; init; }

    /// <summary>How many rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Which pixels are hidden, in words.</summary>
    public required string Mask { get; init; }

    /// <summary>Samples per row.</summary>
    public required int Draws { get; init; }

    /// <summary>Of samples and random masks.</summary>
    public required long Seed { get; init; }

    /// <summary>The PNG file.</summary>
    public string? Out { get; init; }
}
