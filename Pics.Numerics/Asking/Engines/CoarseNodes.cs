namespace Pics.Numerics;

/// <summary>Few nodes a latent at which nets are evaluated in a training step, and how their raw outputs there give those at the nodes of a rule.</summary>
/// <remarks>
/// The nodes are even, <see cref="Beyond"/> of them outside either end of the domain, and move with the rule: where a shift moves its nodes by a part of their distance, these
/// move by the same part of theirs. Between them, polynomials of degree five through the <see cref="Taps"/> nearest interpolate along each latent. That is near enough
/// while nets are no steeper than these nodes can say: at first they vary over lengths near one over sigma, later over less. See paper-notes.md, "Learning the integral".
/// </remarks>
internal sealed class CoarseNodes
{
    /// <summary>Nodes that give a value between them.</summary>
    public const int Taps = 6;

    /// <summary>Nodes outside either end of the domain.</summary>
    public const int Beyond = Taps / 2;

    private readonly int count;

    private CoarseNodes(QuadratureRule fine, QuadratureRule coarse, int count) => (Fine, Coarse, this.count) = (fine, coarse, count);

    /// <summary>The rule, not shifted.</summary>
    public QuadratureRule Fine { get; }

    /// <summary>The nodes of the nets, not moved, as a midpoint rule over a somewhat larger domain.</summary>
    public QuadratureRule Coarse { get; }

    /// <summary>Those for a rule; null where nothing is to be interpolated: no number is given, or they are not <see cref="AreFew">few</see>.</summary>
    /// <param name="rule">The rule, on a bounded domain.</param>
    /// <param name="count">Nodes of the nets inside the domain, at least one; null for those of the rule.</param>
    public static CoarseNodes? For(QuadratureRule rule, int? count)
    {
        if (count is not { } few || !AreFew(few, rule.Count)) return null;
        var distance = (rule.To - rule.From) / few;
        return Quadrature.Midpoint(few + (2 * Beyond), rule.From - (Beyond * distance), rule.To + (Beyond * distance)).Match(
            coarse => new CoarseNodes(rule.Unshifted, coarse, few),
            error => throw new ArgumentException(error.Explain()));
    }

    /// <summary>Whether so many nodes of nets, with those outside, are at most three quarters of a rule's: with more, interpolating costs as much as it saves.</summary>
    public static bool AreFew(int count, int nodes) => 4L * (count + (2L * Beyond)) <= 3L * nodes;

    /// <summary>How far the nodes of the nets are moved where those of the rule are.</summary>
    public double Move(double shift) => shift * Fine.Count / count;

    /// <summary>The nodes of the nets under a shift of the rule.</summary>
    public QuadratureRule At(double shift) => Coarse.Shifted(Move(shift)).IfLeft(error => throw new ArgumentException(error.Explain()));

    /// <summary>How much of each value at a node of the nets is in that at a node of the rule, [nodes of the rule, nodes of the nets]; rows sum to one.</summary>
    /// <param name="shift">Of the rule.</param>
    public double[] Parts(double shift)
    {
        var (from, nodes) = (At(shift).Nodes, Coarse.Count);
        var distance = from[1] - from[0];
        var parts = new double[Fine.Count * nodes];
        for (var k = 0; k < Fine.Count; k++)
        {
            var place = (Fine.Nodes[k] + shift - from[0]) / distance;
            var first = Math.Clamp((int)Math.Floor(place) - (Beyond - 1), 0, nodes - Taps);
            for (var i = first; i < first + Taps; i++)
            {
                var part = 1.0;
                for (var j = first; j < first + Taps; j++)
                    if (j != i) part *= (place - j) / (i - j);
                parts[(k * nodes) + i] = part;
            }
        }

        return parts;
    }
}
