using System.Text.Json;
using System.Text.Json.Nodes;
using Pics.Host;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>What verbs print for other programs: one JSON document on standard output, with the figures that people are shown, under the same names everywhere.</summary>
[Collection(TensorTests.Name)]
public sealed class ScriptOutputTests(QueryRuns runs) : IClassFixture<QueryRuns>, IDisposable
{
    private static readonly JsonSerializerOptions OneLine = new(RunSettings.Json) { WriteIndented = false };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static JsonObject Json(params string[] words)
    {
        var (code, output, error) = ConsoleRuns.Run([.. words, "--format", "json"]);
        Assert.Equal((0, string.Empty), (code, error));
        return JsonNode.Parse(output)!.AsObject();
    }

    private static IEnumerable<string> Names(JsonNode? node) => node!.AsObject().Select(field => field.Key);

    [Fact]
    public void Eval_prints_scores_as_results_have_them()
    {
        var found = Json("eval", runs.Letters, "--k", "3", "5");
        Assert.Equal(["run", "data", "colour", "patch", "engine", "notes", "scores"], Names(found));
        var scores = found["scores"]!.AsArray();
        Assert.Equal([3, 5], scores.Select(score => score!["k"]!.GetValue<int>()));
        Assert.Equal(["k", "rule", "logZ", "splits"], Names(scores[0]));
        Assert.Equal(["train", "validation", "test"], scores[0]!["splits"]!.AsArray().Select(split => split!["split"]!.GetValue<string>()));
        Assert.Equal(["split", "rows", "logLikelihood", "bitsPerDimension", "observed"], Names(scores[0]!["splits"]![0]));
        var results = JsonNode.Parse(File.ReadAllText(Path.Combine(runs.Letters, "results.json")))!["scores"]!;
        Assert.Equal(Names(results), Names(scores[0]));
        Assert.Equal(results["splits"]![1]!["bitsPerDimension"]!.GetValue<double>(), scores[0]!["splits"]![2]!["bitsPerDimension"]!.GetValue<double>(), 1e-9);
    }

    [Fact]
    public void Score_prints_its_summary()
    {
        var found = Json("score", runs.Letters, "--surprises", "--out", folder["s.csv"]);
        Assert.Equal(["run", "data", "colour", "patch", "notes", "rows", "logLikelihood", "bitsPerDimension", "observed", "impossible", "anomalies", "out"], Names(found));
        Assert.Equal(["rank", "row", "logLikelihood", "bitsPerDimension", "mostSurprising", "surprise", "tailProbability", "logTailProbability"], Names(found["anomalies"]![0]));
        var table = Csvs.Read(folder["s.csv"]);
        Assert.Equal(Csvs.Column(table, "log-likelihood").Average(), found["logLikelihood"]!.GetValue<double>(), 1e-9);
        Assert.Equal((1.0, folder["s.csv"]), (found["observed"]!.GetValue<double>(), found["out"]!.GetValue<string>()));
        var none = Json("score", runs.Letters, "--data", folder.Write("none.csv", Text(QueryRuns.LetterTable(0, 1))));
        Assert.Equal((0, null, 0), (none["rows"]!.GetValue<int>(), none["bitsPerDimension"], none["anomalies"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("P(a=1)", "probability")]
    [InlineData("P(job)", "distribution")]
    [InlineData("E(a | b=1)", "mean")]
    [InlineData("Var(a)", "variance")]
    [InlineData("Q(0.5, region)", "quantile")]
    [InlineData("MAP(a, job)", "most-probable")]
    [InlineData("next(job)", "information")]
    public void Query_prints_answers_of_every_kind(string question, string kind)
    {
        var found = Json("query", runs.Letters, question);
        Assert.Equal(["run", "colour", "question", "kind", "value", "log", "units", "probabilities", "values", "columns", "entropy", "compared", "samples"], Names(found));
        Assert.Equal((kind, question), (found["kind"]!.GetValue<string>(), found["question"]!.GetValue<string>()));
        if (kind == "distribution") Assert.Equal(1, found["probabilities"]!.AsArray().Sum(entry => entry!["probability"]!.GetValue<double>()), 1e-9);
        else Assert.True(double.IsFinite(found["value"]!.GetValue<double>()));
        if (kind == "probability") Assert.Equal(Math.Log(found["value"]!.GetValue<double>()), found["log"]!.GetValue<double>(), 1e-12);
    }

    [Fact]
    public void Query_tells_densities_and_their_units()
    {
        var found = Json("query", runs.Mixed, "P(income=30000)");
        Assert.Equal(("density", "income"), (found["kind"]!.GetValue<string>(), found["units"]!.GetValue<string>()));
    }

    [Fact]
    public void Compare_prints_runs_as_list_does()
    {
        var found = Json("compare", runs.Letters, runs.Mixed);
        Assert.Equal(["runs", "differences", "warnings"], Names(found));
        var listed = ConsoleRuns.Run("list", Path.GetDirectoryName(runs.Letters)!, "--format", "json");
        Assert.Equal(Names(JsonNode.Parse(listed.Out)![0]), Names(found["runs"]![0]));
        var differing = found["differences"]!.AsArray().Single(option => option!["option"]!.GetValue<string>() == "k")!;
        Assert.Equal([3, 4], differing["values"]!.AsArray().Select(value => value!.GetValue<int>()));
        Assert.NotEmpty(found["warnings"]!.AsArray());
    }

    [Fact]
    public void Verify_prints_what_its_file_has()
    {
        var found = Json("verify", runs.Letters, "--cases", "2", "--law", "probability one", "--json", folder["v.json"]);
        Assert.Equal(["subject", "seed", "result", "leftOut", "laws", "counterexamples", "lawsOfCircuits"], Names(found));
        var file = JsonNode.Parse(File.ReadAllText(folder["v.json"]))!;
        Assert.Equal(Names(file), Names(found));
        Assert.Equal((2, "1 law held in 2 checks"), (found["laws"]![0]!["held"]!.GetValue<int>(), found["result"]!.GetValue<string>()));
    }

    [Fact]
    public void Inspect_prints_every_stage_in_numbers()
    {
        var found = Json("inspect", "--height", "3", "--columns", "5", "--k", "2");
        Assert.True(JsonNode.DeepEquals(found["image"], JsonNode.Parse("""{ "height": 3, "width": 5 }""")));
        Assert.Equal((15, 2, "quad-graph"), (found["variables"]!.GetValue<int>(), found["k"]!.GetValue<int>(), found["structure"]!.GetValue<string>()));
        var table = ConsoleRuns.Run("inspect", "--height", "3", "--columns", "5", "--k", "2").Out;
        Assert.Contains(Tables.Count(found["parameters"]!["pic"]!["used"]!.GetValue<long>()), table, StringComparison.Ordinal);
        Assert.Contains($"{found["regionGraph"]!["regions"]} regions", table, StringComparison.Ordinal);
        Assert.Equal(found["groups"]!.AsArray().Sum(group => group!["parameters"]!.GetValue<long>()), found["parameters"]!["pic"]!["used"]!.GetValue<long>());
    }

    [Fact]
    public void A_size_of_images_is_a_height_and_a_width()
    {
        var data = folder.Write("three-by-five.npy", NumpyFiles.Array("|u1", [2, 3, 5], new double[30]));
        Assert.Equal(0, ConsoleRuns.Run("data", "describe", data, "--json", folder["d.json"]).Code);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(folder["d.json"]))!["image"], JsonNode.Parse("""{ "height": 3, "width": 5 }""")));
        Assert.Equal("""{"plain":[3,5],"named":[1,"a",null],"none":null}""", JsonSerializer.Serialize(new { plain = (3, 5), named = (Height: 1, Name: "a", Other: (int?)null), none = ((int, int)?)null }, OneLine));
    }

    [Fact]
    public void Compress_and_decompress_print_sizes()
    {
        var coded = folder["x.pics"];
        var found = Json("compress", runs.Letters, "--out", coded, "--embed", "--check");
        Assert.Equal(["run", "data", "notes", "rows", "bytes", "rowBytes", "modelBytes", "textBytes", "bitsPerDimension", "inputBytes", "checked", "isSameFile", "out"], Names(found));
        Assert.Equal((new FileInfo(coded).Length, true, null), (found["bytes"]!.GetValue<long>(), found["checked"]!.GetValue<bool>(), found["isSameFile"]));
        var described = Json("decompress", coded);
        Assert.Equal(["coded", "name", "rows", "bytes", "modelBytes", "blockRows", "given", "hasText", "colour", "patch"], Names(described));
        Assert.Equal((found["rows"]!.GetValue<int>(), found["modelBytes"]!.GetValue<long>(), false), (described["rows"]!.GetValue<int>(), described["modelBytes"]!.GetValue<long>(), described["hasText"]!.GetValue<bool>()));
        Assert.Equal(["coded", "rows", "out"], Names(Json("decompress", coded, "--out", folder["x.csv"])));
        var text = File.ReadAllText(Path.Combine(Repository.Root, "Pics.Host", "docs", "scripts.md"));
        foreach (var name in Names(found).Concat(Names(described))) Assert.Contains($"`{name}`", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_prints_no_document()
    {
        foreach (var words in new string[][] { ["eval", folder.Path], ["score", folder.Path], ["query", runs.Letters, "P("], ["verify", folder["none"]], ["compare", runs.Letters], ["inspect", "--k", "1"] })
        {
            var (code, output, error) = ConsoleRuns.Run([.. words, "--format", "json"]);
            Assert.Equal((1, string.Empty), (code, output));
            Assert.StartsWith("pics: ", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_document_of_scripts_names_every_field()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "Pics.Host", "docs", "scripts.md"));
        var found = new[] { Json("eval", runs.Letters), Json("score", runs.Letters), Json("query", runs.Letters, "P(a=1)"), Json("query", runs.Letters, "MAP(a, job)"), Json("query", runs.Letters, "next(job)"), Json("compare", runs.Letters, runs.Mixed), Json("verify", runs.Letters, "--cases", "1", "--law", "probability one"), Json("inspect", "--height", "2", "--columns", "2", "--k", "2") };
        foreach (var name in found.SelectMany(All).Distinct().Except(Names(RunSettingsNames()))) Assert.Contains($"`{name}`", text, StringComparison.Ordinal);
    }

    private static JsonNode RunSettingsNames() => JsonSerializer.SerializeToNode(new RunSettings(), RunSettings.Json)!;

    private static IEnumerable<string> All(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => All(field.Value).Prepend(field.Key)),
        JsonArray list => list.SelectMany(All),
        _ => [],
    };
}
