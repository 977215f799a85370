using System.Text.Json.Nodes;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>What the verb explain says of a row.</summary>
[Collection(TensorTests.Name)]
public class ExplainVerbTests(QueryRuns runs)
{
    private const string Head = "flag,job,visits,income\n";

    private static string Explain(params string[] words)
    {
        var (code, output, error) = Run(["explain", .. words]);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    [Fact]
    public void The_value_that_was_corrupted_comes_first()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text("n,o,p,q,r,s\n0,10,20,30,40,50\n1,11,22,31,41,51\n"));
        var lines = Explain(runs.Twins, table, "--row", "1").Split('\n');
        Assert.StartsWith("Row 1: log-likelihood -", lines[0], StringComparison.Ordinal);
        var first = lines.First(line => line.TrimStart().StartsWith("p ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["p", "22", "21"], first[..3]);
        Assert.Equal("p", lines.SkipWhile(line => !line.Contains("──", StringComparison.Ordinal)).ElementAt(1).Trim().Split(' ')[0]);
    }

    [Fact]
    public void Probabilities_and_densities_are_those_of_questions()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text(Head + "1,cook,,70000\n0,clerk,1,1e200\n"));
        var found = JsonNode.Parse(Explain(runs.Mixed, table, "--row", "0", "--format", "json"))!;
        Assert.Equal(["run", "data", "colour", "notes", "row", "logLikelihood", "cells", "notObserved"], found.AsObject().Select(field => field.Key));
        Assert.Equal(["visits"], found["notObserved"]!.AsArray().Select(name => name!.GetValue<string>()));
        var cells = found["cells"]!.AsArray().ToDictionary(cell => cell!["column"]!.GetValue<string>());
        double Asked(string question) => JsonNode.Parse(Run("query", runs.Mixed, question, "--format", "json").Out)!["log"]!.GetValue<double>();
        Assert.Equal(Asked("P(job=cook | flag=1, income=70000)"), cells["job"]!["log"]!.GetValue<double>(), 1e-8);
        Assert.Equal(Asked("P(income=70000 | flag=1, job=cook)"), cells["income"]!["log"]!.GetValue<double>(), 1e-8);
        Assert.Equal(("density", "probability", "70000.00"), (cells["income"]!["kind"]!.GetValue<string>(), cells["job"]!["kind"]!.GetValue<string>(), cells["income"]!["value"]!.GetValue<string>()));
        Assert.All(cells.Values, cell => Assert.Equal(Math.Exp(cell!["logTailProbability"]!.GetValue<double>()), cell["tailProbability"]!.GetValue<double>(), 1e-12));
        Assert.Contains("Not observed, and summed out: visits.\n", Explain(runs.Mixed, table, "--row", "0"), StringComparison.Ordinal);
        var impossible = Explain(runs.Mixed, table, "--row", "1");
        Assert.StartsWith("Row 1: log-likelihood -inf nats.\n", impossible, StringComparison.Ordinal);
        Assert.Contains("Where there is a dash, the rest of the row is impossible under the model, so nothing follows from it.\n", impossible, StringComparison.Ordinal);
        Assert.Contains("income", impossible.Split('\n').First(line => line.Contains("1E+200", StringComparison.Ordinal) || line.TrimStart().StartsWith("income", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_rank_of_a_score_is_explained()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Run("score", runs.Letters, "--surprises", "--out", folder["s.csv"]).Code);
        var worst = Csvs.Read(folder["s.csv"]).Skip(1).Single(row => row[3] == "1");
        var first = JsonNode.Parse(Explain(runs.Letters, "--row", worst[0], "--format", "json"))!["cells"]![0]!;
        Assert.Equal(worst[4], first["column"]!.GetValue<string>());
        Assert.Equal(Csvs.Number(worst[6]), first["tailProbability"]!.GetValue<double>(), 1e-9);
        Assert.Equal(Csvs.Number(worst[5]), -first["log"]!.GetValue<double>(), 1e-9);
    }

    [Theory]
    [InlineData(1, "--row is 700; it must be 0 to ", "--row", "700")]
    [InlineData(1, "--row is -1; it must be 0 to ", "--row", "-1")]
    [InlineData(2, "", "--format", "json")]
    public void What_is_wrong_gets_one_sentence(int code, string start, params string[] words)
    {
        var found = Run(["explain", runs.Letters, .. words]);
        Assert.Equal((code, string.Empty), (found.Code, found.Out));
        Assert.StartsWith($"pics: {start}", found.Error, StringComparison.Ordinal);
        Assert.Single(found.Error.TrimEnd('\n').Split('\n'));
    }
}
