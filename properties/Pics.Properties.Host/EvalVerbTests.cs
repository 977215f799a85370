using System.Globalization;
using Pics.Host;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>eval of rows that --data names, and of splits without rows.</summary>
[Collection(TensorTests.Name)]
public sealed class EvalVerbTests(QueryRuns runs) : IClassFixture<QueryRuns>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(25)]
    [InlineData(300)]
    public void Rows_that_are_named_are_one_set_whose_figures_score_has_too(int rows)
    {
        var table = folder.Write("t.csv", Text(QueryRuns.LetterTable(rows, 8)));
        var scored = Good("score", runs.Letters, "--data", table, "--out", folder["s.csv"]);
        Assert.StartsWith($"{rows} row(s): ", scored, StringComparison.Ordinal);
        var logs = File.ReadAllLines(folder["s.csv"])[1..].Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture));
        var output = Good("eval", runs.Letters, "--data", table);
        Assert.Equal([["given", $"{rows}", Tables.Number(logs.Average(), 3), Tables.Number(BitsPerDimension.Of(logs.Average(), 10), 4)]], Rows(output));
        Assert.Contains("t.csv, K = 3, ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_named_do_not_depend_on_how_the_run_held_rows_out()
    {
        var table = folder.Write("t.csv", Text(QueryRuns.LetterTable(60, 8)));
        var before = Rows(Good("eval", runs.Letters, "--data", table));
        var copy = QueryRuns.Copy(runs.Letters, folder);
        var config = Path.Combine(copy, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"validation\": 0.1", "\"validation\": 0.5", StringComparison.Ordinal).Replace("\"splitSeed\": 42", "\"splitSeed\": 7", StringComparison.Ordinal));
        Assert.Equal(before, Rows(Good("eval", copy, "--data", table)));
        Assert.Contains("are not those that the run in", ConsoleRuns.Run("eval", copy).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_that_are_no_numbers_are_refused()
    {
        var copy = QueryRuns.Copy(runs.Twins, folder);
        var file = Path.Combine(copy, "model.safetensors");
        var bytes = File.ReadAllBytes(file);
        for (var place = 8 + (int)BitConverter.ToInt64(bytes); place + 4 <= bytes.Length; place += 4) BitConverter.GetBytes(3e38f).CopyTo(bytes, place);
        File.WriteAllBytes(file, bytes);
        File.Delete(Path.Combine(copy, "results.json")); // which tells that the file is another one
        var (code, output, error) = ConsoleRuns.Run("eval", copy, "--data", folder.Write("few.csv", Text("n,o,p,q,r,s\n2,12,22,32,42,52\n")));
        Assert.Equal((1, $"pics: the model in '{copy}' gives numbers that are not finite at K = 4, so it has no log-likelihood; its parameters are too large or damaged, so train it anew\n"), (code, error));
        Assert.DoesNotContain("NaN", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_named_have_the_values_of_the_run_even_if_few_of_them_are_there()
    {
        const string names = "n,o,p,q,r,s\n";
        var few = folder.Write("few.csv", Text(names + "2,12,22,32,42,52\n"));
        var score = Good("score", runs.Twins, "--data", few, "--out", folder["s.csv"]);
        Assert.Contains($"mean log-likelihood {Rows(Good("eval", runs.Twins, "--data", few))[0][2]} nats", score, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_rows_has_no_figures_and_that_is_no_error()
    {
        var none = folder.Write("none.csv", Text("n,o,p,q,r,s\n"));
        Assert.EndsWith("none.csv has no rows: there is nothing to evaluate.\n", Good("eval", runs.Twins, "--data", none), StringComparison.Ordinal);
        Assert.Equal($"0 row(s): there is nothing to score, and '{folder["s.csv"]}' has a heading only.\n", Good("score", runs.Twins, "--data", none, "--out", folder["s.csv"]));
        Assert.Equal("row,log-likelihood,bits per dimension,anomaly rank\n", File.ReadAllText(folder["s.csv"]));
        Assert.Contains("0 of 0 cells were missing", Good("impute", runs.Twins, none, "--out", folder["i.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_something_else_are_refused_in_a_sentence()
    {
        void Says(string sentence, string run, string data)
        {
            var (code, output, error) = ConsoleRuns.Run("eval", run, "--data", data);
            Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), (code, output, error.Replace(folder.Path, "HERE", StringComparison.Ordinal)));
        }

        Says("'HERE/t.npy' has 6 column(s); expected images of 12 x 12 pixels with 1 channel(s) as the run was trained on", runs.Shapes, folder.Write("t.npy", NumpyFiles.Array("|u1", [2, 6], new double[12])));
    }

    [Fact]
    public void Rows_that_come_in_splits_are_evaluated_in_these_and_an_empty_one_is_said()
    {
        folder.Write("own.train.data", Text("0,1\n1,0\n1,1\n0,0\n1,1\n0,1\n"));
        folder.Write("own.valid.data", Text("0,1\n1,1\n"));
        folder.Write("own.test.data", Text("1,0\n"));
        Good("train", "--data", folder.Path, "--structure", "balanced-tree", "--k", "2", "--width", "2", "--batch-size", "4", "--max-steps", "1", "--out", folder["run"]);
        string[][] Counts(params string[] more) => [.. Rows(Good(["eval", folder["run"], .. more])).Select(row => row[..2])];
        Assert.Equal([["train", "6"], ["validation", "2"], ["test", "1"]], Counts("--data", folder.Path));
        Assert.Equal([["train", "6"], ["validation", "2"], ["test", "1"]], Counts());
    }

    [Fact]
    public void A_split_without_rows_has_no_figure_and_that_is_said()
    {
        const string sentence = "The test split has no rows, so there is no figure for it.";
        string Table(string name, int rows) => folder.Write(name, Text(QueryRuns.TwinTable(rows, 5)));
        var none = Table("none.csv", 0);
        var trained = Good(
            "train", "--data", Table("ten.csv", 10), "--validation-data", Table("five.csv", 5), "--test-data", none, "--structure", "balanced-tree", "--k", "2", "--width", "4", "--batch-size", "4", "--max-steps", "2", "--out", folder["run"]);
        Assert.Contains(sentence, trained, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", trained, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", File.ReadAllText(Path.Combine(folder["run"], "results.json")), StringComparison.Ordinal);
        var evaluated = Good("eval", folder["run"]);
        Assert.Equal([["train", "10"], ["validation", "5"]], Rows(evaluated).Select(row => row[..2]));
        Assert.Contains(sentence, evaluated, StringComparison.Ordinal);
        Good("report", folder["run"], "--out", folder["r.html"]);
        Assert.Contains(sentence, File.ReadAllText(folder["r.html"]), StringComparison.Ordinal);
        Assert.Contains("its test split has no rows", Good("verify", folder["run"], "--cases", "1"), StringComparison.Ordinal);
        Good("list", folder["run"]);
        Good("compare", folder["run"], folder["run"]);
    }

    [Fact]
    public void What_is_so_of_validation_or_test_rows_alone_is_said_as_theirs()
    {
        string Table(string name, string more) => folder.Write(name, Text("a,b" + more + "\n" + string.Concat(Enumerable.Range(0, 12).Select(row => $"{row % 3},{row % 2}{(more.Length > 0 ? ",5" : string.Empty)}\n"))));
        var printed = Good("train", Table("t.csv", string.Empty), "--validation-data", Table("v.csv", ",one"), "--test-data", Table("u.csv", ",two"), "--k", "2", "--width", "4", "--max-steps", "2", "--out", folder["run"]);
        Assert.Contains("Note: Validation rows: column 'one' is not one of the model, and was left alone", printed, StringComparison.Ordinal);
        Assert.Contains("Note: Test rows: column 'two' is not one of the model, and was left alone", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_three_rows_one_is_held_out_for_each_split_and_fewer_are_refused_as_programs_refuse_them()
    {
        string Table(int rows) => folder.Write($"{rows}.csv", Text(QueryRuns.TwinTable(rows, 5)));
        Assert.Contains("1 row to learn from, 1 to tell when to stop, 1 to report on", Good("train", Table(3), "--k", "2", "--width", "4", "--max-steps", "2", "--out", folder["run"]), StringComparison.Ordinal);
        Assert.Equal([["train", "1"], ["validation", "1"], ["test", "1"]], Rows(Good("eval", folder["run"])).Select(row => row[..2]));
        Good("train", Table(2), "--test-data", Table(3), "--k", "2", "--width", "4", "--max-steps", "2", "--out", folder["two"]);
        Refused("the number of rows of '2.csv' is 2; it must be at least 3, so that there are some to learn from, to tell when to stop and to report on", Table(2));
        Refused("the number of rows of '1.csv' is 1; it must be at least 2, so that there are some to learn from and to report on", Table(1), "--validation-data", Table(1));

        void Refused(string sentence, string table, params string[] more)
        {
            var (code, _, error) = ConsoleRuns.Run(["train", table, "--out", folder["other"], .. more]);
            Assert.Equal((1, $"pics: {sentence}\n"), (code, error));
            Assert.False(Directory.Exists(folder["other"]));
            if (more.Length == 0) Assert.Equal(sentence, PicModel.Learn(table).Match(_ => string.Empty, fault => fault.Explain()));
        }
    }

    public void Dispose() => folder.Dispose();

    private static string Good(params string[] words)
    {
        var (code, output, error) = ConsoleRuns.Run(words);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    /// <summary>The lines of the table of splits.</summary>
    private static string[][] Rows(string output) =>
        [.. output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(cells => cells is ["given" or "train" or "validation" or "test", _, _, _])];
}
