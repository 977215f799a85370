using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>A rule that no name says.</summary>
internal static class SkewRule
{
    /// <summary>Three nodes of unequal weights on an unbounded domain.</summary>
    public static QuadratureRule Value { get; } = Get(QuadratureRule.Create("skew", -1, double.PositiveInfinity, [-0.1, 0.1 + 0.2, 2.5], [0.1, 0.001, 0.7]));
}
