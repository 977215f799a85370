namespace Pics.Algebra;

/// <summary>A tree over variables: what a Chow-Liu tree is before it becomes a region graph.</summary>
/// <remarks>Invariant: the parents of all variables lead to one root.</remarks>
public sealed class VariableTree : IEquatable<VariableTree>
{
    private VariableTree(Arr<int> parents) => Parents = parents;

    /// <summary>The parent of each variable 0, 1, ..., -1 for the root.</summary>
    public Arr<int> Parents { get; }

    /// <summary>The number of variables.</summary>
    public int Variables => Parents.Count;

    /// <summary>Checks the parents. Error: <see cref="StructureError.BadTree"/>.</summary>
    public static Either<PicsError, VariableTree> Create(IEnumerable<int> parents)
    {
        var array = parents.ToArr();
        if (array.IsEmpty) return Refuse(0, -1, 0);
        var roots = array.Count(parent => parent == -1);
        var isDone = new bool[array.Count];
        for (var start = 0; start < array.Count; start++)
        {
            var path = new List<int>();
            for (var variable = start; variable != -1 && !isDone[variable]; variable = array[variable])
            {
                // A path of more steps than variables goes round.
                path.Add(variable);
                if (array[variable] < -1 || array[variable] >= array.Count || path.Count > array.Count) return Refuse(variable, array[variable], array.Count);
                if (array[variable] == -1 && roots > 1) return Refuse(variable, -1, array.Count);
            }

            foreach (var variable in path) isDone[variable] = true;
        }

        return new VariableTree(array);
    }

    /// <summary>The variables that each is joined to, its parent among them, in increasing order.</summary>
    public ImmutableArray<Arr<int>> Neighbours()
    {
        var neighbours = Parents.Map(_ => new SortedSet<int>()).ToArray();
        for (var variable = 0; variable < Variables; variable++)
            if (Parents[variable] >= 0)
            {
                neighbours[variable].Add(Parents[variable]);
                neighbours[Parents[variable]].Add(variable);
            }

        return [.. neighbours.Select(joined => joined.ToArr())];
    }

    /// <inheritdoc/>
    public bool Equals(VariableTree? other) => other is not null && Parents == other.Parents;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VariableTree);

    /// <inheritdoc/>
    public override int GetHashCode() => Parents.GetHashCode();

    private static Either<PicsError, VariableTree> Refuse(int variable, int parent, int variables) =>
        PicsError.Of(new StructureError.BadTree(variable, parent, variables));
}
