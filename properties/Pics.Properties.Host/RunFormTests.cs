using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>Runs over data of every form are asked with what their folder says of them, or with their data if it says nothing.</summary>
[Collection(TensorTests.Name)]
public class RunFormTests(QueryRuns runs)
{
    private static string Train(TemporaryFolder folder, string data, params string[] more)
    {
        var (code, _, error) = Run(["train", "--dataset", "file", "--data", data, "--k", "2", "--width", "4", "--max-steps", "3", "--batch-size", "8", "--out", folder["run"], .. more]);
        Assert.Equal((0, string.Empty), (code, error));
        return folder["run"];
    }

    private static string Good(params string[] words)
    {
        var (code, output, error) = Run(words);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    private static double[] Whole(int count, int most)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(most))];
    }

    [Fact]
    public void A_run_from_before_data_json_is_asked_with_its_data()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text(QueryRuns.LetterTable(60, 3)));
        var run = Train(folder, table, "--structure", "balanced-tree");
        var holes = folder.Write("in.csv", Text(QueryRuns.Line(QueryRuns.LetterColumns.Select(column => column.Name)) + "1,,0,1,yes,?,0,4,2,\n"));
        string[][] verbs = [["score", run], ["sample", run, "--out", folder["s.csv"]], ["impute", run, holes, "--out", folder["f.csv"]], ["query", run, "P(job | a=1)"]];
        string[] All() => [.. verbs.Select(words => Good(words)).ToList(), File.ReadAllText(folder["s.csv"]), File.ReadAllText(folder["f.csv"])];
        var expected = All();
        File.Delete(Path.Combine(run, "data.json"));
        File.Delete(Path.Combine(run, "columns.json"));
        RunFolders.ForgetChecksums(run);
        Assert.Equal(expected, All());
        File.Delete(table);
        Assert.Equal(
            (1, "pics: 'HERE/run' has no data.json, so its data must tell what its columns are, but 'HERE/t.csv' does not exist; expected a file with IDX images, NumPy arrays and archives, CIFAR-10 records, lines of 0 and 1, a table in text, JSON records, Parquet or Arrow; or a folder with the files of a known data set, *.train.data, *.parquet or PNG or JPEG pictures\n"),
            Run("query", run, "P(job)") is var result ? (result.Code, result.Error.Replace(folder.Path, "HERE", StringComparison.Ordinal)) : default);
    }

    [Fact]
    public void A_run_is_asked_without_its_data()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text(QueryRuns.LetterTable(60, 3)));
        var run = Train(folder, table, "--structure", "balanced-tree");
        File.Move(table, folder["moved.csv"]);
        Good("query", run, "P(job | a=1)");
        Good("sample", run);
        Good("score", run, "--data", folder["moved.csv"]);
        Good("impute", run, folder["moved.csv"], "--out", folder["f.csv"]);
        Assert.StartsWith($"pics: '{table}' does not exist; expected ", Run("score", run).Error, StringComparison.Ordinal);
        Assert.StartsWith($"pics: '{table}' does not exist; expected ", Run("impute", run, folder["moved.csv"], "--remove", "0.1").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("|u1", 4, 6)]
    [InlineData("<i4", 4, 6)]
    [InlineData("<f8", 4, 6)]
    [InlineData("|u1", 4, 2, 3)]
    [InlineData("<f4", 4, 2, 3)]
    [InlineData("<f4", 4, 2, 3, 3)]
    public void Arrays_are_asked_about(string type, int values, params int[] shape)
    {
        using var folder = new TemporaryFolder();
        var numbers = Whole(40 * shape.Aggregate(1, (product, length) => product * length), values);
        var data = folder.Write("x.npy", NumpyFiles.Array(type, [40, .. shape], type[1] == 'f' ? [.. numbers.Select(number => number + 0.25)] : numbers));
        var run = Train(folder, data, shape.Length == 1 ? ["--structure", "balanced-tree"] : []);
        Assert.Contains("40 row(s): ", Good("score", run, "--data", data), StringComparison.Ordinal);
        Good("score", run, "--surprises");
        Good("query", run, shape.Length == 3 ? "E(x3.1 | x0.0=1)" : "E(x3 | x0=1)");
        Good("sample", run);
        Good("sample", run, "--count", "30", "--out", folder["s.csv"]);
        Assert.Equal(31, File.ReadAllLines(folder["s.csv"]).Length);
        if (shape.Length == 1) Assert.StartsWith("30 row(s): ", Good("score", run, "--data", folder["s.csv"]), StringComparison.Ordinal);
        else if (type[1] == 'f') Assert.Equal("pics: 'x.npy' has pixels of real numbers; pictures are drawn of images with levels 0, 1, ... only\n", Run("inpaint", run).Error);
        else Good("inpaint", run);
    }

    [Fact]
    public void Lines_of_0_and_1_and_tables_in_text_are_rows_of_one_run()
    {
        using var folder = new TemporaryFolder();
        string Lines(int rows) => string.Concat(Whole(rows * 5, 2).Chunk(5).Select(row => string.Join(',', row) + "\n"));
        foreach (var (split, rows) in new[] { ("train", 40), ("valid", 10), ("test", 12) }) folder.Write($"nltcs.{split}.data", Text(Lines(rows)));
        var run = Train(folder, folder.Path, "--structure", "balanced-tree");
        foreach (var (data, rows) in new[] { (folder.Path, 12), (folder["nltcs.valid.data"], 10), (folder.Write("t.csv", Text("0,1,?,0,1\n")), 1) })
            Assert.Contains($"{rows} row(s): ", Good("score", run, "--data", data), StringComparison.Ordinal);
        Good("impute", run, folder["t.csv"], "--out", folder["f.csv"]);
        Assert.Matches("^0,1,[01],0,1\n$", File.ReadAllText(folder["f.csv"]));
        Good("impute", run, folder["nltcs.test.data"], "--remove", "0.5");
        Assert.Equal("pics: 'FILE' is no table, but has the format 'lines of 0 and 1'; impute fills tables in text, JSON records, Parquet and Arrow\n", Run("impute", run, folder["nltcs.test.data"], "--out", folder["g.csv"]).Error.Replace(folder["nltcs.test.data"], "FILE", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_headings_are_asked_about_by_number()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text("a,b,a\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 2},{(row % 3 == 0 ? "x" : "y")},{row % 4}.5\n"))));
        var run = Train(folder, table, "--structure", "balanced-tree", "--validation-data", table);
        Good("score", run, "--data", table);
        Good("query", run, "P(#0=1 | b=x)");
        Assert.StartsWith("E(x2) = ", Good("query", run, "E(#2)"), StringComparison.Ordinal);
        Assert.Equal("pics: the query is wrong at character 3: 2 columns are called 'a'; expected #0 or #2\n", Run("query", run, "E(a)").Error);
        Good("impute", run, folder.Write("in.csv", Text("a,b,a\n1,?,2.5\n,x,\n")), "--out", folder["f.csv"]);
        Assert.Matches("^a,b,a\n1,[xy],2.5\n[01],x,-?[0-9.]+\n$", File.ReadAllText(folder["f.csv"]));
        Good("sample", run, "--out", folder["s.csv"]);
        Good("score", run, "--data", folder["s.csv"]);
    }

    [Theory]
    [InlineData("binomial")]
    [InlineData("discretised-logistic")]
    public void Families_that_go_past_the_values_of_a_column_are_kept_within_them(string family)
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text("a,b\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{5 + (row % 2)},{2 * (row % 3)}\n"))));
        var run = Train(folder, table, "--structure", "balanced-tree", "--family", family);
        Good("sample", run, "--count", "300", "--out", folder["s.csv"]);
        Assert.All(File.ReadAllLines(folder["s.csv"])[1..], line => Assert.Matches("^[56],[0-4]$", line));
        Good("score", run, "--data", folder["s.csv"], "--surprises");
        var holes = folder.Write("in.csv", Text("a,b\n5,\n,4\n,\n"));
        foreach (var by in new[] { "expectation", "mode", "mpe", "sample" })
        {
            Good("impute", run, holes, "--by", by, "--out", folder["f.csv"], "--probabilities", folder["p.csv"]);
            Assert.Matches("^a,b\n5,[0-4]\n[56],4\n[56],[0-4]\n$", File.ReadAllText(folder["f.csv"]));
            Assert.All(Csvs.Column(Csvs.Read(folder["p.csv"]), "probability"), p => Assert.InRange(p, 1e-300, 10));
        }

        Good("impute", run, table, "--remove", "0.3");
        Good("query", run, "E(b | a=5)");
        Good("query", run, "P(b=4 | a=5)");
        Good("query", run, "P(b)");
    }

    [Fact]
    public void Pictures_in_a_folder_are_brought_to_the_size_of_the_run()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("x.npy", NumpyFiles.Array("|u1", [40, 4, 4], Whole(640, 256)));
        var run = Train(folder, data);
        Good("sample", run, "--count", "6", "--out", folder["pictures"]);
        Assert.Contains("6 row(s): ", Good("score", run, "--data", folder["pictures"]), StringComparison.Ordinal);
        Good("inpaint", run, "--data", folder["pictures"]);
        Assert.Equal("'HERE' has 16 column(s); expected images of 12 x 12 pixels with 1 channel(s) as the run was trained on", Run("score", runs.Shapes, "--data", folder.Write("t.npy", NumpyFiles.Array("|u1", [1, 16], new double[16]))).Error.Replace(folder["t.npy"], "HERE", StringComparison.Ordinal)[6..^1]);
    }
}
