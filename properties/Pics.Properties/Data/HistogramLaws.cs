namespace Pics.Properties;

/// <summary>The bins that columns of numbers get, and which columns get bins.</summary>
public class HistogramLaws
{
    private static readonly CellForm Whole = new CellForm.Number(0, NumberNotation.Plain);
    private static readonly CellForm Cents = new CellForm.Number(2, NumberNotation.Plain);

    private static double[] Numbers(string kind, int rows, int seed)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
        double Next() => kind switch
        {
            "normal" => 170 + (9 * Normal()),
            "income" => Math.Exp(10 + Normal()),
            "gains" => random.Next(10) < 8 ? 0 : Math.Round(Math.Exp(5 + Normal()), 2),
            "ages" => Math.Clamp(Math.Round(40 + (15 * Normal())), 18, 90),
            "uniform" => random.NextDouble(),
            "apart" => random.Next(2) == 0 ? random.NextDouble() : 100 + random.NextDouble(),
            "two" => random.Next(2) * 3.5,
            "same" => 4.25,
            "large" => 1e17 + (64 * random.Next(1000)),
            "huge" => (random.NextDouble() - 0.5) * double.MaxValue,
            "endless" => random.Next(2) == 0 ? double.MinValue : double.MaxValue,
            _ => Normal() * 1e-305,
        };
        return [.. Enumerable.Range(0, rows).Select(_ => Next()).Order()];
    }

    private static CellForm Form(string kind) => kind is "ages" or "large" ? Whole : kind == "gains" ? Cents : CellForm.Plain;

    private static Bins? Learn(string kind, int rows, int seed = 1) => RealKinds.Of(Numbers(kind, rows, seed), Form(kind), TableColumnKind.Binned) is ColumnKind.Binned { Bins: var bins } ? bins : null;

    [Theory]
    [InlineData("normal")]
    [InlineData("income")]
    [InlineData("gains")]
    [InlineData("ages")]
    [InlineData("uniform")]
    [InlineData("apart")]
    [InlineData("two")]
    [InlineData("same")]
    [InlineData("large")]
    [InlineData("huge")]
    [InlineData("endless")]
    [InlineData("tiny")]
    public void Every_column_has_a_density_that_is_finite_everywhere(string kind)
    {
        foreach (var rows in new[] { 1, 2, 5, 40, 1000 })
        {
            var bins = Learn(kind, rows);
            if (bins is null)
            {
                Assert.True(kind is "huge" or "endless" or "tiny", kind);
                continue;
            }

            Assert.InRange(bins.Count, 3, 2 + BinSettings.MostBins(rows) + (2 * rows));
            Assert.All(new[] { -1e300, -1, 0, 1e-300, 1, 1e300 }.Concat(Numbers(kind, rows, 2)), number => Assert.True(double.IsFinite(bins.LogDensity(number))));
        }
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("income")]
    [InlineData("ages")]
    [InlineData("uniform")]
    [InlineData("apart")]
    public void Tails_have_few_rows_and_the_rest_is_about_even(string kind)
    {
        var (numbers, bins) = (Numbers(kind, 2000, 3), Learn(kind, 2000, 3)!);
        var rows = numbers.CountBy(bins.Of).ToDictionary();
        var ends = kind is "uniform" or "apart"; // at once, where there is no tail
        Assert.InRange(rows.GetValueOrDefault(bins.Count - 1), ends ? 0 : 3, ends ? 0 : 60);
        Assert.InRange(rows.GetValueOrDefault(0), ends || kind == "ages" ? 0 : 3, ends ? 0 : 60); // many are of the least age
        Assert.InRange(bins.Count, 20, 2 + BinSettings.MostBins(2000));
        Assert.All(Enumerable.Range(1, bins.Count - 2), bin => Assert.InRange(rows.GetValueOrDefault(bin), BinSettings.SplitRows, 200));
    }

    [Fact]
    public void Values_of_many_rows_have_a_bin_of_their_own()
    {
        var (numbers, bins) = (Numbers("gains", 3000, 4), Learn("gains", 3000, 4)!);
        var bin = bins.Of(0);
        Assert.Equal((-0.005, 0.005), (bins.Edges[bin - 1], bins.Edges[bin]));
        Assert.Equal(1, bin); // nothing is below it
        Assert.Equal(numbers.Count(number => number == 0), numbers.Count(number => bins.Of(number) == bin));
        var two = Learn("two", 1000)!;
        Assert.True(two.LogDensity(3.5) > Math.Log(100) && two.LogDensity(0) > Math.Log(100));
        Assert.InRange(two.Edges[two.Of(3.5)], 3.5, 3.51);
    }

    [Fact]
    public void Empty_stretches_are_told_from_full_ones()
    {
        var bins = Learn("apart", 1000)!;
        var rows = Numbers("apart", 1000, 1).CountBy(bins.Of).ToDictionary();
        Assert.InRange(rows[bins.Of(50)], BinSettings.SplitRows, 20);
        Assert.InRange(bins.Edges[bins.Of(50)] - bins.Edges[bins.Of(50) - 1], 98, 100);
    }

    [Fact]
    public void Whole_numbers_have_probabilities_that_sum_to_one()
    {
        var (numbers, bins) = (Numbers("ages", 2000, 5), Learn("ages", 2000, 5)!);
        Assert.All(bins.Edges, edge => Assert.True(double.IsInteger(edge + 0.5), $"{edge}"));
        var rows = numbers.CountBy(bins.Of).ToDictionary();
        double Probability(double number) => rows.GetValueOrDefault(bins.Of(number)) / 2000.0 * Math.Exp(bins.LogDensity(number));
        Assert.Equal(1, Enumerable.Range(-500, 1200).Sum(number => Probability(number)), 1e-3);
    }

    [Fact]
    public void Edges_have_few_digits()
    {
        var bins = Learn("normal", 1000)!;
        Assert.All(bins.Edges, edge => Assert.InRange($"{edge}".Length, 1, 8));
    }

    [Theory]
    [InlineData("normal", 30, false)]
    [InlineData("normal", 200, false)]
    [InlineData("income", 30, false)]
    [InlineData("income", 3000, true)]
    [InlineData("gains", 300, true)]
    [InlineData("two", 300, true)]
    [InlineData("uniform", 3000, true)]
    [InlineData("endless", 300, false)]
    public void Columns_have_bins_unless_they_are_normal_or_short(string kind, int rows, bool isBinned)
    {
        for (var seed = 1; seed < 4; seed++)
        {
            var numbers = Numbers(kind, rows, seed);
            Assert.Equal(isBinned, RealKinds.Of(numbers, Form(kind), null) is ColumnKind.Binned);
            Assert.IsType<ColumnKind.Real>(RealKinds.Of(numbers, Form(kind), TableColumnKind.Real));
        }
    }

    [Fact]
    public void Bins_of_a_sample_of_rows_give_others_a_higher_density_than_a_normal_one()
    {
        foreach (var kind in new[] { "income", "gains", "ages", "apart" })
        {
            var (seen, others) = (Numbers(kind, 2000, 6), Numbers(kind, 2000, 7));
            double Of(ColumnKind columnKind)
            {
                var column = new Column("x", columnKind) { Form = Form(kind) };
                Dataset Rows(double[] numbers) => DataFiles.Get(Dataset.Table("t", [column], numbers.Select(number => column.Value(number)!.Value)));
                return Baselines.IndependentDimensions(Rows(seen), Rows(others));
            }

            var (binned, normal) = (Of(RealKinds.Of(seen, Form(kind), TableColumnKind.Binned)), Of(RealKinds.Of(seen, Form(kind), TableColumnKind.Real)));
            Assert.True(binned > normal - (kind == "ages" ? 0.02 : 0), $"{kind}: {binned} and {normal}");
        }
    }
}
