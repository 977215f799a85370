using System.Runtime.InteropServices;

namespace Pics.Algebra;

/// <summary>A rooted directed acyclic graph: one topological array of units, the root last.</summary>
/// <remarks>
/// Invariant: every child id is smaller than its parent's, so the graph is acyclic by construction, and every unit
/// feeds the root. Equality is equality of the arrays.
/// </remarks>
/// <typeparam name="TUnit">The unit type, an immutable value.</typeparam>
public sealed class Dag<TUnit> : IEquatable<Dag<TUnit>>
    where TUnit : class, IUnit<TUnit>
{
    private Dag(ImmutableArray<TUnit> units) => Units = units;

    /// <summary>The units, children before parents.</summary>
    public ImmutableArray<TUnit> Units { get; }

    /// <summary>The last unit.</summary>
    public UnitId Root => new(Units.Length - 1);

    /// <summary>The ids in topological order.</summary>
    public IEnumerable<UnitId> Ids => Enumerable.Range(0, Units.Length).Select(index => new UnitId(index));

    /// <summary>The unit with this id.</summary>
    public TUnit this[UnitId id] => Units[id.Index];

    /// <summary>Checks the array and wraps it. Error: <see cref="GraphError"/>.</summary>
    internal static Either<PicsError, Dag<TUnit>> Create(IEnumerable<TUnit> units)
    {
        var array = units.ToImmutableArray();
        if (array.IsEmpty) return new PicsError.Graph(new GraphError.Empty());
        var used = new bool[array.Length];
        used[^1] = true;
        for (var index = 0; index < array.Length; index++)
            foreach (var child in array[index].Children)
            {
                if (child.Index < 0 || child.Index >= index)
                    return new PicsError.Graph(new GraphError.ForwardReference(new(index), child));
                used[child.Index] = true;
            }

        var unused = System.Array.IndexOf(used, false);
        return unused < 0 ? new Dag<TUnit>(array) : new PicsError.Graph(new GraphError.Unreachable(new(unused)));
    }

    /// <summary>The array as a graph, for builders that add children before parents and the root last.</summary>
    internal static Dag<TUnit> Trusted(IEnumerable<TUnit> units) => new([.. units]);

    /// <summary>The one traversal: computes a value for every unit from the values of its children, children first.</summary>
    /// <param name="algebra">Given a unit and a lookup of its children's values, its own value.</param>
    /// <returns>One value per unit, in topological order.</returns>
    public ImmutableArray<T> FoldUp<T>(Func<TUnit, Func<UnitId, T>, T> algebra)
    {
        var values = new T[Units.Length];
        T Child(UnitId id) => values[id.Index];
        for (var index = 0; index < values.Length; index++) values[index] = algebra(Units[index], Child);
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    /// <summary>The largest total weight of the units above each unit, over all ways down from the root.</summary>
    /// <param name="weight">What a unit adds to the depth of its children; with weight one this is the longest distance from the root.</param>
    public ImmutableArray<int> Depths(Func<TUnit, int> weight)
    {
        var depths = new int[Units.Length];
        for (var index = Units.Length - 1; index >= 0; index--)
        {
            var below = depths[index] + weight(Units[index]);
            foreach (var child in Units[index].Children) depths[child.Index] = Math.Max(depths[child.Index], below);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(depths);
    }

    /// <summary>Rewrites the graph bottom-up: what does not feed the new root is left out, the others keep their order and get new ids.</summary>
    /// <remarks>
    /// Law: adding each unit over its new children gives the same graph. Equal units are not merged. Error: <see cref="GraphError"/>, where the
    /// function names a unit that was not added before.
    /// </remarks>
    /// <param name="rewrite">
    /// Given a unit, a lookup of what became of the units before it, and a function that adds a new unit and gives its id: what becomes of the
    /// unit, a new unit or one that was there. What becomes of the root is the new root.
    /// </param>
    /// <typeparam name="TTo">The new unit type.</typeparam>
    public Either<PicsError, Dag<TTo>> Rewrite<TTo>(Func<TUnit, Func<UnitId, UnitId>, Func<TTo, UnitId>, UnitId> rewrite)
        where TTo : class, IUnit<TTo>
    {
        var added = new List<TTo>();
        var places = new List<UnitId>(Units.Length);
        UnitId Add(TTo unit)
        {
            added.Add(unit);
            return new(added.Count - 1);
        }

        UnitId Child(UnitId id) => id.Index >= 0 && id.Index < places.Count ? places[id.Index] : new(-1);
        foreach (var unit in Units) places.Add(rewrite(unit, Child, Add));
        return Reached(added, places[^1]);
    }

    /// <summary>The units that feed one of them, which becomes the root.</summary>
    private static Either<PicsError, Dag<TTo>> Reached<TTo>(List<TTo> units, UnitId root)
        where TTo : class, IUnit<TTo>
    {
        if (root.Index < 0 || root.Index >= units.Count) return new PicsError.Graph(new GraphError.ForwardReference(new(units.Count), root));
        var feeds = new bool[root.Index + 1];
        feeds[^1] = true;
        for (var index = root.Index; index >= 0; index--)
            if (feeds[index])
                foreach (var child in units[index].Children)
                    if (child.Index < 0 || child.Index >= index) return new PicsError.Graph(new GraphError.ForwardReference(new(index), child));
                    else feeds[child.Index] = true;
        var places = new UnitId[feeds.Length];
        var kept = ImmutableArray.CreateBuilder<TTo>();
        for (var index = 0; index < feeds.Length; index++)
            if (feeds[index])
            {
                places[index] = new(kept.Count);
                kept.Add(units[index].MapChildren(child => places[child.Index]));
            }

        return new Dag<TTo>(kept.ToImmutable());
    }

    /// <summary>The graph with equal units merged (hash-consing).</summary>
    internal Dag<TUnit> Intern()
    {
        var interner = new Interner<TUnit>();
        FoldUp<UnitId>((unit, child) => interner.Add(unit.MapChildren(child)));
        return new(interner.ToImmutable());
    }

    /// <summary>The graph below a unit: what does not feed it is left out, the order stays.</summary>
    internal static Dag<TUnit> Below(ImmutableArray<TUnit> units, UnitId root)
    {
        var feeds = new bool[root.Index + 1];
        feeds[^1] = true;
        for (var index = root.Index; index >= 0; index--)
            if (feeds[index])
                foreach (var child in units[index].Children) feeds[child.Index] = true;
        var interner = new Interner<TUnit>();
        var places = new UnitId[feeds.Length];
        for (var index = 0; index < feeds.Length; index++)
            if (feeds[index]) places[index] = interner.Add(units[index].MapChildren(child => places[child.Index]));
        return new(interner.ToImmutable());
    }

    /// <summary>Replaces every unit by one with the same children; ids stay.</summary>
    internal Dag<TTo> Map<TTo>(Func<UnitId, TUnit, TTo> map)
        where TTo : class, IUnit<TTo> =>
        new([.. Units.Select((unit, index) => map(new(index), unit))]);

    /// <inheritdoc/>
    public bool Equals(Dag<TUnit>? other) => other is not null && Units.AsSpan().SequenceEqual(other.Units.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Dag<TUnit>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var code = new HashCode();
        foreach (var unit in Units) code.Add(unit);
        return code.ToHashCode();
    }
}
