namespace Pics.Numerics;

/// <summary>The values of the parts of a circuit that have no open variables, or of all of it for a row, unit by unit in log space, in float64.</summary>
/// <remarks>Reads as <see cref="Denotation"/> does. Cost: as many operations as there are weights in these parts, once; no batch.</remarks>
internal static class ConstantVectors
{
    private const double Least = -1e30; // that is taken out of a sum: where all inputs are zero it must stay finite, or -inf minus -inf would give NaN

    /// <summary>The logarithms of the values of each absorbed unit, [K^n] each, in the order of the constants; -inf where a value is zero.</summary>
    public static ImmutableArray<double[]> Of(AbsorbedQpc absorbed, CircuitNumbers numbers)
    {
        var source = absorbed.Source;
        var values = Values(source, numbers, id => source.Scopes[id.Index].IsEmpty, _ => throw new InvalidOperationException("a unit without open variables has no open input"));
        return [.. absorbed.Constants.Map(constant => values[constant.Unit.Index]!)];
    }

    /// <summary>The log-likelihood of a row in nats, not yet divided by Z: in log space and float64, so that nothing underflows that counts.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="numbers">The parameters of its functions.</param>
    /// <param name="row">[variables, channels], NaN where not observed; each of the variables of the circuit.</param>
    public static double OfRow(Qpc circuit, CircuitNumbers numbers, double[] row) => Values(circuit, numbers, _ => true, input =>
    {
        var channels = FamilyOf(input.Density).Channels;
        return OfInput(input.Density, numbers, row[(input.Variable * channels)..((input.Variable + 1) * channels)]);
    })[circuit.Units.Root.Index]![0];

    /// <summary>The logarithms of the values of an input unit where something is known of each channel, [K^n].</summary>
    public static double[] OfInput(FunctionSpec density, CircuitNumbers numbers, IReadOnlyList<Restriction> known)
    {
        if (known.All(one => one is Restriction.At)) return OfInput(density, numbers, [.. known.Cast<Restriction.At>().Select(at => at.Value)]);
        var function = new FoundFunction(0, FamilyOf(density), numbers[density.Group], density.Head);
        return [.. Enumerable.Range(0, function.Nodes).Select(node => known.Select((one, channel) => function.At(node, channel, one).LogMass()).Sum())];
    }

    /// <summary>The logarithms of the values of an input unit at one value per channel, NaN where not observed, [K^n].</summary>
    private static double[] OfInput(FunctionSpec density, CircuitNumbers numbers, double[] values)
    {
        var function = numbers.Function(density, FamilyOf(density));
        return [.. Enumerable.Range(0, (int)numbers[density.Group].Shape[1]).Select(node => values.Select((value, channel) => double.IsNaN(value) ? 0 : function.LogDensity(node, channel, value)).Sum())];
    }

    private static InputFamily FamilyOf(FunctionSpec function) => function.Signature.Match(density => density.Family, _ => throw new InvalidOperationException("an input unit has a density"));

    private static double[]?[] Values(Qpc source, CircuitNumbers numbers, Func<UnitId, bool> isWanted, Func<CircuitUnit.Input, double[]> open)
    {
        var values = new double[]?[source.Units.Units.Length];
        double[] Value(UnitId id) => values[id.Index]!;
        foreach (var id in source.Units.Ids.Where(isWanted))
            values[id.Index] = source.Units[id].Match(
                input => Input(input, source.Widths[id.Index], numbers, open),
                product => product.Factors.Map(Value).Reduce((first, second) => [.. first.Zip(second, (one, other) => one + other)]),
                product => product.Factors.Map(Value).Reduce((first, second) => [.. from one in first from other in second select one + other]),
                sum => Sum(sum.Kernel, Value(sum.Operand), numbers),
                mixing => Mixing([.. mixing.Inputs.Map(Value)], [.. mixing.Weights.Map(Math.Log)]));
        return values;
    }

    private static double[] Input(CircuitUnit.Input unit, int width, CircuitNumbers numbers, Func<CircuitUnit.Input, double[]> open) => unit.Observation.Match<double[]>(
        _ => open(unit),
        known => OfInput(unit.Density, numbers, [.. Enumerable.Repeat(known.Value, FamilyOf(unit.Density).Channels)]),
        _ => new double[width]);

    /// <summary>log(W exp(summand)), with the largest taken out first.</summary>
    private static double[] Sum(FunctionSpec kernel, double[] summand, CircuitNumbers numbers)
    {
        var table = numbers[kernel.Group];
        var (start, inputs, largest) = (kernel.Head * table.Stride, summand.Length, Math.Max(summand.Max(), Least));
        var (linear, sums) = (System.Array.ConvertAll(summand, log => Math.Exp(log - largest)), new double[table.Shape[1]]);
        Workers.Run(Workers.Count, sums.Length, (output, _) =>
        {
            var sum = 0.0;
            for (var input = 0; input < inputs; input++) sum += table[start + ((long)output * inputs) + input] * linear[input];
            sums[output] = Math.Log(sum) + largest;
        });
        return sums;
    }

    private static double[] Mixing(double[][] inputs, double[] logWeights) =>
        [.. inputs[0].Select((_, node) => LogSums.Of([.. inputs.Zip(logWeights, (input, log) => input[node] + log)]))];
}
