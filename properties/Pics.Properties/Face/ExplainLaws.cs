using static Pics.Properties.FaceModel;

namespace Pics.Properties;

/// <summary>Why rows are expected or not: each value given the rest beside sums and integrals of the reference engine.</summary>
[Collection(TensorTests.Name)]
public class ExplainLaws
{
    private static void Near(double expected, double found, double tolerance = 1e-8) => Assert.True(Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{found:R} instead of {expected:R}");

    private static double[] With(double[] row, int place, double value) => [.. row.Select((one, at) => at == place ? value : one)];

    /// <summary>The probability of a value at least as unlikely, from the densities of many values that stand for so much each.</summary>
    private static double Tail(FaceModel face, double[] row, int place, double[] values, double width)
    {
        var rest = face.Reference(With(row, place, double.NaN));
        var densities = face.References([.. values.Select(value => With(row, place, value))]).Select(log => Math.Exp(log - rest)).ToArray();
        var own = Math.Exp(face.Reference(row) - rest);
        return densities.Where(density => density <= own * (1 + 1e-6)).Sum() * width;
    }

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.3)]
    [InlineData(3, 0.5)]
    public void Values_of_people_are_beside_what_the_rest_lets_expect(int seed, double hidden)
    {
        using var face = OfPeople(seed);
        var data = Rows(4, seed + 20, hidden);
        double[][] values = [[0, 1], [0, 1, 2], [.. Enumerable.Range(0, 400).Select(count => (double)count)], [.. Enumerable.Range(0, 8000).Select(step => -8 + (0.002 * step))]];
        for (var row = 0; row < data.Rows; row++)
        {
            var (own, found) = (data.Row(row).ToArray(), face.Model.Explain(data, row).OrThrow());
            Near(face.Reference(own), found.LogLikelihood);
            Assert.Equal(People.Columns.Where((_, place) => double.IsNaN(own[place])).Select(column => column.Name), found.Hidden);
            Assert.Equal(found.Cells.Select(cell => cell.LogTail).Order(), found.Cells.Select(cell => cell.LogTail));
            foreach (var cell in found.Cells)
            {
                var place = People.Columns.Select(column => column.Name).ToList().IndexOf(cell.Column);
                Near(face.Reference(own) - face.Reference(With(own, place, double.NaN)), cell.LogProbability);
                Near(Tail(face, own, place, values[place], place == 3 ? 0.002 * 8000 : 1), cell.Tail, place == 3 ? 2e-3 : 1e-6);
                Assert.Equal((data.Text(row, place), place == 3), (cell.Value, cell.IsDensity));
                Assert.True(face.Model.LogProbability(Evidence.Of(cell.Column, cell.Mode!), Rest(data, row, place)).OrThrow() >= cell.LogProbability - 1e-9, $"{cell}");
            }
        }
    }

    /// <summary>What the row observes without one value.</summary>
    private static Evidence Rest(Dataset data, int row, int hidden) => Enumerable.Range(0, data.Variables).Where(place => place != hidden && data.Text(row, place).Length > 0)
        .Aggregate(Evidence.Nothing, (known, place) => known.And(data.Columns[place].Name, data.Text(row, place)));

    [Fact]
    public void Numbers_in_bins_are_compared_by_their_density()
    {
        using var face = OfBuyers(3);
        var data = Bought(6, 4, 0.1);
        for (var row = 0; row < data.Rows; row++)
            foreach (var cell in face.Model.Explain(data, row).OrThrow().Cells.Where(cell => cell.Column == "size"))
            {
                const int Steps = 20_000;
                var width = 70.0 / Steps;
                Near(Tail(face, data.Row(row).ToArray(), 3, [.. Enumerable.Range(0, Steps).Select(step => -20 + ((step + 0.5) * width))], width), cell.Tail, 4e-3);
                Assert.True(cell.IsDensity);
            }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Scores_have_the_least_expected_value_of_explanations(bool isDouble)
    {
        using var face = OfPeople(4, isDouble: isDouble);
        var data = Rows(60, 3);
        foreach (var score in face.Model.Scores(data, batchSize: 7).OrThrow())
        {
            var cells = face.Model.Explain(data, score.Row).OrThrow().Cells;
            if (cells.IsEmpty) Assert.Equal((null, double.NaN), (score.Column, score.Tail));
            else Near(cells[0].LogTail, score.LogTail, isDouble ? 1e-8 : 1e-3);
        }
    }

    [Fact]
    public void Far_values_are_asked_again_and_agree_with_explanations()
    {
        using var face = OfPeople(5, isDouble: false);
        var data = Dataset.Table("far", People.Columns, [0, 1, 3, 0, 1, 2, 900, 0.5, 0, 0, 2, 55, double.NaN, 1, 1, -30]).OrThrow();
        foreach (var score in face.Model.Scores(data).OrThrow())
            if (face.Model.Explain(data, score.Row).OrThrow().Cells is [var first, ..])
            {
                Assert.Equal(first.Column, score.Column);
                Near(first.LogTail, score.LogTail, 1e-3);
                Near(-first.LogProbability, score.Surprise, 1e-3);
            }
    }

    [Fact]
    public void Channels_are_explained_one_by_one_and_units_change_nothing()
    {
        using var face = OfImages(Get(QuadGraph.Create(2, 3)));
        var random = new Random(1);
        var data = face.Model.Sample(3, seed: 8).OrThrow();
        for (var row = 0; row < 3; row++)
        {
            var (own, found) = (data.Row(row).ToArray(), face.Model.Explain(data, row).OrThrow());
            Assert.Equal(18, found.Cells.Length);
            foreach (var cell in found.Cells)
            {
                var place = (3 * int.Parse(cell.Column[1..^2], System.Globalization.CultureInfo.InvariantCulture)) + cell.Column[^1] - '0';
                Near(face.Reference(own) - face.Reference(With(own, place, double.NaN)), cell.LogProbability);
                Near(Tail(face, own, place, [0, 1, 2, 3], 1), cell.Tail, 1e-6);
            }

            Near(found.Cells[0].LogTail, face.Model.Scores(data).OrThrow()[row].LogTail, 1e-8);
        }
    }

    [Fact]
    public void A_row_that_there_is_not_is_refused()
    {
        using var face = OfPeople();
        Assert.Equal("the number of the row is 5; it must be from 0 to 4", Says(face.Model.Explain(Rows(5, 1), 5)));
        Assert.Equal("the number of the row is 0; it must be that of one, and there are no rows", Says(face.Model.Explain(Dataset.Empty("none", People), 0)));
    }
}
