using System.Text.Json;
using Pics.Host;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>An option that is given is heeded or refused.</summary>
[Collection(TensorTests.Name)]
public sealed class IdleOptionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Data_without_a_data_set_are_a_file()
    {
        var table = folder.Write("t.csv", Text(QueryRuns.TwinTable(60, 3)));
        string[] words = ["--data", table, "--structure", "balanced-tree", "--k", "2", "--width", "4", "--batch-size", "16", "--max-steps", "2"];
        Good(["train", "--out", folder["run"], .. words]);
        Good(["train", "--dataset", "file", "--out", folder["named"], .. words]);
        RunFolders.AssertSame(folder["named"], folder["run"]);
        Good("train", "--config", Path.Combine(folder["run"], "config.json"), "--out", folder["again"]);
        RunFolders.AssertSame(folder["run"], folder["again"]);
        File.WriteAllText(folder["c.json"], JsonSerializer.Serialize(new { data = table, structure = "balanced-tree", k = 2, width = 4, batchSize = 16, maxSteps = 2 }));
        Good("train", "--config", folder["c.json"], "--out", folder["configured"]);
        RunFolders.AssertSame(folder["run"], folder["configured"]);
    }

    [Fact]
    public void Options_of_data_are_those_of_a_file_where_data_are_given()
    {
        Assert.Equal(("file", 256, 200), Of("--data", "x"));
        Assert.Equal(("mnist", 256, 200), Of("--dataset", "mnist", "--data", "x"));
        Assert.Equal(("shapes", 64, 25), Of());
    }

    [Theory]
    [InlineData("--data cannot be given with --dataset shapes, which is generated and reads no data; leave one of them out", "--dataset", "shapes", "--data", "t.csv")]
    [InlineData("--distances is for --structure poon-domingos; leave it out", "--distances", "4,2")]
    [InlineData("--depth is for --structure random-binary-trees; leave it out", "--depth", "2")]
    [InlineData("--replicas is for --structure random-binary-trees; leave it out", "--structure", "random-splits", "--replicas", "2")]
    [InlineData("--structure-seed is for --structure random-binary-trees and random-splits; leave it out", "--structure-seed", "2")]
    [InlineData("--smoothing is for --structure hidden-chow-liu; leave it out", "--structure", "quad-tree", "--smoothing", "0.5")]
    [InlineData("--period is for --schedule cosine; leave it out", "--schedule", "constant", "--period", "10")]
    [InlineData("--minimum-rate is for --schedule cosine; leave it out", "--model", "pc", "--minimum-rate", "0.001")]
    [InlineData("--width is for --model pic, whose functions are nets; leave it out", "--model", "pc", "--width", "8")]
    [InlineData("--sigma is for --model pic, whose functions are nets; leave it out", "--model", "pc", "--sigma", "2")]
    [InlineData("--no-bias is for --model pic, whose functions are nets; leave it out", "--model", "pc", "--no-bias")]
    [InlineData("--header is for tables, and the data are images; leave it out", "--dataset", "mnist", "--header", "absent")]
    [InlineData("--schema is for tables, and the data are images; leave it out", "--dataset", "cifar-10", "--schema", "s.json")]
    [InlineData("--split-seed is for rows that are held out, and --validation-data and --test-data leave none; leave it out", "--validation-data", "a.csv", "--test-data", "b.csv", "--split-seed", "1")]
    [InlineData("--schema is for data that are read, and --dataset shapes is generated; leave it out", "--schema", "s.json")]
    public void What_would_be_ignored_is_refused(string sentence, params string[] words)
    {
        foreach (var verb in new[] { new[] { "train", "--out", folder["run"] }, ["inspect"], ["draw", "--out", folder["p.svg"]], ["bench", "steps"] })
            Refused(sentence, [.. verb, .. words]);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("--max-epochs cannot be given with bench steps, which makes as many as --steps says", "bench", "steps", "--max-epochs", "3")]
    [InlineData("--height cannot be given with --dataset, since it is for generated images", "bench", "query", "--dataset", "shapes", "--height", "8")]
    [InlineData("--data cannot be given with --dataset shapes, which is generated and reads no data", "bench", "step", "--dataset", "shapes", "--data", "x")]
    [InlineData("--structure cannot be given with --sweep or --preset, which have structures and merges of their own", "bench", "step", "--preset", "table", "--structure", "quad-tree")]
    [InlineData("--only cannot be given with no experiment; name one", "reproduce", "--only", "x")]
    [InlineData("--columns cannot be given with --dataset or --data, whose rows have sizes of their own", "inspect", "--dataset", "shapes", "--columns", "4")]
    public void What_a_verb_would_ignore_is_refused(string sentence, params string[] words) => Refused(sentence, words);

    [Fact]
    public void Inspect_and_draw_are_over_the_rows_that_are_named()
    {
        var table = folder.Write("t.csv", Text(QueryRuns.TwinTable(60, 3)));
        Assert.StartsWith("balanced-tree over 6 columns, ", Good("inspect", "--data", table, "--structure", "balanced-tree", "--k", "2"), StringComparison.Ordinal);
        Assert.StartsWith("hidden-chow-liu over 6 columns, ", Good("inspect", "--data", table, "--structure", "hidden-chow-liu", "--k", "2"), StringComparison.Ordinal);
        Assert.StartsWith("quad-graph over 12 x 12 pixels of 1 channel(s), ", Good("inspect", "--dataset", "shapes", "--k", "2"), StringComparison.Ordinal);
        Good("draw", "--data", table, "--structure", "balanced-tree", "--k", "2", "--stage", "region-graph", "--out", folder["p.svg"]);
        Assert.Contains("{0-5}", File.ReadAllText(folder["p.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_of_a_run_is_no_list_of_given_options()
    {
        Good("train", "--k", "2", "--max-steps", "1", "--model", "pc", "--out", folder["run"]);
        Good("train", "--config", Path.Combine(folder["run"], "config.json"), "--out", folder["again"]);
        RunFolders.AssertSame(folder["run"], folder["again"]);
    }

    public void Dispose() => folder.Dispose();

    private static (string Dataset, int Width, int Epochs) Of(params string[] words)
    {
        var settings = RunOptions.Parse(words, "words").Match(found => found, failure => throw new InvalidOperationException(failure.Sentence)).Settings;
        return (settings.Data.Dataset, settings.Model.Width, settings.Learning.MaxEpochs);
    }

    private static void Refused(string sentence, string[] words)
    {
        var (code, output, error) = ConsoleRuns.Run(words);
        Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), (code, output, error));
    }

    private static string Good(params string[] words)
    {
        var (code, output, error) = ConsoleRuns.Run(words);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }
}
