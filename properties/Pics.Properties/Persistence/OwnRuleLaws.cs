using Pics.Host;
using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Quadrature rules of one's own are kept with a model, bit for bit; named ones are written as they were.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 25)]
public class OwnRuleLaws
{
    private const string Own = """{"name":"skew","from":-1,"to":"Infinity","nodes":[-0.1,0.30000000000000004,2.5],"weights":[0.1,0.001,0.7]}""";

    private static Pic Circuit => Get(Pipeline.Model(Binary).Apply(Get(QuadTree.Create(2, 2))));

    private static string Explain<T>(Either<ModelError, T> result, string path) => result.Match(_ => "no error", error => error.Explain().Replace(path, "RUN", StringComparison.Ordinal));

    [Fact]
    public void A_rule_that_is_constructed_is_kept_by_name_and_no_other()
    {
        foreach (var kind in Enum.GetValues<RuleKind>())
        {
            var rule = Get(Quadrature.Create(kind, 5));
            Assert.Equal(new StoredRule.Named(kind, 5), StoredRule.Of(rule));
            var other = Get(QuadratureRule.Create(rule.Name, rule.From, rule.To, rule.Nodes, rule.Weights.SetItem(2, Math.BitIncrement(rule.Weights[2]))));
            Assert.Equal(new StoredRule.Own(other), StoredRule.Of(other));
            Assert.Equal(other, Get(StoredRule.Of(other).Create()));
        }

        Assert.Equal(new StoredRule.Own(Get(Quadrature.GaussLegendre(3, 0, 1))), StoredRule.Of(Get(Quadrature.GaussLegendre(3, 0, 1))));
        Assert.Equal(["gauss-legendre rule of K = 3", "skew rule of K = 3"], new[] { StoredRule.Of(RuleKind.GaussLegendre, 3), StoredRule.Of(SkewRule.Value) }.Select(rule => $"{rule}"));
    }

    [Fact]
    public void A_rule_of_ones_own_has_no_other_k()
    {
        var own = StoredRule.Of(SkewRule.Value);
        Assert.Equal(own, Get(own.At(null, null)));
        Assert.Equal(own, Get(own.At(null, 3)));
        Assert.Equal(StoredRule.Of(RuleKind.Midpoint, 3), Get(own.At(RuleKind.Midpoint, null)));
        Assert.Equal(StoredRule.Of(RuleKind.Midpoint, 4), Get(StoredRule.Of(RuleKind.Midpoint, 3).At(null, 4)));
        Assert.Equal("the skew rule cannot have 4 node(s); it needs its own 3, or the name of another rule beside the number", own.At(null, 4).Match(_ => "no error", error => error.Explain()));
    }

    [Property]
    public bool Models_with_any_rule_come_back_the_same(Pic pic, QuadratureRule rule, bool plain, int seed)
    {
        using var folder = new TemporaryFolder();
        using var model = StoredModel.Fresh(pic, plain, new NetSettings(4, Double: true), StoredRule.Of(rule), seed);
        ExportCase.Get(ModelStore.Save(folder.Path, model));
        using var loaded = ExportCase.Get(ModelStore.Load(folder.Path));
        return loaded.Rule == model.Rule && Get(loaded.Rule.Create()).Equals(rule) && loaded.IsPlain == plain
            && Pairs.Of(model.Parameters.Named, loaded.Parameters.Named).All(pair => pair.Expected.Tensor.bytes.SequenceEqual(pair.Found.Tensor.bytes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Only_a_rule_of_ones_own_needs_version_3(bool plain)
    {
        using var folder = new TemporaryFolder();
        foreach (var (rule, version, text) in new[] { (StoredRule.Of(SkewRule.Value), 3, $"\"rule\":null,\"nodes\":3,"), (StoredRule.Of(RuleKind.Midpoint, 3), 1, "\"rule\":\"Midpoint\",\"nodes\":3,") })
        {
            using var model = StoredModel.Fresh(Circuit, plain, new(4), rule, 1);
            ExportCase.Get(ModelStore.Save(folder.Path, model));
            var written = File.ReadAllText(folder["model.json"]);
            Assert.StartsWith($"{{\"format\":\"pics-model\",\"version\":{version},", written, StringComparison.Ordinal);
            Assert.Contains(text, written, StringComparison.Ordinal);
            Assert.Equal(version == 3, written.EndsWith($",\"own\":{Own}}}", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("0.001", "0", "the skew rule has the weight 0 at position 1; every weight must be positive")]
    [InlineData("2.5]", "\"NaN\"]", "the skew rule has a node or weight at position 2 that is not a finite number")]
    [InlineData("[0.1,0.001,0.7]", "[1]", "the skew rule has 3 nodes but 1 weights; it needs one weight per node")]
    [InlineData("\"nodes\":3", "\"nodes\":4", "its quadrature rule has 3 nodes, and its K is 4")]
    [InlineData("\"rule\":null", "\"rule\":\"Midpoint\"", "it has a rule by name and one of its own; expected one of them")]
    [InlineData("\"version\":3", "\"version\":1", "its version does not fit its quadrature rule: those of version 3, and no others, have one of their own")]
    [InlineData(",\"own\":" + Own, "", "its version does not fit its quadrature rule: those of version 3, and no others, have one of their own")]
    public void A_rule_that_is_none_is_refused(string from, string to, string sentence)
    {
        using var folder = new TemporaryFolder();
        using var model = StoredModel.Fresh(Circuit, false, new(4), StoredRule.Of(SkewRule.Value), 1);
        ExportCase.Get(ModelStore.Save(folder.Path, model));
        var text = File.ReadAllText(folder["model.json"]);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(folder["model.json"], text.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal($"'RUN/model.json' is not a valid file of its kind: {sentence}", Explain(ModelStore.Load(folder.Path), folder.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_exported_circuit_keeps_a_rule_of_ones_own(bool plain)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var stored = StoredModel.Fresh(Circuit, plain, new(4, Double: true), StoredRule.Of(SkewRule.Value), 1);
        Contrast.Raise(stored, 1);
        using var model = Get(QpcModel.Of(stored, SkewRule.Value));
        using var export = ExportCase.Get(QpcExport.Of(model));
        Assert.Contains($"\"version\":2,\"precision\":\"float64\",\"rule\":null,\"nodes\":3,", export.Structure, StringComparison.Ordinal);
        var rows = ExportCase.Rows(model, 1);
        ExportCase.Get(OnnxExport.Write(folder["c.onnx"], export));
        ExportCase.Get(NpzExport.Write(folder["c.npz"], export, ImmutableSortedDictionary<string, string>.Empty));
        ExportCase.Get(SafetensorsExport.Write(folder["c.safetensors"], export, ImmutableSortedDictionary<string, string>.Empty));
        foreach (var name in new[] { "c.npz", "c.safetensors" })
        {
            using var again = ExportCase.Get(QpcImport.Read(folder[name])).Model;
            Assert.Equal((StoredRule.Of(SkewRule.Value), true), (again.Rule, again.IsFixed));
            ExportCase.Get(ModelStore.Save(folder.Path, again));
            using var loaded = ExportCase.Get(ModelStore.Load(folder.Path));
            using var other = Get(QpcModel.Of(loaded, Get(loaded.Rule.Create())));
            Assert.Equal(ExportCase.LogLikelihoods(model, rows), ExportCase.LogLikelihoods(other, rows));
        }
    }
}
