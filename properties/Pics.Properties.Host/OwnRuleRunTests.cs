using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>What the verbs do with a run whose model has a quadrature rule of one's own.</summary>
[Collection(TensorTests.Name)]
public sealed class OwnRuleRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A run of the console whose model somebody's program gave another rule.</summary>
    private string Run(params string[] words)
    {
        Assert.Equal(0, ConsoleRuns.Run(["train", .. StoppedRun.With(words), "--out", folder["run"]]).Code);
        using var trained = ExportCase.Get(ModelStore.Load(folder["run"]));
        using var model = StoredModel.Fresh(trained.Pic, trained.IsPlain, trained.Settings, StoredRule.Of(SkewRule.Value), 1);
        ExportCase.Get(ModelStore.Save(folder["run"], model));
        File.Delete(folder["run/results.json"]); // which tells of another model
        return folder["run"];
    }

    private static string Fine(params string[] words)
    {
        var (code, output, error) = ConsoleRuns.Run(words);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    [Fact]
    public void A_pic_is_asked_at_its_own_rule_and_at_others()
    {
        var run = Run();
        Assert.Contains("K = 3, skew rule, log Z = ", Fine("eval", run), StringComparison.Ordinal);
        Assert.Contains("K = 3, skew rule, log Z = ", Fine("eval", run, "--k", "3"), StringComparison.Ordinal);
        Assert.Contains("K = 4, midpoint rule, log Z = ", Fine("eval", run, "--k", "4", "--rule", "midpoint"), StringComparison.Ordinal);
        var (own, other) = (Fine("query", run, "E(x0)"), Fine("query", run, "E(x0)", "--rule", "midpoint", "--k", "9"));
        Assert.NotEqual(own, other);
        Assert.Contains("rules and K in turn: skew 3, ", Fine("verify", run, "--cases", "4"), StringComparison.Ordinal);
        foreach (var verb in new[] { "eval", "verify" })
            Assert.Equal((1, "pics: --k: the skew rule cannot have 4 node(s); it needs its own 3, or the name of another rule beside the number\n"), ConsoleRuns.Run(verb, run, "--k", "4") is var (code, _, error) ? (code, error) : default);
    }

    [Theory]
    [InlineData("c.npz")]
    [InlineData("c.safetensors")]
    public void What_is_exported_is_imported_with_its_rule(string file)
    {
        var run = Run("--precision", "double");
        Assert.EndsWith(", skew rule of K = 3.\n", Fine("export", run, "--out", folder[file]), StringComparison.Ordinal);
        Assert.EndsWith(", skew rule of K = 3.\n", Fine("import", folder[file], "--out", folder["again"]), StringComparison.Ordinal);
        Assert.Equal(Fine("query", run, "P(x0=1 | x3=2)"), Fine("query", folder["again"], "P(x0=1 | x3=2)"));
        Assert.Equal("pics: this run is a circuit of fixed numbers of K = 3 with the skew rule; only a PIC is evaluated at another K or rule\n", ConsoleRuns.Run("eval", folder["again"], "--rule", "midpoint").Error);
        Fine("export", run, "--rule", "midpoint", "--k", "4", "--precision", "float", "--out", folder["other.npz"]);
        Assert.Equal(StoredRule.Of(RuleKind.Midpoint, 4), ExportCase.Get(QpcImport.Read(folder["other.npz"])) is var imported ? imported.Model.Rule : null);
        imported.Model.Dispose();
    }

    [Fact]
    public void A_plain_circuit_keeps_its_own_rule()
    {
        var run = Run("--model", "pc");
        Assert.Contains("K = 3, skew rule, log Z = ", Fine("eval", run), StringComparison.Ordinal);
        Assert.Contains("rules and K in turn: skew 3.", Fine("verify", run, "--cases", "4"), StringComparison.Ordinal);
        foreach (var words in new[] { new[] { "--k", "4" }, ["--rule", "trapezoidal"] })
            foreach (var verb in new[] { "eval", "verify" })
                Assert.Equal((1, "pics: this run is a plain circuit of K = 3 with the skew rule; only a PIC is evaluated at another K or rule\n"), ConsoleRuns.Run([verb, run, .. words]) is var (code, _, error) ? (code, error) : default);
    }
}
