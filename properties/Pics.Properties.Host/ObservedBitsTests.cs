using System.Text.Json.Nodes;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Bits per dimension are per dimension that is observed, wherever they are said.</summary>
[Collection(TensorTests.Name)]
public sealed class ObservedBitsTests(QueryRuns runs) : IClassFixture<QueryRuns>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Rows of the run of letters of which some cells are empty, and how many are not.</summary>
    private static (string Text, int Observed) Holes(int rows, int percent, int seed)
    {
        var random = new Random(seed);
        var lines = QueryRuns.LetterTable(rows, seed).TrimEnd('\n').Replace("\"smith, black\"", "cook", StringComparison.Ordinal).Split('\n');
        var cells = lines.Skip(1).Select(line => line.Split(',').Select(cell => random.Next(100) < percent ? string.Empty : cell).ToArray()).ToList();
        return (lines[0] + "\n" + string.Concat(cells.Select(row => string.Join(',', row) + "\n")), cells.Sum(row => row.Count(cell => cell.Length > 0)));
    }

    private static JsonNode Json(params string[] words)
    {
        var (code, output, error) = ConsoleRuns.Run([.. words, "--format", "json"]);
        Assert.Equal((0, string.Empty), (code, error));
        return JsonNode.Parse(output)!;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(90)]
    public void Eval_and_score_say_the_sum_of_all_bits_by_the_number_of_observed_cells(int percent)
    {
        var (text, observed) = Holes(60, percent, 5);
        var table = folder.Write("t.csv", Text(text));
        var expected = -Worlds.Likelihoods(runs.Letters, text).Sum(Math.Log) / Math.Log(2) / observed;
        var split = Json("eval", runs.Letters, "--data", table)["scores"]![0]!["splits"]![0]!;
        var score = Json("score", runs.Letters, "--data", table);
        foreach (var said in new[] { split, score })
        {
            Assert.Equal(expected, said["bitsPerDimension"]!.GetValue<double>(), 1e-9);
            Assert.Equal(observed / 600.0, said["observed"]!.GetValue<double>(), 1e-12);
        }

        Assert.Equal(percent > 0, ConsoleRuns.Run("eval", runs.Letters, "--data", table).Out.Contains("observed, %", StringComparison.Ordinal));
        Assert.Equal(percent > 0, ConsoleRuns.Run("score", runs.Letters, "--data", table).Out.Contains("% of the cells that are observed", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_that_observe_nothing_have_no_bits_and_no_error()
    {
        var table = folder.Write("t.csv", Text("a,b\n" + string.Concat(Enumerable.Repeat("?,?\n", 5))));
        var split = Json("eval", runs.Letters, "--data", table)["scores"]![0]!["splits"]![0]!;
        Assert.Equal(0.0, split["observed"]!.GetValue<double>());
        var score = Json("score", runs.Letters, "--data", table);
        Assert.All([split, score, score["anomalies"]![0]!], said => Assert.True(said.AsObject().TryGetPropertyValue("bitsPerDimension", out var bits) && bits is null));
        Assert.Matches(@" -?0\.000 +- +0\.0 ", ConsoleRuns.Run("eval", runs.Letters, "--data", table).Out);
        Assert.Contains("mean bits per dimension -, of the 0.0 % of the cells", ConsoleRuns.Run("score", runs.Letters, "--data", table, "--out", folder["s.csv"]).Out, StringComparison.Ordinal);
        Assert.All(Csvs.Read(folder["s.csv"])[1..], row => Assert.Equal(string.Empty, row[2]));
    }

    [Fact]
    public void Training_results_lists_and_events_say_the_same()
    {
        var (train, _) = Holes(200, 40, 1);
        var (test, observed) = Holes(50, 70, 2);
        var (data, other) = (folder.Write("train.csv", Text(train)), folder.Write("test.csv", Text(test)));
        var run = folder["run"];
        var trained = ConsoleRuns.Run("train", data, "--test-data", other, "--structure", "random-splits", "--double", "--k", "2", "--width", "4", "--batch-size", "40", "--max-steps", "9", "--report-every", "2", "--validate-every", "4", "--out", run);
        Assert.Equal((0, string.Empty), (trained.Code, trained.Error));
        Assert.Contains(" % of the test rows are observed; rows that observe less have larger log-likelihoods.", trained.Out, StringComparison.Ordinal);
        var results = JsonNode.Parse(File.ReadAllText(Path.Combine(run, "results.json")))!["scores"]!["splits"]!.AsArray();
        var bits = results[1]!["bitsPerDimension"]!.GetValue<double>();
        Assert.Equal(-Worlds.Likelihoods(run, test).Sum(Math.Log) / Math.Log(2) / observed, bits, 1e-9);
        Assert.Equal(observed / 500.0, results[1]!["observed"]!.GetValue<double>(), 1e-12);
        var entry = Json("list", run)[0]!;
        Assert.Equal(bits, entry["testBitsPerDimension"]!.GetValue<double>());
        Assert.Equal(observed / 500.0, entry["testObserved"]!.GetValue<double>(), 1e-12);
        foreach (var line in File.ReadAllLines(Path.Combine(run, "metrics.jsonl")).Select(line => JsonNode.Parse(line)!))
        {
            var part = line["observed"]!.GetValue<double>();
            Assert.InRange(part, 0.4, 0.8);
            Assert.Equal(-line["logLikelihood"]!.GetValue<double>() / Math.Log(2) / (10 * part), line["bitsPerDimension"]!.GetValue<double>(), 1e-9);
        }
    }

    [Fact]
    public void Of_complete_rows_nothing_is_said_but_in_results()
    {
        Assert.All(File.ReadAllLines(Path.Combine(runs.Letters, "metrics.jsonl")), line => Assert.DoesNotContain("observed", line, StringComparison.Ordinal));
        Assert.All(JsonNode.Parse(File.ReadAllText(Path.Combine(runs.Letters, "results.json")))!["scores"]!["splits"]!.AsArray(), split => Assert.Equal(1, split!["observed"]!.GetValue<double>()));
    }

    [Fact]
    public void Results_of_earlier_versions_are_read_and_told_apart()
    {
        var old = QueryRuns.Copy(runs.Letters, folder);
        var path = Path.Combine(old, "results.json");
        var results = JsonNode.Parse(File.ReadAllText(path))!;
        results["version"] = 2;
        foreach (var split in results["scores"]!["splits"]!.AsArray()) Assert.True(split!.AsObject().Remove("observed"));
        File.WriteAllText(path, results.ToJsonString());
        Assert.Null(Json("list", old)[0]!["testObserved"]);
        Assert.Contains("of an earlier version, count dimensions that are not observed too; eval gives them anew.", ConsoleRuns.Run("list", old).Out, StringComparison.Ordinal);
        var compared = ConsoleRuns.Run("compare", old, runs.Letters).Out;
        Assert.Contains("of an earlier version, count dimensions", compared, StringComparison.Ordinal);
        Assert.DoesNotContain("*", compared.Split('\n').Single(line => line.Contains("test, bits per dimension", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("earlier version", ConsoleRuns.Run("list", runs.Letters).Out, StringComparison.Ordinal);
        Assert.Equal(0, ConsoleRuns.Run("report", old, "--out", folder["r.html"]).Code);
    }

    [Fact]
    public void Uniform_is_over_what_is_observed()
    {
        var data = Get(Dataset.Table("t", [new("a", new ColumnKind.Categorical(2, [])), new("b", new ColumnKind.Categorical(4, []))], [0, 1, double.NaN, 3, 1, double.NaN, double.NaN, double.NaN]));
        Assert.Equal(-((2 * Math.Log(2)) + (2 * Math.Log(4))) / 4, Baselines.Uniform(data), 1e-12);
    }
}
