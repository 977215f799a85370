using System.Text.Json;
using Pics.Host;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>What data are chosen by the command line's words, and what is said of them.</summary>
[Collection(TensorTests.Name)]
public class DataVerbTests
{
    private static byte[] Images(int rows) =>
        NumpyFiles.Array("|u1", [rows, 4, 4, 3], [.. Enumerable.Range(0, rows * 48).Select(index => (double)(byte)((index * 7) + (index / 48)))]);

    private static (int Code, string Out, string Error) Train(TemporaryFolder folder, params string[] more) =>
        Run(["train", "--k", "2", "--width", "4", "--max-steps", "4", "--batch-size", "8", "--validate-every", "2", "--out", folder["run"], .. more]);

    private static string Plain(string text) => string.Join('\n', text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    [Theory]
    [InlineData("none", "bpd", "| bits per dimension")]
    [InlineData("ycocg-r", "bpd (YCoCg-R)", "bits per dimension (YCoCg-R)")]
    [InlineData("ycocg", "bpd (lossy YCoCg, not comparable)", "bits per dimension (lossy YCoCg, not comparable)")]
    public void Bits_per_dimension_name_the_colour_transform(string word, string bits, string table)
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("x.npy", Images(40));
        var trained = Train(folder, "--dataset", "file", "--data", data, "--colour", word);
        Assert.Equal((0, string.Empty), (trained.Code, trained.Error));
        Assert.Contains($"  {bits} ", trained.Out, StringComparison.Ordinal);
        Assert.Contains(table.TrimStart('|', ' '), trained.Out, StringComparison.Ordinal);
        Assert.Contains($"\"colour\": \"{word}\"", File.ReadAllText(Path.Combine(folder["run"], "config.json")), StringComparison.Ordinal);
        Assert.Contains(bits, Run("eval", folder["run"]).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Streamed_rows_give_the_same_model()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("x.npy", Images(40));
        byte[] Model(params string[] more)
        {
            if (Directory.Exists(folder["run"])) Directory.Delete(folder["run"], true);
            Assert.Equal(0, Train(folder, ["--dataset", "file", "--data", data, "--colour", "ycocg-r", .. more]).Code);
            return File.ReadAllBytes(Path.Combine(folder["run"], "model.safetensors"));
        }

        Assert.Equal(Model(), Model("--stream"));
    }

    [Fact]
    public void Splits_come_from_their_own_files_or_are_held_out()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("a.csv", Text("x,c\n" + string.Concat(Enumerable.Range(0, 100).Select(row => $"{row}.5,{(row % 2 == 0 ? "u" : "v")}\n"))));
        var test = folder.Write("b.csv", Text("x,c\n7.5,v\n"));
        var settings = Settings("--dataset", "file", "--data", table, "--validation", "0.1");
        var held = DataSource.Load(settings).Match(data => data, failure => throw new InvalidOperationException(failure.Sentence));
        Assert.Equal((81, 9, 10), (held.Train.Rows, held.Validation.Rows, held.Test.Rows));
        Assert.Equal(100, Values(held.Train).Concat(Values(held.Validation)).Concat(Values(held.Test)).Chunk(2).Select(row => row[0]).Distinct().Count());
        var given = DataSource.Load(settings with { Data = settings.Data with { TestData = test } }).Match(data => data, failure => throw new InvalidOperationException(failure.Sentence));
        Assert.Equal((90, 10, 1), (given.Train.Rows, given.Validation.Rows, given.Test.Rows));
        Assert.True(given.Train.Columns.SequenceEqual(given.Test.Columns));
        Assert.Equal(["7.5", "v"], given.Test.Row(0).Select((value, column) => given.Test.Columns[column].Text(value)));
        string Says(string text) => DataSource.Load(settings with { Data = settings.Data with { TestData = folder.Write("b.csv", Text(text)) } }).Match(_ => "no error", failure => failure.Sentence.Replace(folder["b.csv"], "FILE", StringComparison.Ordinal));
        Assert.Equal("'FILE' cannot be read: line 2, column 'c' has 'w'; expected one of its 2 values, or --unseen hide, which takes others as not observed", Says("x,c\n1,w\n"));
        Assert.Equal("'FILE' cannot be read: it has 3 column(s) without headings; expected the 2 columns of the model in their order, 'x', 'c', or headings", Says("1,2,3\n"));
        var images = folder.Write("x.npy", Images(2));
        Assert.Equal(
            "'FILE' has images of 4 x 4 pixels with 3 channel(s); expected 2 column(s) as in 'a.csv'",
            DataSource.Load(settings with { Data = settings.Data with { TestData = images } }).Match(_ => "no error", failure => failure.Sentence.Replace(images, "FILE", StringComparison.Ordinal)));
    }

    [Fact]
    public void Known_names_are_looked_for_where_they_are_fetched_to()
    {
        using var folder = new TemporaryFolder();
        using var cache = new CacheVariable(folder["cache"]);
        string Says(params string[] words) => DataSource.Load(Settings(words)).Match(data => $"{data.Train.Rows} {data.Validation.Rows} {data.Test.Rows}", failure => failure.Sentence.Replace(folder.Path, "HERE", StringComparison.Ordinal));
        Assert.Equal("--dataset mnist needs --data with the folder of its files, or 'data fetch mnist' first", Says("--dataset", "mnist"));
        Assert.Equal("--dataset emnist-digits needs --data with the folder of its files, or 'data fetch emnist' first", Says("--dataset", "emnist-digits"));
        Assert.Equal("--dataset cifar-10 needs --data with the folder of its files, or 'data fetch cifar-10' first", Says("--dataset", "cifar-10"));
        Assert.Equal("'HERE/cache/nltcs' does not exist; expected a folder with the files of a data set", Says("--dataset", "nltcs"));
        Assert.Equal($"--dataset is 'x'; it must be one of {DataSource.KnownNames}", Says("--dataset", "x"));
        Directory.CreateDirectory(Path.Combine(folder["cache"], "cifar-10"));
        File.WriteAllBytes(Path.Combine(folder["cache"], "cifar-10", "data_batch_1.bin"), new byte[3073 * 20]);
        File.WriteAllBytes(Path.Combine(folder["cache"], "cifar-10", "test_batch.bin"), new byte[3073]);
        Assert.Equal("19 1 1", Says("--dataset", "cifar-10"));
        foreach (var split in new[] { "train", "valid", "test" }) folder.Write($"nltcs.{split}.data", Text("0,1\n1,1\n"));
        Assert.Equal("2 2 2", Says("--dataset", "nltcs", "--data", folder.Path));
    }

    [Fact]
    public void Describe_says_what_a_table_holds()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.csv", Text("age,job,wage\n30,cook,1.5\n41,smith,2.5\n?,cook,3.5\n"));
        var (code, output, error) = Run("data", "describe", path, "--json", folder["d.json"], "--write-schema", folder["s.json"]);
        Assert.Equal((0, string.Empty), (code, error));
        foreach (var line in new[] { "format table", "variables 3", "channels 1", "values by column", "all 3 0.0 in memory 1", "age one of two 30, 41 1 35.5", "job one of two cook, smith 0", "wage real, 1 decimal(s) 1.5 to 3.5 0 2.5" })
            Assert.Contains($"\n{line}\n", Plain(output), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(folder["d.json"]));
        var columns = json.RootElement.GetProperty("splits")[0].GetProperty("columns");
        Assert.Equal((1, 30, 41, 35.5), (columns[0].GetProperty("missing").GetInt32(), columns[0].GetProperty("least").GetInt32(), columns[0].GetProperty("largest").GetInt32(), columns[0].GetProperty("mean").GetDouble()));
        Assert.Equal("one of two", columns[1].GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, columns[1].GetProperty("mean").ValueKind);
        Assert.Equal(2.5, columns[2].GetProperty("mean").GetDouble(), 1e-12);
        Assert.Equal("table", json.RootElement.GetProperty("format").GetString());
        var second = folder.Write("u.csv", Text("age,job,wage\n30,tailor,1\n"));
        Assert.Equal(
            (1, "pics: 'FILE' cannot be read: line 2, column 'job' has 'tailor'; expected one of its 2 values, or --unseen hide, which takes others as not observed\n"),
            Run("data", "describe", second, "--schema", folder["s.json"]) is var result ? (result.Code, result.Error.Replace(second, "FILE", StringComparison.Ordinal)) : default);
    }

    [Fact]
    public void Describe_has_means_of_numbers_alone_and_tells_bounds_apart()
    {
        using var folder = new TemporaryFolder();
        var rows = Enumerable.Range(0, 40).Select(row => $"{(row % 2 == 0 ? "007" : "12")},{(row % 2 == 0 ? "9007199254740993" : "5")},{123456780 + (row % 3)},{row}.5\n");
        var (code, output, error) = Run("data", "describe", folder.Write("t.csv", Text("code,key,close,n\n" + string.Concat(rows))), "--json", folder["d.json"]);
        Assert.Equal((0, string.Empty), (code, error));
        foreach (var line in new[] { "code one of two 007, 12 0", "key one of two 5, 9007199254740993 0" }) Assert.Contains($"\n{line}\n", Plain(output), StringComparison.Ordinal);
        Assert.DoesNotContain("1.23457E+08 to 1.23457E+08", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(folder["d.json"]));
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Number, JsonValueKind.Number], json.RootElement.GetProperty("splits")[0].GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("mean").ValueKind));
        Assert.Equal("9007199254740000 to 9007199254740006", ColumnWords.Values(Column.Of(7), 9007199254740000, 9007199254740006));
    }

    [Fact]
    public void Describe_says_what_images_are_and_where()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.npy", Images(3));
        var described = Run("data", "describe", path, "--stream", "--colour", "ycocg-r");
        Assert.Equal((0, string.Empty), (described.Code, described.Error));
        foreach (var text in new[] { "NumPy array", "16, images of 4 x 4 pixels", "3, YCoCg-R", "256 values", "in a file" }) Assert.Contains(text, described.Out, StringComparison.Ordinal);
        Assert.Contains("in memory", Run("data", "describe", path).Out, StringComparison.Ordinal);
        Assert.Equal((1, "pics: --write-schema is for tables; these are images\n"), Run("data", "describe", path, "--write-schema", folder["s.json"]) is var result ? (result.Code, result.Error) : default);
    }

    private static RunSettings Settings(params string[] words)
    {
        var (options, command) = (new RunOptions(), new System.CommandLine.Command("train"));
        foreach (var option in options.All) command.Options.Add(option);
        return options.Bind(command.Parse(words));
    }
}
