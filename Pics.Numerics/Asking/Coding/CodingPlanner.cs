namespace Pics.Numerics;

/// <summary>From an order of the variables to the steps of the coder: each vector is computed when it is needed, and again only where something has become known since.</summary>
internal sealed class CodingPlanner
{
    private readonly Qpc circuit;
    private readonly bool[] isOne; // units that are one where nothing of their scope is known
    private readonly Dictionary<int, CodingVector> ones = [];
    private readonly System.Collections.Generic.HashSet<int> onesById = [];
    private readonly ImmutableArray<CircuitUnit> units;
    private readonly List<(int Parent, int Place)>[] parents;
    private readonly int[] known; // variables of the scope of each unit
    private readonly (int Known, CodingVector Vector)?[] values;
    private readonly (int Known, CodingVector Vector)?[] worths;
    private readonly ImmutableArray<CodingStep>.Builder constants = ImmutableArray.CreateBuilder<CodingStep>();
    private readonly ImmutableArray<CodingStep>.Builder steps = ImmutableArray.CreateBuilder<CodingStep>();
    private int all;
    private int constantCount;
    private int vectorCount;

    private CodingPlanner(Qpc circuit, bool isNormalised)
    {
        (this.circuit, units) = (circuit, circuit.Units.Units);
        (known, values, worths) = (new int[units.Length], new (int, CodingVector)?[units.Length], new (int, CodingVector)?[units.Length]);
        parents = [.. units.Select(_ => new List<(int, int)>())];
        isOne = [.. circuit.Units.FoldUp<bool>((unit, child) => isNormalised && unit is not CircuitUnit.Input { Observation: Observation.Known } && unit.Children.ForAll(child))];
        for (var index = 0; index < units.Length; index++)
            foreach (var (child, place) in units[index].Children.Select((child, place) => (child.Index, place)))
                parents[child].Add((index, place));
    }

    /// <summary>The steps of an order.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="isNormalised">Whether the weights of each sum sum to one, so that a value is one where nothing is known.</param>
    /// <param name="order">Each variable once.</param>
    public static CodingPlan Plan(Qpc circuit, bool isNormalised, ImmutableArray<int> order)
    {
        var planner = new CodingPlanner(circuit, isNormalised);
        var inputs = planner.units.Select((unit, index) => (unit, index)).Where(entry => entry.unit is CircuitUnit.Input { Observation: Observation.Open })
            .GroupBy(entry => ((CircuitUnit.Input)entry.unit).Variable, entry => entry.index).ToDictionary(group => group.Key, group => group.ToArray());
        var above = planner.Above(inputs);
        foreach (var variable in order) planner.Code(variable, inputs[variable], above[variable]);
        return new(order, planner.constants.ToImmutable(), planner.steps.ToImmutable(), planner.constantCount, planner.vectorCount);
    }

    private void Code(int variable, int[] inputs, int[] above)
    {
        ImmutableArray<CodingVector> worthOfEach = [.. inputs.Select(Worth)];
        ImmutableArray<CodingVector> found = [.. inputs.Select(input => New(circuit.Widths[input], isConstant: false))];
        steps.Add(new CodingStep.Code(variable, worthOfEach, found, [.. inputs.Select(input => ((CircuitUnit.Input)units[input]).Density)]));
        all++;
        foreach (var unit in above) known[unit]++;
        foreach (var (input, vector) in inputs.Zip(found)) values[input] = (known[input], vector);
    }

    /// <summary>The units whose scope has a variable.</summary>
    private Dictionary<int, int[]> Above(Dictionary<int, int[]> inputs) => inputs.ToDictionary(entry => entry.Key, entry =>
    {
        var (seen, stack) = (new System.Collections.Generic.HashSet<int>(entry.Value), new Stack<int>(entry.Value));
        while (stack.TryPop(out var unit))
            foreach (var (parent, _) in parents[unit])
                if (seen.Add(parent)) stack.Push(parent);
        return seen.ToArray();
    });

    /// <summary>The value of a unit as things are; without recursion, since chains are long.</summary>
    private CodingVector Value(int unit)
    {
        if (IsOne(unit)) return One(circuit.Widths[unit]);
        foreach (var stale in Stale(unit, index => IsOne(index) || values[index]?.Known == known[index], index => units[index].Children.Select(child => child.Index)).Order())
            values[stale] = (known[stale], Compute(stale));
        return values[unit]!.Value.Vector;
    }

    /// <summary>What a unit is worth to the root: the root is its sum with the value of the unit as variable.</summary>
    private CodingVector Worth(int unit)
    {
        foreach (var stale in Stale(unit, index => worths[index]?.Known == all - known[index], index => parents[index].Select(parent => parent.Parent)).OrderDescending())
            worths[stale] = (all - known[stale], ComputeWorth(stale));
        return worths[unit]!.Value.Vector;
    }

    private static IEnumerable<int> Stale(int unit, Func<int, bool> isFresh, Func<int, IEnumerable<int>> next)
    {
        if (isFresh(unit)) return [];
        var (seen, stack) = (new System.Collections.Generic.HashSet<int> { unit }, new Stack<int>([unit]));
        while (stack.TryPop(out var index))
            foreach (var other in next(index))
                if (!isFresh(other) && seen.Add(other)) stack.Push(other);
        return seen;
    }

    private CodingVector Compute(int index) => units[index].Match(
        input => input.Observation is Observation.Known fixedTo
            ? Add(true, circuit.Widths[index], to => new CodingStep.Fixed(to, input.Density, fixedTo.Value))
            : One(circuit.Widths[index]),
        hadamard => Product(index, [.. hadamard.Factors.Select(Ready)]),
        kronecker => Outer(index, [.. kronecker.Factors.Select(Ready)]),
        linear => Sum(circuit.Widths[index], Ready(linear.Operand), linear.Kernel, isBack: false),
        mixture => Mix(circuit.Widths[index], [.. mixture.Inputs.Select((input, place) => (Ready(input), (float)mixture.Weights[place]))]));

    private CodingVector ComputeWorth(int index)
    {
        if (parents[index].Count == 0) return One(circuit.Widths[index]);
        ImmutableArray<(CodingVector Vector, float Weight)> terms = [.. parents[index].Select(parent => Term(parent.Parent, parent.Place, worths[parent.Parent]!.Value.Vector))];
        return terms is [(var only, 1)] ? only : Mix(circuit.Widths[index], terms);
    }

    /// <summary>What a unit is worth through one of those that read it.</summary>
    private (CodingVector Vector, float Weight) Term(int parent, int place, CodingVector worth) => units[parent].Match(
        _ => throw new InvalidOperationException("an input reads nothing"),
        hadamard => (Product(parent, [worth, .. hadamard.Factors.Where((_, other) => other != place).Select(other => Value(other.Index))]), 1f),
        kronecker =>
        {
            var width = circuit.Widths[kronecker.Factors[place].Index];
            ImmutableArray<CodingVector> others = [.. kronecker.Factors.Select((factor, other) => other == place ? new CodingVector(-1, width, true) : Value(factor.Index))];
            var isConstant = worth.IsConstant && others.All(other => other.IsConstant);
            return (Add(isConstant, width, to => new CodingStep.OuterBack(to, worth, others, place)), 1f);
        },
        linear => (Sum(circuit.Widths[linear.Operand.Index], worth, linear.Kernel, isBack: true), 1f),
        mixture => (worth, (float)mixture.Weights[place]));

    private CodingVector Ready(UnitId unit) => IsOne(unit.Index) ? One(circuit.Widths[unit.Index]) : values[unit.Index]!.Value.Vector;

    private bool IsOne(int unit) => isOne[unit] && known[unit] == 0;

    private CodingVector One(int width)
    {
        if (ones.TryGetValue(width, out var found)) return found;
        ones.Add(width, found = Add(true, width, to => new CodingStep.One(to)));
        onesById.Add(found.Id);
        return found;
    }

    private CodingVector Product(int index, ImmutableArray<CodingVector> factors)
    {
        ImmutableArray<CodingVector> of = [.. factors.Where(factor => !(factor.IsConstant && onesById.Contains(factor.Id)))];
        return of.Length switch
        {
            0 => One(circuit.Widths[index]),
            1 => of[0],
            _ => Add(of.All(factor => factor.IsConstant), circuit.Widths[index], to => new CodingStep.Product(to, of)),
        };
    }

    private CodingVector Outer(int index, ImmutableArray<CodingVector> of) => Add(of.All(factor => factor.IsConstant), circuit.Widths[index], to => new CodingStep.Outer(to, of));

    private CodingVector Sum(int width, CodingVector of, FunctionSpec kernel, bool isBack) => Add(of.IsConstant, width, to => new CodingStep.Sum(to, of, kernel, isBack));

    private CodingVector Mix(int width, ImmutableArray<(CodingVector Vector, float Weight)> of) =>
        Add(of.All(term => term.Vector.IsConstant), width, to => new CodingStep.Mix(to, [.. of.Select(term => term.Vector)], [.. of.Select(term => term.Weight)]));

    private CodingVector Add(bool isConstant, int width, Func<CodingVector, CodingStep> step)
    {
        var to = New(width, isConstant);
        (isConstant ? constants : steps).Add(step(to));
        return to;
    }

    private CodingVector New(int width, bool isConstant) => new(isConstant ? constantCount++ : vectorCount++, width, isConstant);
}
