using System.Globalization;
using static Pics.Properties.FaceModel;

namespace Pics.Properties;

/// <summary>Predictions of a column beside answers to questions and sums over what rows may be.</summary>
[Collection(TensorTests.Name)]
public class PredictLaws
{
    private static void Near(double expected, double found, double tolerance = 1e-8) => Assert.True(Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{found:R} instead of {expected:R}");

    private static double[] With(double[] row, int place, double value) => [.. row.Select((one, at) => at == place ? value : one)];

    [Theory]
    [InlineData("sex", 0, 2)]
    [InlineData("age group", 1, 3)]
    public void Probabilities_of_classes_are_those_given_the_rest(string target, int place, int classes)
    {
        using var face = OfPeople(2);
        var data = Rows(300, 5);
        var found = face.Model.Predict(data, target).OrThrow();
        Assert.Equal(People.Columns[place].Kind.Match(kind => kind.Labels, _ => [], _ => [], _ => []), found.Classes);
        var (logs, squares, right) = (new List<double>(), new List<double>(), 0);
        foreach (var row in Enumerable.Range(0, 300))
        {
            var own = data.Row(row).ToArray();
            var all = Enumerable.Range(0, classes).Select(value => Math.Exp(face.Reference(With(own, place, value)))).ToArray();
            var (one, expected) = (found.Rows[row], all.Select(p => p / all.Sum()).ToArray());
            for (var value = 0; value < classes; value++) Near(expected[value], one.Probabilities[value]);
            Assert.Equal(found.Classes[System.Array.IndexOf(expected, expected.Max())], one.Class);
            Assert.Equal(data.Text(row, place) is { Length: > 0 } text ? text : null, one.Observed);
            if (double.IsNaN(own[place])) continue;
            Near(Math.Log(expected[(int)own[place]]), one.LogProbability);
            logs.Add(-one.LogProbability);
            squares.Add(expected.Select((p, value) => Math.Pow(p - (value == (int)own[place] ? 1 : 0), 2)).Sum());
            if (one.Class == one.Observed) right++;
        }

        var score = found.ClassScore!;
        Assert.Equal(logs.Count, score.Rows);
        Near((double)right / logs.Count, score.Accuracy);
        Near(logs.Average(), score.LogLoss);
        Near(squares.Average(), score.Brier);
        Assert.Equal(logs.Count, score.Bins.Sum(bin => bin.Rows));
        Near(found.Rows.Where(one => one.Observed is not null).GroupBy(one => Math.Min(9, (int)(10 * one.Probabilities.Max()))).Sum(bin => Math.Abs(bin.Sum(one => one.Probabilities.Max() - (one.Class == one.Observed ? 1 : 0)))) / logs.Count, score.CalibrationError);
    }

    [Fact]
    public void What_a_row_has_of_the_target_is_hidden()
    {
        using var face = OfPeople(3);
        var data = Rows(40, 6);
        foreach (var (target, place) in new[] { ("sex", 0), ("income", 3), ("visits", 2) })
        {
            var without = Dataset.Table("people", People.Columns, Enumerable.Range(0, 40).SelectMany(row => With([.. data.Row(row)], place, double.NaN))).OrThrow();
            foreach (var (one, other) in face.Model.Predict(data, target).OrThrow().Rows.Zip(face.Model.Predict(without, target).OrThrow().Rows))
                Assert.Equal((other.Class, other.Mean, other.Low, other.High), (one.Class, one.Mean, one.Low, one.High));
            Assert.Null(face.Model.Predict(without, target).OrThrow().NumberScore);
            Assert.Null(face.Model.Predict(without, target).OrThrow().ClassScore);
        }
    }

    [Theory]
    [InlineData("income")]
    [InlineData("visits")]
    public void Expectations_are_those_of_questions_and_intervals_have_their_part(string target)
    {
        using var face = OfPeople(2);
        var data = Rows(30, 7);
        var found = face.Model.Predict(data, target, 0.8).OrThrow();
        for (var row = 0; row < 30; row++)
        {
            var (one, given) = (found.Rows[row], Given(data, row, target));
            Near(face.Model.Posterior(target, given).OrThrow().Mean, one.Mean);
            double P(string text) => Math.Exp(face.Model.LogProbability(Evidence.Parse(text), given).OrThrow());
            if (target == "income")
            {
                Near(0.1, P($"income<{one.Low}"), 1e-6);
                Near(0.9, P($"income<{one.High}"), 1e-6);
            }
            else
            {
                Assert.True(P($"visits<={one.Low}") >= 0.1 - 1e-9 && P($"visits<={one.High}") >= 0.9 - 1e-9);
                Assert.True((one.Low == "0" || P($"visits<{one.Low}") < 0.1) && (one.High == "0" || P($"visits<{one.High}") < 0.9));
            }
        }

        var known = found.Rows.Where(one => one.Observed is not null).Select(one => (one, Number: double.Parse(one.Observed!, CultureInfo.InvariantCulture))).ToList();
        Near(Math.Sqrt(known.Average(pair => Math.Pow(pair.Number - pair.one.Mean, 2))), found.NumberScore!.RootMeanSquare);
        Near(known.Average(pair => pair.one.LogProbability), found.NumberScore.LogDensity);
        Near(known.Average(pair => pair.Number >= double.Parse(pair.one.Low!, CultureInfo.InvariantCulture) && pair.Number <= double.Parse(pair.one.High!, CultureInfo.InvariantCulture) ? 1.0 : 0), found.NumberScore.Coverage);
    }

    private static Evidence Given(Dataset data, int row, string hidden) => Enumerable.Range(0, data.Variables).Where(place => data.Columns[place].Name != hidden && data.Text(row, place).Length > 0)
        .Aggregate(Evidence.Nothing, (known, place) => known.And(data.Columns[place].Name, data.Text(row, place)));

    [Theory]
    [InlineData("age", 0.8)]
    [InlineData("paid", 0.6)]
    [InlineData("size", 0.9)]
    [InlineData("height", 0.9)]
    public void Intervals_of_numbers_in_bins_have_their_part_of_samples(string target, double interval)
    {
        const int Count = 20_000;
        using var face = OfBuyers(2);
        var data = face.Model.Sample(Count, seed: 4, withOther: true).OrThrow();
        var score = face.Model.Predict(data, target, interval).OrThrow().NumberScore!;
        Assert.Equal(Count, score.Rows);
        Assert.True(score.Coverage >= interval - (5 * Math.Sqrt(interval * (1 - interval) / Count)), $"{score.Coverage}");
        if (target == "size") Assert.InRange(score.Coverage, interval - 0.011, interval + 0.011); // others have steps
    }

    [Fact]
    public void Samples_are_calibrated()
    {
        using var face = OfPeople(4);
        var score = face.Model.Predict(face.Model.Sample(20_000, seed: 3).OrThrow(), "age group").OrThrow().ClassScore!;
        Assert.InRange(score.CalibrationError, 0, 0.02);
        foreach (var bin in score.Bins.Where(bin => bin.Rows > 200)) Assert.InRange((bin.Accuracy - bin.Confidence) / Math.Sqrt(0.25 / bin.Rows), -5, 5);
    }

    [Fact]
    public void Others_are_a_class_and_impossible_rows_have_no_prediction()
    {
        using var face = OfBuyers();
        Assert.Equal((string[])["cook", "smith", "(other)"], face.Model.Predict(Bought(5, 1), "job").OrThrow().Classes);
        using var people = OfPeople();
        var data = Dataset.Table("far", People.Columns, [0, 1, 3, 1e200, 1, 2, 2, 0.5]).OrThrow();
        var found = people.Model.Predict(data, "sex").OrThrow();
        Assert.Equal([false, true], found.Rows.Select(row => row.IsPossible));
        Assert.Equal((1, "f", 0), (found.ClassScore!.Rows, found.Rows[0].Observed, found.Rows[0].Probabilities.Length));
        Assert.True(people.Model.Predict(data, "income").OrThrow().Rows.All(row => row.IsPossible)); // what is impossible is hidden
    }

    [Fact]
    public void Wrong_targets_get_one_sentence()
    {
        using var face = OfPeople();
        Assert.Equal("there is no column 'incom'; expected income", Says(face.Model.Predict(Rows(2, 1), "incom")));
        Assert.Equal("the probability of the interval is 1; it must be between 0 and 1", Says(face.Model.Predict(Rows(2, 1), "income", 1)));
    }
}
