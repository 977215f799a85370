using System.Text.Json;
using Pics.Host;

namespace Pics.Properties;

/// <summary>The measurements give complete figures and refuse what they cannot measure; how fast anything is, no test asks.</summary>
[Collection(TensorTests.Name)]
public class BenchTests
{
    private static readonly string[] Tiny = ["--height", "4", "--columns", "4", "--categories", "4", "--k", "3", "--width", "8", "--batch-size", "6", "--repeat", "1", "--min-seconds", "0"];

    private static JsonElement Measure(TemporaryFolder folder, params string[] words)
    {
        var result = ConsoleRuns.Run(["bench", .. words, "--json", folder["bench.json"], "--markdown", folder["bench.md"]]);
        Assert.Equal((0, string.Empty), (result.Code, result.Error));
        Assert.Contains("| setting |", File.ReadAllText(folder["bench.md"]).Replace("| image |", "| setting |", StringComparison.Ordinal), StringComparison.Ordinal);
        using var document = JsonDocument.Parse(File.ReadAllText(folder["bench.json"]));
        var root = document.RootElement.Clone();
        Assert.All(new[] { "cpu", "cores", "threads", "vectorBits", "dotNet", "torchSharp", "libTorch", "blas", "allocator", "seed" }, name => root.GetProperty("environment").GetProperty(name));
        return root.GetProperty("results");
    }

    private static double Number(JsonElement element, params string[] path) =>
        path.Aggregate(element, (inner, name) => inner.GetProperty(name)).GetDouble();

    [Fact]
    public void A_step_is_measured_in_parts_and_beside_the_reference_engine_and_the_plain_circuit()
    {
        using var folder = new TemporaryFolder();
        var results = Measure(folder, ["step", .. Tiny, "--with-pc"]);
        Assert.True(Number(results, "rate", "gflops") > 0);
        var rows = results.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(["QG-CP K=3 B=6 PIC", "QG-CP K=3 B=6 PC"], rows.Select(row => row.GetProperty("name").GetString()));
        Assert.All(rows, row =>
        {
            var result = row.GetProperty("result");
            var measured = result.GetProperty("measured");
            Assert.Equal(["batch", "materialise", "circuit", "nets backward", "optimiser"], measured.GetProperty("parts").EnumerateObject().Select(part => part.Name));
            Assert.All(measured.GetProperty("parts").EnumerateObject(), part => Assert.True(Number(part.Value, "minimum") <= Number(part.Value, "median")));
            Assert.All(new[] { "whole", "forward" }, name => Assert.True(Number(measured, name, "minimum") > 0));
            Assert.True(Number(measured, "memory", "peak") > 0);
            Assert.All(new[] { "logLikelihood", "circuit", "gradient" }, name => Assert.True(Number(result, "agreement", name) <= Number(result, "agreement", "tolerance")));
            Assert.Equal(Number(result, "limitMilliseconds") / Number(result, "step", "minimum"), Number(result, "fractionOfLimit"), 1e-9);
            Assert.True(Number(result, "reference", "contest", "time") > 0);
        });
        Assert.True(Number(rows[0], "result", "plain", "time") > 0);
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("result").GetProperty("plain").ValueKind);
    }

    [Fact]
    public void A_step_of_uniform_pixels_without_a_baseline_has_none()
    {
        using var folder = new TemporaryFolder();
        var row = Measure(folder, ["step", .. Tiny, "--data-kind", "uniform", "--channels", "2", "--double", "--no-baseline"]).GetProperty("rows")[0];
        Assert.Equal(JsonValueKind.Null, row.GetProperty("result").GetProperty("reference").ValueKind);
        Assert.True(Number(row, "distinctValues") > 1);
    }

    [Fact]
    public void A_step_may_have_nets_at_few_nodes_and_one_trunk()
    {
        using var folder = new TemporaryFolder();
        var rows = Measure(folder, ["step", .. Tiny.Where(word => word != "3").Select(word => word == "--k" ? "--k=10" : word), "--no-baseline", "--grouping", "circuit", "--net-nodes", "1"]).GetProperty("rows");
        Assert.Equal(["QG-CP K=10 B=6 PIC one trunk nets at 1"], rows.EnumerateArray().Select(row => row.GetProperty("name").GetString()));
    }

    [Fact]
    public void Queries_are_measured_at_each_batch_size()
    {
        using var folder = new TemporaryFolder();
        var rows = Measure(folder, ["query", .. Tiny, "--batch-size", "7", "--rows", "20"]).GetProperty("rows");
        Assert.Equal(["QG-CP K=3 B=6 PIC", "QG-CP K=3 B=7 PIC"], rows.EnumerateArray().Select(row => row.GetProperty("name").GetString()));
        Assert.All(new[] { "rowsASecond", "trainingRowsASecond", "referenceRowsASecond", "timesTraining", "timesReference" }, name => Assert.True(Number(rows[0], name) > 0));
    }

    [Fact]
    public void Memory_is_measured_beside_its_estimate_and_after_many_steps()
    {
        using var folder = new TemporaryFolder();
        var results = Measure(folder, ["memory", .. Tiny, "--steps", "3"]);
        Assert.All(results.GetProperty("rows").EnumerateArray(), row => Assert.True(Number(row, "estimatedMiB") > 0 && Number(row, "memory", "peak") > 0));
        var drift = results.GetProperty("drift")[0];
        Assert.Equal(3, Number(drift, "steps"));
        Assert.Equal(Number(drift, "tensorsAtStart"), Number(drift, "tensorsAtEnd"));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    [InlineData("arrow")]
    public void Reading_is_measured_beside_DuckDB_and_scores(string ending)
    {
        using var folder = new TemporaryFolder();
        var data = Table.Of(["job", "age", "born"], Enumerable.Range(0, 60).Select(row => new object?[] { row % 3 == 0 ? "cook" : "smith", row % 7 == 0 ? null : 20 + (row % 40), new DateOnly(1990, 1, 1 + (row % 28)) })).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        Assert.True(data.Write(folder[$"t.{ending}"]).IsRight);
        Assert.Equal(0, ConsoleRuns.Run("train", folder[$"t.{ending}"], "--k", "2", "--width", "4", "--max-steps", "2", "--out", folder["run"]).Code);
        string[] words = ["bench", "read", folder[$"t.{ending}"], "--run", folder["run"], "--repeat", "2", "--json", folder["b.json"], "--markdown", folder["b.md"]];
        var (code, output, error) = ConsoleRuns.Run(words);
        Assert.Equal((0, string.Empty), (code, error));
        using var document = JsonDocument.Parse(File.ReadAllText(folder["b.json"]));
        var rows = document.RootElement.GetProperty("results").GetProperty("rows").EnumerateArray().ToList();
        string[] ways = [.. ending == "arrow" ? System.Array.Empty<string>() : ["DuckDB: counts and sums"], "read as a new table", "read for the run", "read and scored"];
        Assert.Equal(ways, rows.Select(row => row.GetProperty("name").GetString()));
        Assert.All(rows, row => Assert.True(Number(row, "rows") == 60 && Number(row, "rowsASecond") > 0 && Number(row, "memory", "peak") > 0 && Number(row, "time", "repetitions") == 2));
        Assert.All(rows, row => Assert.Equal(ending == "arrow" ? JsonValueKind.Null : JsonValueKind.Number, row.GetProperty("ofDuck").ValueKind));
        Assert.All(ways, way => Assert.Contains($"| {way} | ", File.ReadAllText(folder["b.md"]), StringComparison.Ordinal));
        Assert.Contains($"Rows of t.{ending}, 60 of them, per second.", output, StringComparison.Ordinal);
        Assert.Equal(ending == "arrow", output.Contains("DuckDB's own scan is left out", StringComparison.Ordinal));
        if (ending == "arrow") return;
        Assert.Equal(60, DuckScan.Run(folder[$"t.{ending}"]).IfLeft(_ => -1));
        Assert.Equal(ways[..2], Measured(ConsoleRuns.Run([.. words[..3], "--repeat", "1"]).Out, ways));

        static IEnumerable<string> Measured(string output, string[] ways) => ways.Where(way => output.Contains($"  {way}  ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_codec_is_measured_beside_a_forward_pass_of_the_same_rows()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("t.csv", DataFiles.Text("a,b,c\n" + string.Concat(Enumerable.Range(0, 90).Select(row => $"{row % 3},{row % 7},{row / 3 % 2}\n"))));
        Assert.Equal(0, ConsoleRuns.Run("train", data, "--k", "2", "--width", "4", "--max-steps", "2", "--out", folder["run"]).Code);
        string[] words = ["bench", "codec", folder["run"], data, "--rows", "70", "--singles", "5", "--block-rows", "16", "--repeat", "2", "--json", folder["b.json"], "--markdown", folder["b.md"]];
        var (code, output, error) = ConsoleRuns.Run(words);
        Assert.Equal((0, string.Empty), (code, error));
        using var document = JsonDocument.Parse(File.ReadAllText(folder["b.json"]));
        var results = document.RootElement.GetProperty("results");
        var rows = results.GetProperty("rows").EnumerateArray().ToList();
        string[] ways = ["forward pass", "encode", "decode", "decode single rows", "before the first row is encoded", "open"];
        Assert.Equal(ways, rows.Select(row => row.GetProperty("name").GetString()));
        Assert.Equal([70.0, 70, 70, 5, 0, 0], rows.Select(row => Number(row, "rows")));
        Assert.Equal(1, Number(rows[0], "ofForward"));
        Assert.Equal(70 * 3 / 1048576.0, Number(rows[2], "miB"), 1e-12);
        var size = results.GetProperty("size");
        Assert.True(Number(size, "bytes") > Number(size, "rowBytes") && Number(size, "rowBytes") > 0);
        Assert.Equal(8 * Number(size, "rowBytes") / 210, Number(size, "coded"), 1e-12);
        Assert.Equal(Number(size, "coded") / Number(size, "likelihood"), Number(size, "ratio"), 1e-12);
        Assert.All(ways, way => Assert.Contains($"| {way} | ", File.ReadAllText(folder["b.md"]), StringComparison.Ordinal));
        Assert.Contains("70 rows of 't.csv', coded under run.", output, StringComparison.Ordinal);
        Assert.Equal((1, "pics: --rows is 0; it must be at least 1\n"), ConsoleRuns.Run("bench", "codec", folder["run"], data, "--rows", "0") is var none ? (none.Code, none.Error) : default);
        Assert.Equal((1, "pics: --singles is 0; it must be at least 1\n"), ConsoleRuns.Run("bench", "codec", folder["run"], data, "--singles", "0") is var alone ? (alone.Code, alone.Error) : default);
        Assert.Equal((1, "pics: the number of rows of a block is 0; it must be 1 to 65536 for rows of 3 values\n"), ConsoleRuns.Run("bench", "codec", folder["run"], data, "--block-rows", "0") is var block ? (block.Code, block.Error) : default);
    }

    [Fact]
    public void Rows_that_take_no_time_have_no_speed()
    {
        Assert.Equal((null, null), new CodecRow("encode", 5, 0, 1, null) is var none ? (none.RowsASecond, none.MiBASecond) : default);
        Assert.Equal((2500.0, 500.0), new CodecRow("encode", 5, 2, 1, 1) is var some ? (some.RowsASecond, some.MiBASecond) : default);
    }

    [Fact]
    public void Tables_that_cannot_be_read_are_not_measured()
    {
        using var folder = new TemporaryFolder();
        var none = folder.Write("none.csv", DataFiles.Text("a,b\n"));
        Assert.Equal((1, string.Empty, $"pics: '{none}' has no rows; expected some to go through\n"), ConsoleRuns.Run("bench", "read", none));
        Assert.Equal((1, $"pics: --repeat is 0; it must be 1 to 100000\n"), ConsoleRuns.Run("bench", "read", none, "--repeat", "0") is var repeat ? (repeat.Code, repeat.Error) : default);
        Assert.StartsWith("pics: 'nowhere.parquet' does not exist", ConsoleRuns.Run("bench", "read", "nowhere.parquet").Error, StringComparison.Ordinal);
        Assert.Contains("nowhere", ConsoleRuns.Run("bench", "read", none, "--run", "nowhere").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_have_a_minimum_and_a_median()
    {
        Assert.Equal(new Timing(1, 2, 3), Timing.Of([3, 1, 2]));
        Assert.Equal(new Timing(1, 2.5, 4), Timing.Of([3, 1, 2, 4]));
        var contest = new Contest([[2, 8, 3], [1, 2, 6]]);
        Assert.Equal(2, contest.Ratio(0, 1));
        Assert.Equal(1, contest.Of(1).Minimum);
    }

    [Fact]
    public void Results_that_differ_too_much_are_refused_in_a_sentence()
    {
        Assert.Null(new Agreement(1e-6, 1e-4, 1e-3, "a", 6, 1e-3).Refusal(EngineKind.Scaled));
        Assert.Equal(
            "log-likelihoods of the scaled engine differ from the reference engine's by 1.0E-004 of their size; 1.0E-005 is tolerated, so it is not timed",
            new Agreement(1e-4, 0, 0, "a", 6, 1e-3).Refusal(EngineKind.Scaled));
        Assert.Equal(
            "gradients by the parameters of the circuit of the fused engine differ from the reference engine's by 2.0E-003 of the largest of their group; 1.0E-003 is tolerated, so it is not timed",
            new Agreement(0, 2e-3, 0, "a", 6, 1e-3).Refusal(EngineKind.Fused));
        Assert.Equal(
            "gradients by 'a' of the fused engine differ from the reference engine's by 2.0E-002 of the largest of all parameters; 1.0E-002 is tolerated, so it is not timed",
            new Agreement(0, 0, 2e-2, "a", 6, 1e-3).Refusal(EngineKind.Fused));
    }

    [Theory]
    [InlineData(1, "--repeat is 0; it must be 1 to 100000", "step", "--repeat", "0")]
    [InlineData(1, "--min-seconds is -1; it must be 0 to 3600", "step", "--min-seconds", "-1")]
    [InlineData(1, "--batch-size is 0; it must be 1 to 1048576", "query", "--batch-size", "64", "0")]
    [InlineData(1, "--rows is 0; it must be 1 to 10000000", "query", "--rows", "0")]
    [InlineData(1, "--net-nodes is -1; it must be 0 to 65536", "step", "--net-nodes", "-1")]
    [InlineData(1, "--tolerance is -1; it must be a positive number", "step", "--tolerance", "-1")]
    [InlineData(1, "--width is 7; it must be an even number from 2 to 16384", "memory", "--width", "7")]
    [InlineData(1, "--sweep and --preset exclude each other; give one of them", "step", "--sweep", "--preset", "table")]
    [InlineData(1, "--k cannot be given with --sweep or --preset, which have numbers of nodes of their own", "step", "--k", "4", "--preset", "table")]
    [InlineData(1, "--with-pc compares a PIC with its PC; leave --model pc out", "step", "--with-pc", "--model", "pc")]
    [InlineData(1, "--engine is fused, which runs on the CPU only; use --engine scaled or --device cpu", "step", "--engine", "fused", "--device", "cuda")]
    [InlineData(1, "--data needs --dataset with the name of the data set", "step", "--data", "nowhere")]
    [InlineData(1, "--json is 'nowhere/x.json', but there is no folder 'nowhere'; make it first", "compile", "--json", "nowhere/x.json")]
    [InlineData(1, "--k: the trapezoidal rule cannot have 1 node(s); it needs at least 2", "compile", "--k", "1")]
    [InlineData(1, "--structure is 'nowhere'; it must be quad-tree, quad-graph, poon-domingos, random-binary-trees, random-splits, balanced-tree, linear-chain, fully-factorised, hidden-chow-liu or a JSON file with a region graph", "compile", "--structure", "nowhere")]
    [InlineData(2, "--engine is 'foo'; it must be one of auto, reference, scaled, fused", "step", "--engine", "foo")]
    public void Bad_words_get_one_sentence_and_a_code(int code, string sentence, params string[] words)
    {
        var result = ConsoleRuns.Run(["bench", .. words]);
        Assert.Equal((code, $"pics: {sentence}\n"), (result.Code, result.Error));
    }
}
