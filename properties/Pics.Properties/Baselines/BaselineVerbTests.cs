using System.Text.Json;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>The verb for baselines: what it prints and writes, and what is refused.</summary>
[Collection(TensorTests.Name)]
public sealed class BaselineVerbTests : IDisposable
{
    private static readonly string[] Short = ["--dataset", "shapes", "--max-steps", "2", "--validate-every", "1", "--score-rows", "3"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Figures_of_bounds_say_on_each_line_that_they_are_bounds()
    {
        var (code, output, error) = Run(["baseline", "vae", .. Short, "--samples", "5", "--out", folder["vae.json"]]);
        Assert.Equal((0, string.Empty), (code, error));
        Assert.All(output.Split('\n').Where(line => line.Contains("bits per dimension", StringComparison.Ordinal)), line => Assert.Contains("bound", line, StringComparison.Ordinal));
        Assert.Matches(@"test: [0-9.]+ bits per dimension \(bound: the true bits are as many or fewer; 5 samples\) on 3 rows\n", output);
        using var written = JsonDocument.Parse(File.ReadAllText(folder["vae.json"]));
        var root = written.RootElement;
        Assert.Equal(("bound", 5, 2), (root.GetProperty("figures").GetString(), root.GetProperty("settings").GetProperty("samples").GetInt32(), root.GetProperty("training").GetProperty("steps").GetInt32()));
        Assert.True(root.GetProperty("scores")[1].GetProperty("bitsPerDimension").GetDouble() < root.GetProperty("scores")[1].GetProperty("oneSample").GetDouble());
    }

    [Fact]
    public void A_flow_says_what_dequantisation_costs_and_a_net_that_it_is_exact()
    {
        var flow = Run(["baseline", "flow", .. Short, "--samples", "4"]);
        Assert.Equal((0, string.Empty), (flow.Code, flow.Error));
        Assert.Matches(@"test, dequantised with one noise: [0-9.]+ bits per dimension \(bound: the true bits are as many or fewer; 1 sample\); dequantisation costs at least [0-9.]+ of them\n", flow.Out);
        var net = Run(["baseline", "autoregressive", .. Short]);
        Assert.Equal((0, string.Empty), (net.Code, net.Error));
        Assert.Matches(@"test: [0-9.]+ bits per dimension \(exact\) on 3 rows\n", net.Out);
        Assert.DoesNotContain("bound", net.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the model is 'gan'; it must be one of vae, flow, autoregressive", "gan")]
    [InlineData("--samples cannot be given with autoregressive, whose figures are exact", "autoregressive", "--samples", "5")]
    [InlineData("--data cannot be given with --dataset shapes, which is generated", "vae", "--dataset", "shapes", "--data", "x")]
    [InlineData("--seconds is -1; it must be a positive number", "vae", "--seconds", "-1")]
    [InlineData("--max-steps is 0; it must be at least 1", "vae", "--max-steps", "0")]
    [InlineData("--patience is 0; it must be at least 1", "flow", "--patience", "0")]
    [InlineData("--validate-every is 0; it must be at least 1", "flow", "--validate-every", "0")]
    [InlineData("--samples is 0; it must be at least 1", "flow", "--samples", "0")]
    [InlineData("--score-rows is 0; it must be at least 1", "flow", "--score-rows", "0")]
    [InlineData("--threads is -1; it must be 0 to 1024", "flow", "--threads", "-1")]
    [InlineData("--out is 'x.txt'; expected a name that ends with .json", "flow", "--out", "x.txt")]
    public void What_is_wrong_is_one_sentence(string sentence, params string[] words) => Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), Run(["baseline", .. words]));

    [Fact]
    public void Tables_are_refused_in_a_sentence()
    {
        var table = folder.Write("t.csv", DataFiles.Text("a,b\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{row % 3},{row % 2}\n"))));
        var (code, output, error) = Run("baseline", "vae", "--dataset", "file", "--data", table);
        Assert.Equal((1, string.Empty), (code, output));
        Assert.Contains(" has no images, and baselines are for images; ", Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }
}
