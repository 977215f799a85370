namespace Pics.Numerics;

/// <summary>Input units of variables that are known, as constants p(x | z) at the nodes: functions of one category, so that each channel may have a value of its own.</summary>
internal sealed class FixedInputs
{
    private readonly CircuitTensors parameters;
    private readonly IReadOnlyDictionary<int, double[]> known;
    private readonly SortedDictionary<int, List<Tensor>> constants = []; // by the number of latents, [K^n] each

    public FixedInputs(CircuitTensors parameters, IReadOnlyDictionary<int, double[]> known) => (this.parameters, this.known) = (parameters, known);

    /// <summary>The largest group that there may be.</summary>
    public int LastGroup => parameters.Groups.Last() + 2;

    /// <summary>The parameters with those of the constants so far; owned by the caller.</summary>
    public CircuitTensors Parameters() => new([
        .. parameters.Groups.Select(group => (group, parameters[group].detach())),
        .. constants.Select(entry => (Group(entry.Key), stack([.. entry.Value]).unsqueeze(2).unsqueeze(3)))]);

    /// <summary>The unit, or the constant that it is.</summary>
    public CircuitUnit Of(CircuitUnit unit)
    {
        if (unit is not CircuitUnit.Input { Observation: Observation.Open } input || !known.TryGetValue(input.Variable, out var values)) return unit;
        var given = input.Density.Signature.Latents;
        if (!constants.TryGetValue(given, out var all)) constants.Add(given, all = []);
        all.Add(ConstantVectors.OfInput(input.Density, parameters, values));
        return new CircuitUnit.Input(input.Variable, new(new FunctionSignature.Density(ReducedCircuit.One, given), Group(given), all.Count - 1, Sharing.None), new Observation.Known(0));
    }

    private int Group(int latents) => parameters.Groups.Last() + 1 + latents;
}
