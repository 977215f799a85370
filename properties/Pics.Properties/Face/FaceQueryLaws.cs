using static Pics.Properties.FaceModel;

namespace Pics.Properties;

/// <summary>The answers of a model beside sums and integrals of the densities of complete rows, in the data's own units.</summary>
[Collection(TensorTests.Name)]
public class FaceQueryLaws
{
    private const double Step = 160;

    private static readonly Evidence Known = Evidence.Of("sex", "m").And("visits", 2);

    private static readonly double[] Incomes = [.. Enumerable.Range(-1500, 3001).Select(step => 30000 + (step * Step))];

    private static double Seen(double income) => (income - 30000) / 8000;

    private static void Near(double expected, double found, double tolerance = 1e-9) => Assert.True(Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{found} instead of {expected}");

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Log_likelihoods_are_in_own_units(int seed, bool plain)
    {
        using var face = OfPeople(seed, plain);
        var data = Rows(30, seed);
        var all = face.Model.LogLikelihoods(data).OrThrow();
        for (var row = 0; row < data.Rows; row++)
        {
            var expected = face.Reference([.. data.Row(row)]);
            Near(expected, all[row]);
            Near(expected, face.Model.LogLikelihood(Evidence.Row(data, row)).OrThrow());
        }

        Near(0, face.Model.LogLikelihood(Evidence.Nothing).OrThrow(), 1e-12);
        Near(face.Reference(0, 1, 3, 1), face.Model.LogLikelihood(Evidence.Parse("sex=f, \"age group\"=2, visits=3, income=38000")).OrThrow());
        Assert.Equal(double.NegativeInfinity, face.Model.LogLikelihood(Evidence.Of("income", 1e200)).OrThrow());
    }

    [Fact]
    public void Posteriors_are_sums_and_integrals()
    {
        using var face = OfPeople();
        var given = face.Reference(1, double.NaN, 2, double.NaN);
        var densities = Incomes.Select(income => Math.Exp(face.Reference(1, double.NaN, 2, Seen(income)) - given)).ToArray();
        Near(1, densities.Sum() * Step, 1e-6);
        var income = face.Model.Posterior("income", Known).OrThrow();
        var mean = densities.Zip(Incomes, (density, at) => density * at).Sum() * Step;
        Near(mean, income.Mean, 1e-6);
        Near(densities.Zip(Incomes, (density, at) => density * (at - mean) * (at - mean)).Sum() * Step, income.Variance, 1e-5);
        Near(Math.Log(densities[1400]), income.LogDensity(Incomes[1400]).OrThrow());
        Assert.All(densities, density => Assert.True(Math.Log(density) <= income.LogDensity(income.Mode).OrThrow() + 1e-7));
        Assert.Empty(income.Probabilities);

        var group = face.Model.Posterior("age group", Known).OrThrow();
        var expected = Enumerable.Range(0, 3).Select(value => Math.Exp(face.Reference(1, value, 2, double.NaN) - given)).ToArray();
        Assert.Equal(["1", "2", "4"], group.Probabilities.Select(entry => entry.Label));
        Assert.All(expected.Zip(group.Probabilities), pair => Near(pair.Item1, pair.Item2.Probability));
        Near(expected[0] + (2 * expected[1]) + (4 * expected[2]), group.Mean);
        Assert.Equal(group.Probabilities.MaxBy(entry => entry.Probability).Label, group.Mode);
        Near(Math.Log(expected[2]), group.LogDensity("4").OrThrow());

        var sex = face.Model.Posterior("sex").OrThrow();
        Assert.Equal((double.NaN, double.NaN), (sex.Mean, sex.Variance));
        var visits = face.Model.Posterior("visits").OrThrow();
        Near(Enumerable.Range(0, 60).Sum(count => count * Math.Exp(face.Reference(double.NaN, double.NaN, count, double.NaN))), visits.Mean, 1e-8);
    }

    [Fact]
    public void Answers_say_what_the_numbers_are()
    {
        using var face = OfPeople();
        var model = face.Model;
        var given = face.Reference(1, double.NaN, 2, double.NaN);
        var probability = model.Ask("P(income=34000, \"age group\"=4 | sex=m, visits=2)").OrThrow();
        Near(Math.Exp(face.Reference(1, 2, 2, 0.5) - given), probability.Value, 1e-12);
        Assert.Matches("^P\\(income=34000, \"age group\"=4 \\| sex=m, visits=2\\) = .*, a density per unit of income\nlog: .* nats$", $"{probability}");
        Near(model.LogProbability(Evidence.Of("income", 34000).And("age group", 4), Known).OrThrow(), Math.Log(probability.Value));
        Assert.Equal(model.Posterior("income", Known).OrThrow().Mean, model.Ask("E(income | sex=m, visits=2)").OrThrow().Value);
        Assert.Equal(model.Posterior("income", Known).OrThrow().Variance, model.Ask("Var(income | sex=m, visits=2)").OrThrow().Value);
        var distribution = model.Ask("P(\"age group\" | sex=m, visits=2)").OrThrow();
        Assert.Equal(model.Posterior("age group", Known).OrThrow().Probabilities.ToArray(), distribution.Match<LabelProbability[]>(_ => [], found => [.. found.Probabilities], _ => [], _ => [], _ => [], _ => [], _ => []));
        Assert.Equal(4, $"{distribution}".Split('\n').Length);
    }

    [Fact]
    public void Scores_have_surprises_in_own_units()
    {
        using var face = OfPeople();
        var (data, names) = (Rows(25, 9), People.Columns.Select(column => column.Name).ToArray());
        var scores = face.Model.Scores(data).OrThrow();
        Assert.Equal(Enumerable.Range(1, 25), scores.Select(score => score.Rank).Order());
        foreach (var score in scores)
        {
            var row = data.Row(score.Row).ToArray();
            Near(face.Reference(row), score.LogLikelihood);
            var surprises = Enumerable.Range(0, 4).Where(column => !double.IsNaN(row[column])).ToDictionary(
                column => names[column],
                column => face.Reference([.. row.Select((value, place) => place == column ? double.NaN : value)]) - face.Reference(row));
            if (surprises.Count == 0) continue;
            Near(surprises[score.Column!], score.Surprise, 1e-8);
            var cells = face.Model.Explain(data, score.Row).OrThrow().Cells;
            Assert.Equal((cells[0].Column, cells.Min(cell => cell.LogTail)), (score.Column, cells[0].LogTail));
            Near(cells[0].LogTail, score.LogTail, 1e-8);
        }

        Assert.Contains(scores, score => score.Column == "income");
    }

    [Fact]
    public void Samples_keep_what_is_given_and_follow_the_posterior()
    {
        using var face = OfPeople();
        const int Count = 4000;
        var posterior = face.Model.Posterior("income", Known).OrThrow();
        var samples = face.Model.Sample(Count, Known, seed: 5).OrThrow();
        Assert.Equal(People, samples.Form);
        Assert.All(Enumerable.Range(0, Count), row => Assert.Equal(("m", "2"), (samples.Text(row, 0), samples.Text(row, 2))));
        var mean = Enumerable.Range(0, Count).Average(row => samples.Number(row, "income").OrThrow());
        Assert.True(Math.Abs(mean - posterior.Mean) < 5 * Math.Sqrt(posterior.Variance / Count), $"{mean} instead of {posterior.Mean}");
        Assert.Equal(DataFiles.Values(samples), DataFiles.Values(face.Model.Sample(Count, Known, seed: 5).OrThrow()));
        Assert.NotEqual(DataFiles.Values(samples), DataFiles.Values(face.Model.Sample(Count, Known, seed: 6).OrThrow()));
        Assert.Equal(DataFiles.Values(face.Model.Sample(9).OrThrow()), DataFiles.Values(face.Model.Sample(20).OrThrow().First(9)));
        Assert.Equal(0, face.Model.Sample(0, Known).OrThrow().Rows);
    }

    [Fact]
    public void Fills_are_texts_and_numbers_of_the_data()
    {
        using var face = OfPeople();
        var data = Rows(20, 4, hidden: 0.4);
        var filled = face.Model.Complete(data, FillKind.Mode, seed: 3).OrThrow();
        var fills = face.Model.Fills(data, FillKind.Mode, seed: 3).OrThrow();
        Assert.Equal(Enumerable.Range(0, 20).Sum(row => data.Texts(row).Count(text => text.Length == 0)), fills.Count);
        foreach (var ((row, place), fill) in fills)
        {
            Assert.Equal(filled.Text(row, place), fill.Text);
            if (place == 0) Assert.Null(fill.Number);
            else Near(filled.Number(row, People.Columns[place].Name).OrThrow(), fill.Number!.Value);
            var posterior = face.Model.Posterior(People.Columns[place].Name, Evidence.Row(data, row)).OrThrow();
            Near((place == 0 ? posterior.LogDensity(fill.Text) : posterior.LogDensity(fill.Number!.Value)).OrThrow(), fill.LogProbability, 1e-7);
        }

        Assert.Contains(fills, fill => fill.Key.Place == 3);
    }

    [Fact]
    public void Completions_keep_what_is_observed()
    {
        using var face = OfPeople();
        var data = Rows(20, 4, hidden: 0.4);
        foreach (var kind in Enum.GetValues<FillKind>())
        {
            var filled = face.Model.Complete(data, kind, seed: 3).OrThrow();
            for (var row = 0; row < data.Rows; row++)
                for (var column = 0; column < 4; column++)
                {
                    Assert.NotEqual(string.Empty, filled.Text(row, column));
                    if (data.Text(row, column).Length > 0) Assert.Equal(data.Text(row, column), filled.Text(row, column));
                    else if (kind == FillKind.Mode && column == 3) Near(double.Parse(Alone(row, column).Mode, System.Globalization.CultureInfo.InvariantCulture), filled.Number(row, "income").OrThrow(), 1e-6);
                    else if (kind == FillKind.Mode) Assert.Equal(Alone(row, column).Mode, filled.Text(row, column));
                    else if (kind == FillKind.Expectation && column == 3) Near(Alone(row, column).Mean, filled.Number(row, "income").OrThrow(), 1e-9);
                }

            ColumnPosterior Alone(int row, int column) => face.Model.Posterior($"#{column}", Evidence.Row(data, row)).OrThrow();
        }
    }

    [Fact]
    public void Rows_with_other_labels_and_scales_give_the_same()
    {
        using var face = OfPeople();
        var data = Rows(12, 6);
        Column[] columns = [new("sex", new ColumnKind.Categorical(2, Prelude.Array("m", "f"))), new("age group", new ColumnKind.Count()), new("visits", new ColumnKind.Real(0, 1)), new("income", new ColumnKind.Real(0, 0.5))];
        var other = Dataset.Table("other", columns, Enumerable.Range(0, data.Rows).SelectMany(row => Enumerable.Range(0, 4).Select(column => data.Text(row, column) is { Length: > 0 } text ? columns[column].Value(text)!.Value : double.NaN))).OrThrow();
        Assert.All(face.Model.LogLikelihoods(data).OrThrow().Zip(face.Model.LogLikelihoods(other).OrThrow()), pair => Near(pair.Item1, pair.Item2));
        Assert.Equal(Enumerable.Range(0, 12).Select(row => string.Join(' ', face.Model.Complete(data).OrThrow().Texts(row))), Enumerable.Range(0, 12).Select(row => string.Join(' ', face.Model.Complete(other).OrThrow().Texts(row))));
    }

    [Fact]
    public void What_has_no_answer_gets_one_sentence()
    {
        using var face = OfPeople();
        var model = face.Model;
        Assert.Equal("'income' is asked for and given; expected it to be one of both", Says(model.Posterior("income", Evidence.Of("income", 1))));
        Assert.Equal("'sex' is asked for and given; expected it to be one of both", Says(model.LogProbability(Evidence.Of("sex", "f"), Evidence.Of("sex", "m"))));
        Assert.Equal("there is no column 'incom'; expected income", Says(model.Posterior("incom")));
        Assert.Equal("row 0: the evidence has probability zero under the model, so nothing is defined given it; observe less", Says(model.Posterior("sex", Evidence.Of("income", 1e200))));
        Assert.Equal("row 0: the evidence has probability zero under the model, so nothing is defined given it; observe less", Says(model.Sample(2, Evidence.Of("income", 1e200))));
        Assert.Equal("row 0: the evidence has probability zero under the model, so nothing is defined given it; observe less", Says(model.Condition(Evidence.Of("income", 1e200))));
        Assert.Equal("the number of samples is -1; it must be zero or more", Says(model.Sample(-1)));
        Assert.Equal("income has real numbers, which have no table of probabilities; ask for E(income), Var(income) or P(income=VALUE)", Says(model.Ask("P(income)")));
        Assert.Equal("at character 3: 'sex' has texts, which are no numbers; expected a column of numbers", Says(model.Ask("E(sex)")));
        Assert.Equal("'age group' cannot be '3'; expected 1 or 2 or 4", Says(model.Posterior("age group").Bind(found => found.LogDensity(3))));
        Assert.Equal("a row of 2 value(s) was given; expected 4, and null where a value is not observed", Says(model.Scores(Dataset.Table("t", [Column.Of(2), Column.Of(2)], [0, 1]).OrThrow())));
        Assert.StartsWith("'nothing.csv' does not exist", Says(model.Complete("nothing.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_of_real_channels_are_in_own_units()
    {
        using var face = OfImages(Get(QuadGraph.Create(2, 3)), isReal: true);
        double[] row = [.. Enumerable.Range(0, 18).Select(place => place % 5 == 0 ? double.NaN : place / 9.0 - 1)];
        var evidence = Evidence.Row(row.Select(value => double.IsNaN(value) ? (double?)null : (value * 0.25) + 5));
        Near(face.Reference(row), face.Model.LogLikelihood(evidence).OrThrow(), 1e-8);
        var without = row.ToArray();
        without[7] = double.NaN;
        var rest = Evidence.Row(without.Select(value => double.IsNaN(value) ? (double?)null : (value * 0.25) + 5));
        Near(face.Reference(row) - face.Reference(without), face.Model.LogProbability(Evidence.At(2, 1, (row[7] * 0.25) + 5), rest).OrThrow(), 1e-8);
        Near(face.Reference(row) - face.Reference(without), face.Model.Posterior("x2.1", rest).OrThrow().LogDensity((row[7] * 0.25) + 5).OrThrow(), 1e-8);
    }
}
