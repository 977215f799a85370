using static Pics.Properties.FaceModel;

namespace Pics.Properties;

/// <summary>Quantiles beside distribution functions, sums over the densities of complete rows by the reference engine, and samples.</summary>
[Collection(TensorTests.Name)]
public class QuantileLaws
{
    private static readonly double[] Parts = [1e-7, 0.01, 0.2, 0.5, 0.77, 0.95, 0.9999999];

    private static double Ask(FaceModel face, string question) => face.Model.Ask(question).OrThrow().Value;

    private static string Text(double number) => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The least number at which the distribution function is at least the part.</summary>
    private static void Inverts(FaceModel face, string column, string given, bool isSmooth)
    {
        foreach (var part in Parts)
        {
            var question = $"Q({Text(part)}, {column}{(given.Length > 0 ? $" | {given}" : string.Empty)})";
            var at = Text(Ask(face, question));
            double P(string sign) => Ask(face, $"P({column}{sign}{at}{(given.Length > 0 ? $" | {given}" : string.Empty)})");
            var tolerance = 1e-9 * Math.Max(1e-3, Math.Min(part, 1 - part));
            Assert.True(P("<=") >= part - tolerance, $"{question} is {at}, which has {P("<=")} below it");
            Assert.True(P("<") <= part + tolerance, $"{question} is {at}, and less would do: {P("<")}");
            if (isSmooth) Assert.True(Math.Abs(P("<") - part) <= tolerance, $"{question} is {at} with {P("<")} below it");
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Quantiles_invert_the_distribution_function(int seed, bool plain)
    {
        using var people = OfPeople(seed, plain, hasContrast: true);
        foreach (var given in new[] { string.Empty, "sex=f, visits>2" })
        {
            Inverts(people, "income", given, isSmooth: true);
            Inverts(people, "\"age group\"", given, isSmooth: false);
        }

        Inverts(people, "visits", "income<28000", isSmooth: false);
        Inverts(people, "visits", "visits in {2, 3, 9}", isSmooth: false);
        Inverts(people, "visits", "visits>40", isSmooth: false);
        Inverts(people, "income", "income>40000, visits=1", isSmooth: true);
        Inverts(people, "income", "25000<income<26000", isSmooth: true);
        Inverts(people, "\"age group\"", "\"age group\"!=2", isSmooth: false);
        using var buyers = OfBuyers(seed, plain);
        foreach (var given in new[] { string.Empty, "job=cook", "job!=cook, height>165" })
        {
            Inverts(buyers, "size", given, isSmooth: true);
            foreach (var column in new[] { "age", "paid", "height" }) Inverts(buyers, column, given, isSmooth: false);
        }

        Inverts(buyers, "age", "age>=70", isSmooth: false);
        Inverts(buyers, "age", "26<=age<29, job!=cook", isSmooth: false);
        Inverts(buyers, "paid", "paid!=0", isSmooth: false);
        Inverts(buyers, "size", "size<0.05", isSmooth: true);
        Inverts(buyers, "height", "height in {150, 171}", isSmooth: false);
    }

    [Fact]
    public void Quantiles_are_those_of_the_densities_of_rows()
    {
        using var face = OfPeople(3, hasContrast: true);
        var counts = Enumerable.Range(0, 60).Select(count => Math.Exp(face.Reference(1, double.NaN, count, double.NaN))).ToArray();
        foreach (var part in new[] { 0.05, 0.5, 0.9 })
        {
            var sum = 0.0;
            var expected = Enumerable.Range(0, counts.Length).First(count => (sum += counts[count]) >= part * counts.Sum());
            Assert.Equal(expected, Ask(face, $"Q({Text(part)}, visits | sex=m)"));
            var income = (Ask(face, $"Q({Text(part)}, income | sex=m)") - 30000) / 8000;
            Assert.Equal(part, 8000 * face.Integral([-30, income], x => [1, double.NaN, double.NaN, x]) / Math.Exp(face.Reference(1, double.NaN, double.NaN, double.NaN)), 1e-4);
        }
    }

    [Theory]
    [InlineData("age", "paid<3, size>0.2")]
    [InlineData("paid", "age>28")]
    [InlineData("size", "")]
    [InlineData("height", "160<height<=175")]
    public void Samples_lie_below_quantiles_as_often_as_they_say(string column, string given)
    {
        const int Count = 20000;
        using var face = OfBuyers(2);
        var evidence = Evidence.Parse(given);
        var samples = face.Model.Sample(Count, evidence, seed: 5, withOther: true).OrThrow();
        var posterior = face.Model.Posterior(column, evidence).OrThrow();
        foreach (var part in new[] { 0.1, 0.5, 0.9 })
        {
            var quantile = posterior.Quantile(part).OrThrow();
            var (below, least) = (0, 0);
            for (var row = 0; row < Count; row++)
            {
                var number = samples.Number(row, column).OrThrow();
                if (number <= quantile.Number) below++;
                if (number < quantile.Number) least++;
            }

            var error = 5 * Math.Sqrt(part * (1 - part) / Count);
            Assert.True(below / (double)Count >= part - error && least / (double)Count <= part + error, $"{column} at {part}: {quantile.Text} has {below} of {Count} up to it, {least} below it");
        }
    }

    [Fact]
    public void Labels_in_an_order_have_quantiles_and_one_for_all_others_has_no_place()
    {
        using var face = OfSizes();
        double P(int size) => Math.Exp(face.Reference(double.NaN, size, double.NaN, double.NaN));
        var small = P(0) / (P(0) + P(1));
        string Of(double part) => ((Pics.Numerics.Answer.Quantile)face.Model.Ask($"Q({Text(part)}, size)").OrThrow()).Of.Text;
        Assert.Equal(["S", "S", "M", "M"], new[] { Of(small / 2), Of(small - 1e-9), Of(small + 1e-9), Of(0.99999) });
        Assert.Equal("Q(0.99999, size) = M", $"{face.Model.Ask("Q(0.99999, size)").OrThrow()}");
        Assert.True(double.IsNaN(Ask(face, "Q(0.5, size)")));
        Assert.Equal(new ColumnValue("size", "M", null), face.Model.Posterior("size").OrThrow().Quantile(0.99999).OrThrow());
    }

    [Fact]
    public void What_has_no_quantile_gets_one_sentence()
    {
        using var face = OfPeople();
        var (sex, income) = (face.Model.Posterior("sex").OrThrow(), face.Model.Posterior("income").OrThrow());
        Assert.Equal("'sex' has texts without an order and so no quantiles; expected a column of numbers, or of categories in an order", Says(sex.Quantile(0.5)));
        foreach (var part in new[] { 0, 1, -3, double.NaN, double.PositiveInfinity })
            Assert.Equal($"'the part of a quantile' cannot be '{Text(part)}'; expected a number above 0 and below 1, as 0.9", Says(income.Quantile(part)));
        Assert.Equal("row 0: the evidence has probability zero under the model, so nothing is defined given it; observe less", Says(face.Model.Ask("Q(0.5, income | visits<0)")));
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        using var face = OfPeople();
        void All()
        {
            foreach (var question in new[] { "Q(0.5, income)", "Q(0.5, income | income>30000)", "Q(0.5, visits | visits<0)", "MAP(sex, visits | income>30000)", "MAP(sex, income)", "next(sex | income<30000)", "next(income | sex=f)" })
                Says(face.Model.Ask(question, new Chance(50, 1)));
            face.Model.Fills(Rows(5, 1), interval: 0.5).OrThrow();
        }

        All(); // once for what is made once
        var before = TensorTests.Settle();
        All();
        Assert.Equal(before, TensorTests.Settle());
    }
}
