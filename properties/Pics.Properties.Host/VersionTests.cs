using System.Globalization;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>Files of every version of every format are read as long as this program is there; those of later versions are refused in a sentence.</summary>
[Collection(TensorTests.Name)]
public sealed class VersionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Kept(params string[] names) => Path.Combine([AppContext.BaseDirectory, .. names]);

    /// <summary>A run folder: options, rows and columns of version 1, and a model of some version.</summary>
    private string Run(string version)
    {
        foreach (var name in new[] { "config.json", "data.json", "columns.json" }) File.Copy(Kept("Persistence", "Version1", name), folder[name], overwrite: true);
        foreach (var name in new[] { "model.json", "model.safetensors" }) File.Copy(Kept("Persistence", version, name), folder[name], overwrite: true);
        return folder.Path;
    }

    private static double[] Scores(string run)
    {
        var table = Path.Combine(run, "t.csv");
        File.WriteAllBytes(table, Text("a,b\n0,0\n0,1\n1,0\n1,1\n1,?\n"));
        var (code, _, error) = ConsoleRuns.Run("score", run, "--data", table, "--out", Path.Combine(run, "s.csv"));
        Assert.Equal((0, string.Empty), (code, error));
        return [.. File.ReadAllLines(Path.Combine(run, "s.csv"))[1..].Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))];
    }

    [Fact]
    public void A_run_of_the_first_versions_is_asked() =>
        ExportCase.Agree("Version1", [-1.3817795515060425, -1.3862576484680176, -1.3863413333892822, -1.3908195495605469, Math.Log(Math.Exp(-1.3863413333892822) + Math.Exp(-1.3908195495605469))], Scores(Run("Version1")), 1e-5);

    [Theory]
    [InlineData("circuit.npz")]
    [InlineData("circuit.safetensors")]
    [InlineData("model.json")]
    public void A_circuit_of_fixed_numbers_of_its_first_version_is_asked(string kind)
    {
        var run = kind == "model.json" ? Run("Version2") : folder["run"];
        if (kind != "model.json") Assert.Equal((0, string.Empty), ConsoleRuns.Run("import", Kept("Exchange", "Version1", kind), "--out", run) is var (code, _, error) ? (code, error) : default);
        ExportCase.Agree(kind, [-0.5055360250873728, -1.751774309148257, -1.7517745695036369, -2.9980128535645214, -1.4990065278845075], Scores(run), 1e-12);
    }

    [Theory]
    [InlineData("circuit.npz")]
    [InlineData("circuit.safetensors")]
    public void What_was_exported_is_exported_again_as_it_was(string name)
    {
        // The options of the run in it have those that are new since.
        Export(Kept("Exchange", "Version1", name), folder["run"], folder[name]);
        AssertCircuitsAreEqual(Kept("Exchange", "Version1", name), folder[name]);
        Export(folder[name], folder["again"], folder[$"again-{name}"]);
        Assert.Equal(File.ReadAllBytes(folder[name]), File.ReadAllBytes(folder[$"again-{name}"]));
    }

    private static void Export(string from, string run, string to)
    {
        Assert.Equal(0, ConsoleRuns.Run("import", from, "--out", run).Code);
        Assert.Equal(0, ConsoleRuns.Run("export", run, "--out", to).Code);
    }

    private static void AssertCircuitsAreEqual(string first, string second)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var (one, other) = (ExportCase.Get(ArrayFile.Open(first)), ExportCase.Get(ArrayFile.Open(second)));
        Assert.Equal(one.Texts["structure"], other.Texts["structure"]);
        Assert.Equal(one.Texts.Keys, other.Texts.Keys);
        Assert.Equal(one.Arrays.Keys, other.Arrays.Keys);
        Assert.All(one.Arrays.Keys, name => Assert.Equal(Bytes(one, name), Bytes(other, name)));
    }

    private static byte[] Bytes(ArrayFile file, string name)
    {
        var (type, shape) = (file.Arrays[name].Type, file.Arrays[name].Shape);
        var tensor = TorchSharp.torch.zeros([.. shape], dtype: type switch { "F32" => TorchSharp.torch.ScalarType.Float32, "F64" => TorchSharp.torch.ScalarType.Float64, _ => TorchSharp.torch.ScalarType.Int64 });
        ExportCase.Get(file.CopyTo(name, tensor));
        return tensor.bytes.ToArray();
    }

    [Theory]
    [InlineData("config.json", "{", "{ \"version\": 6,", "'RUN/config.json' has format version 6; this program reads version 5")]
    [InlineData("config.json", "{", "{ \"version\": 0,", "'RUN/config.json' has format version 0; this program reads version 5")]
    [InlineData("data.json", "{", "{ \"version\": 3,", "'RUN/data.json' has format version 3; this program reads version 2")]
    [InlineData("columns.json", "\"version\": 1", "\"version\": 4", "'RUN/columns.json' cannot be read: it does not describe the columns of a table: it has format 'pics-table' and version 4, not 'pics-table' and 1 to 3")]
    [InlineData("model.json", "\"version\":1,\"plain\"", "\"version\":4,\"plain\"", "'RUN/model.json' has format version 4; this program reads version 3")]
    [InlineData("model.json", "\"version\":1,\"plain\"", "\"version\":3,\"plain\"", "'RUN/model.json' is not a valid file of its kind: its version does not fit its quadrature rule: those of version 3, and no others, have one of their own")]
    [InlineData("model.json", "\"version\":1,\"plain\"", "\"version\":2,\"plain\"", "'RUN/model.json' is not a valid file of its kind: its version does not fit its numbers: those of version 2 are fixed, and plain")]
    [InlineData("model.json", "\"version\":1,\"groups\"", "\"version\":2,\"groups\"", "'RUN/model.json' holds no valid circuit: the document has version 2; this library reads version 1")]
    [InlineData("config.json", "{", "{ \"version\": \"1\",", "'RUN/config.json' has \"1\" in the field 'version'; expected a whole number")]
    public void Later_versions_are_refused_in_a_sentence(string file, string from, string to, string sentence)
    {
        var run = Run("Version1");
        var text = File.ReadAllText(folder[file]);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        File.WriteAllText(folder[file], text[..at] + to + text[(at + from.Length)..]);
        var (code, output, error) = ConsoleRuns.Run("query", run, "P(a=1)");
        Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), (code, output, error.Replace(run, "RUN", StringComparison.Ordinal)));
    }

    [Fact]
    public void Results_of_the_first_version_are_read_and_later_ones_refused()
    {
        var found = Results(File.ReadAllText(Kept("Persistence", "Version1", "results.json"))).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        Assert.Equal((StopReason.Finished, 3L, 0, 3220L, 1), (found.Outcome.Reason, found.Outcome.Steps, found.Outcome.Retries, found.Parameters, found.Version));
        Assert.Equal("'RUN/results.json' has format version 6; this program reads version 5", Results("""{ "version": 6 }""").Match(_ => string.Empty, error => error.Explain().Replace(folder.Path, "RUN", StringComparison.Ordinal)));
    }

    private Either<ModelError, RunResults> Results(string text)
    {
        folder.Write("results.json", Text(text));
        return RunResults.Read(folder.Path);
    }

    [Fact]
    public void Options_of_a_later_version_are_refused_as_a_configuration_too()
    {
        folder.Write("c.json", Text("""{ "k": 2, "version": 6 }"""));
        Assert.Equal((1, $"pics: '{folder["c.json"]}' has format version 6; this program reads version 5\n"), ConsoleRuns.Run("train", "--config", folder["c.json"]) is var (code, _, error) ? (code, error) : default);
    }

    [Theory]
    [InlineData("\"k\": 2", "\"k\": \"two\"", "has \"two\" in the field 'k'; expected a whole number")]
    [InlineData("\"k\": 2", "\"k\": 2.5", "has 2.5 in the field 'k'; expected a whole number")]
    [InlineData("\"k\": 2", "\"k\": 0", "has 0 in the field 'k'; expected at least 1")]
    [InlineData("\"k\": 2", "\"k\": 2, \"K\": 3", "has the field 'k' twice")]
    [InlineData("\"k\": 2,", "", "has no field 'k'; expected a whole number")]
    [InlineData("\"k\": 2", "\"k\": 2, \"knots\": 3", "has the unknown field 'knots'; this program writes none of that name")]
    [InlineData("\"merge\": \"cp\"", "\"merge\": \"cpx\"", "has \"cpx\" in the field 'merge'; expected one of \"cp\", \"tucker\"")]
    [InlineData("\"dataset\": \"file\"", "\"dataset\": null", "has null in the field 'dataset'; expected a text")]
    [InlineData("\"bias\": true", "\"bias\": 1", "has 1 in the field 'bias'; expected true or false")]
    [InlineData("\"width\": 2", "\"width\": 3", "has 3 in the field 'width'; expected an even number from 2 to 65536")]
    [InlineData("\"sigma\": 1", "\"sigma\": \"NaN\"", "has NaN in the field 'sigma'; expected a finite number")]
    [InlineData("\"microBatch\": null", "\"microBatch\": true", "has true in the field 'microBatch'; expected a whole number, or null")]
    [InlineData("\"validation\": 0.05", "\"validation\": 2", "has 2 in the field 'validation'; expected a number between 0 and 1")]
    public void Wrong_options_of_a_run_are_named(string from, string to, string sentence)
    {
        var run = Run("Version1");
        var text = File.ReadAllText(folder["config.json"]);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(folder["config.json"], text.Replace(from, to, StringComparison.Ordinal));
        var (code, output, error) = ConsoleRuns.Run("query", run, "P(a=1)");
        Assert.Equal((1, string.Empty, $"pics: '{folder["config.json"]}' {sentence}\n"), (code, output, error));
    }
}
