namespace Pics.Numerics;

/// <summary>Input layers as ONNX nodes: log-densities of the columns that each fold reads, zero where nothing is observed, minus infinity where a value is impossible.</summary>
/// <param name="graph">What nodes are added to.</param>
/// <param name="numbers">The parameters of the circuit.</param>
/// <param name="rows">The name of the evidence, [variables, C, B].</param>
/// <param name="isReal">Whether the evidence has real numbers with NaN where not observed, or whole ones with negative numbers there.</param>
/// <param name="type">The type of numbers that are not whole.</param>
internal sealed class OnnxInputs(OnnxGraph graph, CircuitTensors numbers, string rows, bool isReal, ScalarType type)
{
    private const int Tabled = 256; // values whose factorials are looked up; above, Stirling's series is exact to the last digit

    private readonly Dictionary<int, string> tables = [];

    /// <summary>The name of a layer's values, [F, B, K].</summary>
    public string Of(FoldedLayer.Input layer)
    {
        var family = layer.Family;
        var (values, hidden, outside) = Read(layer, family);
        var log = family.Values.Match(count => Table(layer, family, values, count), () => family is InputFamily.Gaussian ? Normal(layer, values) : Counts(layer, values));
        if (outside is not null) log = Where(outside, graph.Real(double.NegativeInfinity), log);
        return graph.Add("ReduceSum", [Where(hidden, graph.Real(0), log), graph.Axis(1)], OnnxGraph.Number("keepdims", 0));
    }

    /// <summary>x [F, C, B], zero where hidden (of int64 where it is looked up); where it is hidden; where it is no value of the family.</summary>
    private (string Values, string Hidden, string? Outside) Read(FoldedLayer.Input layer, InputFamily family)
    {
        var isOpen = layer.Observations.Map(observation => observation is Observation.Open).ToArray();
        var columns = layer.Variables.Zip(isOpen, (variable, open) => open ? (long)variable : 0);
        var given = graph.Add("Gather", [rows, graph.Whole("columns", columns)], OnnxGraph.Number("axis", 0));
        given = graph.Add("Gather", [given, graph.Whole("channels", Enumerable.Range(0, family.Channels).Select(channel => (long)channel))], OnnxGraph.Number("axis", 1));
        var hidden = isReal ? graph.Add("IsNaN", [given]) : graph.Add("Less", [given, graph.Whole(0)]);
        var seen = graph.Add("Where", [hidden, isReal ? graph.Real(0) : graph.Whole(0), given]);
        var outside = Outside(family, seen);
        var isWhole = family.Values.IsSome;
        if (isWhole == isReal) seen = Cast(seen, isWhole ? ScalarType.Int64 : type);
        if (!isOpen.Contains(false)) return (seen, hidden, outside);
        var open = Folds("open", isOpen);
        var fixedValues = layer.Observations.Map(observation => observation is Observation.Known known ? known.Value : 0).ToArray();
        var isHidden = Folds("hidden", [.. layer.Observations.Map(observation => observation is Observation.Hidden)]);
        using var scope = NewDisposeScope();
        var known = graph.Constant($"known_{graph.Message.Initializer.Count}", tensor(fixedValues, [fixedValues.Length, 1, 1]).to(isWhole ? ScalarType.Int64 : type));
        return (
            graph.Add("Where", [open, seen, known]),
            graph.Add("Or", [graph.Add("And", [hidden, open]), isHidden]),
            outside is null ? null : graph.Add("And", [outside, open]));
    }

    private string? Outside(InputFamily family, string seen)
    {
        if (family is InputFamily.Gaussian) return null;
        var faults = new List<string>();
        if (isReal) faults.Add(graph.Add("Not", [graph.Add("Equal", [graph.Add("Floor", [seen]), seen])]));
        if (isReal) faults.Add(graph.Add("Less", [seen, graph.Real(0)]));
        family.Values.IfSome(count => faults.Add(graph.Add("GreaterOrEqual", [seen, isReal ? graph.Real(count) : graph.Whole(count)])));
        return faults.Count == 0 ? null : faults.Aggregate((first, second) => graph.Add("Or", [first, second]));
    }

    /// <summary>Looks log-probabilities up: those of all functions of a group are the rows of one table.</summary>
    private string Table(FoldedLayer.Input layer, InputFamily family, string values, int count)
    {
        var groups = layer.Functions.Map(function => function.Group).Distinct().Order().ToList();
        var starts = groups.Zip(groups.Scan(0L, (start, group) => start + (numbers[group].shape[0] * family.Channels * count))).ToDictionary();
        var table = groups.Count == 1 ? Table(groups[0]) : graph.Add("Concat", groups.Select(Table), OnnxGraph.Number("axis", 0));
        var first = layer.Functions.SelectMany(function => Enumerable.Range(0, family.Channels).Select(channel => starts[function.Group] + ((((long)function.Head * family.Channels) + channel) * count)));
        var place = graph.Add("Add", [graph.Add("Clip", [values, graph.Whole(0), graph.Whole(count - 1)]), graph.Whole("first", first, layer.Folds, family.Channels, 1)]);
        return graph.Add("Gather", [table, place], OnnxGraph.Number("axis", 0));
    }

    /// <summary>The table of a group, [H * C * V, K].</summary>
    private string Table(int group)
    {
        if (tables.TryGetValue(group, out var known)) return known;
        using var scope = NewDisposeScope();
        return tables[group] = graph.Constant($"group_{group}", numbers[group].permute(0, 2, 3, 1).reshape(-1, numbers[group].shape[1]));
    }

    private string Normal(FoldedLayer.Input layer, string values)
    {
        using var scope = NewDisposeScope();
        var (mean, logDeviation) = (Parameters(layer, 0), Parameters(layer, 1));
        var distance = graph.Add("Mul", [graph.Add("Sub", [Last(values), Constant("mean", mean)]), Constant("inverse", (-logDeviation).exp())]);
        var square = graph.Add("Mul", [graph.Add("Mul", [distance, distance]), graph.Real(-0.5)]);
        return graph.Add("Add", [square, Constant("scale", logDeviation.neg().sub(Held.Of(Math.Log(2 * Math.PI) / 2)))]);
    }

    private string Counts(FoldedLayer.Input layer, string values)
    {
        using var scope = NewDisposeScope();
        var logRate = Parameters(layer, 0);
        var linear = graph.Add("Mul", [Last(values), Constant("log_rate", logRate)]);
        return graph.Add("Sub", [graph.Add("Sub", [linear, Constant("rate", logRate.exp())]), Last(LogFactorial(values))]);
    }

    /// <summary>log x!, which ONNX has no operator for.</summary>
    private string LogFactorial(string x)
    {
        using var scope = NewDisposeScope();
        var exact = arange(Held.Of(1), Held.Of(Tabled + 1), dtype: ScalarType.Float64).lgamma().to(type);
        var place = graph.Add("Clip", [Cast(x, ScalarType.Int64), graph.Whole(0), graph.Whole(Tabled - 1)]);
        var small = graph.Add("Gather", [graph.Constant($"log_factorials_{graph.Message.Initializer.Count}", exact), place], OnnxGraph.Number("axis", 0));
        var y = graph.Add("Max", [x, graph.Real(1)]);
        var logY = graph.Add("Log", [y]);
        var inverse = graph.Add("Div", [graph.Real(1.0 / 12), y]);
        var terms = graph.Add("Add", [graph.Add("Mul", [logY, graph.Real(0.5)]), graph.Real(Math.Log(2 * Math.PI) / 2)]);
        var cube = graph.Add("Div", [graph.Real(1.0 / 360), graph.Add("Mul", [y, graph.Add("Mul", [y, y])])]);
        var series = graph.Add("Add", [graph.Add("Mul", [y, graph.Add("Sub", [logY, graph.Real(1)])]), graph.Add("Add", [terms, graph.Add("Sub", [inverse, cube])])]);
        return graph.Add("Where", [graph.Add("Less", [x, graph.Real(Tabled)]), small, series]);
    }

    /// <summary>One number of each fold's density, [F, C, 1, K].</summary>
    private Tensor Parameters(FoldedLayer.Input layer, int index) =>
        stack(layer.Functions.Map(function => numbers[function.Group][function.Head].select(2, index)).ToList()).transpose(1, 2).unsqueeze(2);

    private string Constant(string name, Tensor value) => graph.Constant($"{name}_{graph.Message.Initializer.Count}", value);

    /// <summary>One truth value a fold, [F, 1, 1].</summary>
    private string Folds(string name, bool[] values)
    {
        using var scope = NewDisposeScope();
        return Constant(name, tensor(values, [values.Length, 1, 1]));
    }

    private string Cast(string value, ScalarType to) => graph.Add("Cast", [value], OnnxGraph.Number("to", (long)OnnxGraph.Type(to)));

    private string Last(string value) => graph.Add("Unsqueeze", [value, graph.Axis(-1)]);

    private string Where(string condition, string value, string otherwise) => graph.Add("Where", [Last(condition), value, otherwise]);
}
