using static Pics.Properties.FaceModel;

namespace Pics.Properties;

/// <summary>Intervals and sets of fills beside quantiles and probabilities of the cells, and how many values lie in them.</summary>
[Collection(TensorTests.Name)]
public class FillIntervalLaws
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Intervals_lie_between_quantiles_and_sets_are_the_smallest(double probability)
    {
        using var face = OfPeople(hasContrast: true);
        Check(face, Rows(12, 3), probability);
        using var buyers = OfBuyers(2);
        Check(buyers, Bought(12, 4), probability);
    }

    private static void Check(FaceModel face, Dataset rows, double probability)
    {
        var fills = face.Model.Fills(rows, interval: probability).OrThrow();
        Assert.NotEmpty(fills);
        foreach (var ((row, place), fill) in fills)
        {
            var column = face.Model.Form.Columns[place];
            var posterior = face.Model.Posterior(column.Name, Evidence.Row(rows, row)).OrThrow();
            if (column.Name is "sex" or "job")
            {
                var ordered = posterior.Probabilities.OrderByDescending(one => one.Probability).ToArray();
                var size = Enumerable.Range(1, ordered.Length).First(count => ordered.Take(count).Sum(one => one.Probability) >= probability - 1e-9);
                Assert.Equal(ordered.Take(size).Select(one => one.Label), fill.Interval!.Values);
                Assert.True(fill.Interval.Low is null && fill.Interval.High is null && fill.Interval.Contains(ordered[0].Label) && fill.Interval.Contains(ordered[^1].Label) == (size == ordered.Length));
                continue;
            }

            var (low, high) = (posterior.Quantile((1 - probability) / 2).OrThrow(), posterior.Quantile((1 + probability) / 2).OrThrow());
            Assert.Equal((low.Text, high.Text), (fill.Interval!.Low, fill.Interval.High));
            Assert.True(fill.Interval.Contains(low.Text) && fill.Interval.Contains(high.Text) && fill.Interval.Values.IsEmpty);
            Assert.False(fill.Interval.Contains("-1e9") || fill.Interval.Contains("1e9") || fill.Interval.Contains("many"));
        }

        Assert.All(face.Model.Fills(rows).OrThrow().Values, fill => Assert.Null(fill.Interval));
    }

    [Theory]
    [InlineData("income", true)]
    [InlineData("visits", false)]
    [InlineData("sex", false)]
    public void As_many_values_lie_in_them_as_they_say(string column, bool isSmooth)
    {
        const int Count = 20000;
        const double Probability = 0.8;
        using var face = OfPeople(2, hasContrast: true);
        var place = People.Columns.Select(one => one.Name).ToList().IndexOf(column);
        var samples = face.Model.Sample(Count, seed: 9).OrThrow();
        var hidden = Dataset.Table("hidden", samples.Columns, Enumerable.Range(0, Count).SelectMany(row => samples.Row(row).Select((value, at) => at == place ? double.NaN : value))).OrThrow();
        var fills = face.Model.Fills(hidden, interval: Probability).OrThrow();
        var inside = Enumerable.Range(0, Count).Count(row => fills[(row, place)].Interval!.Contains(samples.Text(row, place))) / (double)Count;
        var error = 5 * Math.Sqrt(Probability * (1 - Probability) / Count);
        Assert.InRange(inside, Probability - error, isSmooth ? Probability + error : 1);
    }

    [Fact]
    public void A_probability_that_is_none_is_refused()
    {
        using var face = OfPeople();
        foreach (var wrong in new[] { 0, 1, -1, double.NaN })
            Assert.StartsWith("the probability of intervals is ", Says(face.Model.Fills(Rows(3, 1), interval: wrong)), StringComparison.Ordinal);
    }
}
