namespace Pics.Algebra;

/// <summary>QPC to QPC: every largest part without open variables, whose value is a constant vector, becomes one fixed input unit.</summary>
/// <remarks>
/// Preserves the denotation once the new functions have the values of the units that they stand for. Such a function is a density of one
/// category given as many latents as its vector is wide: p(0 | z) is the value at the nodes z, which need not be below one, and the unit is fixed at 0. So
/// engines know nothing new. The functions of one width are a group without sharing, numbered above the groups that
/// exist. Everything else keeps group and head. Run it after <see cref="Condition"/>, <see cref="Marginalise"/> and <see cref="Prune"/>: what is one because all
/// of it is hidden is then gone where it can go. Law: idempotent, never grows.
/// </remarks>
public static class Absorb
{
    private static readonly InputFamily Constant = new InputFamily.Categorical(Channels: 1, Categories: 1);

    /// <summary>The pass; it never refuses.</summary>
    public static Pass<Qpc, AbsorbedQpc> Pass { get; } = After(-1);

    /// <summary>The pass with new groups above this number as well, where the circuit's functions are some of those of a larger one.</summary>
    public static Pass<Qpc, AbsorbedQpc> After(int group) => Algebra.Pass.Total<Qpc, AbsorbedQpc>("absorb", qpc => Run(qpc, group));

    private static AbsorbedQpc Run(Qpc qpc, int after)
    {
        var largest = Largest(qpc);
        var latents = largest.Map(id => Latents(qpc, id));
        var signatures = latents.Distinct().Order().ToArr();
        var first = 1 + qpc.Groups.Select(group => group.Id).Append(after).Max();
        var heads = new int[signatures.Count];
        var constants = largest.Zip(latents, (id, given) =>
        {
            var place = signatures.IndexOf(given);
            return new AbsorbedUnit(new(new FunctionSignature.Density(Constant, given), first + place, heads[place]++, Sharing.None), id);
        }).ToArr();

        // A variable of its own, so that what is said about the others stays true.
        var variable = 1 + OpenInputs.Inputs(qpc).Max(input => input.Variable);
        var inputs = constants.ToDictionary(constant => constant.Unit, constant => new CircuitUnit.Input(variable, constant.Function, new Observation.Known(0)));
        var units = qpc.Units.Ids.Select(id => inputs.TryGetValue(id, out var input) ? input : qpc.Units[id]).ToImmutableArray();
        return new(Qpc.Trusted(Dag<CircuitUnit>.Below(units, qpc.Units.Root), qpc.Rule), qpc, constants);
    }

    /// <summary>The units without open variables that are the root or an input of a unit with some, but for those that are constants already.</summary>
    private static Arr<UnitId> Largest(Qpc qpc)
    {
        bool IsOpen(UnitId id) => !qpc.Scopes[id.Index].IsEmpty;
        return qpc.Units.Ids.Where(IsOpen).SelectMany(id => qpc.Units[id].Children).Append(qpc.Units.Root)
            .Where(id => !IsOpen(id) && !IsConstant(qpc.Units[id]))
            .Distinct()
            .Order()
            .ToArr();
    }

    private static bool IsConstant(CircuitUnit unit) =>
        unit is CircuitUnit.Input { Observation: Observation.Known, Density.Signature: FunctionSignature.Density density } && density.Family.Equals(Constant);

    /// <summary>n where the width is K^n.</summary>
    private static int Latents(Qpc qpc, UnitId id)
    {
        var latents = 0;
        for (var width = qpc.Widths[id.Index]; width > 1; width /= qpc.Rule.Count) latents++;
        return latents;
    }
}
