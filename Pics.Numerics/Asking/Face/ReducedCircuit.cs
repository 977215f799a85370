using MathNet.Numerics;

namespace Pics.Numerics;

/// <summary>A circuit whose constants are densities again, over columns that follow each other: what can be stored and read as any circuit of fixed parameters.</summary>
/// <remarks>
/// A constant is the probability of the first of two categories. What is left over from one for it to be one is a factor to the power of the number of
/// closed variables below it; every induced tree has each of these once, so that the circuit is changed by one factor, which its Z takes away again.
/// </remarks>
internal sealed class ReducedCircuit
{
    private static readonly InputFamily Two = new InputFamily.Categorical(Channels: 1, Categories: 2);

    private readonly AbsorbedQpc absorbed;
    private readonly CircuitNumbers parameters;
    private readonly int last;
    private readonly ImmutableSortedDictionary<int, ImmutableArray<int>> heads; // of each group, those that are used
    private readonly int[] rest;
    private readonly bool countsHidden;

    /// <param name="absorbed">The circuit.</param>
    /// <param name="parameters">Of what it was made of.</param>
    /// <param name="last">The last group that is no constant.</param>
    /// <param name="rest">The columns that are left.</param>
    /// <param name="countsHidden">Whether variables that are summed out make constants that are not one.</param>
    public ReducedCircuit(AbsorbedQpc absorbed, CircuitNumbers parameters, int last, int[] rest, bool countsHidden)
    {
        (this.absorbed, this.parameters, this.last, this.rest, this.countsHidden) = (absorbed, parameters, last, rest, countsHidden);
        heads = absorbed.Circuit.Units.Units.SelectMany(unit => unit.Function)
            .GroupBy(function => function.Group, function => function.Head)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Distinct().Order().ToImmutableArray());
    }

    /// <summary>The family of a constant before it is a density.</summary>
    public static InputFamily One { get; } = new InputFamily.Categorical(Channels: 1, Categories: 1);

    /// <summary>The units, with the heads of each group and the columns numbered anew.</summary>
    public IEnumerable<CircuitUnit> Units => absorbed.Circuit.Units.Units.Select(unit => unit.Match<CircuitUnit>(
        input => new CircuitUnit.Input(
            input.Observation is Observation.Open ? System.Array.IndexOf(rest, input.Variable) : rest.Length,
            Renumbered(input.Density) is var density && density.Group > last ? density with { Signature = new FunctionSignature.Density(Two, density.Signature.Latents) } : density,
            input.Observation),
        hadamard => hadamard,
        kronecker => kronecker,
        linear => linear with { Kernel = Renumbered(linear.Kernel) },
        mixture => mixture));

    /// <summary>The parameters of each group, by increasing number; copies, owned by the caller.</summary>
    public IEnumerable<(int Group, NumberTable Table)> Tables()
    {
        var constants = Constants();
        return [.. heads.Select(group => (group.Key, group.Key > last
            ? Table([.. group.Value.Select(head => constants[(group.Key, head)])])
            : Heads(parameters[group.Key], group.Value)))];
    }

    /// <summary>Constants as functions of two categories, [H, K^n, 1, 2].</summary>
    private NumberTable Table(double[][] constants) =>
        NumberTable.Of(parameters.IsDouble, [.. constants.SelectMany(constant => constant)], constants.Length, constants[0].Length / 2, 1, 2);

    /// <summary>Some heads of a table.</summary>
    private static NumberTable Heads(NumberTable table, ImmutableArray<int> heads)
    {
        var (some, to) = (NumberTable.New(table.IsDouble, table.Shape.SetItem(0, heads.Length)), 0L);
        foreach (var head in heads)
            for (var place = head * table.Stride; place < (head + 1) * table.Stride; place++) some[to++] = table[place];
        return some;
    }

    private FunctionSpec Renumbered(FunctionSpec function) => function with { Head = heads[function.Group].IndexOf(function.Head) };

    /// <summary>The logarithms of the probabilities of both categories of each constant, [K^n, 2].</summary>
    private Dictionary<(int Group, int Head), double[]> Constants()
    {
        var all = absorbed.Constants.Zip(ConstantVectors.Of(absorbed, parameters), (constant, vector) => (constant.Function, Vector: vector, Closed: Closed(constant.Unit)))
            .Concat(absorbed.Circuit.Units.Units.OfType<CircuitUnit.Input>()
                .Where(input => input.Density.Group > last && !absorbed.Constants.Exists(constant => constant.Function.Equals(input.Density)))
                .Select(input => (Function: input.Density, Vector: Vector(input.Density), Closed: 1)))
            .DistinctBy(constant => constant.Function)
            .Select(constant => (constant.Function, constant.Vector, constant.Closed, Most: constant.Vector.Max()))
            .ToList();
        var factor = all.Where(constant => constant.Closed > 0 && double.IsFinite(constant.Most)).Select(constant => -constant.Most / constant.Closed).DefaultIfEmpty(0).Min();
        return all.ToDictionary(
            constant => (constant.Function.Group, constant.Function.Head),
            constant => (double[])[.. constant.Vector.SelectMany(log => Both(Math.Min(log + (factor * constant.Closed), 0)))]);
    }

    /// <summary>The parameters of a function.</summary>
    private double[] Vector(FunctionSpec function) => parameters[function.Group] is var table ? table.Doubles(function.Head * table.Stride, (int)table.Stride) : [];

    /// <summary>The logarithms of a probability and of what is left of one.</summary>
    private static double[] Both(double log) => [log, Math.Exp(log) is var first && first < 1 ? SpecialFunctions.Log1p(-first) : double.NegativeInfinity];

    /// <summary>How many variables below a unit make it other than one.</summary>
    private int Closed(UnitId root)
    {
        var (variables, seen, open) = (new System.Collections.Generic.HashSet<int>(), new System.Collections.Generic.HashSet<UnitId>(), new Stack<UnitId>([root]));
        while (open.TryPop(out var id))
        {
            if (!seen.Add(id)) continue;
            if (absorbed.Source.Units[id] is CircuitUnit.Input input && (countsHidden || input.Observation is Observation.Known)) variables.Add(input.Variable);
            foreach (var child in absorbed.Source.Units[id].Children) open.Push(child);
        }

        return variables.Count;
    }
}
