using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

[Properties(MaxTest = 100)]
public class QuadratureLaws
{
    /// <summary>The integral of x^degree over an interval.</summary>
    private static double Integral(int degree, double from, double to) => (Math.Pow(to, degree + 1) - Math.Pow(from, degree + 1)) / (degree + 1);

    private static bool IsExact(QuadratureRule rule, int degree, double from, double to)
    {
        var scale = Math.Max(1, Math.Pow(Math.Max(Math.Abs(from), Math.Abs(to)), degree)) * (to - from);
        return Enumerable.Range(0, degree + 1).All(power => Math.Abs(rule.Integrate(x => Math.Pow(x, power)) - Integral(power, from, to)) <= 1e-12 * scale);
    }

    private static (double From, double To) Interval(int seed)
    {
        var random = new Random(seed);
        var from = (random.NextDouble() * 2) - 1.5;
        return (from, from + 0.2 + random.NextDouble());
    }

    [Property]
    public Property Gauss_legendre_with_n_points_is_exact_up_to_degree_2n_minus_1() => Exact(1, 24, (n, from, to) => Get(Quadrature.GaussLegendre(n, from, to)), n => (2 * n) - 1);

    [Property]
    public Property Clenshaw_curtis_with_n_points_is_exact_up_to_degree_n_minus_1() => Exact(2, 24, (n, from, to) => Get(Quadrature.ClenshawCurtis(n, from, to)), n => n - 1);

    [Property]
    public Property Trapezoidal_is_exact_for_lines() => Exact(2, 40, (n, from, to) => Get(Quadrature.Trapezoidal(n, from, to)), _ => 1);

    [Property]
    public Property Midpoint_is_exact_for_lines() => Exact(1, 40, (n, from, to) => Get(Quadrature.Midpoint(n, from, to)), _ => 1);

    [Property]
    public Property Simpson_is_exact_for_cubics() => Exact(1, 20, (n, from, to) => Get(Quadrature.Simpson((2 * n) + 1, from, to)), _ => 3);

    private static Property Exact(int least, int most, Func<int, double, double, QuadratureRule> rule, Func<int, int> degree) => Prop.ForAll(
        Arb.From(from n in Gen.Choose(least, most) from seed in Gen.Choose(0, int.MaxValue - 1) select (n, seed)),
        sample =>
        {
            var (from, to) = Interval(sample.seed);
            return IsExact(rule(sample.n, from, to), degree(sample.n), from, to);
        });

    /// <summary>The mean over all shifts of the sum under a shifted rule, by a rule that is exact for the degrees that are tried.</summary>
    [Property]
    public Property Shifted_rules_are_unbiased() => Prop.ForAll(
        Arb.From(from n in Gen.Choose(1, 20) from degree in Gen.Choose(0, 12) from seed in Gen.Choose(0, int.MaxValue - 1) select (n, degree, seed)),
        sample =>
        {
            var (from, to) = Interval(sample.seed);
            var mean = Get(Quadrature.GaussLegendre(8, 0, 1)).Integrate(part => Get(Quadrature.Shifted(sample.n, from, to, part)).Integrate(x => Math.Pow(x, sample.degree)));
            return Math.Abs(mean - Integral(sample.degree, from, to)) <= 1e-12 * Math.Max(1, Math.Pow(Math.Max(Math.Abs(from), Math.Abs(to)), sample.degree)) * (to - from);
        });

    [Property]
    public bool Shifted_rules_have_equal_weights_and_nodes_in_order_within_the_interval(PositiveInt many, ushort place)
    {
        var (count, part) = (1 + (many.Get % 300), place / 65536.0);
        var rule = Get(Quadrature.Shifted(count, -1, 1, part));
        var midpoint = Get(Quadrature.Midpoint(count, -1, 1));
        return rule.Weights.SequenceEqual(midpoint.Weights) && rule.Nodes.All(node => node is >= -1 and <= 1)
            && rule.Nodes.Zip(midpoint.Nodes).All(pair => pair.Item1 == pair.Item2 + rule.Shift)
            && Math.Abs(rule.Nodes[0] - (-1 + (2 * part / count))) < 1e-15 && rule.Unshifted.Equals(midpoint) && Get(rule.Shifted(0)).Equals(midpoint)
            && (part == 0.5) == rule.Equals(midpoint);
    }

    [Fact]
    public void Impossible_shifts_are_errors()
    {
        string Says(Either<PicsError, QuadratureRule> rule) => rule.Match(found => $"{found}", error => error.Explain());
        Assert.Equal("the midpoint rule has the node 1.25 at position 3, outside its domain", Says(Quadrature.Shifted(4, -1, 1, 1.5)));
        Assert.Equal("the midpoint rule has the node -1.25 at position 0, outside its domain", Says(Quadrature.Shifted(4, -1, 1, -0.5)));
        Assert.Equal("the midpoint rule has a node or weight at position 0 that is not a finite number", Says(Quadrature.Shifted(4, -1, 1, double.NaN)));
        Assert.Equal("the trapezoidal rule has the node -1.1 at position 0, outside its domain", Says(Get(Quadrature.Trapezoidal(4, -1, 1)).Shifted(-0.1)));
        Assert.Equal("the midpoint rule cannot have 0 node(s); it needs at least 1", Says(Quadrature.Shifted(0, -1, 1, 0.2)));
    }

    [Fact]
    public void Gauss_hermite_gives_the_moments_of_a_standard_normal()
    {
        for (var n = 1; n <= 20; n++)
        {
            var rule = Get(Quadrature.GaussHermite(n));
            var moment = 1.0;
            for (var power = 0; power < 2 * n && power < 20; power++)
            {
                if (power >= 2 && power % 2 == 0) moment *= power - 1;
                var expected = power % 2 == 1 ? 0 : moment;
                var scale = rule.Integrate(x => Math.Pow(Math.Abs(x), power)) + 1;
                Assert.True(Math.Abs(rule.Integrate(x => Math.Pow(x, power)) - expected) < 1e-11 * scale, $"n {n}, power {power}");
            }
        }
    }

    [Theory]
    [InlineData(RuleKind.Trapezoidal)]
    [InlineData(RuleKind.Midpoint)]
    [InlineData(RuleKind.GaussLegendre)]
    [InlineData(RuleKind.ClenshawCurtis)]
    public void Large_rules_have_increasing_nodes_and_weights_that_sum_to_the_length(RuleKind kind)
    {
        var rule = Get(Quadrature.Create(kind, 256));
        Assert.Equal(256, rule.Count);
        Assert.All(rule.Nodes.Zip(rule.Nodes.Skip(1)), pair => Assert.True(pair.Item1 < pair.Item2));
        Assert.Equal(2, rule.Weights.Sum(), 1e-12);
    }

    [Fact]
    public void Trapezoidal_of_five_is_the_papers()
    {
        var rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 5));
        Assert.Equal(new[] { -1, -0.5, 0, 0.5, 1 }, rule.Nodes.ToArray());
        Assert.Equal(new[] { 0.25, 0.5, 0.5, 0.5, 0.25 }, rule.Weights.ToArray());
        Assert.Equal("trapezoidal(5) on [-1, 1]", rule.ToString());
    }
}
