using static Pics.Properties.FaceModel;

namespace Pics.Properties;

/// <summary>What columns would say about another one beside sums and integrals over the densities of complete rows by the reference engine.</summary>
[Collection(TensorTests.Name)]
public class NextLaws
{
    private const int Samples = 20000;

    private static Pics.Numerics.Answer.Next Ask(FaceModel face, string question, int samples = Samples, long seed = 1) => (Pics.Numerics.Answer.Next)face.Model.Ask(question, new Chance(samples, seed)).OrThrow();

    /// <summary>Mutual information of a table of probabilities, or of densities times widths, in bits.</summary>
    private static double Mutual(double[][] joint)
    {
        var total = joint.Sum(row => row.Sum());
        var (rows, columns) = (joint.Select(row => row.Sum() / total).ToArray(), Enumerable.Range(0, joint[0].Length).Select(column => joint.Sum(row => row[column]) / total).ToArray());
        return joint.SelectMany((row, at) => row.Select((value, column) => value > 0 ? value / total * Math.Log2(value / total / rows[at] / columns[column]) : 0)).Sum();
    }

    private static double[][] Table(FaceModel face, double[] first, double[] second, Func<double, double, double[]> row) =>
        [.. first.Select(one => face.References([.. second.Select(other => row(one, other))]).Select(Math.Exp).ToArray())];

    private static double[] Upto(int count) => [.. Enumerable.Range(0, count).Select(value => (double)value)];

    private static double[] Grid(double low, double high, int steps = 4000) => [.. Enumerable.Range(0, steps).Select(step => low + ((high - low) * (step + 0.5) / steps))];

    private static void Within(double expected, ColumnInformation found) =>
        Assert.True(Math.Abs(expected - found.Bits) <= (found.StandardError is { } error ? (5 * error) + 1e-5 : 1e-9), $"{found} instead of {expected}");

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Information_is_that_of_the_joint_distribution(int seed, bool plain)
    {
        using var face = OfPeople(seed, plain, hasContrast: true);
        double N = double.NaN;
        var (counts, incomes) = (Upto(60), Grid(-80, 80));
        ColumnInformation Of(Pics.Numerics.Answer.Next answer, string name) => answer.Columns.Single(column => column.Column == name);
        var sex = Ask(face, "next(sex)");
        Assert.Equal(["age group", "income", "visits"], sex.Columns.Select(column => column.Column).Order(StringComparer.Ordinal));
        Assert.Equal(sex.Columns.OrderByDescending(column => column.Bits), sex.Columns);
        Assert.Null(Of(sex, "age group").StandardError);
        Within(Mutual(Table(face, Upto(2), Upto(3), (one, other) => [one, other, N, N])), Of(sex, "age group"));
        Within(Mutual(Table(face, Upto(2), counts, (one, other) => [one, N, other, N])), Of(sex, "visits"));
        Within(Mutual(Table(face, Upto(2), incomes, (one, other) => [one, N, N, other])), Of(sex, "income"));
        var p = Math.Exp(face.Reference(0, N, N, N));
        Assert.Equal((-p * Math.Log2(p)) - ((1 - p) * Math.Log2(1 - p)), sex.Entropy!.Value, 1e-9);
        Assert.Equal(Samples, sex.Samples);

        var income = Ask(face, "next(income | sex=f)");
        Assert.Null(income.Entropy);
        Assert.Equal(["age group", "visits"], income.Columns.Select(column => column.Column).Order(StringComparer.Ordinal));
        Within(Mutual(Table(face, Upto(3), incomes, (one, other) => [0, one, N, other])), Of(income, "age group"));
        Within(Mutual(Table(face, counts, incomes, (one, other) => [0, N, one, other])), Of(income, "visits"));
    }

    [Fact]
    public void Intervals_count_on_both_sides_of_the_bar()
    {
        using var face = OfPeople(2, hasContrast: true);
        double N = double.NaN;
        var high = Grid(0, 80);
        double Sum(IEnumerable<double[]> rows) => face.References([.. rows]).Sum(Math.Exp);
        var given = Ask(face, "next(sex | income>30000)");
        Assert.Equal(["age group", "visits"], given.Columns.Select(column => column.Column).Order(StringComparer.Ordinal)); // of income something is known
        var ages = Upto(2).Select(one => Upto(3).Select(other => Sum(high.Select(x => new[] { one, other, N, x }))).ToArray()).ToArray();
        Assert.Equal(Mutual(ages), given.Columns.Single(column => column.Column == "age group").Bits, 1e-5);
        var own = Ask(face, "next(visits | visits>=2)");
        Within(Mutual(Table(face, Upto(3), [.. Upto(60).Skip(2)], (one, other) => [N, one, other, N])), own.Columns.Single(column => column.Column == "age group"));
        Within(Mutual(Table(face, Grid(-80, 80), [.. Upto(60).Skip(2)], (one, other) => [N, N, other, one])), own.Columns.Single(column => column.Column == "income"));
        var few = Ask(face, "next(\"age group\" | \"age group\"!=2)");
        Within(Mutual(Table(face, Upto(2), [0, 2], (one, other) => [one, other, N, N])), few.Columns.Single(column => column.Column == "sex"));
        Within(Mutual(Table(face, [0, 2], Grid(-80, 80), (one, other) => [N, one, N, other])), few.Columns.Single(column => column.Column == "income"));
    }

    [Fact]
    public void Numbers_in_bins_say_what_their_bins_say()
    {
        using var face = OfBuyers(2);
        double N = double.NaN;
        var ages = new[] { 10.0, 20, 28, 31, 40, 70 }; // one of each bin
        double Width(double age) => Math.Exp(-((ColumnKind.Binned)Buyers.Columns[1].Kind).Bins.LogDensity(age));
        var joint = Table(face, Upto(3), ages, (one, other) => [one, other, N, N, N]).Select(row => row.Zip(ages, (density, age) => density * Width(age)).ToArray()).ToArray();
        var found = Ask(face, "next(job)", 100);
        Within(Mutual(joint), found.Columns.Single(column => column.Column == "age"));
        Within(Mutual(joint), Ask(face, "next(age)", 100).Columns.Single(column => column.Column == "job"));
        Assert.Equal(["age", "height", "paid", "size"], found.Columns.Select(column => column.Column).Order(StringComparer.Ordinal));
        Assert.Equal(["height"], found.Columns.Where(column => column.StandardError is not null).Select(column => column.Column));
        var all = Ask(face, "next(job | age=20, paid=0, size=1, height=170)");
        Assert.True(all.Columns.IsEmpty && all.Value == 0 && all.Samples == 0);
    }

    [Fact]
    public void Equal_seeds_give_equal_answers_and_the_error_falls()
    {
        using var face = OfPeople(hasContrast: true);
        Assert.Equal($"{Ask(face, "next(sex)", 300, 4)}", $"{Ask(face, "next(sex)", 300, 4)}");
        Assert.NotEqual($"{Ask(face, "next(sex)", 300, 4)}", $"{Ask(face, "next(sex)", 300, 5)}");
        double Error(int samples) => Ask(face, "next(sex)", samples).Columns.Single(column => column.Column == "income").StandardError!.Value;
        Assert.InRange(Error(400) / Error(6400), 2, 8); // about 4
        using var images = OfImages(Get(QuadGraph.Create(2, 3)));
        var pixels = Ask(images, "next(x0.1 | x5.0=3, x4.2>1)");
        Assert.Equal((15, 0), (pixels.Columns.Length, pixels.Samples));
        double[] Row(double first, double second) => [.. Enumerable.Range(0, 18).Select(place => place == 1 ? first : place == 2 ? second : place == 15 ? 3 : double.NaN)];
        var joint = Upto(4).Select(one => Upto(4).Select(other => new double[] { 2, 3 }.Sum(level => Math.Exp(images.Reference([.. Row(one, other).Select((value, place) => place == 14 ? level : value)])))).ToArray()).ToArray();
        Within(Mutual(joint), pixels.Columns.Single(column => column.Column == "x0.2"));
    }
}
