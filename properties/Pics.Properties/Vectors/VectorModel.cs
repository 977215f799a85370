using System.Text.Json;
using LanguageExt;
using Pics.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>The PIC that a reference file describes, built on the project's own road and given the file's parameters.</summary>
internal sealed class VectorModel : IDisposable
{
    private readonly VectorFile file;

    /// <summary>For each head of each kernel group, the index of the same function in the file.</summary>
    private readonly Dictionary<(int Group, int Head), int> functions = [];

    public VectorModel(VectorFile file)
    {
        this.file = file;
        var (height, width) = (file.Root.GetProperty("height").GetInt32(), file.Root.GetProperty("width").GetInt32());
        var graph = Get(file.Root.GetProperty("region_graph").GetString() == "QT" ? QuadTree.Create(height, width) : QuadGraph.Create(height, width));
        var family = new InputFamily.Categorical(file.Channels, file.Categories);
        Pic = Get(Pipeline
            .Model(family, file.IsTucker ? MergeKind.Tucker : MergeKind.Cp, Sharing("input_sharing"), Sharing("inner_sharing"))
            .Apply(graph));
        Rule = Get(FileRule(file.Root.GetProperty("quadrature")));
        Folded = Get(Pipeline.Evaluation(Rule).Apply(Pic));
        Settings = new NetSettings(file.Root.GetProperty("net_dim").GetInt32(), Bias: file.Root.GetProperty("bias").GetBoolean(), Double: true);
        Nets = new PicNets(Pic, Settings, seed: 0);
        Layers = [.. file.Root.GetProperty("qpc_layers").EnumerateArray()];
        MatchFunctions();
        foreach (var net in Nets.Nets) Load(net);
    }

    public Pic Pic { get; }

    public QuadratureRule Rule { get; }

    public FoldedQpc Folded { get; }

    public NetSettings Settings { get; }

    public PicNets Nets { get; }

    public ImmutableArray<JsonElement> Layers { get; }

    public static T Get<T>(Either<PicsError, T> result) => result.IfLeft(error => throw new InvalidDataException(error.Explain()));

    /// <summary>The sum-product folds of a layer of the file by what they join: region scope, then child scopes.</summary>
    public static IEnumerable<(string Key, JsonElement Fold)> Folds(JsonElement layer) => layer.GetProperty("folds").EnumerateArray().Select(fold =>
        (Key(VectorFile.Scope(fold.GetProperty("region_scope")), fold.GetProperty("child_scopes").EnumerateArray().Select(VectorFile.Scope)), fold));

    public static string Key(Scope region, IEnumerable<Scope> children) => $"{region} = {string.Join(" + ", children)}";

    /// <summary>The sum-product folds of this circuit with their kernel functions.</summary>
    public IEnumerable<(string Key, int Layer, int Fold, Arr<FunctionSpec> Functions)> SumProducts() =>
        from layer in Enumerable.Range(0, Folded.Layers.Length)
        where Folded.Layers[layer] is FoldedLayer.Cp or FoldedLayer.Tucker
        from fold in Enumerable.Range(0, Folded.Layers[layer].Folds)
        let all = Folded.Layers[layer]
        let perFold = all.Functions.Count / all.Folds
        select (
            Key(Folded.Scopes[layer][fold], Sources(all, fold).Select(source => Folded.Scopes[source.Layer][source.Fold])),
            layer,
            fold,
            all.Functions.Skip(fold * perFold).Take(perFold).ToArr());

    public static IEnumerable<FoldAddress> Sources(FoldedLayer layer, int fold) => layer.Sources.Skip(fold * layer.Arity).Take(layer.Arity);

    /// <summary>The net of the file for a kernel group, or its input net.</summary>
    public JsonElement FileNet(FunctionGroup group) => group.Signature.Match(
        _ => file.Root.GetProperty("input_net"),
        _ => file.Root.GetProperty("inner_nets")[Layers.First(layer => IsSumProduct(layer) && FoldsBelongTo(layer, group.Id)).GetProperty("integral_group").GetInt32()]);

    public static bool IsSumProduct(JsonElement layer) => layer.GetProperty("kind").GetString() != "mixing";

    /// <summary>
    /// Puts a tensor of the file (a parameter or its gradient) into the axes of this project's parameter of the same name:
    /// hidden weights [T, in, out], head weights [H, in, out], biases with a row axis.
    /// </summary>
    public Tensor FromFile(FunctionNet net, JsonElement holder, string name)
    {
        var isInput = net.Group.Signature is FunctionSignature.Density;
        var isHead = name.StartsWith("head", StringComparison.Ordinal);
        var isWeight = name.EndsWith("weight", StringComparison.Ordinal);
        var number = isHead ? (isInput ? 2 : 3) : 1 + int.Parse(name.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);
        var stored = VectorFile.Tensor(holder.GetProperty((isWeight ? "w" : "b") + number));
        var target = net.Named.Single(entry => entry.Name == name).Tensor;
        var (copies, rows) = (target.shape[0], target.shape[2]);
        var blocks = isWeight ? stored.reshape(-1, rows, stored.shape[^1]) : stored.reshape(-1, rows);
        var picked = copies == 1 && blocks.shape[0] == 1 ? blocks : blocks.index_select(0, tensor(FileIndices(net)));
        return isWeight ? picked.transpose(1, 2) : picked.unsqueeze(1);
    }

    public void Dispose() => Nets.Dispose();

    private Sharing Sharing(string property) => VectorFile.SharingOf(file.Root.GetProperty(property).GetString());

    private static Either<PicsError, QuadratureRule> FileRule(JsonElement rule) => QuadratureRule.Create(
        rule.GetProperty("rule").GetString()!,
        rule.GetProperty("a").GetDouble(),
        rule.GetProperty("b").GetDouble(),
        rule.GetProperty("nodes").EnumerateArray().Select(node => node.GetDouble()),
        rule.GetProperty("weights").EnumerateArray().Select(weight => weight.GetDouble()));

    /// <summary>Function index in the file: fold * arity + child for CP, fold for Tucker.</summary>
    private void MatchFunctions()
    {
        var mine = SumProducts().ToDictionary(fold => fold.Key, fold => fold.Functions);
        foreach (var layer in Layers.Where(IsSumProduct))
            foreach (var (key, fold) in Folds(layer))
                for (var child = 0; child < mine[key].Count; child++)
                    functions[(mine[key][child].Group, mine[key][child].Head)] =
                        (fold.GetProperty("fold").GetInt32() * (file.IsTucker ? 1 : layer.GetProperty("arity").GetInt32())) + child;
    }

    private bool FoldsBelongTo(JsonElement layer, int group)
    {
        var mine = SumProducts().ToDictionary(fold => fold.Key, fold => fold.Functions[0].Group);
        return Folds(layer).All(fold => mine[fold.Key] == group);
    }

    /// <summary>For each head of a net, which block of rows of the file's tensors is its.</summary>
    private long[] FileIndices(FunctionNet net) => net.Group.Signature.Match<long[]>(
        _ => [.. Folded.Layers.OfType<FoldedLayer.Input>().Single().Variables.Map(variable => (long)variable)],
        _ => [.. Enumerable.Range(0, net.Group.Functions).Select(head => (long)functions[(net.Group.Id, head)])]);

    private void Load(FunctionNet net)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var holder = FileNet(net.Group);
        foreach (var (name, target) in net.Named)
            target.copy_(name == "frequencies" ? Frequencies(net, holder) : FromFile(net, holder, name));
    }

    /// <summary>The file lists the latents of an inner Tucker function as parent, child 1, child 0; here they are parent, child 0, child 1.</summary>
    private static Tensor Frequencies(FunctionNet net, JsonElement holder)
    {
        var stored = VectorFile.Tensor(holder.GetProperty("fourier_coeff"));
        return net.Group.Signature.Latents == 3 ? stored.index_select(0, tensor(new long[] { 0, 2, 1 })) : stored;
    }
}
