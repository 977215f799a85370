namespace Pics.Host;

/// <summary>What is modelled over a region graph: how partitions become units, the quadrature rule, sharing, input families and nets.</summary>
internal sealed record ModelSettings
{
    /// <summary>A PIC, or the plain circuit of the same structure.</summary>
    public ModelKind Kind { get; init; } = ModelKind.Pic;

    /// <summary>How partitions become units; those of the root too where it has several and nothing is said of them.</summary>
    public MergeKind Merge { get; init; } = MergeKind.Cp;

    /// <summary>How those of the root do; null for Tucker where there is one, and as the others where there are several.</summary>
    public MergeKind? RootMerge { get; init; }

    /// <summary>Quadrature nodes of a latent.</summary>
    public int K { get; init; } = 16;

    /// <summary>The quadrature rule.</summary>
    public RuleKind Rule { get; init; } = RuleKind.Trapezoidal;

    /// <summary>Sharing among input functions.</summary>
    public Sharing InputSharing { get; init; } = Sharing.Full;

    /// <summary>Sharing among the functions of integral units.</summary>
    public Sharing IntegralSharing { get; init; } = Sharing.Composite;

    /// <summary>Which integral units share.</summary>
    public Grouping Grouping { get; init; } = Grouping.Layer;

    /// <summary>The input family of all variables.</summary>
    public FamilyChoice Family { get; init; } = FamilyChoice.Auto;

    /// <summary>Input families by column, like age=gaussian, with commas between; null for none.</summary>
    public string? Families { get; init; }

    /// <summary>M: the width of the nets, even.</summary>
    public int Width { get; init; } = 256;

    /// <summary>The standard deviation of the Fourier frequencies.</summary>
    public double Sigma { get; init; } = 1;

    /// <summary>Whether linear layers have biases.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>Whether parameters have 64 instead of 32 bits.</summary>
    public bool Double { get; init; }
}
