namespace Pics.Numerics;

/// <summary>The layers of a circuit as ONNX nodes; the values of a layer are [F, B, K], natural logarithms.</summary>
/// <param name="graph">What nodes are added to.</param>
/// <param name="circuit">The circuit.</param>
/// <param name="numbers">Its parameters.</param>
/// <param name="inputs">Makes input layers.</param>
internal sealed class OnnxLayers(OnnxGraph graph, FoldedQpc circuit, CircuitTensors numbers, OnnxInputs inputs)
{
    private readonly List<string> outputs = [];
    private readonly Dictionary<int, string> weights = [];

    /// <summary>Adds all layers and gives the name of the root's values, [1, B, 1].</summary>
    public string Add()
    {
        foreach (var layer in circuit.Layers)
            outputs.Add(layer.Match(
                inputs.Of,
                cp => Together(LogProduct(Read(cp.Sources), Weights(cp.Functions)), cp.Folds, cp.Arity, cp.Width, Sum),
                tucker => LogProduct(Outer(tucker), Weights(tucker.Functions)),
                hadamard => Together(Read(hadamard.Sources), hadamard.Folds, hadamard.Arity, hadamard.Width, Sum),
                Outer,
                mixing => Together(Read(mixing.Sources), mixing.Folds, mixing.Arity, mixing.Width, terms => LogSum(mixing, terms))));
        return outputs[^1];
    }

    /// <summary>log of exp(u) W, with the largest u of a row taken out first.</summary>
    private string LogProduct(string u, string w)
    {
        var largest = Largest(u, 2);
        var sums = graph.Add("MatMul", [graph.Add("Exp", [graph.Add("Sub", [u, largest])]), w]);
        return graph.Add("Add", [graph.Add("Log", [sums]), largest]);
    }

    /// <summary>log of the weighted sum of exp(terms) over the inputs of each fold.</summary>
    private string LogSum(FoldedLayer.Mixing layer, string terms)
    {
        using var scope = NewDisposeScope();
        var type = numbers[numbers.Groups.First()].dtype;
        var logWeights = tensor(layer.Weights.Map(Math.Log).ToArray(), [layer.Folds, layer.Arity, 1, 1]).to(type);
        var weighted = graph.Add("Add", [terms, graph.Constant($"log_weights_{graph.Message.Initializer.Count}", logWeights)]);
        var largest = Largest(weighted, 1);
        var sum = graph.Add("ReduceSum", [graph.Add("Exp", [graph.Add("Sub", [weighted, largest])]), graph.Axis(1)], OnnxGraph.Number("keepdims", 1));
        return graph.Add("Squeeze", [graph.Add("Add", [graph.Add("Log", [sum]), largest]), graph.Axis(1)]);
    }

    /// <summary>The largest number along an axis, never minus infinity: that minus itself would give NaN.</summary>
    private string Largest(string values, long axis) =>
        graph.Add("Max", [graph.Add("ReduceMax", [values], OnnxGraph.List("axes", axis), OnnxGraph.Number("keepdims", 1)), graph.Real(-1e30)]);

    private string Sum(string factors) => graph.Add("ReduceSum", [factors, graph.Axis(1)], OnnxGraph.Number("keepdims", 0));

    /// <summary>Brings the inputs of each fold together, [F, H, B, K], and then to one; of a single input nothing is to be done.</summary>
    private string Together(string values, int folds, int arity, int width, Func<string, string> join) =>
        arity == 1 ? values : join(graph.Add("Reshape", [values, graph.Whole("shape", [folds, arity, -1, width])]));

    /// <summary>The outer product of the inputs of each fold, the last one fastest.</summary>
    private string Outer(FoldedLayer layer)
    {
        string Input(int h) => Read(Enumerable.Range(0, layer.Folds).Select(fold => layer.Sources[(fold * layer.Arity) + h]));
        var (product, width) = (Input(0), Width(0));
        for (var h = 1; h < layer.Arity; h++)
        {
            width *= Width(h);
            var pairs = graph.Add("Add", [graph.Add("Unsqueeze", [product, graph.Axis(3)]), graph.Add("Unsqueeze", [Input(h), graph.Axis(2)])]);
            product = graph.Add("Reshape", [pairs, graph.Whole("shape", [0, 0, width])]);
        }

        return product;

        long Width(int h) => circuit.Layers[layer.Sources[h].Layer].Width;
    }

    /// <summary>The values that are read, one after the other, [N, B, K].</summary>
    private string Read(IEnumerable<FoldAddress> sources) =>
        Read(new(sources.Select(source => (source.Layer, source.Fold)), layer => circuit.Layers[layer].Folds), layer => outputs[layer], isSpread: false);

    /// <summary>The weights of functions, [N, I, O], or [1, I, O] if they are all one.</summary>
    private string Weights(IEnumerable<FunctionSpec> functions) =>
        Read(new(functions.Select(function => (function.Group, function.Head)), group => numbers[group].shape[0]), Weights, isSpread: true);

    private string Weights(int group)
    {
        if (weights.TryGetValue(group, out var known)) return known;
        using var scope = NewDisposeScope();
        return weights[group] = graph.Constant($"group_{group}", numbers[group].transpose(1, 2));
    }

    /// <param name="plan">What is read.</param>
    /// <param name="name">The name of what it is read from.</param>
    /// <param name="isSpread">Whether one row stands for equal ones.</param>
    private string Read(GatherPlan plan, Func<int, string> name, bool isSpread)
    {
        var joined = plan.Sources.Length == 1 ? name(plan.Sources[0]) : graph.Add("Concat", plan.Sources.Select(name), OnnxGraph.Number("axis", 0));
        if (plan.Range is (0, var length) && length == plan.Total && (plan.Copies == 1 || isSpread)) return joined;
        var rows = plan.Copies > 1 && isSpread ? [plan.Indices[0]] : plan.Indices;
        return graph.Add("Gather", [joined, graph.Whole("folds", rows)], OnnxGraph.Number("axis", 0));
    }
}
