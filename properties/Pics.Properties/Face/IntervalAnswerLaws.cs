using static Pics.Properties.FaceModel;

namespace Pics.Properties;

/// <summary>What follows from intervals, sets and weights: moments, modes, samples and smaller models.</summary>
[Collection(TensorTests.Name)]
public class IntervalAnswerLaws
{
    private static void Near(double expected, double found, double tolerance = 1e-9) => Assert.True(Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{found:R} instead of {expected:R}");

    private static double Ask(FaceModel face, string question) => face.Model.Ask(question).OrThrow().Value;

    private static double[] Person(double sex = double.NaN, double group = double.NaN, double visits = double.NaN, double income = double.NaN) => [sex, group, visits, income];

    private static double[] Buyer(double job = double.NaN, double age = double.NaN, double paid = double.NaN, double size = double.NaN, double height = double.NaN) => [job, age, paid, size, height];

    [Fact]
    public void Moments_given_an_interval_of_the_column_itself()
    {
        using var face = OfPeople();
        double P(double visits) => Math.Exp(face.Reference(Person(visits: visits)));
        double Income(Func<double, double>? of = null) => face.Integral([-0.9, 0.4], x => Person(income: x), of);
        var mass = Income();
        var mean = Income(x => x) / mass;
        Near((mean * 8000) + 30000, Ask(face, "E(income | 22800<income<33200)"), 1e-6);
        Near(Income(x => (x - mean) * (x - mean)) / mass * 64e6, Ask(face, "Var(income | 22800<income<33200)"), 1e-5);
        var counts = Enumerable.Range(2, 5).Select(count => P(count)).ToArray();
        Near(counts.Select((p, place) => p * (2 + place)).Sum() / counts.Sum(), Ask(face, "E(visits | 2<=visits<7)"));
        Near(Math.Exp(face.Reference(Person(group: 1))) * 2 / (Math.Exp(face.Reference(Person(group: 1))) + Math.Exp(face.Reference(Person(group: 2)))) + (4 * (1 - (Math.Exp(face.Reference(Person(group: 1))) / (Math.Exp(face.Reference(Person(group: 1))) + Math.Exp(face.Reference(Person(group: 2))))))), Ask(face, "E(\"age group\" | \"age group\">1)"));
        Assert.Equal(["0", "0.3333"], new[] { Ask(face, "Var(visits | visits in {4})"), 1 / 3.0 }.Select(number => number.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture)));

        using var buyers = OfBuyers();
        double Cut(Func<double, double>? of = null) => buyers.Integral([27.5, 30.5, 31.5, 64.5, 70.5], x => Buyer(age: x), of);
        var ages = Cut();
        var age = Cut(x => x) / ages;
        Near(age, Ask(buyers, "E(age | 28<=age<=70)"), 1e-6);
        Near(Cut(x => (x - age) * (x - age)) / ages, Ask(buyers, "Var(age | 28<=age<=70)"), 1e-5);
        var table = ((Pics.Numerics.Answer.Distribution)buyers.Model.Ask("P(age | 28<=age<=70)").OrThrow()).Probabilities;
        Near(1, table.Sum(entry => entry.Probability));
        Near(buyers.Integral([27.5, 30.5], x => Buyer(age: x)) / ages, table[2].Probability, 1e-6);
        Assert.Equal(0, table[0].Probability);
    }

    [Theory]
    [InlineData("age", "age>=70")]
    [InlineData("age", "26<=age<29, job!=cook")]
    [InlineData("paid", "2<paid<3")]
    [InlineData("paid", "paid<=0")]
    [InlineData("size", "size<0.05")]
    [InlineData("height", "height<150")]
    [InlineData("height", "168<height<172")]
    [InlineData("job", "job!=smith")]
    public void No_value_that_counts_beats_the_mode(string column, string given)
    {
        using var face = OfBuyers(2);
        var posterior = face.Model.Posterior(column, Evidence.Parse(given)).OrThrow();
        var best = posterior.LogDensity(posterior.Mode).OrThrow();
        Assert.True(double.IsFinite(best), posterior.Mode);
        if (column == "job") Assert.Equal("cook", posterior.Mode);
        else
            foreach (var x in column switch { "age" or "height" => Enumerable.Range(0, 200).Select(x => (double)x), "paid" => Enumerable.Range(-20, 340).Select(x => x / 100.0), _ => Enumerable.Range(-40, 60).Select(x => x / 400.0) })
                Assert.True(posterior.LogDensity(x).OrThrow() <= best + 1e-6, $"{x} instead of {posterior.Mode}");
    }

    [Fact]
    public void Samples_stay_where_they_are_told_and_follow_what_is_answered()
    {
        const int Count = 4000;
        using var face = OfBuyers(2);
        var given = Evidence.Parse("26<=age<40, paid<3, size>0.2, 160<height<=175, job!=cook");
        var samples = face.Model.Sample(Count, given, seed: 3).OrThrow();
        foreach (var (column, low, high) in new[] { ("age", 26.0, 39.0), ("paid", -1000, 2.99), ("size", 0.2, 1000), ("height", 161, 175) })
        {
            var numbers = Enumerable.Range(0, Count).Select(row => samples.Number(row, column).OrThrow()).ToArray();
            Assert.All(numbers, number => Assert.InRange(number, low, high));
            if (column is "age" or "height") Assert.All(numbers, number => Assert.True(double.IsInteger(number)));
            var posterior = face.Model.Posterior(column, given).OrThrow();
            Assert.True(Math.Abs(numbers.Average() - posterior.Mean) < (5 * Math.Sqrt(posterior.Variance / Count)) + 0.01, $"{column}: {numbers.Average()} instead of {posterior.Mean}");
        }

        Assert.All(Enumerable.Range(0, Count), row => Assert.Equal("smith", samples.Text(row, 0))); // never the label for all others
        Assert.Equal(DataFiles.Values(samples)[(10 * samples.Dimensions)..(30 * samples.Dimensions)], DataFiles.Values(face.Model.Sample(20, given, seed: 3, first: 10).OrThrow()));
        Assert.NotEqual(DataFiles.Values(samples.First(20)), DataFiles.Values(face.Model.Sample(20, given, seed: 4).OrThrow()));
        var within = face.Model.Sample(300, Evidence.Parse("age>60"), seed: 1, withinRange: true).OrThrow();
        Assert.All(Enumerable.Range(0, 300), row => Assert.InRange(within.Number(row, "age").OrThrow(), 61, 80));
        var beyond = face.Model.Sample(300, Evidence.Parse("age>90, job in {baker}"), seed: 1, withinRange: true).OrThrow();
        Assert.All(Enumerable.Range(0, 300), row => Assert.True(beyond.Number(row, "age").OrThrow() > 90 && beyond.Text(row, 0) == "(other)"));
    }

    [Theory]
    [InlineData("income<25000, visits in {2, 3, 9}")]
    [InlineData("visits>12, \"age group\"<4")]
    [InlineData("income>90000")]
    public void Samples_of_every_family_follow_the_posterior(string words)
    {
        const int Count = 5000;
        using var face = OfPeople(2);
        var given = Evidence.Parse(words);
        var samples = face.Model.Sample(Count, given, seed: 11).OrThrow();
        foreach (var column in new[] { "income", "visits", "age group" })
        {
            var posterior = face.Model.Posterior(column, given).OrThrow();
            var numbers = Enumerable.Range(0, Count).Select(row => samples.Number(row, column).OrThrow()).ToArray();
            Assert.True(Math.Abs(numbers.Average() - posterior.Mean) <= (5 * Math.Sqrt(posterior.Variance / Count)) + 1e-9, $"{column}: {numbers.Average()} instead of {posterior.Mean}");
            Assert.InRange((numbers.Average(number => Math.Pow(number - posterior.Mean, 2)) + 1e-9) / (posterior.Variance + 1e-9), 0.8, 1.25);
        }

        Assert.All(Enumerable.Range(0, Count), row => Assert.All(given.Resolve(People).OrThrow().Findings, entry => Assert.Equal(1, entry.Value.Counts(samples.Row(row)[entry.Key]))));
    }

    [Fact]
    public void Models_given_intervals_answer_alike()
    {
        using var face = OfPeople();
        var given = Evidence.Parse("income>34000, visits not in {0, 1}");
        using var small = face.Model.Condition(given).OrThrow();
        Assert.Equal(["sex", "age group"], small.Form.Columns.Select(column => column.Name));
        foreach (var asked in new[] { Evidence.Of("sex", "f"), Evidence.Of("age group", 2).And("sex", "m") })
            Near(face.Model.LogProbability(asked, given).OrThrow(), small.LogLikelihood(asked).OrThrow(), 1e-8);
        Near(face.Model.Posterior("age group", given).OrThrow().Mean, small.Posterior("age group").OrThrow().Mean, 1e-8);
    }

    [Fact]
    public void Channels_are_known_one_by_one()
    {
        using var face = OfImages(Get(QuadGraph.Create(2, 3)));
        double P(double first, double second) => Math.Exp(face.Reference([.. Enumerable.Range(0, 18).Select(place => place == 4 ? first : place == 5 ? second : double.NaN)]));
        Near(Enumerable.Range(0, 3).Sum(level => P(level, 3)), Ask(face, "P(x1.1<=2, x1.2=3)"));
        Near((P(0, 1) + P(0, 2)) / (P(0, 1) + P(0, 2) + P(3, 1) + P(3, 2)), Ask(face, "P(x1.1=0 | 0<x1.2<3, x1.1 in {0, 3})"));
        var samples = face.Model.Sample(50, Evidence.Parse("x1.1>=2, x0.0 in {1}"), seed: 1).OrThrow();
        Assert.All(Enumerable.Range(0, 50), row => Assert.True(samples.Row(row)[4] >= 2 && samples.Row(row)[0] == 1));
    }
}
