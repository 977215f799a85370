namespace Pics.Properties;

/// <summary>Modes of mixtures beside those found by looking at every value.</summary>
[Collection(TensorTests.Name)]
[Properties(MaxTest = 60)]
public class MixtureModeLaws
{
    private const int Rows = 5;

    /// <summary>Weights of each row that sum to one; some are nearly nothing.</summary>
    private static double[][] Weights(Random random, int components) => [.. Enumerable.Range(0, Rows).Select(_ =>
    {
        var raw = Enumerable.Range(0, components).Select(_ => Math.Pow(random.NextDouble(), 4)).ToArray();
        return raw.Select(weight => weight / raw.Sum()).ToArray();
    })];

    private static double[] Of(double[][] rows) => [.. rows.SelectMany(row => row)];

    private static double Mix(double[] weights, Func<int, double> log) => weights.Select((weight, component) => weight * Math.Exp(log(component))).Sum();

    private static double LogFactorial(double x) => MathNet.Numerics.SpecialFunctions.GammaLn(x + 1);

    private static void Counts(int seed, double largestLog, double largest, double least = 0)
    {
        var random = new Random(seed);
        var logs = Enumerable.Range(0, random.Next(1, 6)).Select(_ => (random.NextDouble() * (largestLog + 3)) - 3).ToArray();
        var weights = Weights(random, logs.Length);
        var found = MixtureMode.OfCounts(Of(weights), Rows, logs, largest, least);
        var last = (int)Math.Max(least, Math.Min(largest, Math.Exp(logs.Max()) + 2));
        for (var row = 0; row < Rows; row++)
        {
            double At(double count) => Mix(weights[row], component => (count * logs[component]) - Math.Exp(logs[component]) - LogFactorial(count));
            Assert.True(found[row] >= least && found[row] <= largest && found[row] == Math.Floor(found[row]));
            var most = Enumerable.Range((int)least, last + 1 - (int)least).Max(count => At(count));
            Assert.True(At(found[row]) >= most * (1 - 1e-9), $"{found[row]} has {At(found[row])}, another {most}");
            Assert.Equal(MixtureMode.OfCounts(weights[row], 1, logs, largest, least)[0], found[row]); // whatever rows are beside it
        }
    }

    [Property]
    public void No_count_is_more_probable_than_the_mode(int seed) => Counts(seed, 5, double.MaxValue);

    [Property(MaxTest = 15)]
    public void No_count_is_more_probable_than_the_mode_where_rates_are_far_apart(int seed) => Counts(seed, 11.5, double.MaxValue);

    [Property]
    public void Counts_above_the_largest_are_left_out(int seed, byte largest) => Counts(seed, 5, largest);

    [Property]
    public void Counts_below_the_least_are_left_out(int seed, byte least, byte more) => Counts(seed, 5, least + more, least);

    private static void Reals(int seed, (double Low, double High)? within)
    {
        var random = new Random(seed);
        var means = Enumerable.Range(0, random.Next(1, 9)).Select(_ => (random.NextDouble() * 10) - 5).ToArray();
        var logs = means.Select(_ => (random.NextDouble() * 5) - 4).ToArray();
        var weights = Weights(random, means.Length);
        var found = MixtureMode.OfReals(Of(weights), Rows, means, logs, within);
        bool IsInside(double x) => within is not { } inside || (x >= inside.Low && x <= inside.High);
        for (var row = 0; row < Rows; row++)
        {
            double At(double x) => Mix(weights[row], component => ((x - means[component]) * (x - means[component]) / (-2 * Math.Exp(2 * logs[component]))) - logs[component]);
            var most = Enumerable.Range(-6000, 12001).Select(step => step / 1000.0).Where(IsInside).Max(At);
            Assert.True(IsInside(found[row]));
            Assert.True(At(found[row]) >= most * (1 - 1e-9), $"{found[row]} has {At(found[row])}, another {most}");
            Assert.Equal(MixtureMode.OfReals(weights[row], 1, means, logs, within)[0], found[row]);
        }
    }

    [Property]
    public void No_number_of_a_fine_grid_is_above_the_highest_peak(int seed) => Reals(seed, null);

    [Property]
    public void No_number_of_a_fine_grid_within_an_interval_is_above_the_highest_peak_there(int seed, byte low, byte width) => Reals(seed, ((low / 32.0) - 4, ((low + width) / 32.0) - 3.5));

    [Fact]
    public void Two_counts_that_differ_and_a_peak_beside_a_broad_one()
    {
        Assert.Equal([0, 90], MixtureMode.OfCounts([0.5, 0.5, 0.01, 0.99], 2, [Math.Log(0.5), Math.Log(90.5)], double.MaxValue));
        Assert.Equal([400_000_000], MixtureMode.OfCounts([0.01, 0.99], 1, [Math.Log(100.5e6), Math.Log(400_000_000.5)], double.MaxValue).Select(count => Math.Round(count / 100_000) * 100_000));
        var peak = MixtureMode.OfReals([0.5, 0.5, 0, 1], 2, [10.5, 90], [Math.Log(0.3), Math.Log(5)]);
        Assert.Equal(10.5, peak[0], 1e-6);
        Assert.Equal(90, peak[1], 1e-6);
        Assert.Empty(MixtureMode.OfCounts([], 0, [1], 5));
        Assert.Empty(MixtureMode.OfReals([], 0, [1], [1]));
    }

    [Theory]
    [InlineData(40, 6)] // some groups of rows
    [InlineData(2, 1500)] // more components than fit into one table
    public void Many_rows_and_components(int rows, int components)
    {
        var random = new Random(rows);
        var logs = Enumerable.Range(0, components).Select(_ => 1 + (random.NextDouble() * 9)).ToArray();
        var weights = Enumerable.Range(0, rows * components).Select(_ => Math.Pow(random.NextDouble(), 9)).ToArray();
        var (counts, reals) = (MixtureMode.OfCounts(weights, rows, logs, double.MaxValue), MixtureMode.OfReals(weights, rows, logs, logs.Select(log => -log / 2).ToArray()));
        for (var row = 0; row < rows; row++)
        {
            var own = weights[(row * components)..((row + 1) * components)];
            double At(double count) => Mix(own, component => PoissonRun.LogProbability(count, logs[component]));
            double Density(double x) => Mix(own, component => (logs[component] / 2) - (Math.Pow((x - logs[component]) * Math.Exp(logs[component] / 2), 2) / 2));
            Assert.True(At(counts[row]) >= Enumerable.Range(0, 1500).Select(place => (double)(place < 500 ? place : (place - 500) * 25)).Max(At) * (1 - 1e-9));
            Assert.True(Density(reals[row]) >= Enumerable.Range(0, 1500).Max(step => Density(step / 150.0)) * (1 - 1e-9));
        }
    }
}
