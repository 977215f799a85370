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

    /// <summary>File or folder with the data; null for those of training.</summary>
    public string? Data { get; init; }

    /// <summary>A SQL query whose result is evaluated; null for none.</summary>
    public string? Sql { get; init; }

    /// <summary>What becomes of values that training did not see; null for as in training.</summary>
    public UnseenValues? Unseen { get; init; }

    /// <summary>Where tensors live.</summary>
    public DeviceKind Device { get; init; } = DeviceKind.Cpu;

    /// <summary>Threads, 0 for libtorch's choice.</summary>
    public int Threads { get; init; }

    /// <summary>How figures are printed.</summary>
    public OutputFormat Format { get; init; } = OutputFormat.Table;

    /// <summary>Which engine evaluates circuits.</summary>
    public EngineOption Engine { get; init; } = EngineOption.Auto;
}
