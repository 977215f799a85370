using MathNet.Numerics.LinearAlgebra;

namespace Pics.Algebra;

/// <summary>Constructors of quadrature rules. Error: <see cref="RuleError"/> for an impossible number of nodes, interval or shift.</summary>
/// <remarks>Weights of a rule on an interval sum to its length, those of Gauss-Hermite to one. Source: the standard definitions.</remarks>
public static class Quadrature
{
    /// <summary>The largest K of a rule.</summary>
    public const int MostNodes = 1 << 16;

    /// <summary>The largest K of a Gauss rule, whose nodes are the eigenvalues of a K x K matrix.</summary>
    public const int MostGaussNodes = 1 << 12;

    /// <summary>The rule of this kind with this many nodes, on [-1, 1] or, for Gauss-Hermite, on the whole line.</summary>
    public static Either<PicsError, QuadratureRule> Create(RuleKind kind, int count) => kind switch
    {
        RuleKind.Trapezoidal => Trapezoidal(count, -1, 1),
        RuleKind.Midpoint => Midpoint(count, -1, 1),
        RuleKind.Simpson => Simpson(count, -1, 1),
        RuleKind.GaussLegendre => GaussLegendre(count, -1, 1),
        RuleKind.ClenshawCurtis => ClenshawCurtis(count, -1, 1),
        RuleKind.GaussHermite => GaussHermite(count),
        _ => new PicsError.Rule(new RuleError.BadCount($"{kind}", count, $"a kind that there is: {string.Join(", ", Enum.GetNames<RuleKind>())}")),
    };

    /// <summary>Trapezoidal rule: w = h, halved at both ends, with h = (b - a) / (K - 1); at least two nodes.</summary>
    public static Either<PicsError, QuadratureRule> Trapezoidal(int count, double from, double to) => OnInterval(
        "trapezoidal", count, count >= 2, "at least 2", from, to,
        () => EquallySpaced(count, from, to, k => k == 0 || k == count - 1 ? 0.5 : 1));

    /// <summary>Midpoint rule: w = (b - a) / K; at least one node.</summary>
    public static Either<PicsError, QuadratureRule> Midpoint(int count, double from, double to) => OnInterval(
        "midpoint", count, count >= 1, "at least 1", from, to,
        () => Enumerable.Range(0, count).Select(k => (from + ((to - from) * (k + 0.5) / count), (to - from) / count)));

    /// <summary>Shifted midpoint rule: nodes a + (b - a) (k + u) / K of equal weights. For u uniform on [0, 1) its sum is an unbiased estimate of the integral, for every K.</summary>
    /// <param name="count">K, at least one.</param>
    /// <param name="from">a.</param>
    /// <param name="to">b.</param>
    /// <param name="part">u, from 0 to less than 1; the midpoint rule is that of 0.5.</param>
    public static Either<PicsError, QuadratureRule> Shifted(int count, double from, double to, double part) => Midpoint(count, from, to).Bind(rule =>
    {
        var shift = (part - 0.5) * ((to - from) / count);
        return rule.Shifted(part is >= 0 and < 1 ? Math.Clamp(shift, from - rule.Nodes[0], to - rule.Nodes[^1]) : shift); // within the ends in spite of rounding
    });

    /// <summary>Simpson's rule: w = h / 3 times 1, 4, 2, 4, ..., 4, 1; an odd number of at least three nodes.</summary>
    public static Either<PicsError, QuadratureRule> Simpson(int count, double from, double to) => OnInterval(
        "Simpson", count, count >= 3 && count % 2 == 1, "an odd number of at least 3", from, to,
        () => EquallySpaced(count, from, to, k => (k == 0 || k == count - 1 ? 1 : k % 2 == 1 ? 4 : 2) / 3.0));

    /// <summary>Gauss-Legendre rule: exact for polynomials of degree 2K - 1; at least one node.</summary>
    public static Either<PicsError, QuadratureRule> GaussLegendre(int count, double from, double to) => OnInterval(
        "Gauss-Legendre", count, count is >= 1 and <= MostGaussNodes, count < 1 ? "at least 1" : $"at most {MostGaussNodes}", from, to,
        () => GolubWelsch(count, k => k / Math.Sqrt((4.0 * k * k) - 1)).Select(point =>
            (((to + from) / 2) + ((to - from) / 2 * point.Node), (to - from) * point.Mass)));

    /// <summary>Clenshaw-Curtis rule: exact for polynomials of degree K - 1; at least two nodes.</summary>
    public static Either<PicsError, QuadratureRule> ClenshawCurtis(int count, double from, double to) => OnInterval(
        "Clenshaw-Curtis", count, count >= 2, "at least 2", from, to,
        () => Enumerable.Range(0, count).Select(k => (
            ((to + from) / 2) - ((to - from) / 2 * Math.Cos(Math.PI * k / (count - 1))),
            (to - from) / 2 * ClenshawCurtisWeight(k, count - 1))));

    /// <summary>Gauss-Hermite rule for a standard normal latent: exact for polynomials of degree 2K - 1; at least one node.</summary>
    public static Either<PicsError, QuadratureRule> GaussHermite(int count)
    {
        if (count is < 1 or > MostGaussNodes) return new PicsError.Rule(new RuleError.BadCount("Gauss-Hermite", count, count < 1 ? "at least 1" : $"at most {MostGaussNodes}"));
        var points = GolubWelsch(count, k => Math.Sqrt(k));
        return QuadratureRule.Create(
            "Gauss-Hermite", double.NegativeInfinity, double.PositiveInfinity, points.Select(point => point.Node), points.Select(point => point.Mass));
    }

    private static Either<PicsError, QuadratureRule> OnInterval(
        string name, int count, bool possible, string requirement, double from, double to, Func<IEnumerable<(double Node, double Weight)>> points)
    {
        if (!possible) return new PicsError.Rule(new RuleError.BadCount(name, count, requirement));
        if (count > MostNodes) return new PicsError.Rule(new RuleError.BadCount(name, count, $"at most {MostNodes}"));
        if (!double.IsFinite(from) || !double.IsFinite(to) || from >= to) return new PicsError.Rule(new RuleError.BadInterval(name, from, to));
        var array = points().ToArray();
        return QuadratureRule.Create(
            name, from, to, array.Select(point => Math.Clamp(point.Node, from, to)), array.Select(point => point.Weight));
    }

    private static IEnumerable<(double Node, double Weight)> EquallySpaced(int count, double from, double to, Func<int, double> share)
    {
        var step = (to - from) / (count - 1);
        return Enumerable.Range(0, count).Select(k => (k == count - 1 ? to : from + (k * step), step * share(k)));
    }

    private static double ClenshawCurtisWeight(int k, int n)
    {
        var terms = Enumerable.Range(1, n / 2).Sum(j =>
            (2 * j == n ? 1.0 : 2.0) / ((4.0 * j * j) - 1) * Math.Cos(2 * Math.PI * j * k / n));
        return (k == 0 || k == n ? 1.0 : 2.0) / n * (1 - terms);
    }

    /// <summary>Nodes and masses of a Gauss rule for a symmetric probability measure, from the recurrence of its orthogonal polynomials.</summary>
    /// <param name="count">K.</param>
    /// <param name="offDiagonal">The entry b_k, k = 1, 2, ..., beside the zero diagonal of the Jacobi matrix.</param>
    private static ImmutableArray<(double Node, double Mass)> GolubWelsch(int count, Func<int, double> offDiagonal)
    {
        var jacobi = Matrix<double>.Build.Dense(
            count, count, (row, column) => Math.Abs(row - column) == 1 ? offDiagonal(Math.Max(row, column)) : 0);
        var decomposition = jacobi.Evd(Symmetricity.Symmetric);
        return [.. Enumerable.Range(0, count)
            .Select(k => (decomposition.EigenValues[k].Real, Math.Pow(decomposition.EigenVectors[0, k], 2)))
            .OrderBy(point => point.Real)];
    }
}
