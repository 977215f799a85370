namespace Pics.Properties;

/// <summary>Runs side by side, as <c>compare</c> shows them.</summary>
[Collection(TensorTests.Name)]
public sealed class CompareVerbTests(QueryRuns runs) : IClassFixture<QueryRuns>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Options_that_differ_and_results_are_compared_and_the_best_is_marked()
    {
        var short1 = Train("short", "--max-steps", "2");
        var result = ConsoleRuns.Run("compare", runs.Shapes, short1);
        Assert.Equal((0, string.Empty), (result.Code, result.Error));
        var lines = result.Out.Split('\n').Select(line => line.Trim()).ToList();
        Assert.Contains(lines, line => line.StartsWith("--max-steps", StringComparison.Ordinal) && line.EndsWith(" 2", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("--dataset", StringComparison.Ordinal));
        var test = Assert.Single(lines, line => line.StartsWith("test, bits per dimension", StringComparison.Ordinal));
        Assert.Matches(@"\d+\.\d{4} \*\s+\d+\.\d{4}$", test);
        Assert.DoesNotContain("not comparable", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_of_other_data_are_said_not_to_be_comparable_and_none_is_best()
    {
        var result = ConsoleRuns.Run("compare", runs.Shapes, runs.Twins);
        Assert.Equal(0, result.Code);
        Assert.Contains($"Likelihoods are not comparable, the data are others: shapes in 'shapes'; {QueryRuns.TableOf(runs.Twins)} in 'twins'.\n", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(" *\n", result.Out.Split('\n').First(line => line.Contains("test, bits", StringComparison.Ordinal)) + "\n", StringComparison.Ordinal);
    }

    [Fact]
    public void Bits_of_a_lossy_transform_are_said_not_to_be_comparable()
    {
        var lossy = Train("lossy", "--dataset", "file", "--data", runs.ColourData, "--colour", "ycocg", "--batch-size", "8", "--max-steps", "2");
        var result = ConsoleRuns.Run("compare", runs.Colours, lossy);
        Assert.Contains("Bits per dimension are not comparable, lossy YCoCg drops bits: YCoCg-R in 'colours'; lossy YCoCg in 'lossy'.\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_rows_held_out_are_said()
    {
        var other = Train("other", "--max-steps", "2", "--split-seed", "7");
        var result = ConsoleRuns.Run("compare", runs.Shapes, other);
        Assert.Contains("Validation figures are comparable only by chance, other rows are held out: --validation 0.05 --split-seed 42 in 'shapes'; --validation 0.05 --split-seed 7 in 'other'.\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_run_is_refused()
    {
        Assert.Equal((1, string.Empty, $"pics: '{folder.Path}' is not a run folder: it has no config.json; name a folder that 'train' wrote\n"), ConsoleRuns.Run("compare", runs.Shapes, folder.Path));
        Assert.Equal((1, string.Empty, $"pics: there is no folder '{folder["none"]}'; name a folder that 'train' wrote\n"), ConsoleRuns.Run("compare", folder["none"]));
        Assert.Equal((1, string.Empty, $"pics: '{runs.Shapes}' alone cannot be compared; name two runs or more\n"), ConsoleRuns.Run("compare", runs.Shapes));
        Assert.Equal((1, string.Empty, "pics: --out is 'a.png'; expected a name that ends with .html or .htm\n"), ConsoleRuns.Run("compare", runs.Shapes, runs.Colours, "--out", "a.png"));
        Assert.Equal(2, ConsoleRuns.Run("compare").Code);
    }

    [SkippableFact]
    public void The_learning_curves_of_all_runs_are_drawn()
    {
        Assert.Equal(0, ConsoleRuns.Run("compare", runs.Shapes, Train("second", "--max-steps", "30", "--validate-every", "10"), "--out", folder["compare.html"]).Code);
        var shown = Browser.Show(folder["compare.html"]);
        Assert.Empty(shown.Console);
        Assert.Equal(4, shown.Charts);
        Assert.Equal(8, shown.Count("class=\"trace scatter"));
    }

    private string Train(string name, params string[] words)
    {
        Assert.Equal(0, ConsoleRuns.Run(["train", "--k", "3", "--width", "8", "--out", folder[name], .. words]).Code);
        return folder[name];
    }
}
