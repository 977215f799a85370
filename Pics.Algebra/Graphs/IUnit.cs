namespace Pics.Algebra;

/// <summary>A unit of a directed acyclic graph: it knows its children by id only, never by reference.</summary>
/// <typeparam name="TSelf">The unit type itself.</typeparam>
public interface IUnit<TSelf>
    where TSelf : class, IUnit<TSelf>
{
    /// <summary>The inputs of this unit, in order.</summary>
    Arr<UnitId> Children { get; }

    /// <summary>The same unit over other inputs.</summary>
    TSelf MapChildren(Func<UnitId, UnitId> map);
}
