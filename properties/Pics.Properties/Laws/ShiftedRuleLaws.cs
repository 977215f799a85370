using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>A PIC with a closed form under shifted rules: what its likelihood under them is beside that of the PIC.</summary>
public class ShiftedRuleLaws
{
    private const int Shifts = 501; // the mean over them is that over all to about 1e-6
    private const double One = 5.0 / 9; // p(x = 1)

    // f(z, z1) = 1 + z z1, f(z) = 1 + z, p(x = 1 | z1) = (1 + z1) / 2 on [-1, 1].
    private static readonly Pic Pic = Get(Pics.Algebra.Pic.Create(
    [
        new CircuitUnit.Input(0, Spec(new FunctionSignature.Density(Binary, 1), 0)),
        new CircuitUnit.Linear(new(0), Spec(new FunctionSignature.Kernel(1, 1), 1)),
        new CircuitUnit.Linear(new(1), Spec(new FunctionSignature.Kernel(0, 1), 2)),
    ]));

    private static readonly Interpretation Meaning = new((_, latents) => 1 + latents.Aggregate(1.0, (product, latent) => product * latent), (_, _, latents) => (1 + latents[0]) / 2, _ => 1);

    private static FunctionSpec Spec(FunctionSignature signature, int group) => new(signature, group, 0, Sharing.None);

    private static IEnumerable<double> Values(int nodes) => Enumerable.Range(0, Shifts).Select(place =>
        Denotation.OfQpc(Get(Materialize.With(Get(Quadrature.Shifted(nodes, -1, 1, (place + 0.5) / Shifts))).Apply(Pic)), Meaning));

    /// <summary>Of rows of the PIC itself: the mean over shifts is at most the PIC's at every K, since each rule gives a distribution, and rises with K.</summary>
    [Fact]
    public void The_mean_log_likelihood_over_shifts_rises_with_K_towards_that_of_the_pic()
    {
        var gaps = new[] { 1, 2, 4, 8, 16, 32 }.Select(nodes => Values(nodes).Average(value => (One * Math.Log(value / One)) + ((1 - One) * Math.Log((1 - value) / (1 - One))))).ToList();
        Assert.All(gaps, gap => Assert.True(gap < 0, $"{string.Join(", ", gaps)}"));
        Assert.All(gaps.Zip(gaps.Skip(1)), pair => Assert.True(pair.Item2 > 0.3 * pair.Item1, $"{string.Join(", ", gaps)}"));
        Assert.InRange(gaps[^1], -3e-4, 0);
    }

    /// <summary>The sums that are divided by each other are unbiased, their ratio is not: its bias falls as one over K squared, like the gap of the logarithm.</summary>
    [Fact]
    public void The_bias_of_likelihoods_under_shifted_rules_falls_as_one_over_K_squared()
    {
        var biases = new[] { 4, 8, 16, 32 }.Select(nodes => Values(nodes).Average() - One).ToList();
        Assert.All(biases.Zip(biases.Skip(1)), pair => Assert.InRange(pair.Item1 / pair.Item2, 3.7, 4.3));
    }

    /// <summary>So of a single row the mean logarithm may be above that of the PIC, by a little: it is no bound.</summary>
    [Fact]
    public void The_mean_log_likelihood_of_a_single_row_is_no_bound()
    {
        Assert.InRange(Values(8).Average(value => Math.Log(1 - value)) - Math.Log(1 - One), 4e-5, 7e-5);
        Assert.True(Values(8).Average(Math.Log) < Math.Log(One));
    }
}
