using System.Text.Json.Serialization;

namespace Pics.Numerics;

/// <summary>A quadrature rule of one's own in JSON: all of it, since no name says what it is.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="From">The lower end of the latent's domain, <c>"-Infinity"</c> if unbounded.</param>
/// <param name="To">The upper end, <c>"Infinity"</c> if unbounded.</param>
/// <param name="Nodes">The nodes z_k.</param>
/// <param name="Weights">The weights w_k.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal sealed record OwnRule(string Name, double From, double To, ImmutableArray<double> Nodes, ImmutableArray<double> Weights)
{
    /// <summary>The kind of a rule, or null and what it is.</summary>
    public static (RuleKind? Kind, OwnRule? Own) Of(StoredRule rule) => rule.Match<(RuleKind?, OwnRule?)>(
        named => (named.Kind, null),
        own => (null, new(own.Rule.Name, own.Rule.From, own.Rule.To, own.Rule.Nodes, own.Rule.Weights)));

    /// <summary>The rule of a document, checked: it has a kind and K, or a rule of one's own with as many nodes, and not both.</summary>
    /// <param name="kind">The kind, if there is one.</param>
    /// <param name="nodes">K.</param>
    /// <param name="own">The rule of one's own, if there is one.</param>
    /// <returns>The rule, or what is wrong with it, for people.</returns>
    public static Either<string, StoredRule> Read(RuleKind? kind, int nodes, OwnRule? own)
    {
        if (kind is null == own is null) return kind is null ? "it has no quadrature rule" : "it has a rule by name and one of its own; expected one of them";
        if (nodes is < 1 or > HostModel.MostNodes) return $"its number of nodes is {nodes}; expected 1 to {HostModel.MostNodes}";
        if (own is null) return StoredRule.Of(kind!.Value, nodes);
        if (own.Nodes.IsDefault || own.Weights.IsDefault) return "its quadrature rule has no nodes or no weights";
        if (own.Nodes.Length != nodes) return $"its quadrature rule has {own.Nodes.Length} nodes, and its K is {nodes}";
        return QuadratureRule.Create(own.Name, own.From, own.To, own.Nodes, own.Weights).Match<Either<string, StoredRule>>(rule => new StoredRule.Own(rule), error => error.Explain());
    }
}
