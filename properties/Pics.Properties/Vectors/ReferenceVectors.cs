using System.Text.Json;
using LanguageExt;
using Pics.Numerics;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Every number of the reference files, from the files' net parameters alone.</summary>
[Collection(TensorTests.Name)]
public class ReferenceVectors
{
    private const double ValueTolerance = 1e-10; // the files agree with an independent computation to 7e-15
    private const double GradientTolerance = 1e-8; // relative to the largest entry of each gradient tensor

    public static TheoryData<string, EngineKind> Files()
    {
        var folder = OptionalFolder.Vectors.Path;
        var names = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList() : [];
        var data = new TheoryData<string, EngineKind>();
        foreach (var name in names.DefaultIfEmpty("(no files)"))
            foreach (var kind in EngineLaws.Kinds.Prepend(EngineKind.Reference))
                data.Add(name!, kind);
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void File_is_reproduced(string name, EngineKind kind)
    {
        var path = Path.Combine(OptionalFolder.Vectors.Path, name);
        Skip.IfNot(File.Exists(path), OptionalFolder.Vectors.Reason);
        using var scope = NewDisposeScope();
        using var file = new VectorFile(path);
        using var model = new VectorModel(file);
        CheckStructure(file, model);
        CheckParameterCounts(file, model);
        using var engine = Compile.ToEngine(model.Folded, kind);
        using var materialization = model.Nets.Materialize(model.Rule, forGradients: true, kind);
        CheckMaterialization(file, model, materialization.Tensors);
        CheckLikelihoods(file, engine, materialization.Tensors);
        CheckGradients(file, model, engine, materialization);
    }

    private static void CheckStructure(VectorFile file, VectorModel model)
    {
        var mine = model.SumProducts().ToDictionary(fold => fold.Key);
        Assert.Equal(mine.Count, model.Layers.Where(VectorModel.IsSumProduct).Sum(layer => layer.GetProperty("folds").GetArrayLength()));
        string FileSource(JsonElement source) => source.GetProperty("layer").ValueKind == JsonValueKind.String
            ? "input"
            : model.Layers[source.GetProperty("layer").GetInt32()].GetProperty("kind").GetString()!;
        foreach (var layer in model.Layers.Where(VectorModel.IsSumProduct))
        {
            var folds = VectorModel.Folds(layer).ToList();
            Assert.Single(folds.Select(fold => mine[fold.Key].Functions[0].Group).Distinct());
            foreach (var (key, fold) in folds)
                Assert.Equal(
                    fold.GetProperty("child_sources").EnumerateArray().Select(FileSource),
                    VectorModel.Sources(model.Folded.Layers[mine[key].Layer], mine[key].Fold).Select(source => model.Folded.Layers[source.Layer].Label));
        }

        var mixed = model.Folded.Layers.SelectMany((layer, index) => layer is FoldedLayer.Mixing ? model.Folded.Scopes[index] : []);
        var expected = model.Layers.Where(layer => !VectorModel.IsSumProduct(layer)).SelectMany(layer => layer.GetProperty("folds").EnumerateArray())
            .Select(fold => VectorFile.Scope(fold.GetProperty("region_scope")));
        Assert.Equal(expected.Order(), mixed.Order());
        var inputs = Assert.Single(model.Folded.Layers.OfType<FoldedLayer.Input>());
        Assert.Equal(file.Root.GetProperty("qpc_input").GetProperty("region_scopes_in_fold_order").EnumerateArray().Select(VectorFile.Scope).Order(), inputs.Variables.Map(Scope.Single).Order());
    }

    private static void CheckParameterCounts(VectorFile file, VectorModel model)
    {
        // The file counts a function for every padding slot; this project has none, so its group sizes are put to the file's.
        var counted = model.Pic.Groups.Sum(group => FunctionNet.CountParameters(
            group.Signature.Match(_ => group, _ => group with { Functions = model.FileNet(group).GetProperty("num_functions").GetInt32() }),
            model.Settings));
        Assert.Equal(file.Root.GetProperty("num_pic_parameters").GetInt64(), counted);
    }

    private static void CheckMaterialization(VectorFile file, VectorModel model, CircuitTensors tensors)
    {
        var mine = model.SumProducts().ToDictionary(fold => fold.Key);
        foreach (var layer in model.Layers.Where(VectorModel.IsSumProduct))
        {
            var all = VectorFile.Tensor(layer.GetProperty("params"));
            foreach (var (key, fold) in VectorModel.Folds(layer))
            {
                var expected = all[fold.GetProperty("fold").GetInt64()];
                foreach (var (function, child) in mine[key].Functions.Map((index, function) => (function, index)))
                {
                    var weights = tensors[function.Group][function.Head];
                    Close(file.IsTucker ? expected.flatten(0, 1).transpose(0, 1) : expected[child].transpose(0, 1), weights, ValueTolerance, key);
                }
            }
        }

        var table = VectorFile.Tensor(file.Root.GetProperty("qpc_input").GetProperty("log_probs"));
        var inputs = model.Folded.Layers.OfType<FoldedLayer.Input>().Single();
        for (var fold = 0; fold < inputs.Folds; fold++)
        {
            var function = inputs.Functions[fold];
            var expected = table.shape[0] == 1 ? table[0] : table[inputs.Variables[fold]];
            Close(expected.reshape(file.Nodes, file.Channels, file.Categories), tensors[function.Group][function.Head], ValueTolerance, $"input {fold}");
        }
    }

    private static void CheckLikelihoods(VectorFile file, ICircuitEngine engine, CircuitTensors tensors)
    {
        double[] Numbers(JsonElement element) => [.. element.EnumerateArray().Select(value => value.GetDouble())];
        Close(tensor(Numbers(file.Root.GetProperty("log_likelihood"))), engine.LogLikelihood(tensors, file.Batch()), ValueTolerance, "log-likelihood");
        var nothing = full([1, file.Root.GetProperty("num_variables").GetInt32(), file.Channels], -1L, ScalarType.Int64);
        Assert.Equal(file.Root.GetProperty("log_z").GetDouble(), engine.LogLikelihood(tensors, nothing).item<double>(), ValueTolerance);
        if (!file.Root.TryGetProperty("brute_force", out var worlds)) return;
        var (digits, count) = (file.Root.GetProperty("num_variables").GetInt32() * file.Channels, worlds.GetProperty("num_assignments").GetInt32());
        var assignments = Enumerable.Range(0, count).SelectMany(world => Enumerable.Range(0, digits).Select(digit =>
            (long)(world / (int)Math.Pow(file.Categories, digits - 1 - digit) % file.Categories)));
        var evidence = tensor(assignments.ToArray()).reshape(count, -1, file.Channels);
        var logLikelihood = engine.LogLikelihood(tensors, evidence);
        if (worlds.TryGetProperty("log_likelihood", out var each)) Close(tensor(Numbers(each)), logLikelihood, ValueTolerance, "all worlds");
        Assert.Equal(worlds.GetProperty("sum_of_probabilities").GetDouble(), logLikelihood.exp().sum().item<double>(), ValueTolerance);
    }

    private static void CheckGradients(VectorFile file, VectorModel model, ICircuitEngine engine, Materialization materialization)
    {
        using var gradients = materialization.Tensors.Like();
        engine.Differentiate(materialization.Tensors, file.Batch(), gradients, 1, accumulate: false);
        materialization.Backward(gradients);
        foreach (var net in model.Nets.Nets)
            foreach (var (name, parameter) in net.Named.Where(entry => entry.Name != "frequencies"))
            {
                var expected = model.FromFile(net, model.FileNet(net.Group).GetProperty("grad"), name);
                var scale = Math.Max(expected.abs().max().item<double>(), 1e-300);
                Close(expected / scale, parameter.grad! / scale, GradientTolerance, $"gradient of group {net.Group.Id} {name}");
            }
    }

    private static void Close(Tensor expected, Tensor actual, double tolerance, string what)
    {
        Assert.True(expected.shape.SequenceEqual(actual.shape), $"{what}: shape [{string.Join(", ", actual.shape)}] instead of [{string.Join(", ", expected.shape)}]");
        var error = (expected - actual).abs().max().item<double>();
        Assert.True(error <= tolerance, $"{what}: off by {error}");
    }
}
