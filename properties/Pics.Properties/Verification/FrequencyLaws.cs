using MathNet.Numerics.Distributions;

namespace Pics.Properties;

/// <summary>Bounds of frequencies against sums of probabilities, and outcomes.</summary>
public class FrequencyLaws
{
    [Property(MaxTest = 100)]
    public bool Counts_outside_the_bounds_are_as_rare_as_said(byte size, byte thousandths, byte exponent)
    {
        var (samples, p, level) = (1 + size, thousandths / 255.0, Math.Pow(10, -1 - (exponent % 9)));
        var (least, most) = FrequencyBounds.Binomial(samples, p, p, level);
        double Between(int from, int to) => Enumerable.Range(from, Math.Max(0, to - from + 1)).Sum(count => Binomial.PMF(p, samples, count));
        return Between(0, least - 1) < level && Between(most + 1, samples) < level
            && (least == samples || Between(0, least) >= level * 0.999) && (most == 0 || Between(most, samples) >= level * 0.999);
    }

    [Fact]
    public void Sure_and_impossible_values_have_one_count()
    {
        Assert.Equal((0, 0), FrequencyBounds.Binomial(50, 0, 0, 1e-6));
        Assert.Equal((50, 50), FrequencyBounds.Binomial(50, 1, 1, 1e-6));
    }

    [Fact]
    public void The_distance_is_that_of_the_inequality() => Assert.Equal(1e-6, 2 * Math.Exp(-2 * 1000 * Math.Pow(FrequencyBounds.Distance(1000, 1e-6), 2)), 1e-15);

    [Fact]
    public void Equal_outcomes_know_infinity_and_NaN()
    {
        static bool Fails(double first, double second, double allowed) => LawOutcome.Equal("a", first, "b", second, allowed).IsViolation;
        Assert.False(Fails(double.NegativeInfinity, double.NegativeInfinity, 0));
        Assert.True(Fails(double.NegativeInfinity, -1e300, 1));
        Assert.True(Fails(double.NaN, double.NaN, 1));
        Assert.True(Fails(1, 1.1, 0.05));
        Assert.False(Fails(1, 1.1, 0.2));
        Assert.True(LawOutcome.AtLeast("a", double.NaN, "b", 0, 1).IsViolation);
    }

    [Fact]
    public void All_outcomes_give_the_first_violation()
    {
        LawOutcome holds = new LawOutcome.Holds(), skipped = new LawOutcome.Skipped("a"), broken = new LawOutcome.Broken("b"), differs = new LawOutcome.Differs("a", 1, "b", 2, 0);
        Assert.Equal(broken, LawOutcome.All([holds, skipped, broken, differs]));
        Assert.Equal(holds, LawOutcome.All([skipped, holds, skipped]));
        Assert.Equal(skipped, LawOutcome.All([skipped, new LawOutcome.Skipped("c")]));
        Assert.Equal([0, 1, 2, 3], new[] { holds, differs, broken, skipped }.Select(outcome => outcome.Match(_ => 0, _ => 1, _ => 2, _ => 3)));
    }
}
