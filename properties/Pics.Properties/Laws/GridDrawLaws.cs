using MathNet.Numerics;

namespace Pics.Properties;

/// <summary>Draws on a grid invert the distribution function of the interpolated density, and single values that of their family.</summary>
[Properties(MaxTest = 100)]
public class GridDrawLaws
{
    private static double[] Draw(double[] density, int points, params double[] uniforms)
    {
        var coordinates = new double[uniforms.Length];
        GridDraw.Draw([.. density], points, place => uniforms[place], coordinates);
        return coordinates;
    }

    private static double[] OnGrid(int points, Func<double, double> density) => [.. Enumerable.Range(0, points).Select(point => density((double)point / (points - 1)))];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(50)]
    public void A_linear_density_is_drawn_in_closed_form(int points)
    {
        // On [-1, 1] with f(z) = 1 + z the distribution function is (1 + z)^2 / 4; on [0, 1] with f(u) = 2 - 2 u it is 1 - (1 - u)^2.
        foreach (var uniform in new[] { 1e-9, 0.1, 0.25, 0.5, 0.9, 1 - 1e-12 })
        {
            Assert.Equal((2 * Math.Sqrt(uniform)) - 1, (2 * Draw(OnGrid(points, u => 2 * u), points, uniform)[0]) - 1, 1e-12);
            Assert.Equal(1 - Math.Sqrt(1 - uniform), Draw(OnGrid(points, u => 2 - (2 * u)), points, uniform)[0], 1e-10);
            Assert.Equal(uniform, Draw(OnGrid(points, _ => 3), points, uniform)[0], 1e-12);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public void A_bilinear_density_is_drawn_in_closed_form(int points)
    {
        // f(z1, z2) = 1 + z1 z2 on the square: z1 is uniform, and z2 given z1 = a has the distribution function ((1 + z) + a (z^2 - 1) / 2) / 2.
        double Node(int point) => (2.0 * point / (points - 1)) - 1;
        var density = Enumerable.Range(0, points * points).Select(place => 1 + (Node(place / points) * Node(place % points))).ToArray();
        foreach (var (first, second) in new[] { (0.3, 0.8), (0.5, 0.5), (0.99, 0.01), (0.07, 0.6) })
        {
            var drawn = Draw(density, points, first, second).Select(coordinate => (2 * coordinate) - 1).ToArray();
            Assert.Equal((2 * first) - 1, drawn[0], 1e-12);
            Assert.Equal(second, (1 + drawn[1] + (drawn[0] * ((drawn[1] * drawn[1]) - 1) / 2)) / 2, 1e-12);
        }
    }

    [Property]
    public bool Draws_invert_the_distribution_function(int seed, byte size)
    {
        var (points, random) = (2 + (size % 6), new Random(seed));
        var density = Enumerable.Range(0, points * points * points).Select(_ => random.NextDouble() < 0.2 ? 1e-150 : random.NextDouble()).ToArray();
        double[] uniforms = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
        var drawn = Draw(density, points, uniforms);

        // The density at a point by linear interpolation along each axis, the integral of a piecewise linear function cell by cell.
        double At(double[] values, double place)
        {
            var cell = Math.Min((int)(place * (points - 1)), points - 2);
            var part = (place * (points - 1)) - cell;
            return ((1 - part) * values[cell]) + (part * values[cell + 1]);
        }

        double Integral(double[] values, double to)
        {
            var places = Enumerable.Range(0, points).Select(point => (double)point / (points - 1)).Where(place => place < to).Append(to).ToArray();
            return places.Zip(places.Skip(1)).Sum(pair => (pair.Item2 - pair.Item1) * (At(values, pair.Item1) + At(values, pair.Item2)) / 2);
        }

        double[] Axis(Func<int, double> value) => [.. Enumerable.Range(0, points).Select(value)];
        double Value(int i, int j, int k) => density[(((i * points) + j) * points) + k];
        var first = Axis(i => Integral(Axis(j => Integral(Axis(k => Value(i, j, k)), 1)), 1));
        var second = Axis(j => At(Axis(i => Integral(Axis(k => Value(i, j, k)), 1)), drawn[0]));
        var third = Axis(k => At(Axis(j => At(Axis(i => Value(i, j, k)), drawn[0])), drawn[1]));
        return Pairs.Of(uniforms, new[] { first, second, third }.Select((values, axis) => Integral(values, drawn[axis]) / Integral(values, 1))).All(pair => Math.Abs(pair.Expected - pair.Found) < 1e-9);
    }

    [Fact]
    public void The_line_has_its_normal_measure_and_an_interval_its_length()
    {
        var line = Grid(RuleKind.GaussHermite, 5);
        var interval = Grid(RuleKind.Midpoint, 5);
        Assert.Equal([-1, -0.5, 0, 0.5, 1], interval.Nodes.ToArray());
        Assert.Equal(0.25, interval.Latent(0.625));
        Assert.Equal(1.959963984540054, line.Latent(0.975), 1e-12);
        Assert.All(Pairs.Of([-1.5341205443525463, -0.6744897501960817, 0, 0.6744897501960817, 1.5341205443525463], line.Nodes), pair => Assert.Equal(pair.Expected, pair.Found, 1e-12));
    }

    [Property]
    public bool Stratified_numbers_give_each_value_its_probability(int seed)
    {
        const int Strata = 4000;
        var random = new Random(seed);
        var table = Enumerable.Range(0, 1 + random.Next(6)).Select(_ => random.Next(4) == 0 ? double.NegativeInfinity : Math.Log(random.NextDouble())).Append(-1).ToArray();
        var total = table.Sum(Math.Exp);
        var logRate = (random.NextDouble() * 12) - 6;
        bool Fits(InputFamily family, double[] numbers, Func<int, double> probability) => Enumerable.Range(0, Strata)
            .Select(stratum => ValueDraw.Draw(family, numbers, (stratum + 0.5) / Strata))
            .CountBy(value => value)
            .All(found => double.IsInteger(found.Key) && found.Key >= 0 && Math.Abs(((double)found.Value / Strata) - probability((int)found.Key)) < 1.01 / Strata);
        return Fits(new InputFamily.Categorical(1, table.Length), table, value => Math.Exp(table[value]) / total)
            && Fits(new InputFamily.Poisson(1), [logRate], value => Math.Exp((value * logRate) - Math.Exp(logRate) - SpecialFunctions.GammaLn(value + 1)));
    }

    [Fact]
    public void A_large_rate_is_drawn_near_itself_and_a_gaussian_by_its_quantiles()
    {
        var family = new InputFamily.Poisson(1);
        var draws = Enumerable.Range(0, 200).Select(stratum => ValueDraw.Draw(family, [20.0], (stratum + 0.5) / 200)).ToArray();
        Assert.Equal(Math.Exp(20), draws.Average(), 2000.0);
        Assert.Equal(Math.Exp(10), Math.Sqrt(draws.Select(value => Math.Pow(value - Math.Exp(20), 2)).Average()), 1000.0);
        Assert.Equal(3 + (1.959963984540054 * 0.5), ValueDraw.Draw(new InputFamily.Gaussian(1), [3, Math.Log(0.5)], 0.975), 1e-12);
    }

    [Fact]
    public void Counters_give_uniform_numbers_that_depend_on_each_argument()
    {
        var numbers = from seed in Enumerable.Range(0, 8) from row in Enumerable.Range(0, 50) from place in Enumerable.Range(0, 50) select CounterRandom.Uniform(CounterRandom.Key((ulong)seed, row), (long)place << 32);
        var list = numbers.ToArray();
        Assert.Equal(list.Length, list.Distinct().Count());
        Assert.All(list, number => Assert.True(number is > 0 and < 1));
        Assert.Equal(0.5, list.Average(), 0.01);
        var cells = list.GroupBy(number => (int)(number * 20)).Select(cell => Math.Pow(cell.Count() - 1000, 2) / 1000).Sum();
        Assert.InRange(cells, 3, 48); // 19 degrees of freedom
        Assert.Equal(0xE220A8397B1DCDAFUL, new SplitMix(0).Next()); // as published
    }

    private static LatentGrid Grid(RuleKind kind, int points) =>
        LatentGrid.Create(PicBuilder.Get(Quadrature.Create(kind, 3)), points).IfLeft(error => throw new InvalidOperationException(error.Explain()));
}
