namespace Pics.Host;

/// <summary>What <c>eval</c> is asked for.</summary>
internal sealed record EvalSettings
{
    /// <summary>The run folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Quadrature nodes, one evaluation each; none for as trained.</summary>
    public IReadOnlyList<int> K { get; init; } = [];

    /// <summary>The rule; null for as trained.</summary>
    public RuleKind? Rule { get; init; }

    /// <summary>Which rows; those of training if nothing is said.</summary>
    public RowWish Rows { get; init; } = new(null);

    /// <summary>Where tensors live.</summary>
    public DeviceKind Device { get; init; } = DeviceKind.Cpu;

    /// <summary>Threads, 0 for libtorch's choice.</summary>
    public int Threads { get; init; }

    /// <summary>How figures are printed.</summary>
    public OutputFormat Format { get; init; } = OutputFormat.Table;

    /// <summary>Which engine evaluates circuits.</summary>
    public EngineOption Engine { get; init; } = EngineOption.Auto;
}
