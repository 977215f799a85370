namespace Pics.Properties;

/// <summary>Numbers in bins: densities, draws and moments of given bins.</summary>
public class BinLaws
{
    private static readonly Bins Some = DataFiles.Get(Bins.Create([-2, -1.999, 0, 0.5, 12], 0.7, 3));

    /// <summary>Where a bin has all but 1e-9 of its numbers.</summary>
    internal static (double Low, double High) Bounds(Bins bins, int bin)
    {
        const double Means = 21; // of an exponential: exp(-21) < 1e-9
        return bin == 0 ? (bins.Edges[0] - (Means * bins.Below), bins.Edges[0])
            : bin == bins.Edges.Count ? (bins.Edges[^1], bins.Edges[^1] + (Means * bins.Above))
            : (bins.Edges[bin - 1], bins.Edges[bin]);
    }

    /// <summary>The integral of a function over the numbers of a bin, by the rule of midpoints.</summary>
    internal static double Integral(Bins bins, int bin, Func<double, double> of)
    {
        const int Steps = 20000;
        var (low, high) = Bounds(bins, bin);
        var width = (high - low) / Steps;
        return Enumerable.Range(0, Steps).Sum(step => of(low + ((step + 0.5) * width))) * width;
    }

    [Fact]
    public void Each_bin_is_a_density_with_its_mean_and_variance()
    {
        for (var bin = 0; bin < Some.Count; bin++)
        {
            var mean = Some.Mean(bin);
            Assert.Equal(1, Integral(Some, bin, x => Math.Exp(Some.LogDensity(x))), 1e-5);
            Assert.Equal(mean, Integral(Some, bin, x => x * Math.Exp(Some.LogDensity(x))), 1e-4);
            Assert.Equal(Some.Variance(bin), Integral(Some, bin, x => (x - mean) * (x - mean) * Math.Exp(Some.LogDensity(x))), 1e-3);
        }
    }

    [Fact]
    public void Every_number_is_in_one_bin_with_a_finite_density()
    {
        Assert.Equal([0, 0, 1, 1, 2, 3, 5, 5], new[] { double.MinValue, -2.0001, -2, -1.9995, -1.999, 0, 12, double.MaxValue }.Select(Some.Of));
        var narrow = DataFiles.Get(Bins.Create([1e-300, 2e-300], 1e-308, 1e-308));
        var heavy = DataFiles.Get(Bins.Create([1e-300, 2e-300], 1e-308, 1e-308, 0.01));
        foreach (var number in new[] { double.MinValue, -1, 0, 1.5e-300, 1, 1e300, double.MaxValue })
            Assert.All(new[] { Some, narrow, heavy }, bins => Assert.True(double.IsFinite(bins.LogDensity(number)), $"{bins.LogDensity(number)} at {number}"));
    }

    [Fact]
    public void Draws_are_in_their_bin_and_follow_its_density()
    {
        const int Draws = 4000;
        for (var bin = 0; bin < Some.Count; bin++)
        {
            Assert.All(new[] { 0, 1e-300, 0.5, 1 - Math.Pow(2, -53) }, uniform => Assert.Equal(bin, Some.Of(Some.Draw(bin, uniform))));
            var drawn = Enumerable.Range(0, Draws).Select(draw => Some.Draw(bin, CounterRandom.Uniform(CounterRandom.Key(5, bin), draw))).Order().ToArray();
            double Below(double x) => bin == 0 ? Math.Exp((x - Some.Edges[0]) / Some.Below)
                : bin == Some.Edges.Count ? 1 - Math.Exp((Some.Edges[^1] - x) / Some.Above)
                : (x - Some.Edges[bin - 1]) / (Some.Edges[bin] - Some.Edges[bin - 1]);
            var apart = Enumerable.Range(0, Draws).Max(place => Math.Max(Math.Abs(Below(drawn[place]) - (place / (double)Draws)), Math.Abs(Below(drawn[place]) - ((place + 1) / (double)Draws))));
            Assert.True(apart < 2 / Math.Sqrt(Draws), $"{apart} in bin {bin}"); // by chance once in 1500 (Kolmogorov)
        }
    }

    [Theory]
    [InlineData(new double[] { 1 }, 1, 1)]
    [InlineData(new double[] { 1, 1 }, 1, 1)]
    [InlineData(new[] { 1, double.NaN }, 1, 1)]
    [InlineData(new[] { double.MinValue, double.MaxValue }, 1, 1)]
    [InlineData(new double[] { 1, 2 }, 0, 1)]
    [InlineData(new double[] { 1, 2 }, 1, double.PositiveInfinity)]
    [InlineData(new double[] { 1, 2 }, 1, 1, -0.1)]
    [InlineData(new double[] { 1, 2 }, 1, 1, 1.5)]
    [InlineData(new double[] { 1, 2 }, 1, 1, double.NaN)]
    public void What_are_no_bins_is_refused(double[] edges, double below, double above, double far = 0) =>
        Assert.Contains("expected 2 to", Bins.Create(edges, below, above, far).Match(_ => "no error", error => error.Explain()), StringComparison.Ordinal);

    [Fact]
    public void Bins_are_in_words_as_the_cells_are()
    {
        var bins = DataFiles.Get(Bins.Create([-0.5, 0.5, 3.5, 10], 1, 5));
        string[] Words(CellForm form) => [.. Enumerable.Range(0, bins.Count).Select(bin => new Column("x", new ColumnKind.Binned(bins)) { Form = form }.BinText(bins, bin))];
        Assert.Equal(["up to -1", "0", "1 to 3", "4 to 9", "10 or more"], Words(new CellForm.Number(0, NumberNotation.Plain)));
        Assert.Equal(["below -0.5", "-0.5 to 0.5", "0.5 to 3.5", "3.5 to 10", "10 or more"], Words(CellForm.Plain));
        Assert.Equal(["up to 1969-12-31", "1970-01-01", "1970-01-02 to 1970-01-04", "1970-01-05 to 1970-01-10", "1970-01-11 or more"], Words(new CellForm.Moment("yyyy-MM-dd", MomentUnit.Days)));
    }

    [Fact]
    public void The_top_of_a_bin_is_a_number_of_the_form_in_it()
    {
        var bins = DataFiles.Get(Bins.Create([-0.5, 0.5, 2.5, 5.5, 5.75], 1, 5));
        double[] Tops(CellForm form) => [.. Enumerable.Range(0, bins.Count).Select(bin => new Column("x", new ColumnKind.Binned(bins)) { Form = form }.Top(bins, bin))];
        Assert.Equal([-1, 0, 2, 4, 5.625, 6], Tops(new CellForm.Number(0, NumberNotation.Plain))); // one bin has no whole number
        Assert.Equal([Math.BitDecrement(-0.5), 0, 1.5, 4, 5.625, 5.75], Tops(CellForm.Plain));
    }

    [Fact]
    public void Numbers_stay_within_the_range_of_training_where_that_is_asked_for()
    {
        var form = new CellForm.Number(0, NumberNotation.Plain);
        var binned = new Column("x", new ColumnKind.Binned(Some)) { Form = form, Range = (1, 9) };
        Assert.Equal([-4, 4, 12], new[] { -4.4, 4.4, 12.1 }.Select(binned.Nearest));
        Assert.Equal([1, 4, 9], new[] { -4.4, 4.4, 12.1 }.Select(value => binned.Nearest(value, true)));
        var real = new Column("x", new ColumnKind.Real(5, 2)) { Form = form, Range = (1, 9) };
        Assert.Equal([-2, 0, 2], new[] { -5, 0.1, 5.0 }.Select(value => real.Nearest(value, true)));
        Assert.Equal("15", real.Text(real.Nearest(4.9)));
    }

    /// <summary>The distance outside, in multiples of the scale, beyond which a part of the numbers is.</summary>
    private static double Beyond(double far, double distance) => ((1 - far) * Math.Exp(-distance)) + (far * Math.Pow(1 + distance, -3));

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void A_heavy_tail_is_a_density_with_its_mean_and_variance(double far)
    {
        const double End = 1e4; // in multiples of the scale; what is beyond has less than 1e-12
        var bins = DataFiles.Get(Bins.Create([-2, 0, 12], 0.7, 3, far));
        foreach (var (bin, edge, scale, side) in new[] { (0, -2, 0.7, -1), (3, 12, 3.0, 1) })
        {
            double Sum(Func<double, double> of) // in logarithms of 1 + distance, as it falls with a power
            {
                const int Steps = 200_000;
                var width = Math.Log(1 + End) / Steps;
                return Enumerable.Range(0, Steps).Sum(step => Math.Exp((step + 0.5) * width) is var grown ? of(grown - 1) * Math.Exp(bins.LogDensity(edge + (side * (grown - 1) * scale))) * scale * grown * width : 0);
            }

            Assert.Equal(1, Sum(_ => 1), 1e-6);
            var mean = Sum(distance => distance);
            Assert.Equal(bins.Mean(bin), edge + (side * scale * mean), 1e-3);
            Assert.Equal(bins.Variance(bin) / (scale * scale), Sum(distance => (distance - mean) * (distance - mean)), far * 1e-3 * 2);
        }
    }

    [Fact]
    public void Draws_of_a_heavy_tail_follow_it_and_stay_outside()
    {
        const int Draws = 4000;
        var bins = DataFiles.Get(Bins.Create([-2, 0, 12], 0.7, 3, 0.2));
        foreach (var (bin, edge, scale) in new[] { (0, -2, 0.7), (3, 12, 3.0) })
        {
            Assert.All(new[] { 0, 1e-300, 0.1999999, 0.2, 0.5, 1 - Math.Pow(2, -53) }, uniform => Assert.Equal(bin, bins.Of(bins.Draw(bin, uniform))));
            var drawn = Enumerable.Range(0, Draws).Select(draw => 1 - Beyond(0.2, Math.Abs(bins.Draw(bin, CounterRandom.Uniform(CounterRandom.Key(5, bin), draw)) - edge) / scale)).Order().ToArray();
            var apart = Enumerable.Range(0, Draws).Max(place => Math.Max(Math.Abs(drawn[place] - (place / (double)Draws)), Math.Abs(drawn[place] - ((place + 1) / (double)Draws))));
            Assert.True(apart < 2 / Math.Sqrt(Draws), $"{apart} in bin {bin}"); // by chance once in 1500 (Kolmogorov)
        }
    }

    [Fact]
    public void Numbers_far_outside_are_improbable_but_not_beyond_all_measure_and_near_ones_lose_little()
    {
        var random = new Random(3);
        var sorted = Enumerable.Range(0, 2000).Select(_ => Math.Round(100 * random.NextDouble() * random.NextDouble(), 2)).Order().ToArray();
        var learned = DataFiles.Get(Histogram.Of(sorted, CellForm.Plain));
        var old = DataFiles.Get(Bins.Create(learned.Edges, learned.Below, learned.Above));
        Assert.Equal((0.01, 0), (learned.Far, old.Far));
        Assert.InRange(learned.LogDensity(1100), -60, -10); // ten ranges away
        Assert.True(old.LogDensity(1100) < -100);
        Assert.All(sorted, number => Assert.InRange(learned.LogDensity(number) - old.LogDensity(number), -0.0101, 5)); // the whole price of it
        var logs = Enumerable.Range(0, 60).Select(step => learned.LogDensity(learned.Edges[^1] + Math.Pow(2, step - 10))).ToArray();
        Assert.Equal(logs.OrderDescending(), logs);
    }
}
