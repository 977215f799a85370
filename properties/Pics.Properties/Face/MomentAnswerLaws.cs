using System.Globalization;
using static Pics.Properties.Learned;

namespace Pics.Properties;

/// <summary>Answers about dates and times are dates and times, as the column has them, beside the numbers that programs go on with.</summary>
[Collection(TensorTests.Name)]
public class MomentAnswerLaws
{
    [Theory]
    [InlineData("dd.MM.yyyy", MomentUnit.Days, "days since 1970-01-01")]
    [InlineData("MMM yyyy", MomentUnit.Days, "days since 1970-01-01")]
    [InlineData("yyyy-MM-dd HH:mm", MomentUnit.Seconds, "seconds since 1970-01-01")]
    [InlineData("h:mm tt", MomentUnit.SecondsOfDay, "seconds since midnight")]
    public void A_mean_is_written_as_the_cells_and_a_variance_has_its_unit(string pattern, MomentUnit unit, string since)
    {
        var form = new CellForm.Moment(pattern, unit);
        foreach (var kind in Kinds(unit))
        {
            using var model = Model(new Column("at", kind) { Form = form });
            var (mean, variance) = ((Numerics.Answer.Mean)Get(model.Ask("E(at | n=1)")), (Numerics.Answer.Variance)Get(model.Ask("Var(at | n=1)")));
            Assert.Equal(Get(model.Posterior("at", Evidence.Of("n", 1))).Mean, mean.Value);
            Assert.Equal(form.Write(mean.Number), mean.Written);
            Assert.Equal($"E(at | n=1) = {mean.Written} ({Text(mean.Number)} {since})", $"{mean}");
            Assert.Equal(form, variance.Form);
            var (length, word) = (Text(Math.Sqrt(variance.Number)), since[..since.IndexOf(' ', StringComparison.Ordinal)]);
            Assert.Matches($"^Var\\(at \\| n=1\\) = {System.Text.RegularExpressions.Regex.Escape(Text(variance.Number))} {word} squared, a standard deviation of {length} {word}{(unit == MomentUnit.Days ? "$" : @"( \([0-9.]+ (hours|days)\))?$")}", $"{variance}");
        }
    }

    [Fact]
    public void Many_seconds_are_also_hours_or_days()
    {
        string Of(double seconds) => $"{new Numerics.Answer.Variance("Var(at)", seconds * seconds) { Form = new CellForm.Moment("HH:mm", MomentUnit.SecondsOfDay) }}";
        Assert.Equal("Var(at) = 100 seconds squared, a standard deviation of 10 seconds", Of(10));
        Assert.Equal("Var(at) = 29160000 seconds squared, a standard deviation of 5400 seconds (1.5 hours)", Of(5400));
        Assert.EndsWith("172800 seconds (2 days)", Of(172800), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_numbers_are_numbers()
    {
        using var model = Model(new Column("at", new ColumnKind.Real(20, 5)));
        var mean = (Numerics.Answer.Mean)Get(model.Ask("E(at)"));
        Assert.Equal((null, null, $"E(at) = {Text(mean.Value)}"), (mean.Form, mean.Written, $"{mean}"));
        Assert.Equal($"Var(at) = {Text(Get(model.Ask("Var(at)")).Value)}", $"{Get(model.Ask("Var(at)"))}");
    }

    private static ColumnKind[] Kinds(MomentUnit unit)
    {
        var (centre, scale) = unit switch { MomentUnit.Days => (19800.0, 40.0), MomentUnit.Seconds => (1.7e9, 1e6), _ => (45000, 9000) };
        return [new ColumnKind.Real(centre, scale), new ColumnKind.Binned(Bins.Create([centre - scale, centre, centre + scale], scale, scale).OrThrow())];
    }

    private static PicModel Model(Column column)
    {
        var random = new Random(3);
        double At() => column.Kind switch { ColumnKind.Binned binned => binned.Bins.Edges[1] + (binned.Bins.Above * ((2 * random.NextDouble()) - 1)), _ => (2 * random.NextDouble()) - 1 };
        var data = Dataset.Table("moments", [column, new("n", Column.Of(2).Kind)], Enumerable.Range(0, 60).SelectMany(_ => new[] { At(), random.Next(2) })).OrThrow();
        return Get(PicModel.Learn(data, Quick));
    }

    private static string Text(double number) => number.ToString("G10", CultureInfo.InvariantCulture);
}
