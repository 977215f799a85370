using System.Globalization;
using Pics.Host;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>The figures of the verb score.</summary>
[Collection(TensorTests.Name)]
public class ScoreVerbTests(QueryRuns runs)
{
    private static string Score(params string[] words)
    {
        var (code, output, error) = Run(["score", .. words]);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    private static bool Near(double expected, double found) => Math.Abs(expected - found) <= 1e-9 * Math.Max(1, Math.Abs(expected)) || expected.Equals(found);

    [Theory]
    [InlineData("s.csv")]
    [InlineData("s.csv.gz")]
    public void Rows_are_scored_as_the_reference_engine_does(string name)
    {
        using var folder = new TemporaryFolder();
        var text = QueryRuns.LetterTable(60, 8);
        Score(runs.Letters, "--data", folder.Write("t.csv", Text(text)), "--out", folder[name]);
        var (table, expected) = (Csvs.Read(folder[name]), Worlds.Likelihoods(runs.Letters, text).Select(value => Math.Log(value)).ToArray());
        Assert.Equal(["row", "log-likelihood", "bits per dimension", "anomaly rank"], table[0]);
        Assert.Equal(Enumerable.Range(0, 60).Select(row => $"{row}"), table.Skip(1).Select(row => row[0]));
        Assert.All(Pairs.Of(expected, Csvs.Column(table, "log-likelihood")), pair => Assert.True(Near(pair.Expected, pair.Found)));
        Assert.All(Pairs.Of(expected, Csvs.Column(table, "bits per dimension")), pair => Assert.True(Near(-pair.Expected / Math.Log(2) / 10, pair.Found)));
        Assert.Equal(["s.csv", "t.csv"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Select(file => file!.Replace(".gz", string.Empty, StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Ranks_are_a_permutation_by_bits_from_the_least_expected_on()
    {
        using var folder = new TemporaryFolder();
        var output = Score(runs.Letters, "--data", folder.Write("t.csv", Text(QueryRuns.LetterTable(80, 9))), "--out", folder["s.csv"]);
        var table = Csvs.Read(folder["s.csv"]);
        var (ranks, bits) = (Csvs.Column(table, "anomaly rank"), Csvs.Column(table, "bits per dimension"));
        Assert.Equal(Enumerable.Range(1, 80).Select(rank => (double)rank), ranks.Order());
        var order = Enumerable.Range(0, 80).OrderBy(row => ranks[row]).ToList();
        Assert.All(order.Zip(order.Skip(1)), pair => Assert.True(bits[pair.Item1] >= bits[pair.Item2]));
        var shown = output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(cells => cells.Length == 4 && int.TryParse(cells[0], out _)).ToList();
        Assert.Equal(order.Take(5).Select(row => $"{row}"), shown.Select(cells => cells[1]));
        Assert.Equal(order.Take(5).Select(row => Tables.Number(bits[row], 4)), shown.Select(cells => cells[3]));
    }

    [Theory]
    [InlineData("train")]
    [InlineData("validation")]
    [InlineData("test")]
    public void The_mean_is_what_eval_says_of_the_split(string split)
    {
        using var folder = new TemporaryFolder();
        foreach (var run in new[] { runs.Mixed, runs.Shapes })
        {
            var output = Score(run, "--split", split, "--out", folder["s.csv"]);
            var said = Run("eval", run).Out.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Single(cells => cells.Length == 4 && cells[0] == split);
            var (logs, bits) = (Csvs.Column(Csvs.Read(folder["s.csv"]), "log-likelihood"), Csvs.Column(Csvs.Read(folder["s.csv"]), "bits per dimension"));
            Assert.Equal(said[1], Tables.Count(logs.Length));
            Assert.InRange(logs.Average() - double.Parse(said[2], CultureInfo.InvariantCulture), -1.1e-3, 1.1e-3);
            Assert.InRange(bits.Average() - double.Parse(said[3], CultureInfo.InvariantCulture), -1.1e-4, 1.1e-4);
            Assert.StartsWith($"{said[1]} row(s): mean log-likelihood {Tables.Number(logs.Average(), 3)} nats, mean bits per dimension {Tables.Number(bits.Average(), 4)}.\n", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Missing_cells_are_summed_out_and_bits_are_of_what_is_observed()
    {
        using var folder = new TemporaryFolder();
        var head = QueryRuns.Line(QueryRuns.LetterColumns.Select(column => column.Name));
        Score(runs.Letters, "--data", folder.Write("t.csv", Text(head + "1,,0,1,yes,?,0,4,2,\n,,,,,,,,,\n0,0,0,0,no,0,0,1,0,cook\n")), "--out", folder["s.csv"]);
        var (logs, bits) = (Csvs.Column(Csvs.Read(folder["s.csv"]), "log-likelihood"), Csvs.Column(Csvs.Read(folder["s.csv"]), "bits per dimension"));
        var completions = Worlds.Of([["1"], ["0", "1"], ["0"], ["1"], ["yes"], ["0", "1"], ["0"], ["4"], ["2"], QueryRuns.LetterColumns[9].Labels]);
        var expected = Math.Log(Worlds.Likelihoods(runs.Letters, head + string.Concat(completions.Select(QueryRuns.Line))).Sum());
        Assert.True(Near(expected, logs[0]));
        Assert.True(Near(-expected / Math.Log(2) / 7, bits[0]));
        Assert.Equal(0, logs[1], 1e-9);
        Assert.Equal(double.NaN, bits[1]); // an empty cell
        Assert.True(Near(-logs[2] / Math.Log(2) / 10, bits[2]));
    }

    [Fact]
    public void Surprises_are_minus_the_logarithm_given_the_rest()
    {
        using var folder = new TemporaryFolder();
        string[] row = ["1", "0", "0", "1", "yes", "", "0", "4", "2", "cook"];
        var head = QueryRuns.Line(QueryRuns.LetterColumns.Select(column => column.Name));
        Score(runs.Letters, "--data", folder.Write("t.csv", Text(head + QueryRuns.Line(row))), "--surprises", "--out", folder["s.csv"]);
        var p = Worlds.Likelihoods(runs.Letters, head + QueryRuns.Line(row) + string.Concat(Enumerable.Range(0, 10).Select(column => QueryRuns.Line([.. row[..column], string.Empty, .. row[(column + 1)..]]))));
        var expected = p.Skip(1).Select((rest, column) => (Tail: Tail(column, rest), Surprise: Math.Log(rest / p[0]), QueryRuns.LetterColumns[column].Name)).Where(pair => pair.Name != "f").Min();
        var table = Csvs.Read(folder["s.csv"]);
        Assert.Equal(["row", "log-likelihood", "bits per dimension", "anomaly rank", "most surprising", "surprise", "tail probability"], table[0]);
        Assert.Equal(expected.Name, table[1][4]);
        Assert.True(Near(expected.Surprise, Csvs.Number(table[1][5])));
        Assert.True(Near(expected.Tail, Csvs.Number(table[1][6])));

        double Tail(int column, double rest)
        {
            var all = Worlds.Likelihoods(runs.Letters, head + string.Concat(QueryRuns.LetterColumns[column].Labels.Select(label => QueryRuns.Line([.. row[..column], label, .. row[(column + 1)..]]))));
            return all.Where(value => value <= p[0] * (1 + 1e-9)).Sum() / rest;
        }
    }

    [Fact]
    public void Surprises_of_real_numbers_are_in_the_units_of_the_data()
    {
        using var folder = new TemporaryFolder();
        string[] row = ["1", "cook", "2", "70000"];
        const string Head = "flag,job,visits,income\n";
        Score(runs.Mixed, "--data", folder.Write("t.csv", Text(Head + QueryRuns.Line(row))), "--surprises", "--out", folder["s.csv"]);
        var p = Worlds.Likelihoods(runs.Mixed, Head + QueryRuns.Line(row) + QueryRuns.Line([.. row[..3], string.Empty]));
        var table = Csvs.Read(folder["s.csv"]);
        Assert.Equal("income", table[1][4]);
        Assert.True(Near(Math.Log(p[1] / p[0]), Csvs.Number(table[1][5])));
        Assert.InRange(Csvs.Number(table[1][6]), 1e-300, 1e-3);
    }

    [Fact]
    public void What_ranks_compare_is_said_where_cells_are_missing()
    {
        using var folder = new TemporaryFolder();
        const string Said = "Ranks compare bits per dimension of what each row observes";
        Assert.Contains(Said, Score(runs.Mixed, "--data", folder.Write("t.csv", Text("flag,job,visits,income\n1,cook,,70000\n"))), StringComparison.Ordinal);
        Assert.DoesNotContain(Said, Score(runs.Mixed, "--data", folder.Write("t.csv", Text("flag,job,visits,income\n1,cook,2,70000\n"))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_column_that_was_corrupted_is_the_most_surprising_and_its_row_an_anomaly()
    {
        using var folder = new TemporaryFolder();
        var lines = Enumerable.Range(0, 30).Select(row => Enumerable.Range(0, 6).Select(column => (row % 3) + (10 * column)).ToArray()).ToList();
        for (var column = 0; column < 6; column++) lines[(5 * column) + 1][column] = (10 * column) + ((((5 * column) + 2) % 3));
        var text = "n,o,p,q,r,s\n" + string.Concat(lines.Select(line => QueryRuns.Line(line.Select(value => $"{value}"))));
        Score(runs.Twins, "--data", folder.Write("t.csv", Text(text)), "--surprises", "--out", folder["s.csv"]);
        var table = Csvs.Read(folder["s.csv"]);
        Assert.Equal(["n", "o", "p", "q", "r", "s"], Enumerable.Range(0, 6).Select(column => table[(5 * column) + 2][4]));
        Assert.Equal([1, 6, 11, 16, 21, 26], Enumerable.Range(0, 30).OrderBy(row => Csvs.Column(table, "anomaly rank")[row]).Take(6).Order());
    }

    [Fact]
    public void Impossible_rows_are_minus_infinity_and_come_first()
    {
        using var folder = new TemporaryFolder();
        var output = Score(runs.Mixed, "--data", folder.Write("t.csv", Text("flag,job,visits,income\n1,cook,2,30000\n0,clerk,1,1e200\n")), "--surprises", "--out", folder["s.csv"]);
        var table = Csvs.Read(folder["s.csv"]);
        Assert.Equal(["1", "-inf", "inf", "1", string.Empty, string.Empty, string.Empty], table[2]);
        Assert.Equal("2", table[1][3]);
        Assert.StartsWith("2 row(s): mean log-likelihood -inf nats, mean bits per dimension inf.\n1 of them is impossible under the model.\n", output, StringComparison.Ordinal);
        Assert.Contains("\nReal numbers have densities where others have probabilities; these are per unit of the data, and bits may be negative.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_batch_size_does_not_matter()
    {
        using var folder = new TemporaryFolder();
        string[][] Scored(string batch)
        {
            Score(runs.Letters, "--split", "train", "--surprises", "--batch-size", batch, "--out", folder[$"{batch}.csv"]);
            return Csvs.Read(folder[$"{batch}.csv"]);
        }

        var expected = Scored("65536");
        foreach (var batch in new[] { "1", "7", "256" })
        {
            var found = Scored(batch);
            foreach (var column in new[] { "row", "log-likelihood", "bits per dimension", "surprise" })
                Assert.All(Pairs.Of(Csvs.Column(expected, column), Csvs.Column(found, column)), pair => Assert.True(Near(pair.Expected, pair.Found)));
            Assert.Equal(expected.Select(row => row[4]), found.Select(row => row[4]));
        }
    }

    [Fact]
    public void Scores_are_the_same_in_every_form_of_table()
    {
        using var folder = new TemporaryFolder();
        var text = Text("flag,job,visits,income\n1,cook,2,30000\n0,clerk,1,1e200\n,,,\n1,clerk,,41000.5\n");
        string[] Scored(string name)
        {
            Score(runs.Mixed, "--data", folder.Write("t.csv", text), "--surprises", "--out", folder[name]);
            return TypedRows.Of(folder[name])[1..];
        }

        var expected = Scored("s.csv").Select(line => line.Replace("inf", "Infinity", StringComparison.Ordinal)).ToArray();
        Assert.Equal(4, expected.Length);
        foreach (var name in new[] { "s.parquet", "s.arrow", "s.feather", "s.csv.gz" }) Assert.Equal(expected, Scored(name).Select(line => line.Replace("|inf", "|Infinity", StringComparison.Ordinal).Replace("-inf", "-Infinity", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_score_that_is_cancelled_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("t.csv", Text(QueryRuns.LetterTable(60, 8)));
        var (code, output, error) = Capture(() => ScoreVerb.Run(new(runs.Letters), new(new(data), folder["s.csv"], false, 7), Processes.Alone, new(canceled: true)).IfLeft(_ => -1));
        Assert.Equal((130, string.Empty, $"pics: cancelled, and '{folder["s.csv"]}' is not written\n"), (code, output, error));
        Assert.Equal([data], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Bits_name_the_colour_transform_and_pixels_are_numbered()
    {
        var output = Score(runs.Colours, "--surprises");
        Assert.Contains(" mean bits per dimension (YCoCg-R) ", output, StringComparison.Ordinal);
        Assert.Matches(@"\n  1 +\d +-\d+\.\d{3} +\d\.\d{4} +x\d+\.[012] +\d+\.\d\d +\S+ +\n", output);
        Assert.EndsWith("\n--out keeps the figures of all rows.\n", output, StringComparison.Ordinal);
    }
}
