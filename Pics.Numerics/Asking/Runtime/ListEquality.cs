using System.Diagnostics.CodeAnalysis;

namespace Pics.Numerics;

/// <summary>Lists are equal whose elements are, in their order.</summary>
/// <remarks>As the lists compare themselves, but for the cost of their first time: LanguageExt then loads all assemblies of a program and goes through their types.</remarks>
internal sealed class ListEquality<T> : IEqualityComparer<Arr<T>>
{
    private ListEquality()
    {
    }

    /// <summary>The only one.</summary>
    public static ListEquality<T> Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(Arr<T> one, Arr<T> other)
    {
        if (one.Count != other.Count) return false;
        for (var place = 0; place < one.Count; place++)
            if (!EqualityComparer<T>.Default.Equals(one[place], other[place])) return false;
        return true;
    }

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] Arr<T> list)
    {
        var hash = default(HashCode);
        for (var place = 0; place < list.Count; place++) hash.Add(list[place]);
        return hash.ToHashCode();
    }
}
