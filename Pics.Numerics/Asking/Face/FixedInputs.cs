namespace Pics.Numerics;

/// <summary>Input units of variables of which something is known, as constants at the nodes, p(x | z) or the sum of what counts: functions of one category, so that of each channel another value may be known.</summary>
internal sealed class FixedInputs
{
    private readonly CircuitNumbers parameters;
    private readonly IReadOnlyDictionary<int, Restriction[]> known;
    private readonly SortedDictionary<int, List<double[]>> constants = []; // by the number of latents, [K^n] each

    public FixedInputs(CircuitNumbers parameters, IReadOnlyDictionary<int, Restriction[]> known) => (this.parameters, this.known) = (parameters, known);

    /// <summary>The largest group that there may be.</summary>
    public int LastGroup => parameters.Last + 2;

    /// <summary>The parameters with those of the constants so far, in float64; owned by the caller, and valid while the parameters are.</summary>
    public CircuitNumbers Parameters() => new([
        .. parameters.Groups.Select(group => (group, parameters[group].Alias())),
        .. constants.Select(entry => (Group(entry.Key), NumberTable.Of(isDouble: true, [.. entry.Value.SelectMany(constant => constant)], entry.Value.Count, entry.Value[0].Length, 1, 1)))]);

    /// <summary>The unit, or the constant that it is.</summary>
    public CircuitUnit Of(CircuitUnit unit)
    {
        if (unit is not CircuitUnit.Input { Observation: Observation.Open } input || !known.TryGetValue(input.Variable, out var counts)) return unit;
        var given = input.Density.Signature.Latents;
        if (!constants.TryGetValue(given, out var all)) constants.Add(given, all = []);
        all.Add(ConstantVectors.OfInput(input.Density, parameters, counts));
        return new CircuitUnit.Input(input.Variable, new(new FunctionSignature.Density(ReducedCircuit.One, given), Group(given), all.Count - 1, Sharing.None), new Observation.Known(0));
    }

    private int Group(int latents) => parameters.Last + 1 + latents;
}
