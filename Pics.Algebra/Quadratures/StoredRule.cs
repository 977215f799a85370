using System.Text.RegularExpressions;

namespace Pics.Algebra;

/// <summary>A quadrature rule as it is written down beside a model: one that <see cref="Quadrature"/> constructs, by name, or one of one's own, by its nodes and weights.</summary>
public abstract record StoredRule
{
    /// <summary>K, the number of nodes.</summary>
    public abstract int Nodes { get; }

    /// <summary>What it is called, for people: the word of a kind, or the name of a rule of one's own.</summary>
    public abstract string Name { get; }

    /// <summary>A rule by its kind; it may be impossible, which <see cref="Create"/> says.</summary>
    public static StoredRule Of(RuleKind kind, int nodes) => new Named(kind, nodes);

    /// <summary>A rule as it is written down: by its kind if <see cref="Quadrature"/> constructs the same one, else with its nodes and weights.</summary>
    public static StoredRule Of(QuadratureRule rule) => Enum.GetValues<RuleKind>()
        .Where(kind => string.Equals(Word(kind), rule.Name, StringComparison.OrdinalIgnoreCase) && Quadrature.Create(kind, rule.Count).Exists(known => known.Equals(rule)))
        .Select(kind => Of(kind, rule.Count))
        .FirstOrDefault(new Own(rule));

    /// <summary>The rule itself. Error: <see cref="RuleError"/>.</summary>
    public abstract Either<PicsError, QuadratureRule> Create();

    /// <summary>This rule with another kind or K where they are given. Error: <see cref="RuleError.BadCount"/> where a rule of one's own is asked for at another K.</summary>
    /// <param name="kind">The kind; null for that of this rule.</param>
    /// <param name="nodes">K; null for that of this rule.</param>
    public Either<PicsError, StoredRule> At(RuleKind? kind, int? nodes) => kind is { } wanted ? Of(wanted, nodes ?? Nodes) : nodes is { } count && count != Nodes ? WithNodes(count) : this;

    /// <summary>Takes the rule apart, one function per case.</summary>
    public abstract T Match<T>(Func<Named, T> named, Func<Own, T> own);

    /// <summary>For example <c>gauss-legendre rule of K = 8</c>.</summary>
    public sealed override string ToString() => FormattableString.Invariant($"{Name} rule of K = {Nodes}");

    internal abstract Either<PicsError, StoredRule> WithNodes(int nodes);

    private static string Word(RuleKind kind) => Regex.Replace($"{kind}", "(?<=.)[A-Z]", "-$0").ToLowerInvariant();

    /// <summary>A rule that is constructed from its kind and K.</summary>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Nodes">K.</param>
    public sealed record Named(RuleKind Kind, int Nodes) : StoredRule
    {
        /// <inheritdoc/>
        public override int Nodes { get; } = Nodes;

        /// <inheritdoc/>
        public override string Name => Word(Kind);

        /// <inheritdoc/>
        public override Either<PicsError, QuadratureRule> Create() => Quadrature.Create(Kind, Nodes);

        /// <inheritdoc/>
        public override T Match<T>(Func<Named, T> named, Func<Own, T> own) => named(this);

        internal override Either<PicsError, StoredRule> WithNodes(int nodes) => new Named(Kind, nodes);
    }

    /// <summary>A rule of one's own.</summary>
    /// <param name="Rule">Its nodes and weights.</param>
    public sealed record Own(QuadratureRule Rule) : StoredRule
    {
        /// <inheritdoc/>
        public override int Nodes => Rule.Count;

        /// <inheritdoc/>
        public override string Name => Rule.Name;

        /// <inheritdoc/>
        public override Either<PicsError, QuadratureRule> Create() => Rule;

        /// <inheritdoc/>
        public override T Match<T>(Func<Named, T> named, Func<Own, T> own) => own(this);

        internal override Either<PicsError, StoredRule> WithNodes(int nodes) =>
            new PicsError.Rule(new RuleError.BadCount(Rule.Name, nodes, FormattableString.Invariant($"its own {Rule.Count}, or the name of another rule beside the number")));
    }
}
