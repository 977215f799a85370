using TorchSharp;
using static TorchSharp.torch;

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

    private static Tensor Of(double[][] rows) => tensor([.. rows.SelectMany(row => row)], [rows.Length, rows[0].Length]);

    private static double Mix(double[] weights, Func<int, double> log) => weights.Select((weight, component) => weight * Math.Exp(log(component))).Sum();

    private static double LogFactorial(double x) => MathNet.Numerics.SpecialFunctions.GammaLn(x + 1);

    private static void Counts(int seed, double largestLog, double largest)
    {
        using var scope = NewDisposeScope();
        var random = new Random(seed);
        var logs = Enumerable.Range(0, random.Next(1, 6)).Select(_ => (random.NextDouble() * (largestLog + 3)) - 3).ToArray();
        var weights = Weights(random, logs.Length);
        var found = EngineInputs.Values(MixtureMode.OfCounts(Of(weights), tensor(logs), largest));
        var last = (int)Math.Min(largest, Math.Exp(logs.Max()) + 2);
        for (var row = 0; row < Rows; row++)
        {
            double At(double count) => Mix(weights[row], component => (count * logs[component]) - Math.Exp(logs[component]) - LogFactorial(count));
            Assert.True(found[row] >= 0 && found[row] <= largest && found[row] == Math.Floor(found[row]));
            var most = Enumerable.Range(0, last + 1).Max(count => At(count));
            Assert.True(At(found[row]) >= most * (1 - 1e-9), $"{found[row]} has {At(found[row])}, another {most}");
        }
    }

    [Property]
    public void No_count_is_more_probable_than_the_mode(int seed) => Counts(seed, 5, double.MaxValue);

    [Property(MaxTest = 15)]
    public void No_count_is_more_probable_than_the_mode_where_rates_are_far_apart(int seed) => Counts(seed, 11.5, double.MaxValue);

    [Property]
    public void Counts_above_the_largest_are_left_out(int seed, byte largest) => Counts(seed, 5, largest);

    [Property]
    public void No_number_of_a_fine_grid_is_above_the_highest_peak(int seed)
    {
        using var scope = NewDisposeScope();
        var random = new Random(seed);
        var means = Enumerable.Range(0, random.Next(1, 9)).Select(_ => (random.NextDouble() * 10) - 5).ToArray();
        var logs = means.Select(_ => (random.NextDouble() * 5) - 4).ToArray();
        var weights = Weights(random, means.Length);
        var found = EngineInputs.Values(MixtureMode.OfReals(Of(weights), tensor(means), tensor(logs)));
        for (var row = 0; row < Rows; row++)
        {
            double At(double x) => Mix(weights[row], component => ((x - means[component]) * (x - means[component]) / (-2 * Math.Exp(2 * logs[component]))) - logs[component]);
            var most = Enumerable.Range(-6000, 12001).Max(step => At(step / 1000.0));
            Assert.True(At(found[row]) >= most * (1 - 1e-9), $"{found[row]} has {At(found[row])}, another {most}");
        }
    }

    [Fact]
    public void Two_counts_that_differ_and_a_peak_beside_a_broad_one()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([0, 90], EngineInputs.Values(MixtureMode.OfCounts(tensor(new[] { 0.5, 0.5, 0.01, 0.99 }, [2, 2]), tensor(new[] { Math.Log(0.5), Math.Log(90.5) }), double.MaxValue)));
        Assert.Equal([400_000_000], EngineInputs.Values(MixtureMode.OfCounts(tensor(new[] { 0.01, 0.99 }, [1, 2]), tensor(new[] { Math.Log(100.5e6), Math.Log(400_000_000.5) }), double.MaxValue)).Select(count => Math.Round(count / 100_000) * 100_000));
        var peak = EngineInputs.Values(MixtureMode.OfReals(tensor(new[] { 0.5, 0.5, 0, 1 }, [2, 2]), tensor(new[] { 10.5, 90 }), tensor(new[] { Math.Log(0.3), Math.Log(5) })));
        Assert.Equal(10.5, peak[0], 1e-6);
        Assert.Equal(90, peak[1], 1e-6);
    }
}
