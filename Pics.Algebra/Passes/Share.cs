namespace Pics.Algebra;

/// <summary>Which integral units of one signature form a group.</summary>
public enum Grouping
{
    /// <summary>Those at one depth, counted in integral units from the root: the functions of one folded layer, as in the paper.</summary>
    Layer,

    /// <summary>All of them: fewer parameters and one net to evaluate, which suits deep and narrow circuits such as latent trees.</summary>
    Circuit,
}

/// <summary>PIC to PIC: ties functions together (neural functional sharing, section 3.3).</summary>
/// <remarks>
/// Chooses a model class; the structure stays. All input units of one signature form a group, and so do the integral units of
/// one signature that a <see cref="Grouping"/> says.
/// </remarks>
public static class Share
{
    /// <summary>The paper's choice: full sharing among input units, composite sharing among integral units.</summary>
    public static Pass<Pic, Pic> Default { get; } = With(Sharing.Full, Sharing.Composite);

    /// <summary>The given sharing for the groups of input units and for those of integral units, one per layer.</summary>
    public static Pass<Pic, Pic> With(Sharing inputs, Sharing integrals) => With(inputs, integrals, Grouping.Layer);

    /// <summary>The given sharing for the groups of input units and for those of integral units.</summary>
    public static Pass<Pic, Pic> With(Sharing inputs, Sharing integrals, Grouping grouping) =>
        Pass.Total<Pic, Pic>("share", pic => Tie(pic, inputs, integrals, grouping));

    private static Pic Tie(Pic pic, Sharing inputs, Sharing integrals, Grouping grouping)
    {
        var depths = pic.IntegralDepths();
        (int Depth, FunctionSignature Signature) Key(UnitId unit, FunctionSignature signature) =>
            (signature.Match(_ => int.MaxValue, _ => grouping == Grouping.Layer ? depths[unit.Index] : 0), signature);

        // Bottom-up, inputs first: groups are numbered in the order in which a folded circuit uses them.
        var groups = pic.Units.Ids
            .SelectMany(id => pic.Units[id].Function.Map(function => Key(id, function.Signature)).ToSeq())
            .Distinct()
            .OrderByDescending(key => key.Depth)
            .Select((key, group) => (key, group))
            .ToDictionary(entry => entry.key, entry => entry.group);
        var heads = new int[groups.Count];
        FunctionSpec Assign(UnitId unit, FunctionSpec function)
        {
            var group = groups[Key(unit, function.Signature)];
            var sharing = function.Signature.Match(_ => inputs, _ => integrals);
            return new(function.Signature, group, sharing == Sharing.Full ? 0 : heads[group]++, sharing);
        }

        return pic.WithFunctions(Assign);
    }
}
