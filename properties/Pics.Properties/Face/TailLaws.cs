using static Pics.Properties.FaceModel;

namespace Pics.Properties;

/// <summary>Quantiles and tails of single columns beside sums and fine grids.</summary>
[Collection(TensorTests.Name)]
public class TailLaws
{
    private static readonly double[] Weights = [0.5, 0.3, 0.2];

    private static void Near(double expected, double found, double tolerance) => Assert.True(Math.Abs(expected - found) <= tolerance, $"{found:R} instead of {expected:R}");

    private static ChannelMixture Mixture(InputFamily family, params double[][] numbers) =>
        new(family, Weights, [.. numbers.SelectMany(row => row)], 1);

    private static double Tail(InputFamily family, double[][] numbers, double value)
    {
        var mixture = Mixture(family, numbers);
        return MixtureTails.Of(mixture).Of(mixture.Weights, [value])[0];
    }

    private static double Normal(double[][] parts, double x) => parts.Zip(Weights, (part, weight) => weight * Math.Exp(-Math.Pow((x - part[0]) / Math.Exp(part[1]), 2) / 2) / Math.Exp(part[1]) / Math.Sqrt(2 * Math.PI)).Sum();

    public static TheoryData<double, double, double> Parts => new()
    {
        { 0, 1, 2 }, // one heap
        { -3, 0, 4 }, // three
        { -30, 0.5, 40 }, // far from each other
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void Tails_of_real_numbers_are_what_a_fine_grid_has(double one, double two, double three)
    {
        double[][] parts = [[one, Math.Log(0.5)], [two, Math.Log(1.2)], [three, Math.Log(0.8)]];
        const int Steps = 400_000;
        var (low, width) = (-60.0, 130.0 / Steps);
        var densities = Enumerable.Range(0, Steps).Select(step => Normal(parts, low + ((step + 0.5) * width))).ToArray();
        foreach (var x in new[] { one, two, three, one - 1.3, two + 0.4, three + 2.5, (one + two) / 2, (two + three) / 2, 1.5, -2 })
        {
            var own = Normal(parts, x);
            Near(densities.Where(density => density <= own).Sum() * width, Math.Exp(Tail(new InputFamily.Gaussian(1), parts, x)), 5e-4); // what the grid is off near a peak
        }
    }

    [Fact]
    public void Tails_far_outside_have_all_their_digits()
    {
        double[][] parts = [[0, 0], [0, 0], [0, 0]];
        foreach (var x in new[] { 0.1, 1, 5, 10, 37, 60, -200.0 })
            Near(1, Tail(new InputFamily.Gaussian(1), parts, x) / (Math.Log(2) + StandardNormal.LogMass(Math.Abs(x), double.PositiveInfinity)), 1e-9);
        Near(1, Math.Exp(Tail(new InputFamily.Gaussian(1), parts, 0)), 1e-6);
        double[][] counts = [[Math.Log(3)], [Math.Log(3)], [Math.Log(3)]];
        Near(1, Tail(new InputFamily.Poisson(1), counts, 400) / PoissonRun.Of(Math.Log(3), 400, double.PositiveInfinity).LogMass, 1e-9);
    }

    [Theory]
    [InlineData(0.5, 4, 30)]
    [InlineData(0.001, 80, 85)]
    [InlineData(2, 2, 900)]
    public void Tails_of_counts_are_sums_over_all(double one, double two, double three)
    {
        double[][] parts = [[Math.Log(one)], [Math.Log(two)], [Math.Log(three)]];
        double P(double count) => parts.Zip(Weights, (part, weight) => weight * Math.Exp(PoissonRun.LogProbability(count, part[0]))).Sum();
        var all = Enumerable.Range(0, 3000).Select(count => P(count)).ToArray();
        foreach (var count in new[] { 0, 1, 2, 5, 17, 40, 83, 100, 160, 880, 1400, 2500 }.Where(count => P(count) > 1e-280))
            Near(1, Math.Exp(Tail(new InputFamily.Poisson(1), parts, count)) / all.Where(p => p <= P(count) * (1 + 1e-9)).Sum(), 1e-6);
    }

    [Fact]
    public void Rows_have_their_own_weights_and_may_have_no_value()
    {
        foreach (var (family, parts) in new (InputFamily, double[][])[] { (new InputFamily.Gaussian(1), [[-3, 0.2], [0, 0], [4, -1]]), (new InputFamily.Poisson(1), [[-1], [1], [3]]) })
        {
            var tails = MixtureTails.Of(Mixture(family, parts));
            double[][] weights = [.. Enumerable.Range(0, 20).Select(row => new[] { row / 40.0, 0.5, (20 - row) / 40.0 })];
            double[] values = [.. weights.Select((_, row) => row % 7 == 3 ? double.NaN : row / 2)];
            var found = tails.Of([.. weights.SelectMany(row => row)], values);
            Assert.Equal(weights.Select((row, at) => tails.Of(row, [values[at]])[0]), found);
            Assert.Equal(values.Select(double.IsNaN), found.Select(double.IsNaN));
            Assert.Empty(tails.Of([], []));
        }
    }

    [Fact]
    public void Many_counts_are_compared_in_runs()
    {
        double[][] parts = [[Math.Log(1e6)], [Math.Log(1.2e6)], [Math.Log(2e6)]];
        var normals = parts.Select(part => new[] { Math.Exp(part[0]), part[0] / 2 }).ToArray();
        foreach (var count in new[] { 1e6, 1.001e6, 1.2005e6, 1.998e6, 1.1e6 })
            Near(Math.Exp(Tail(new InputFamily.Gaussian(1), normals, count)), Math.Exp(Tail(new InputFamily.Poisson(1), parts, count)), 2e-2);
    }

    [Fact]
    public void Tails_of_bins_are_what_a_fine_grid_has()
    {
        var bins = Get(Bins.Create([0.0, 1, 1.5, 4], 0.7, 2, 0.01));
        double[] probabilities = [0.1, 0.3, 0.05, 0.35, 0.2];
        double Density(double x) => probabilities[bins.Of(x)] * Math.Exp(bins.LogDensity(x));
        const int Steps = 400_000;
        var (low, width) = (-60.0, 130.0 / Steps);
        var densities = Enumerable.Range(0, Steps).Select(step => Density(low + ((step + 0.5) * width))).ToArray();
        foreach (var x in new[] { -5, -1.2, -0.01, 0.5, 1.2, 3, 4.01, 6, 20 })
            Near(densities.Where(density => density <= Density(x) * (1 + 1e-9)).Sum() * width, Math.Exp(TailMass.OfBins(probabilities, bins, x)), 1e-4);
    }
}
