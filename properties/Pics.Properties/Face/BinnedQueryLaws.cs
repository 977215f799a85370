using static Pics.Properties.FaceModel;

namespace Pics.Properties;

/// <summary>What a model answers about columns of numbers in bins, in the data's own units, beside sums and integrals of its densities.</summary>
[Collection(TensorTests.Name)]
public class BinnedQueryLaws
{
    private static readonly string[] Names = [.. Buyers.Columns.Select(column => column.Name)];

    private static readonly Evidence Known = Evidence.Of("job", "smith").And("paid", 3.25);

    private static double[] KnownRow(string column, double value)
    {
        var row = new[] { 1, double.NaN, 3.25, double.NaN, double.NaN };
        row[System.Array.IndexOf(Names, column)] = value;
        return row;
    }

    private static Bins BinsOf(string column) => Buyers.Columns.Single(one => one.Name == column).Kind is ColumnKind.Binned { Bins: var bins } ? bins : throw new InvalidOperationException(column);

    private static void Near(double expected, double found, double tolerance = 1e-9) => Assert.True(Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{found} instead of {expected}");

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Log_likelihoods_are_in_own_units(int seed, bool plain)
    {
        using var face = OfBuyers(seed, plain);
        var data = Bought(20, seed);
        var all = face.Model.LogLikelihoods(data).OrThrow();
        var scores = face.Model.Scores(data).OrThrow();
        for (var row = 0; row < data.Rows; row++)
        {
            var expected = face.Reference([.. data.Row(row)]);
            Near(expected, all[row]);
            Near(expected, scores[row].LogLikelihood);
            Near(expected, face.Model.LogLikelihood(Evidence.Row(data, row)).OrThrow());
            if (scores[row].Column is not { } column) continue;
            var without = data.Row(row).ToArray();
            without[System.Array.IndexOf(Names, column)] = double.NaN;
            Near(face.Reference(without) - expected, scores[row].Surprise, 1e-8);
        }

        Assert.True(double.IsFinite(face.Model.LogLikelihood(Evidence.Of("age", 1e200).And("paid", -1e300)).OrThrow()));
    }

    [Theory]
    [InlineData("age")]
    [InlineData("paid")]
    [InlineData("size")]
    public void Densities_integrate_to_one_with_the_mean_and_variance_that_are_answered(string column)
    {
        using var face = OfBuyers();
        var (bins, given) = (BinsOf(column), face.Reference(Row(double.NaN)));
        double[] Row(double value) => column == "paid" ? [1, double.NaN, value, double.NaN, double.NaN] : KnownRow(column, value);
        var known = column == "paid" ? Evidence.Of("job", "smith") : Known;
        var within = Enumerable.Range(0, bins.Count).Select(bin => Math.Exp(face.Reference(Row(bins.Mean(bin))) - given - bins.LogDensity(bins.Mean(bin)))).ToArray(); // p(bin)
        double Integral(Func<double, double> of) => Enumerable.Range(0, bins.Count).Sum(bin => BinLaws.Integral(bins, bin, x => of(x) * within[bin] * Math.Exp(bins.LogDensity(x))));
        Assert.Equal(1, Integral(_ => 1), 1e-5);
        var (mean, posterior) = (Integral(x => x), face.Model.Posterior(column, known).OrThrow());
        Near(mean, posterior.Mean, 1e-5);
        Near(Integral(x => (x - mean) * (x - mean)), posterior.Variance, 1e-4);
        Assert.All(within.Zip(posterior.Probabilities), pair => Near(pair.Item1, pair.Item2.Probability));
        foreach (var x in Enumerable.Range(0, bins.Count).Select(bin => bins.Draw(bin, 0.3))) Near(face.Reference(Row(x)) - given, posterior.LogDensity(x).OrThrow());
    }

    [Fact]
    public void Whole_numbers_have_probabilities_and_others_densities()
    {
        using var face = OfBuyers();
        var sum = Enumerable.Range(-100, 400).Sum(age => face.Model.Ask($"P(age={age} | job=smith)").OrThrow().Value);
        Assert.Equal(1, sum, 1e-2); // tails are no steps
        Assert.DoesNotContain("density", $"{face.Model.Ask("P(age=30)").OrThrow()}", StringComparison.Ordinal);
        Assert.Contains("a density per unit of age\n", $"{face.Model.Ask("P(age=30.5)").OrThrow()}", StringComparison.Ordinal);
        Assert.Contains("a density per unit of paid and of size\n", $"{face.Model.Ask("P(age=30, paid=3.5, size=1)").OrThrow()}", StringComparison.Ordinal);
        Assert.Equal(["up to 17", "18 to 24", "25 to 30", "31", "32 to 64", "65 or more"], face.Model.Posterior("age").OrThrow().Probabilities.Select(entry => entry.Label));
        Assert.Equal(["up to -0.01", "0.00", "0.01 to 4.99", "5.00 to 20.00", "20.01 or more"], face.Model.Posterior("paid").OrThrow().Probabilities.Select(entry => entry.Label));
        Assert.Contains("\n25 to 30    0.", $"{face.Model.Ask("P(age | job=cook)").OrThrow()}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_value_of_a_column_beats_its_mode(int seed)
    {
        using var face = OfBuyers(seed);
        foreach (var (column, step) in new[] { ("age", 1.0), ("size", 0.01) })
        {
            var posterior = face.Model.Posterior(column, Known).OrThrow();
            var best = posterior.LogDensity(posterior.Mode).OrThrow();
            var rows = Enumerable.Range(-300, 800).Select(place => KnownRow(column, place * step)).Append(KnownRow(column, BinsOf(column).Edges[0])).ToArray();
            var all = face.Model.LogLikelihoods(Dataset.Table("scan", Buyers.Columns, rows.SelectMany(row => row)).OrThrow()).OrThrow();
            Assert.True(all.Max() - face.Reference(KnownRow(column, double.NaN)) <= best + 1e-9, $"{column} {posterior.Mode}");
        }
    }

    [Fact]
    public void Fills_are_values_of_their_columns_with_their_own_density()
    {
        using var face = OfBuyers();
        var data = Bought(24, 4, hidden: 0.5);
        foreach (var kind in Enum.GetValues<FillKind>())
            foreach (var within in new[] { false, true })
            {
                var fills = face.Model.Fills(data, kind, seed: 3, withinRange: within).OrThrow();
                Assert.Equal(DataFiles.Values(data).Count(double.IsNaN), fills.Count);
                foreach (var ((row, place), fill) in fills)
                {
                    Assert.NotEqual("(other)", fill.Text);
                    if (place is 1 or 4) Assert.True(double.IsInteger(fill.Number!.Value), fill.Text);
                    if (place == 2) Assert.Equal(Math.Round(fill.Number!.Value, 2), fill.Number.Value);
                    if (within && Buyers.Columns[place].Range is var (least, largest)) Assert.InRange(fill.Number!.Value, least, largest);
                    Near(face.Model.Posterior(Names[place], Evidence.Row(data, row)).OrThrow().LogDensity(fill.Text).OrThrow(), fill.LogProbability, 1e-7);
                }

                var filled = face.Model.Complete(data, kind, seed: 3, withinRange: within).OrThrow();
                Assert.All(fills, fill => Assert.Equal(fill.Value.Text, filled.Text(fill.Key.Row, fill.Key.Place)));
                var (before, after) = (DataFiles.Values(data), DataFiles.Values(filled));
                Assert.All(Enumerable.Range(0, before.Length).Where(place => !double.IsNaN(before[place])), place => Assert.Equal(before[place], after[place]));
            }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fills_and_samples_do_not_depend_on_the_batch(bool isReal)
    {
        using var face = OfBuyers(2, isReal: isReal);
        var data = Bought(300, 5, hidden: 0.5, isReal);
        var all = face.Model.Fills(data, FillKind.Sample, seed: 7).OrThrow();
        Assert.Equal(all.Values.Select(fill => fill.Number), face.Model.Fills(data, FillKind.Sample, seed: 7).OrThrow().Values.Select(fill => fill.Number));
        Assert.All(face.Model.Fills(data.First(20), FillKind.Sample, seed: 7).OrThrow(), fill => Assert.Equal(all[fill.Key].Text, fill.Value.Text));
        var given = Evidence.Of("age", 33.5);
        foreach (var known in new[] { Evidence.Nothing, given })
        {
            var samples = face.Model.Sample(30, known, seed: 2).OrThrow();
            Assert.Equal(DataFiles.Values(samples)[(10 * samples.Dimensions)..], DataFiles.Values(face.Model.Sample(20, known, seed: 2, first: 10).OrThrow()));
        }

        Assert.All(Enumerable.Range(0, 30), row => Assert.Equal(33.5, face.Model.Sample(30, given).OrThrow().Row(row)[1])); // as it was given, though no age has half years
    }

    [Fact]
    public void Samples_follow_the_posterior_in_values_of_the_columns()
    {
        const int Count = 6000;
        using var face = OfBuyers();
        var samples = face.Model.Sample(Count, Evidence.Of("job", "smith"), seed: 5).OrThrow();
        foreach (var column in new[] { "age", "paid", "size", "height" })
        {
            var (posterior, numbers) = (face.Model.Posterior(column, Evidence.Of("job", "smith")).OrThrow(), Enumerable.Range(0, Count).Select(row => samples.Number(row, column).OrThrow()).ToArray());
            var (mean, deviation) = (numbers.Average(), Math.Sqrt(posterior.Variance));
            Assert.True(Math.Abs(mean - posterior.Mean) < 5 * deviation / Math.Sqrt(Count), $"{column}: {mean} instead of {posterior.Mean}");
            Assert.InRange(numbers.Average(number => (number - mean) * (number - mean)) / posterior.Variance, 0.8, 1.25);
            if (column is "age" or "height") Assert.All(numbers, number => Assert.True(double.IsInteger(number)));
        }

        var free = face.Model.Sample(1000, seed: 1, withinRange: true).OrThrow();
        Assert.All(Enumerable.Range(0, 1000), row => Assert.NotEqual("(other)", free.Text(row, 0)));
        Assert.All(Enumerable.Range(0, 1000), row => Assert.InRange(free.Row(row)[1], 15, 80));
    }

    [Fact]
    public void Completions_have_a_higher_density_than_others()
    {
        using var face = OfBuyers(3);
        var data = Bought(12, 6, hidden: 0.6);
        double[] Of(FillKind kind, long seed = 0) => [.. face.Model.LogLikelihoods(face.Model.Complete(data, kind, seed).OrThrow()).OrThrow()];
        var best = Of(FillKind.Mpe);
        for (var seed = 0; seed < 5; seed++) Assert.All(best.Zip(Of(FillKind.Sample, seed)), pair => Assert.True(pair.Item1 >= pair.Item2 - 1, $"{pair}"));
        Assert.True(best.Sum() >= Of(FillKind.Expectation).Sum());
        Assert.True(best.Sum() >= Of(FillKind.Mode).Sum() - 3);
    }

    [Fact]
    public void Models_given_evidence_and_of_some_columns_answer_alike()
    {
        using var face = OfBuyers();
        using var given = face.Model.Condition(Known).OrThrow();
        using var some = face.Model.Marginal("age", "size").OrThrow();
        var rest = Evidence.Of("age", 40).And("size", 0.75);
        Near(face.Model.LogProbability(rest, Known).OrThrow(), given.LogLikelihood(rest).OrThrow(), 1e-8);
        Near(face.Model.Posterior("size", Known).OrThrow().Mean, given.Posterior("size").OrThrow().Mean, 1e-8);
        Near(face.Model.LogLikelihood(rest).OrThrow(), some.LogLikelihood(rest).OrThrow(), 1e-8);
        Assert.Equal(face.Model.Posterior("age").OrThrow().Mode, some.Posterior("age").OrThrow().Mode);
    }

    [Fact]
    public void Answers_leave_no_tensors_behind()
    {
        using var face = OfBuyers();
        var data = Bought(6, 2, hidden: 0.5);
        long Count()
        {
            foreach (var kind in Enum.GetValues<FillKind>()) face.Model.Fills(data, kind).OrThrow();
            face.Model.Sample(20, Evidence.Of("age", 30)).OrThrow();
            face.Model.Posterior("age").OrThrow();
            return TensorTests.Settle();
        }

        Assert.Equal(Count(), Count());
    }

    [Fact]
    public void Rows_of_other_forms_give_the_same()
    {
        using var face = OfBuyers();
        var data = Bought(10, 8);
        Column[] columns = [Buyers.Columns[0], new("age", new ColumnKind.Count()), new("paid", new ColumnKind.Real(0, 0.5)), new("size", new ColumnKind.Binned(BinsOf("age"))), new("height", new ColumnKind.Binned(BinsOf("age")))];
        var other = Dataset.Table("other", columns, Enumerable.Range(0, data.Rows).SelectMany(row => Enumerable.Range(0, 5).Select(column => data.Text(row, column) is { Length: > 0 } text ? columns[column].Value(text)!.Value : double.NaN))).OrThrow();
        Assert.All(face.Model.LogLikelihoods(data).OrThrow().Zip(face.Model.LogLikelihoods(other).OrThrow()), pair => Near(pair.Item1, pair.Item2, 1e-8));
    }

    [Fact]
    public void The_laws_of_models_hold_with_rows_in_bins()
    {
        using var face = OfBuyers(isReal: false);
        using var subject = new LawSubject(face.Model.Stored);
        var data = Bought(40, 3, isReal: false);
        var cases = new CaseGenerator(subject, data).At(StoredRule.Of(face.Model.Folded.Rule)).Sample(40, new Rnd(1), 12);
        Assert.All(cases, given => Assert.Null(subject.Refusal(given)));
        foreach (var law in new[] { Pics.Numerics.Laws.Marginal, Pics.Numerics.Laws.ChainRule, Pics.Numerics.Laws.PosteriorsSumToOne })
            Assert.All(cases.Take(6), given => Assert.IsNotType<LawOutcome.Differs>(law.Check(subject, given)));
    }
}
