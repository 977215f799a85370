using System.Text.Json.Nodes;
using Pics.Host;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>A table is trained on by its path alone: what nobody wished is chosen from its rows, said, and kept.</summary>
[Collection(TensorTests.Name)]
public sealed class TableTrainTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_path_alone_is_data_and_all_else_is_chosen_from_its_rows()
    {
        var table = Table(150);
        var output = Good("train", table, "--max-steps", "3", "--out", folder["run"]);
        Assert.Contains("122 rows to learn from, 13 to tell when to stop, 15 to report on", output, StringComparison.Ordinal);
        var config = Config("run");
        Assert.Equal(("file", table, "hidden-chow-liu", "circuit"), ($"{config["dataset"]}", $"{config["data"]}", $"{config["structure"]}", $"{config["grouping"]}"));
        Assert.Equal((32, 128, 0.1), ((int)config["k"]!, (int)config["width"]!, (double)config["validation"]!));
        const int trained = 150 - 15 - 13; // a tenth, and a tenth of the rest
        Assert.Equal((trained / 8, (trained + (trained / 8) - 1) / (trained / 8)), ((int)config["batchSize"]!, (int)config["validateEvery"]!));
        Good("train", "--data", table, "--max-steps", "3", "--out", folder["same"]);
        RunFolders.AssertSame(folder["run"], folder["same"]);
        Good("train", table, "--data", table, "--max-steps", "3", "--out", folder["twice"]);
        RunFolders.AssertSame(folder["run"], folder["twice"]);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Only_of_several_columns_is_it_said_that_they_may_be_independent(int columns, bool isSaid)
    {
        var random = new Random(2);
        var rows = Enumerable.Range(0, 300).Select(_ => string.Join(',', Enumerable.Range(0, columns).Select(_ => random.Next(3))));
        var table = folder.Write("t.csv", Text($"{string.Join(',', Enumerable.Range(0, columns).Select(column => $"c{column}"))}\n{string.Join('\n', rows)}\n"));
        var output = Good("train", table, "--k", "2", "--width", "4", "--max-steps", "1", "--out", folder["run"]);
        Assert.Equal(isSaid, output.Contains("nearly independent", StringComparison.Ordinal));
        Assert.Contains("after 1 step in", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_dependences_is_told_of_no_gain_and_few_rows_tell_none()
    {
        var whole = Good("train", Table(300), "--structure", "fully-factorised", "--max-steps", "60", "--out", folder["run"]);
        Assert.Contains("independent columns", whole, StringComparison.Ordinal); // as a line of the table
        foreach (var said in new[] { "depend on each other", "nearly independent", "The model gains", "above independent columns" }) Assert.DoesNotContain(said, whole, StringComparison.Ordinal);
        var few = Good("train", Table(20), "--max-steps", "4", "--out", folder["few"]);
        Assert.Matches("The [2-9] test rows are too few to tell what the model gains over independent columns\\.", few);
        Assert.DoesNotContain("nats a row above", few, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dependence_that_training_did_not_find_is_named_and_none_where_there_is_none()
    {
        string Twins(string name, Func<int, int> second) => folder.Write(name, Text("a,b,c\n" + string.Concat(Enumerable.Range(0, 300).Select(row => $"{row % 2},{second(row)},{row / 7 % 2}\n"))));
        var missed = Good("train", Twins("same.csv", row => row % 2), "--max-steps", "1", "--learning-rate", "1e-9", "--out", folder["run"]);
        Assert.Matches("yet 'a' and 'b' depend on each other by about 0.[67][0-9] nats when pairs of values are counted, which this training has not found; another --seed", missed);
        var none = Good("train", Twins("apart.csv", row => row / 2 % 2), "--max-steps", "1", "--learning-rate", "1e-9", "--out", folder["none"]);
        Assert.Contains("the columns may be nearly independent, or the ", none, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_chosen_is_kept_so_that_the_configuration_repeats_it_with_other_rows_too()
    {
        Good("train", Table(150), "--max-steps", "3", "--out", folder["run"]);
        Good("train", "--config", Path.Combine(folder["run"], "config.json"), "--out", folder["again"]);
        RunFolders.AssertSame(folder["run"], folder["again"]);
        Good("train", Table(400, "more.csv"), "--config", Path.Combine(folder["run"], "config.json"), "--out", folder["more"]);
        Assert.Equal($"{Config("run")["batchSize"]}", $"{Config("more")["batchSize"]}");
    }

    [Fact]
    public void A_wish_wins_over_a_choice()
    {
        Good("train", Table(150), "--max-steps", "2", "--k", "3", "--width", "8", "--structure", "balanced-tree", "--grouping", "layer", "--validation", "0.2", "--batch-size", "10", "--patience", "2", "--out", folder["run"]);
        var config = Config("run");
        Assert.Equal((3, 8, "balanced-tree", "layer", 0.2, 10, 2), ((int)config["k"]!, (int)config["width"]!, $"{config["structure"]}", $"{config["grouping"]}", (double)config["validation"]!, (int)config["batchSize"]!, (int)config["patience"]!));
        Assert.Equal(10, (int)config["validateEvery"]!); // steps of 96 rows by 10 at most
    }

    [Fact]
    public void A_dry_run_says_what_it_chose_and_writes_nothing()
    {
        var output = Good("train", Table(150), "--dry-run", "--out", folder["run"]);
        foreach (var text in new[] { "t.csv, 4 column(s)", "job ", "clerk, cook, smith", "hidden-chow-liu", "batch-size", "steps, which are one pass over the rows", "--dry-run stops here" })
            Assert.Contains(text, output, StringComparison.Ordinal);
        Assert.DoesNotContain("structure", Good("train", Table(150), "--dry-run", "--structure", "linear-chain").Replace("hidden variable", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(["t.csv"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Images_are_trained_on_as_ever()
    {
        var images = folder.Write("x.npy", NumpyFiles.Array("|u1", [300, 4, 4], [.. Enumerable.Range(0, 4800).Select(place => (double)(place * 7 % 256))]));
        Good("train", images, "--k", "2", "--max-steps", "1", "--out", folder["run"]);
        var config = Config("run");
        Assert.Equal(("quad-graph", "layer", "full", 256, 256, 250, 5, 0.05), ($"{config["structure"]}", $"{config["grouping"]}", $"{config["inputSharing"]}", (int)config["width"]!, (int)config["batchSize"]!, (int)config["validateEvery"]!, (int)config["patience"]!, (double)config["validation"]!));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(60)]
    public void A_table_of_few_rows_is_trained_on(int rows) => Assert.Contains("independent columns", Good("train", Table(rows), "--max-steps", "4", "--out", folder["run"]), StringComparison.Ordinal);

    [Fact]
    public void Columns_that_tell_nothing_about_each_other_are_said_to()
    {
        var random = new Random(3);
        var table = folder.Write("u.csv", Text("a,b\n" + string.Concat(Enumerable.Range(0, 400).Select(_ => $"{random.Next(3)},{random.Next(3)}\n"))));
        Assert.Matches("The model gains (little|nothing) over independent columns, .*nats a row.* on the 40 test rows: ", Good("train", table, "--max-steps", "40", "--out", folder["run"]));
        Assert.DoesNotContain("The model gains", Good("train", Table(600), "--learning-rate", "0.02", "--max-steps", "80", "--out", folder["good"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--data is 'u.csv', and the data are also given as 'TABLE'; give one of them", "--data", "u.csv")]
    [InlineData("--colour is for images, and the data are a table; leave it out", "--colour", "ycocg")]
    [InlineData("--image-size is for folders of pictures, and the data are none; leave it out", "--image-size", "8")]
    [InlineData("--sql cannot be given with 'TABLE'; a query names its files itself", "--sql", "select 1")]
    [InlineData("--data cannot be given with --dataset shapes, which is generated and reads no data; leave one of them out", "--dataset", "shapes")]
    [InlineData("--separator is 'ab'; it must be one sign that is no letter, digit or quote, or tab, space, comma, semicolon or pipe", "--separator", "ab")]
    [InlineData("--decimal is ';'; it must be point or comma", "--decimal", ";")]
    [InlineData("--kinds has 'job'; it must be entries like grade=ordinal with commas between, of the kinds categorical, count, real, binned, ordinal, boolean, levels, date, date-time, time and ignored", "--kinds", "job")]
    [InlineData("--families has 'job=x'; it must be entries like age=gaussian with commas between, of the families categorical, bernoulli, binomial, gaussian, discretised-logistic, poisson and histogram", "--families", "job=x")]
    public void What_would_be_ignored_or_is_wrong_is_refused(string sentence, params string[] more)
    {
        var table = Table(40);
        foreach (var verb in new[] { new[] { "train", table, "--out", folder["run"] }, ["inspect", table] })
        {
            var (code, output, error) = ConsoleRuns.Run([.. verb, .. more]);
            Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), (code, output, error.Replace(table, "TABLE", StringComparison.Ordinal)));
        }

        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void Options_of_tables_are_refused_where_arrays_turn_out_to_be_images()
    {
        var images = folder.Write("x.npy", NumpyFiles.Array("|u1", [40, 2, 2], new double[160]));
        foreach (var words in new[] { new[] { "--header", "absent" }, ["--missing", "x"], ["--ignore", "a"] })
        {
            var (code, _, error) = ConsoleRuns.Run(["train", images, "--out", folder["run"], .. words]);
            Assert.Equal((1, $"pics: {words[0]} is for tables, and the data are images; leave it out\n"), (code, error));
            Assert.Equal((1, $"pics: {words[0]} is for tables, and the data are images; leave it out\n"), ConsoleRuns.Run(["data", "describe", images, .. words]) is var described ? (described.Code, described.Error) : default);
        }
    }

    private JsonObject Config(string run) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder[run], "config.json")))!.AsObject();

    /// <summary>Four columns that tell much about each other.</summary>
    private string Table(int rows, string name = "t.csv")
    {
        var random = new Random(5);
        return folder.Write(name, Text("job,tea,visits,wage\n" + string.Concat(Enumerable.Range(0, rows).Select(_ =>
        {
            var job = random.Next(3);
            return FormattableString.Invariant($"{new[] { "clerk", "cook", "smith" }[job]},{(random.Next(9) == 0 ? 1 : 0) ^ (job & 1)},{job + random.Next(2)},{(10 * job) + random.NextDouble():F2}\n");
        }))));
    }

    private static string Good(params string[] words)
    {
        var (code, output, error) = ConsoleRuns.Run(words);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }
}
