namespace Pics.Host;

/// <summary>What <c>bench scale</c> is asked for.</summary>
internal sealed record ScaleSettings
{
    /// <summary>Numbers of ranks that are measured; none for none.</summary>
    public required IReadOnlyList<int> Ranks { get; init; }

    /// <summary>Steps of a measured run.</summary>
    public required int Steps { get; init; }

    /// <summary>The launcher; null for the first that there is.</summary>
    public string? Launcher { get; init; }

    /// <summary>MiB a second between ranks; null to measure it.</summary>
    public double? Bandwidth { get; init; }

    /// <summary>Microseconds of a message; null to measure it.</summary>
    public double? Latency { get; init; }

    /// <summary>Steps between two means of parameters, of local steps.</summary>
    public int AverageEvery { get; init; }

    /// <summary>How often each part is timed.</summary>
    public required Effort Effort { get; init; }
}
