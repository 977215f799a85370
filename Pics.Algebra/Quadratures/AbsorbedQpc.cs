namespace Pics.Algebra;

/// <summary>A QPC whose parts without open variables have become fixed input units.</summary>
/// <remarks>
/// Invariant: with the value of each constant that of its unit, <see cref="Circuit"/> and <see cref="Source"/> have the same value. The
/// functions of <see cref="Circuit"/> are the constants' and some of the source's, with their groups and heads.
/// </remarks>
public sealed class AbsorbedQpc : IEquatable<AbsorbedQpc>, IRecheck<AbsorbedQpc>
{
    internal AbsorbedQpc(Qpc circuit, Qpc source, Arr<AbsorbedUnit> constants) => (Circuit, Source, Constants) = (circuit, source, constants);

    /// <summary>The smaller circuit.</summary>
    public Qpc Circuit { get; }

    /// <summary>The circuit that it was made of.</summary>
    public Qpc Source { get; }

    /// <summary>The functions that are new in <see cref="Circuit"/>, in topological order of the units that they stand for.</summary>
    public Arr<AbsorbedUnit> Constants { get; }

    Either<PicsError, AbsorbedQpc> IRecheck<AbsorbedQpc>.Recheck() =>
        from source in Qpc.Create(Source.Units.Units, Source.Rule)
        from circuit in Qpc.Create(Circuit.Units.Units, Circuit.Rule)
        select new AbsorbedQpc(circuit, source, Constants);

    /// <inheritdoc/>
    public bool Equals(AbsorbedQpc? other) => other is not null && Circuit.Equals(other.Circuit) && Source.Equals(other.Source) && Constants.Equals(other.Constants);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AbsorbedQpc);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Circuit, Source);
}

/// <summary>A function that has the constant values of a unit.</summary>
/// <param name="Function">The function, a density of one category at the nodes of as many latents as the unit's width needs.</param>
/// <param name="Unit">The unit of the source circuit.</param>
public sealed record AbsorbedUnit(FunctionSpec Function, UnitId Unit);
