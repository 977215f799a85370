using MathNet.Numerics.Integration;

namespace Pics.Properties;

/// <summary>Parts of the values of single families: masses, moments and draws beside sums and integrals of their densities, also far out and in narrow intervals.</summary>
public class RestrictedLaws
{
    private const double Inf = double.PositiveInfinity;

    private static void Near(double expected, double found, double tolerance) => Assert.True(Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{found:R} instead of {expected:R}");

    private static Arr<Interval> Intervals(params (double Low, double High)[] ends) => ends.Select(end => Interval.Between(end.Low, end.High).IfNone(Interval.All)).ToArr();

    private static Restricted Normal(double mean, double deviation, params (double Low, double High)[] ends) => new(new InputFamily.Gaussian(1), [mean, Math.Log(deviation)], new Restriction.Inside(Intervals(ends)));

    private static Restricted Poisson(double rate, params (double Low, double High)[] ends) => new(new InputFamily.Poisson(1), [Math.Log(rate)], new Restriction.Inside(Intervals(ends)));

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0.5, 0.5001)]
    [InlineData(-3, -2.99)]
    [InlineData(2, 7)]
    [InlineData(-7, -4)]
    [InlineData(-0.004, 0.003)]
    [InlineData(5, 5.02)]
    [InlineData(-9, 9)]
    public void Normal_masses_and_moments_are_integrals(double low, double high)
    {
        static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        double Integral(Func<double, double> of) => Enumerable.Range(0, 64).Sum(part => GaussLegendreRule.Integrate(of, low + ((high - low) * part / 64), low + ((high - low) * (part + 1) / 64), 32));
        var mass = Integral(Density);
        var mean = Integral(x => x * Density(x)) / mass;
        Near(Math.Log(mass), StandardNormal.LogMass(low, high), 1e-12);
        var (found, variance) = StandardNormal.Moments(low, high);
        Near(mean, found, 1e-12);
        Near(1, variance / (Integral(x => (x - mean) * (x - mean) * Density(x)) / mass), 1e-9);
        Near(StandardNormal.LogMass(low, high), StandardNormal.LogMass(-high, -low), 1e-14);
    }

    [Theory]
    [InlineData(10, -53.23128515051247)] // log Q(x) of tables of the normal integral
    [InlineData(30, -454.32124395634315)]
    [InlineData(5, -15.06499839398873)]
    public void Normal_tails_have_all_digits(double x, double log)
    {
        Near(log, StandardNormal.LogMass(x, Inf), 1e-13);
        Near(log, StandardNormal.LogMass(-Inf, -x), 1e-13);
        Near(Math.Log(0.5), StandardNormal.LogMass(0, Inf), 1e-15);
        Assert.Equal(0, StandardNormal.LogMass(-Inf, Inf));
        Assert.InRange(StandardNormal.LogMass(-x, Inf), -1e-6, 0);
    }

    [Fact]
    public void Nothing_is_nan_wherever_an_interval_is()
    {
        double[] ends = [-Inf, -1e300, -1e9, -1e3, -40, -8, -1, -1e-9, 0, 1e-300, 1e-9, 1, 8, 40, 1e3, 1e9, 1e300, Inf];
        foreach (var low in ends)
            foreach (var high in ends.Where(end => end > low))
            {
                var log = StandardNormal.LogMass(low, high);
                Assert.True(log <= 1e-15 && (double.IsFinite(log) || Math.Max(low, -high) >= 1e154), $"{low} {high}: {log}");
                var (mean, variance) = StandardNormal.Moments(low, high);
                Assert.True(mean >= low && mean <= high && variance >= 0 && variance <= 1.0000001, $"{low} {high}: {mean} {variance}");
                foreach (var uniform in new[] { 1e-16, 0.3, 1 - 1e-16 }) Assert.InRange(StandardNormal.Draw(low, high, uniform), low, high);
            }
    }

    [Property(MaxTest = 200)]
    public void Normal_masses_add_up_and_grow(int seed)
    {
        var random = new Random(seed);
        double[] ends = [.. Enumerable.Range(0, 3).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 3))).Order()];
        double Mass(double low, double high) => Math.Exp(StandardNormal.LogMass(low, high));
        if (ends[0] == ends[1] || ends[1] == ends[2]) return;
        Near(1, Mass(-Inf, ends[1]) + Mass(ends[1], Inf), 1e-14);
        Assert.Equal(1, (Mass(ends[0], ends[1]) + Mass(ends[1], ends[2])) / Mass(ends[0], ends[2]) is var part && double.IsNaN(part) ? 1 : part, 1e-10);
        Assert.True(StandardNormal.LogMass(ends[0], ends[1]) <= StandardNormal.LogMass(ends[0], ends[2]) + 1e-15);
        var uniform = random.NextDouble();
        var drawn = StandardNormal.Draw(ends[0], ends[2], uniform);
        if (drawn > ends[0] && StandardNormal.LogMass(ends[0], ends[2]) > -600 && ends[2] - ends[0] > 1e-5) Assert.Equal(uniform, Math.Exp(StandardNormal.LogMass(ends[0], drawn) - StandardNormal.LogMass(ends[0], ends[2])), 1e-5);
    }

    [Theory]
    [InlineData(3.7, 0, 2)]
    [InlineData(3.7, 5, 9)]
    [InlineData(0.01, 1, 4)]
    [InlineData(40, 0, 5)]
    [InlineData(40, 90, 130)]
    [InlineData(40, 0, 200)]
    [InlineData(1200, 1190, 1210)]
    public void Poisson_masses_and_moments_are_sums(double rate, int first, int last)
    {
        var run = PoissonRun.Of(Math.Log(rate), first, last);
        var logs = Enumerable.Range(first, last - first + 1).Select(x => (x * Math.Log(rate)) - rate - Enumerable.Range(1, x).Sum(factor => Math.Log(factor))).ToArray();
        var probabilities = logs.Select(log => Math.Exp(log - logs.Max())).ToArray();
        var mean = probabilities.Select((probability, place) => probability * (first + place)).Sum() / probabilities.Sum();
        Near(logs.Max() + Math.Log(probabilities.Sum()), run.LogMass, 1e-10);
        Near(mean, run.Top + run.Mean, 1e-12);
        Near(probabilities.Select((probability, place) => probability * (first + place - mean) * (first + place - mean)).Sum() / probabilities.Sum(), run.Variance, 1e-10);
        Assert.All(Enumerable.Range(0, 50), step => Assert.InRange(run.Draw(Math.Log(rate), first, last, (step + 0.5) / 50), first, last));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(30)]
    [InlineData(1e5)]
    [InlineData(4e8)]
    public void Poisson_masses_add_up_to_one_at_every_cut(double rate)
    {
        foreach (var cut in new[] { 0, Math.Floor(rate / 2), Math.Floor(rate), Math.Floor(rate + (3 * Math.Sqrt(rate))) })
            Near(1, Math.Exp(PoissonRun.Of(Math.Log(rate), 0, cut).LogMass) + Math.Exp(PoissonRun.Of(Math.Log(rate), cut + 1, Inf).LogMass), 1e-9);
        Assert.InRange(PoissonRun.Of(Math.Log(rate), (100 * rate) + 1000, Inf).LogMass, double.MinValue, -100);
    }

    [Fact]
    public void Draws_have_the_moments_of_what_counts()
    {
        const int Count = 20000;
        foreach (var part in new[] { Normal(1, 2, (0, 1), (3, 4)), Normal(0, 1, (6, Inf)), Normal(0, 1, (-Inf, -45)), Normal(5, 3, (-Inf, 5)), Poisson(4, (0, 1), (6, Inf)), Poisson(4, (30, 40)), Poisson(900, (0, 880)) })
        {
            var (mean, variance) = part.Moments();
            var draws = Enumerable.Range(0, Count).Select(draw => part.Draw((draw + 0.5) / Count)).ToArray(); // even numbers: nothing is left to chance
            Assert.True(Math.Abs(draws.Average() - mean) < 0.02 * Math.Sqrt(variance), $"{draws.Average()} instead of {mean}");
            Assert.InRange(draws.Average(x => (x - mean) * (x - mean)) / variance, 0.98, 1.02);
        }
    }

    [Fact]
    public void Tables_weigh_their_values()
    {
        double[] numbers = [Math.Log(0.2), Math.Log(0.5), Math.Log(0.3)];
        Restricted Table(params double[] weights) => new(new InputFamily.Categorical(1, 3), numbers, new Restriction.Table(weights.Select(weight => Math.Log(weight)).ToArr()));
        Near(Math.Log(0.7), Table(1, 1, 0).LogMass(), 1e-14);
        Near(Math.Log((0.2 * 3) + (0.3 * 0.5)), Table(3, 0, 0.5).LogMass(), 1e-14);
        Assert.Equal(double.NegativeInfinity, Table(0, 0, 0).LogMass());
        Near(0.5 / 0.7, Table(1, 1, 0).Moments().Mean, 1e-14);
        Assert.Equal([0, 0, 1, 1, 1], new[] { 0.1, 0.28, 0.3, 0.6, 0.99 }.Select(uniform => Table(1, 1, 0).Draw(uniform)));
        Assert.Equal(double.NegativeInfinity, Normal(0, 1).LogMass());
        Assert.Equal(double.NegativeInfinity, Normal(0, 1, (2, 2)).LogMass());
        Assert.Equal(double.NegativeInfinity, Poisson(3, (2.2, 2.8)).LogMass());
    }
}
