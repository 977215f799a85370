using static Pics.Properties.FaceModel;

namespace Pics.Properties;

/// <summary>The values that are the most probable together beside all combinations by the reference engine.</summary>
[Collection(TensorTests.Name)]
public class MostProbableLaws
{
    private static void Near(double expected, double found, double tolerance = 1e-9) => Assert.True(Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{found:R} instead of {expected:R}");

    private static Pics.Numerics.Answer.MostProbable Ask(FaceModel face, string question, int samples = 2000, long seed = 1) => (Pics.Numerics.Answer.MostProbable)face.Model.Ask(question, new Chance(samples, seed)).OrThrow();

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void All_combinations_are_compared_where_they_are_few(int seed, bool plain)
    {
        using var face = OfPeople(seed, plain, hasContrast: true);
        double[][] all = [.. from sex in Enumerable.Range(0, 2) from age in Enumerable.Range(0, 3) select new double[] { sex, age, 2, double.NaN }];
        var logs = face.References(all);
        var best = Ask(face, "MAP(sex, \"age group\" | visits=2)");
        var expected = all[Array.IndexOf(logs, logs.Max())];
        Assert.Equal([People.Columns[0].Text(expected[0]), People.Columns[1].Text(expected[1])], best.Values.Select(value => value.Text));
        Near(logs.Max() - face.Reference(double.NaN, double.NaN, 2, double.NaN), best.Log);
        Assert.Equal((6, 0, true, string.Empty), (best.Compared, best.Samples, best.IsExact, best.Units));

        // Counts, given an interval of another column and one of their own; what is known of a column restricts what it may be.
        double[][] some = [.. from sex in Enumerable.Range(0, 2) from visits in Enumerable.Range(3, 60) select new double[] { sex, 1, visits, double.NaN }];
        var counted = face.References(some);
        var found = Ask(face, "MAP(visits, sex | \"age group\"=2, visits>=3)");
        Assert.True(found.IsExact);
        Assert.Equal([$"{some[Array.IndexOf(counted, counted.Max())][2]}", People.Columns[0].Text(some[Array.IndexOf(counted, counted.Max())][0])], found.Values.Select(value => value.Text));
        Near(Math.Exp(counted.Max()) / counted.Sum(Math.Exp), found.Value, 1e-8);
        var values = Evidence.Of("visits", found.Values[0].Text).And("sex", found.Values[1].Text);
        Near(found.Log, face.Model.LogProbability(values, Evidence.Of("age group", 2)).OrThrow() - face.Model.LogProbability(Evidence.Parse("visits>=3"), Evidence.Of("age group", 2)).OrThrow(), 1e-8);
    }

    [Fact]
    public void Numbers_in_bins_are_where_their_density_is_highest_and_the_label_for_all_others_is_left_out()
    {
        using var face = OfBuyers(2);
        var best = Ask(face, "MAP(age, paid, job)");
        Assert.True(best.IsExact);
        Assert.Equal("paid", best.Units); // of whole numbers a density is a probability
        double Log(double age, double paid, int job) => face.Reference(job, age, paid, double.NaN, double.NaN);
        var paid = new[] { -3, -0.01, 0, 0.01, 0.02, 1, 3, 4.99, 5, 10, 20, 20.01, 25, 40 };
        var least = (from age in Enumerable.Range(5, 90) from one in paid from job in Enumerable.Range(0, 2) select Log(age, one, job)).Max();
        Assert.True(best.Log >= least - 1e-9, $"{best} and {least}");
        Assert.NotEqual("(other)", best.Values[2].Text);
        Near(best.Log, face.Model.LogLikelihood(Evidence.Of("age", best.Values[0].Text).And("paid", best.Values[1].Text).And("job", best.Values[2].Text)).OrThrow());
        Assert.Equal("(other)", Ask(face, "MAP(job | job not in {cook, smith})").Values[0].Text);
        Assert.InRange(Ask(face, "MAP(age, job | 40<age<=50)").Values[0].Number!.Value, 41, 50);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Real_numbers_are_searched_for_by_samples(int seed)
    {
        using var face = OfPeople(seed, hasContrast: true);
        var best = Ask(face, "MAP(sex, income | visits=1)");
        Assert.Equal((2000, "income", false), (best.Samples, best.Units, best.IsExact));
        var grid = (from sex in Enumerable.Range(0, 2) from step in Enumerable.Range(-200, 401) select new[] { sex, double.NaN, 1, step / 50.0 }).ToArray();
        var most = face.References(grid).Max() - face.Reference(double.NaN, double.NaN, 1, double.NaN);
        Assert.True(best.Log >= most - 1e-6, $"{best} and {most}");
        Near(best.Log, face.Model.LogProbability(Evidence.Of("sex", best.Values[0].Text).And("income", best.Values[1].Number!.Value), Evidence.Of("visits", 1)).OrThrow());
        Assert.Equal($"{best}", $"{Ask(face, "MAP(sex, income | visits=1)")}");
        Assert.InRange(Ask(face, "MAP(sex, income | 40000<income<41000)").Values[1].Number!.Value, 40000, 41000);
    }

    [Fact]
    public void No_single_change_makes_the_best_of_many_combinations_more_probable()
    {
        using var face = OfImages(Get(QuadGraph.Create(2, 3)));
        string[] names = [.. Enumerable.Range(0, 9).Select(place => $"x{place / 3}.{place % 3}")]; // 4^9 combinations
        var best = Ask(face, $"MAP({string.Join(", ", names)} | x5.0=3)");
        Assert.Equal(2000, best.Samples);
        Assert.Equal(names, best.Values.Select(value => value.Column));
        double Log(IEnumerable<double> levels) => face.Reference([.. levels, .. Enumerable.Range(9, 9).Select(place => place == 15 ? 3 : double.NaN)]);
        var levels = best.Values.Select(value => value.Number!.Value).ToArray();
        Near(Log(levels) - Log(Enumerable.Repeat(double.NaN, 9)), best.Log);
        for (var place = 0; place < 9; place++)
            for (var level = 0; level < 4; level++)
                Assert.True(Log(levels.Select((value, at) => at == place ? level : value)) <= Log(levels) + 1e-9);
        Assert.Equal("the number of samples is 1; it must be at least 2", Says(face.Model.Ask("MAP(x0.0)", new Chance(1, 1))));
    }
}
