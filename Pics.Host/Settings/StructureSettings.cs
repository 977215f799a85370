namespace Pics.Host;

/// <summary>Which region graph a run has.</summary>
internal sealed record StructureSettings
{
    private string? copy; // no option, so not in config.json

    /// <summary>The name of a construction, or a JSON file with a region graph.</summary>
    public string Name { get; init; } = "quad-graph";

    /// <summary>Whether partitions of many parts become partitions of two.</summary>
    public bool Binarise { get; init; }

    /// <summary>Cut distances of poon-domingos in pixels, with commas between; null for the usual ones.</summary>
    public string? Distances { get; init; }

    /// <summary>The depth of random-binary-trees; null for down to single variables.</summary>
    public int? Depth { get; init; }

    /// <summary>How many random-binary-trees are under one root.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>The seed of random structures.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Values that a variable is reduced to when hidden-chow-liu counts pairs.</summary>
    public int Bins { get; init; } = 8;

    /// <summary>The pseudo-count of a pair's table when hidden-chow-liu counts pairs.</summary>
    public double Smoothing { get; init; } = 1;

    /// <summary>The copy that the folder of a run has of such a file; null where there is none.</summary>
    public string? Copy => copy;

    /// <summary>The same with a copy.</summary>
    public StructureSettings WithCopy(string path) => this with { copy = path };
}
