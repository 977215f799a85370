namespace Pics.Properties;

/// <summary>Intervals and findings: what each value counts, beside what it counts in parts.</summary>
public class FindingLaws
{
    private static readonly double[] Values = [.. Enumerable.Range(-9, 19).Select(step => step / 2.0)];

    private static Interval Of(Random random)
    {
        double End() => random.Next(-6, 7) / 2.0;
        for (; ; )
            if (Interval.Between(random.Next(5) == 0 ? double.NegativeInfinity : End(), random.Next(5) == 0 ? double.PositiveInfinity : End(), random.Next(2) == 0, random.Next(2) == 0).Case is Interval interval)
                return interval;
    }

    private static Finding Some(Random random) => random.Next(5) switch
    {
        0 => Finding.Nothing,
        1 => Finding.Of(random.Next(4)).IfNone(Finding.Nothing),
        2 => Finding.OneOf(Enumerable.Range(0, 4).Where(_ => random.Next(2) == 0).Select(value => (double)value)).IfNone(Finding.Nothing),
        3 => Finding.Within(Of(random), Of(random)),
        _ => Finding.Weighted([random.Next(3), random.NextDouble(), 0, 1]).IfNone(Finding.Nothing),
    };

    [Property(MaxTest = 300)]
    public void Intervals_are_the_sets_of_their_numbers(PositiveInt seed)
    {
        var random = new Random(seed.Get);
        Interval[] all = [Of(random), Of(random), Of(random)];
        var (union, rest, both) = (Interval.Union(all), Interval.Complement(all), all[0].Intersect(all[1]));
        foreach (var value in Values)
        {
            var isIn = all.Any(interval => interval.Contains(value));
            Assert.Equal(isIn, union.Exists(interval => interval.Contains(value)));
            Assert.Equal(!isIn, rest.Exists(interval => interval.Contains(value)));
            Assert.Equal(all[0].Contains(value) && all[1].Contains(value), both.Match(interval => interval.Contains(value), () => false));
        }

        Assert.All(union.Zip(union.Skip(1)), pair => Assert.True(pair.Item1.High < pair.Item2.Low || (pair.Item1.High == pair.Item2.Low && !pair.Item1.HasHigh && !pair.Item2.HasLow)));
        Assert.Equal(union, Interval.Complement(rest));
        Assert.Equal(union, Interval.Union(union.Reverse()));
        var whole = all[0].Whole();
        Assert.All(Enumerable.Range(0, 9), value => Assert.Equal(all[0].Contains(value), whole.Match(run => value >= run.First && value <= run.Last, () => false)));
    }

    [Property(MaxTest = 300)]
    public void Findings_together_count_the_product(PositiveInt seed)
    {
        var random = new Random(seed.Get);
        var (one, two) = (Some(random), Some(random));
        var both = one.And(two);
        Assert.All(Values.Where(value => value >= 0 && double.IsInteger(value) && value < 4), value => Assert.Equal(one.Counts(value) * two.Counts(value), both.Counts(value)));
        if (both.IsImpossible) Assert.All(Values, value => Assert.Equal(0, both.Counts(value)));
        Assert.Equal(one, one.And(Finding.Nothing));
    }

    [Fact]
    public void What_is_none_is_not_made()
    {
        Assert.True(Interval.Between(2, 1).IsNone);
        Assert.True(Interval.Between(2, 2, false, true).IsNone);
        Assert.True(Interval.Between(double.NaN, 1).IsNone);
        Assert.True(Interval.Between(double.PositiveInfinity, double.PositiveInfinity).IsNone);
        Assert.True(Finding.Of(double.NaN).IsNone);
        Assert.True(Finding.OneOf([0, 1.5]).IsNone);
        Assert.True(Finding.OneOf([-1]).IsNone);
        Assert.True(Finding.Weighted([]).IsNone);
        Assert.True(Finding.Weighted([1, -1]).IsNone);
        Assert.True(Finding.Weighted([1, double.NaN]).IsNone);
        Assert.Equal(Finding.Nothing, Finding.Within(Interval.All));
        Assert.Equal(Finding.Impossible, Finding.Within());
        Assert.Equal(Finding.OneOf([1, 2]), Finding.OneOf([2, 1, 2]));
        Assert.Equal("[1, 2)", $"{Interval.Between(1, 2, true, false).IfNone(Interval.All)}");
        Assert.Equal([0, 1, 2, 3, 4], new[] { Finding.Nothing, Made(Finding.Of(1)), Finding.Impossible, Finding.Within(Made(Interval.At(1))), Made(Finding.Weighted([1])) }.Select(finding => finding.Match(_ => 0, _ => 1, _ => 2, _ => 3, _ => 4)));

        static T Made<T>(Option<T> made) => made.IfNone(() => throw new InvalidOperationException("nothing"));
    }
}
