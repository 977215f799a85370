namespace Pics.Algebra;

/// <summary>Builds a topological array in which no two units are equal (hash-consing).</summary>
internal sealed class Interner<TUnit>
    where TUnit : class, IUnit<TUnit>
{
    private readonly Dictionary<TUnit, UnitId> ids = [];
    private readonly ImmutableArray<TUnit>.Builder units = ImmutableArray.CreateBuilder<TUnit>();

    /// <summary>The id of the unit, added at the end unless an equal one is there already.</summary>
    public UnitId Add(TUnit unit)
    {
        if (ids.TryGetValue(unit, out var known)) return known;
        var id = new UnitId(units.Count);
        ids.Add(unit, id);
        units.Add(unit);
        return id;
    }

    /// <summary>The units added so far.</summary>
    public ImmutableArray<TUnit> ToImmutable() => units.ToImmutable();
}
