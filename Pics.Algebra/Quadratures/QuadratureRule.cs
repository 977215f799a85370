namespace Pics.Algebra;

/// <summary>A quadrature rule: nodes z_k and positive weights w_k for integrals over one latent.</summary>
/// <remarks>Invariant: as many weights as nodes, all finite, weights positive, nodes inside the domain.</remarks>
public sealed class QuadratureRule : IEquatable<QuadratureRule>, IRecheck<QuadratureRule>
{
    private readonly QuadratureRule? unshifted;

    private QuadratureRule(string name, double from, double to, ImmutableArray<double> nodes, ImmutableArray<double> weights, QuadratureRule? unshifted = null, double shift = 0) =>
        (Name, From, To, Nodes, Weights, this.unshifted, Shift) = (name, from, to, nodes, weights, unshifted, shift);

    /// <summary>The name of the rule, for people.</summary>
    public string Name { get; }

    /// <summary>The lower end of the latent's domain; minus infinity if unbounded.</summary>
    public double From { get; }

    /// <summary>The upper end of the latent's domain; infinity if unbounded.</summary>
    public double To { get; }

    /// <summary>The nodes z_k.</summary>
    public ImmutableArray<double> Nodes { get; }

    /// <summary>The weights w_k.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>K, the number of nodes.</summary>
    public int Count => Nodes.Length;

    /// <summary>The rule whose nodes were moved to have this one; itself if none were.</summary>
    public QuadratureRule Unshifted => unshifted ?? this;

    /// <summary>How far each node is from that of <see cref="Unshifted"/>, in units of the latent; 0 if none were moved.</summary>
    public double Shift { get; }

    /// <summary>Checks nodes and weights. Error: <see cref="RuleError"/>.</summary>
    public static Either<PicsError, QuadratureRule> Create(
        string name, double from, double to, IEnumerable<double> nodes, IEnumerable<double> weights)
    {
        var (z, w) = (nodes.ToImmutableArray(), weights.ToImmutableArray());
        return FindError(name, from, to, z, w) is { } error
            ? new PicsError.Rule(error)
            : new QuadratureRule(name, from, to, z, w);
    }

    /// <summary>The same rule with all nodes moved together, its weights as they are. Error: <see cref="RuleError.OutsideDomain"/>, <see cref="RuleError.NotFinite"/>.</summary>
    /// <param name="shift">How far, in units of the latent; counted from <see cref="Unshifted"/>.</param>
    public Either<PicsError, QuadratureRule> Shifted(double shift)
    {
        var nodes = Unshifted.Nodes.Select(node => node + shift).ToImmutableArray();
        return FindError(Name, From, To, nodes, Weights) is { } error
            ? new PicsError.Rule(error)
            : shift == 0 ? Unshifted : new QuadratureRule(Name, From, To, nodes, Weights, Unshifted, shift);
    }

    /// <summary>The quadrature of a function: the sum of w_k f(z_k).</summary>
    public double Integrate(Func<double, double> function) => Nodes.Select((node, k) => Weights[k] * function(node)).Sum();

    Either<PicsError, QuadratureRule> IRecheck<QuadratureRule>.Recheck() => Create(Name, From, To, Nodes, Weights);

    /// <inheritdoc/>
    public bool Equals(QuadratureRule? other) =>
        other is not null && Name == other.Name && From.Equals(other.From) && To.Equals(other.To)
        && Nodes.AsSpan().SequenceEqual(other.Nodes.AsSpan()) && Weights.AsSpan().SequenceEqual(other.Weights.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as QuadratureRule);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Count, Nodes[0], Nodes[^1]);

    /// <summary>For example <c>trapezoidal(16) on [-1, 1]</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}({Count}) on [{From}, {To}]");

    private static RuleError? FindError(string name, double from, double to, ImmutableArray<double> nodes, ImmutableArray<double> weights)
    {
        if (nodes.IsEmpty) return new RuleError.NoNodes(name);
        if (nodes.Length != weights.Length) return new RuleError.LengthMismatch(name, nodes.Length, weights.Length);
        if (!(from < to)) return new RuleError.BadInterval(name, from, to);
        for (var index = 0; index < nodes.Length; index++)
        {
            if (!double.IsFinite(nodes[index]) || !double.IsFinite(weights[index])) return new RuleError.NotFinite(name, index);
            if (weights[index] <= 0) return new RuleError.NegativeWeight(name, index, weights[index]);
            if (nodes[index] < from || nodes[index] > to) return new RuleError.OutsideDomain(name, index, nodes[index]);
        }

        return null;
    }
}
