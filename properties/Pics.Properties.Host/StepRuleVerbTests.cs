using System.Text.Json;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>Shifted rules and a K that grows from the console: what is chosen, printed, written, and what is refused.</summary>
[Collection(TensorTests.Name)]
public sealed class StepRuleVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Table => folder.Write("t.csv", Text("a,b\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{row % 3},{row % 2}\n"))));

    private static string Good(params string[] words)
    {
        var (code, output, error) = Run(words);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    private JsonElement Written(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["run"], name)));
        return document.RootElement.Clone();
    }

    [Fact]
    public void K_that_grows_is_in_lines_metrics_and_results()
    {
        var printed = Good("train", "--dataset", "shapes", "--width", "8", "--batch-size", "64", "--shift", "--refine", "2x2,3x2,4", "--max-steps", "6", "--validate-every", "2", "--out", folder["run"]);
        Assert.Contains("Each step has the midpoint rule with nodes moved by a random shift; K is 2 for 2 steps, then 3 for 2 steps, then 4. Validations and results are at K = 4 of the midpoint rule.", printed, StringComparison.Ordinal);
        Assert.Contains("step 1/6  epoch 1  K = 2  ", printed, StringComparison.Ordinal);
        int[] steps = [2, 2, 4, 3, 3, 4, 4, 4, 4];
        Assert.Equal(steps, File.ReadLines(Path.Combine(folder["run"], "metrics.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("k").GetInt32()));
        Assert.Equal((true, "2x2,3x2,4", "steps", 4, "midpoint"), Written("config.json") is var config ? (config.GetProperty("shift").GetBoolean(), config.GetProperty("refine").GetString(), config.GetProperty("refineBy").GetString(), config.GetProperty("k").GetInt32(), config.GetProperty("rule").GetString()) : default);
        Assert.Contains("4 (2x2,3x2,4)", Good("list", folder.Path), StringComparison.Ordinal);
        int[] more = [4, 8, 16];
        Assert.Equal(more, Written("results.json").GetProperty("moreNodes").EnumerateArray().Select(scores => scores.GetProperty("k").GetInt32()));
        Assert.Matches(@"With more nodes, K: [0-9.]+ at 4, [0-9.]+ at 8, [0-9.]+ at 16 \(bits per dimension of 1,000 test rows\)\. The model is ", printed);
    }

    [Fact]
    public void Tables_have_shifted_steps_if_nothing_else_is_said()
    {
        (bool, string?) Chosen(params string[] more)
        {
            Good(["train", Table, "--max-steps", "2", "--k", "8", "--out", folder["run"], .. more]);
            var config = Written("config.json");
            Directory.Delete(folder["run"], recursive: true);
            return (config.GetProperty("shift").GetBoolean(), config.GetProperty("rule").GetString());
        }

        Assert.Equal((true, "midpoint"), Chosen());
        Assert.Equal((true, "gauss-legendre"), Chosen("--rule", "gauss-legendre"));
        Assert.Equal((false, "trapezoidal"), Chosen("--shift", "false"));
        Assert.Equal((false, "gauss-hermite"), Chosen("--rule", "gauss-hermite"));
        Assert.Equal((false, "trapezoidal"), Chosen("--model", "pc"));
        Assert.Equal((false, "trapezoidal"), Chosen("--config", folder.Write("c.json", Text("""{ "version": 4 }"""))));
        Assert.Equal((true, "midpoint"), Chosen("--config", folder.Write("c.json", Text("""{ "version": 5 }"""))));
    }

    [Fact]
    public void Nets_are_at_few_nodes_where_that_is_wished()
    {
        (int, bool) Chosen(string nodes, params string[] more)
        {
            var printed = Good(["train", "--max-steps", "1", "--width", "4", "--batch-size", "16", "--k", nodes, "--out", folder["run"], .. more]);
            var config = Written("config.json");
            Directory.Delete(folder["run"], recursive: true);
            return (config.GetProperty("netNodes").GetInt32(), printed.Contains(" nodes a latent and interpolated where a rule has more", StringComparison.Ordinal));
        }

        Assert.Equal((0, false), Chosen("30", "--dataset", "shapes"));
        Assert.Equal((10, true), Chosen("30", "--dataset", "shapes", "--net-nodes", "10"));
        Assert.Equal((10, false), Chosen("8", "--dataset", "shapes", "--net-nodes", "10"));
        Assert.Equal((5, true), Chosen("30", Table, "--net-nodes", "5"));
        Assert.Equal((5, true), Chosen("30", "--dataset", "shapes", "--config", folder.Write("c.json", Text("""{ "netNodes": 5 }"""))));
    }

    [Theory]
    [InlineData("--net-nodes is -3; it must be 0, for all nodes of a step, or more", "--net-nodes", "-3")]
    [InlineData("--net-nodes is for --shift, since nets would learn nodes that stay; leave it out", "--shift", "false", "--net-nodes", "16")]
    [InlineData("--net-nodes is for --model pic, whose K and nodes may change; leave it out", "--model", "pc", "--net-nodes", "16")]
    [InlineData("--refine is '8,x', of which 'x' is wrong; it must be K with commas between, as 8,16,32,64, or with steps, as 8x500,16x500,64", "--refine", "8,x")]
    [InlineData("--refine is '8x0,16', of which '8x0' is wrong; it must be K with commas between, as 8,16,32,64, or with steps, as 8x500,16x500,64", "--refine", "8x0,16")]
    [InlineData("--refine is '8,,16', of which '' is wrong; it must be K with commas between, as 8,16,32,64, or with steps, as 8x500,16x500,64", "--refine", "8,,16")]
    [InlineData("--refine is '16,8', where 8 comes after 16; each K must be larger than the one before it", "--refine", "16,8")]
    [InlineData("--refine is '8x5,16', with numbers of steps, and --refine-by plateau goes by the validation; leave one of them out", "--refine", "8x5,16", "--refine-by", "plateau")]
    [InlineData("--refine-by is for --refine, which says the K; leave it out", "--refine-by", "plateau")]
    [InlineData("--shift is for --model pic, whose K and nodes may change; leave it out", "--model", "pc", "--shift")]
    [InlineData("--refine is for --model pic, whose K and nodes may change; leave it out", "--model", "pc", "--refine", "2,4")]
    [InlineData("the shift of rules is wished for the Gauss-Hermite rule; it must be for a rule that is constructed by name on an interval, as midpoint or Gauss-Legendre", "--rule", "gauss-hermite", "--shift")]
    public void Impossible_wishes_are_refused(string sentence, params string[] words) =>
        Assert.Equal((1, $"pics: {sentence}\n"), Run(["train", "--dataset", "shapes", "--max-steps", "2", "--out", folder["run"], .. words]) is var (code, _, error) ? (code, error) : default);

    [Fact]
    public void Memory_is_that_of_the_largest_K_and_refused_before_the_first_step()
    {
        var (code, output, error) = Run("train", "--dataset", "shapes", "--refine", "8x2,30000", "--k", "16", "--out", folder["run"]);
        Assert.Equal((1, string.Empty), (code, output));
        Assert.Matches("^pics: a training step with the [a-z]+ engine would need about [0-9]+ MiB, [0-9]+ MiB are available; K in --refine up to [0-9]+ (or [^;]+ )?would fit\n$", error);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void K_that_grows_by_the_validation_begins_small()
    {
        var printed = Good("train", Table, "--width", "4", "--refine", "2,4", "--refine-by", "plateau", "--max-steps", "4", "--out", folder["run"]);
        Assert.Contains("K is 2, then 4, each until a validation does not improve", printed, StringComparison.Ordinal);
        Assert.Equal(4, Written("config.json").GetProperty("k").GetInt32());
    }
}
