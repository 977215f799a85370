using System.Text.Json.Nodes;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>The tables and measures of the verb predict beside sums over all worlds.</summary>
[Collection(TensorTests.Name)]
public class PredictVerbTests(QueryRuns runs)
{
    private const string Head = "flag,job,visits,income\n";

    private static string Predict(params string[] words)
    {
        var (code, output, error) = Run(["predict", .. words]);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    [Theory]
    [InlineData("p.csv")]
    [InlineData("p.parquet")]
    [InlineData("p.arrow")]
    public void Classes_have_the_probabilities_that_enumeration_gives(string name)
    {
        using var folder = new TemporaryFolder();
        var text = QueryRuns.LetterTable(40, 5);
        var output = Predict(runs.Letters, folder.Write("t.csv", Text(text)), "--target", "job", "--out", folder[name]);
        var rows = text.Split('\n')[1..^1];
        string[] labels = ["clerk", "cook", "smith, black"];
        var found = TypedRows.Of(folder[name]);
        foreach (var column in new[] { "row", "observed", "predicted", "P(job=clerk)", "P(job=cook)", "P(job=\"smith, black\")" }) Assert.Contains(column, found[0], StringComparison.Ordinal);
        var right = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            var cells = rows[row].Split(',')[..9];
            var p = Worlds.Likelihoods(runs.Letters, QueryRuns.Line(QueryRuns.LetterColumns.Select(column => column.Name)) + string.Concat(labels.Select(label => QueryRuns.Line([.. cells, label]))));
            var best = labels[System.Array.IndexOf(p, p.Max())];
            Assert.Contains($"|{best}|", found[row + 1], StringComparison.Ordinal);
            var numbers = found[row + 1].Split('|')[^3..].Select(Csvs.Number).ToArray();
            for (var value = 0; value < 3; value++) Assert.Equal(p[value] / p.Sum(), numbers[value], 1e-9);
            if (rows[row].EndsWith(best, StringComparison.Ordinal) || (best == labels[2] && rows[row].EndsWith("black\"", StringComparison.Ordinal))) right++;
        }

        Assert.Contains($"Of 40 rows with job: accuracy {100.0 * right / 40:F2} %, log-loss ", output, StringComparison.Ordinal);
        Assert.Contains("Calibration: rows by the probability of their most probable class\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_have_expectation_and_interval()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text(Head + "1,cook,2,30000\n0,clerk,1,\n,,,\n"));
        var output = Predict(runs.Mixed, table, "--target", "income", "--interval", "0.8", "--out", folder["p.csv"]);
        var found = Csvs.Read(folder["p.csv"]);
        Assert.Equal(["row", "observed", "E(income)", "Q(0.1, income)", "Q(0.9, income)"], found[0]);
        Assert.Equal(("30000.00", string.Empty), (found[1][1], found[2][1]));
        Assert.All(found[1..], row => Assert.True(Csvs.Number(row[3]) < Csvs.Number(row[2]) && Csvs.Number(row[2]) < Csvs.Number(row[4])));
        var mean = Run("query", runs.Mixed, "E(income | flag=1, job=cook, visits=2)").Out;
        Assert.Equal(Csvs.Number(mean[(mean.LastIndexOf(' ') + 1)..].Trim()), Csvs.Number(found[1][2]), 1e-4);
        Assert.Contains("Of 1 row with income: RMSE ", output, StringComparison.Ordinal);
        Assert.Contains(" in the interval of 80 %", output, StringComparison.Ordinal);
        Assert.Contains("No row has visits to compare with.\n", Predict(runs.Mixed, folder.Write("u.csv", Text("flag,job\n1,cook\n")), "--target", "visits"), StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_get_measures_and_predictions()
    {
        using var folder = new TemporaryFolder();
        JsonNode Json(params string[] words) => JsonNode.Parse(Predict([.. words, "--format", "json"]))!;
        var table = folder.Write("t.csv", Text(Head + "1,cook,2,30000\n0,clerk,1,1e200\n"));
        var jobs = Json(runs.Mixed, table, "--target", "job");
        Assert.Equal((2, 1, 1), (jobs["rows"]!.GetValue<int>(), jobs["impossible"]!.GetValue<int>(), jobs["observed"]!.GetValue<int>()));
        Assert.Equal(["clerk", "cook", "smith, black"], jobs["classes"]!.AsArray().Select(label => label!.GetValue<string>()));
        Assert.Equal(10, jobs["calibration"]!.AsArray().Count);
        Assert.Equal(1, jobs["predictions"]![0]!["probabilities"]!.AsArray().Sum(one => one!.GetValue<double>()), 1e-9);
        Assert.Null(jobs["predictions"]![1]!["predicted"]);
        var visits = Json(runs.Mixed, table, "--target", "visits", "--out", folder["p.csv"]);
        Assert.Equal((null, null, 0.9), (visits["predictions"], visits["classes"], visits["interval"]!.GetValue<double>()));
        Assert.Contains("1 row is impossible under the model but for job", Predict(runs.Mixed, table, "--target", "job"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--target: there is no column 'jobs'; expected job", "--target", "jobs")]
    [InlineData("--interval is 1; it must be between 0 and 1", "--target", "income", "--interval", "1")]
    [InlineData("--interval is for columns of numbers, and 'job' has classes, each with its probability; leave it out", "--target", "job", "--interval", "0.5")]
    [InlineData("--out is 'p.txt'; expected a name that ends with .csv, .csv.gz, .parquet, .arrow or .feather", "--target", "job", "--out", "p.txt")]
    public void What_is_wrong_gets_one_sentence(string sentence, params string[] words) => Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), Run(["predict", runs.Mixed, .. words]));

    [Fact]
    public void The_table_that_is_read_is_not_written_over()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text(Head + "1,cook,2,30000\n"));
        foreach (var words in new[] { new[] { "predict", runs.Mixed, table, "--target", "job", "--out", table }, ["query", runs.Mixed, "P(job)", "--rows", table, "--out", table] })
            Assert.Equal((1, string.Empty, $"pics: --out is '{table}', the table that is read; expected another file, so that it is not lost\n"), Run(words));
    }
}
