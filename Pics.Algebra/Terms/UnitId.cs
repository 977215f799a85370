namespace Pics.Algebra;

/// <summary>The place of a unit in the topological array of its graph.</summary>
/// <param name="Index">Zero-based position; every child has a smaller one than its parent.</param>
public readonly record struct UnitId(int Index) : IComparable<UnitId>
{
    /// <inheritdoc/>
    public int CompareTo(UnitId other) => Index.CompareTo(other.Index);

    /// <summary>For example <c>u12</c>.</summary>
    public override string ToString() => $"u{Index}";

    /// <summary>Whether the first id comes earlier.</summary>
    public static bool operator <(UnitId left, UnitId right) => left.Index < right.Index;

    /// <summary>Whether the first id comes later.</summary>
    public static bool operator >(UnitId left, UnitId right) => left.Index > right.Index;

    /// <summary>Whether the first id comes earlier or is the same.</summary>
    public static bool operator <=(UnitId left, UnitId right) => left.Index <= right.Index;

    /// <summary>Whether the first id comes later or is the same.</summary>
    public static bool operator >=(UnitId left, UnitId right) => left.Index >= right.Index;
}
