namespace Pics.Numerics;

/// <summary>The values of the parts of a circuit that have no open variables, unit by unit in log space, in float64.</summary>
/// <remarks>Reads as <see cref="Denotation"/> does. Cost: some small tensor operations per unit, once; no batch.</remarks>
internal static class ConstantVectors
{
    /// <summary>The logarithms of the values of each absorbed unit, [K^n] each, in the order of the constants; -inf where a value is zero.</summary>
    public static ImmutableArray<Tensor> Of(AbsorbedQpc absorbed, CircuitTensors numbers)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var source = absorbed.Source;
        var values = new Tensor?[source.Units.Units.Length];
        Tensor Value(UnitId id) => values[id.Index]!;
        foreach (var id in source.Units.Ids.Where(id => source.Scopes[id.Index].IsEmpty))
            values[id.Index] = source.Units[id].Match(
                input => Input(input, source.Widths[id.Index], numbers),
                product => product.Factors.Map(Value).Reduce((first, second) => first.Plus(second)),
                product => product.Factors.Map(Value).Reduce((first, second) => first.unsqueeze(1).Plus(second.unsqueeze(0)).flatten()),
                sum => Sum(Function(numbers, sum.Kernel), Value(sum.Operand)),
                mixing => Mixing(mixing.Inputs.Map(Value), mixing.Weights));
        return [.. absorbed.Constants.Map(constant => Value(constant.Unit).MoveToOuterDisposeScope())];
    }

    /// <summary>The logarithms of the values of an input unit where something is known of each channel, [K^n] of float64.</summary>
    public static Tensor OfInput(FunctionSpec density, CircuitTensors numbers, IReadOnlyList<Restriction> known)
    {
        if (known.All(one => one is Restriction.At)) return OfInput(density, numbers, [.. known.Cast<Restriction.At>().Select(at => at.Value)]);
        var table = numbers[density.Group].detach()[density.Head];
        var function = new FoundFunction(0, FamilyOf(density), table);
        var sums = Enumerable.Range(0, function.Nodes).Select(node => known.Select((one, channel) => function.At(node, channel, one).LogMass()).Sum()).ToArray();
        return tensor(sums, device: table.device);
    }

    /// <summary>The logarithms of the values of an input unit at one value per channel, [K^n] of float64.</summary>
    private static Tensor OfInput(FunctionSpec density, CircuitTensors numbers, double[] values)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var table = Function(numbers, density);
        var family = FamilyOf(density);
        var channels = Enumerable.Range(0, values.Length).Select(channel => family.Values.IsSome
            ? table.select(2, channel).select(2, (long)values[channel])
            : Densities.LogDensity(family, table.narrow(2, channel, 1), full(1, 1, 1, 1, Held.Of(values[channel]), ScalarType.Float64, table.device)).view(1, -1));
        return stack([.. channels]).sum([0L]).squeeze(0).MoveToOuterDisposeScope();
    }

    private static InputFamily FamilyOf(FunctionSpec function) => function.Signature.Match(density => density.Family, _ => throw new InvalidOperationException("an input unit has a density"));

    /// <summary>The parameters of one function, with an axis of length one before the others.</summary>
    private static Tensor Function(CircuitTensors numbers, FunctionSpec function) => numbers[function.Group].narrow(0, function.Head, 1).to(ScalarType.Float64);

    private static Tensor Input(CircuitUnit.Input unit, int width, CircuitTensors numbers)
    {
        var like = numbers[unit.Density.Group];
        Tensor Known(double value)
        {
            var table = Function(numbers, unit.Density);
            var family = FamilyOf(unit.Density);
            var logarithms = family.Values.IsSome
                ? table.select(3, (long)value)
                : Densities.LogDensity(family, table, full(1, 1, table.shape[2], 1, Held.Of(value), ScalarType.Float64, like.device)).squeeze(3);
            return logarithms.sum(2).squeeze(0);
        }

        return unit.Observation.Match(
            _ => throw new InvalidOperationException("a unit without open variables has no open input"),
            known => Known(known.Value),
            _ => zeros(width, dtype: ScalarType.Float64, device: like.device));
    }

    private static Tensor Sum(Tensor weights, Tensor summand) => Layer.LogMatmulExp(weights, summand.view(1, -1, 1)).flatten();

    private static Tensor Mixing(Arr<Tensor> inputs, Arr<double> weights) =>
        stack([.. inputs.Zip(weights, (input, weight) => input.Plus(Math.Log(weight)))]).logsumexp(0);
}
