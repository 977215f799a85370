using System.Globalization;
using System.Text.Json.Nodes;
using Pics.Host;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>How the root is merged in runs: by default, as asked for, and in runs of the first version, which go on as they began.</summary>
[Collection(TensorTests.Name)]
public sealed class RootMergeTests : IDisposable
{
    private const string Cost = "The root is CP-merged, so its 2 parts are independent: what is known of one says nothing about another; --root-merge tucker joins them.";

    private readonly TemporaryFolder folder = new();

    public RootMergeTests() => folder.Write("equal.csv", Text("a,b\n" + string.Concat(Enumerable.Range(0, 400).Select(row => row % 2 == 0 ? "x,y\n" : "u,v\n"))));

    public void Dispose() => folder.Dispose();

    private string Train(params string[] more)
    {
        var (code, output, error) = ConsoleRuns.Run(["train", "--data", folder["equal.csv"], "--header", "present", "--structure", "linear-chain", "--k", "4", "--width", "8", "--batch-size", "64", "--max-epochs", "40", "--out", folder["run"], .. more]);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    private double Asked(string question)
    {
        var (code, output, error) = ConsoleRuns.Run("query", folder["run"], question);
        Assert.Equal((0, string.Empty), (code, error));
        return double.Parse(output.Split('=')[^1].Trim().Split(' ', '\n')[0], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void By_default_one_column_says_something_about_the_other()
    {
        Assert.DoesNotContain("independent:", Train(), StringComparison.Ordinal);
        Assert.InRange(Asked("P(b=y | a=x)"), 0.9, 1);
        Assert.InRange(Asked("P(b=y | a=u)"), 0, 0.1);
    }

    [Fact]
    public void A_cp_root_says_what_it_costs()
    {
        Assert.Contains(Cost, Train("--root-merge", "cp"), StringComparison.Ordinal);
        Assert.Equal(Asked("P(b=y | a=x)"), Asked("P(b=y | a=u)"), 1e-3);
        Assert.Contains(Cost, ConsoleRuns.Run("inspect", "--structure", "linear-chain", "--root-merge", "cp").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--structure", "balanced-tree")]
    [InlineData("--structure", "quad-tree")]
    [InlineData("--structure", "quad-graph", "--root-merge", "cp")]
    [InlineData("--structure", "fully-factorised")]
    public void What_is_joined_or_wanted_apart_by_name_says_nothing(params string[] words)
    {
        var (code, output, error) = ConsoleRuns.Run(["inspect", "--height", "4", "--columns", "4", "--k", "2", .. words]);
        Assert.Equal((0, string.Empty), (code, error));
        Assert.DoesNotContain("independent:", output, StringComparison.Ordinal);
        Assert.Equal(words is ["--structure", "balanced-tree" or "quad-tree"], output.Contains("Kronecker", StringComparison.OrdinalIgnoreCase) || output.Contains("Tucker", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("linear-chain", "cp", null, MergeKind.Cp)]
    [InlineData("linear-chain", "tucker", null, MergeKind.Tucker)]
    [InlineData("hidden-chow-liu", "cp", null, MergeKind.Tucker)]
    [InlineData("hidden-chow-liu", "cp", "cp", MergeKind.Cp)]
    [InlineData("quad-graph", "cp", "tucker", MergeKind.Tucker)]
    public void Options_of_the_first_version_mean_what_they_meant(string structure, string merge, string? root, MergeKind expected)
    {
        var fields = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(new RunSettings(), RunSettings.Json))!.AsObject();
        (fields["structure"], fields["merge"], fields["rootMerge"]) = (structure, merge, root);
        RunSettings Read(Action<JsonObject> change)
        {
            var some = fields.DeepClone().AsObject();
            change(some);
            return RunFolder.ParseSettings(some.ToJsonString(), "FILE").Match(settings => settings, failure => throw new InvalidOperationException(failure.Sentence));
        }

        var (first, none, latest) = (Read(some => some["version"] = 1), Read(some => some.Remove("version")), Read(_ => { }));
        Assert.Equal((expected, RunSettings.Latest), (first.Model.RootMerge!.Value, first.Version));
        Assert.Equal(first, none);
        Assert.Equal(root is null ? null : expected, latest.Model.RootMerge);
    }

    [Fact]
    public void A_run_of_the_first_version_goes_on_as_it_began_and_is_repeated_as_it_was()
    {
        Train("--root-merge", "cp", "--max-steps", "10");
        var (config, circuit) = (Path.Combine(folder["run"], "config.json"), File.ReadAllText(Path.Combine(folder["run"], "model.json")));
        var fields = JsonNode.Parse(File.ReadAllText(config))!.AsObject();
        (fields["rootMerge"], fields["version"]) = (null, 1);
        File.WriteAllText(config, fields.ToJsonString());
        var repeated = ConsoleRuns.Run("train", "--config", config, "--out", folder["again"]);
        var resumed = ConsoleRuns.Run("train", "--resume", folder["run"], "--max-steps", "20");
        Assert.All(new[] { repeated, resumed }, result => Assert.Equal((0, string.Empty), (result.Code, result.Error)));
        Assert.Equal([circuit, circuit], new[] { "run", "again" }.Select(run => File.ReadAllText(Path.Combine(folder[run], "model.json"))));
        Assert.Equal("cp", JsonNode.Parse(File.ReadAllText(config))!["rootMerge"]!.GetValue<string>());
    }

    [Fact]
    public void A_configuration_that_is_no_runs_has_the_default_of_today()
    {
        folder.Write("c.json", Text("""{ "structure": "balanced-tree", "merge": "cp" }"""));
        Assert.DoesNotContain("independent:", Train("--config", folder["c.json"]), StringComparison.Ordinal);
    }
}
