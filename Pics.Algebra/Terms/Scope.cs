namespace Pics.Algebra;

/// <summary>A finite set of observed variables, each named by its column number.</summary>
/// <remarks>Invariant: <see cref="Variables"/> is strictly increasing. Equality is set equality.</remarks>
public sealed class Scope : IEquatable<Scope>, IComparable<Scope>
{
    private readonly int hash;

    private Scope(ImmutableArray<int> variables)
    {
        Variables = variables;
        var code = new HashCode();
        foreach (var variable in variables) code.Add(variable);
        hash = code.ToHashCode();
    }

    /// <summary>The scope without variables.</summary>
    public static Scope Empty { get; } = new([]);

    /// <summary>The variables in increasing order.</summary>
    public ImmutableArray<int> Variables { get; }

    /// <summary>The number of variables.</summary>
    public int Count => Variables.Length;

    /// <summary>The columns that a row of evidence needs: one more than the largest variable, none without variables.</summary>
    public int Columns => IsEmpty ? 0 : Variables[^1] + 1;

    /// <summary>Whether there is no variable.</summary>
    public bool IsEmpty => Variables.IsEmpty;

    /// <summary>The scope of the given variables; order and repetitions do not matter.</summary>
    public static Scope Of(IEnumerable<int> variables)
    {
        var sorted = variables.ToArray();
        System.Array.Sort(sorted);
        var kept = 0;
        for (var i = 0; i < sorted.Length; i++)
            if (i == 0 || sorted[i] != sorted[i - 1])
                sorted[kept++] = sorted[i];
        return new(ImmutableArray.Create(sorted, 0, kept));
    }

    /// <summary>The scope of one variable.</summary>
    public static Scope Single(int variable) => new([variable]);

    /// <summary>The variables from <paramref name="start"/> on, <paramref name="count"/> of them.</summary>
    public static Scope Range(int start, int count) => new([.. Enumerable.Range(start, count)]);

    /// <summary>The union of any number of scopes.</summary>
    public static Scope Union(IEnumerable<Scope> scopes) => Of(scopes.SelectMany(scope => scope.Variables));

    /// <summary>The variables of either scope.</summary>
    public Scope Union(Scope other) => Of(Variables.Concat(other.Variables));

    /// <summary>The variables of both scopes.</summary>
    public Scope Intersect(Scope other) => new([.. Variables.Where(other.Contains)]);

    /// <summary>The variables of this scope that the other lacks.</summary>
    public Scope Except(Scope other) => new([.. Variables.Where(variable => !other.Contains(variable))]);

    /// <summary>Whether the two scopes share a variable.</summary>
    public bool Overlaps(Scope other) => Variables.Any(other.Contains);

    /// <summary>Whether every variable of this scope is in the other.</summary>
    public bool IsSubsetOf(Scope other) => Variables.All(other.Contains);

    /// <summary>Whether the variable is in this scope.</summary>
    public bool Contains(int variable) => Variables.BinarySearch(variable) >= 0;

    /// <inheritdoc/>
    public bool Equals(Scope? other) =>
        other is not null && hash == other.hash && Variables.AsSpan().SequenceEqual(other.Variables.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Scope);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>Lexicographic order of the increasing variable lists.</summary>
    public int CompareTo(Scope? other) =>
        other is null ? 1 : Variables.AsSpan().SequenceCompareTo(other.Variables.AsSpan());

    /// <summary>The variables as ranges, for example <c>{0-3, 7}</c>.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        for (var start = 0; start < Count;)
        {
            var end = start;
            while (end + 1 < Count && Variables[end + 1] == Variables[end] + 1) end++;
            parts.Add(end == start ? $"{Variables[start]}" : end == start + 1 ? $"{Variables[start]}, {Variables[end]}" : $"{Variables[start]}-{Variables[end]}");
            start = end + 1;
        }

        return "{" + string.Join(", ", parts) + "}";
    }
}
