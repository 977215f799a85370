namespace Pics.Algebra;

/// <summary>The region graph of a hidden Chow-Liu tree: every variable has a latent of its own, and the latents form the tree.</summary>
/// <remarks>
/// A variable's subtree is one partition of the variable and its children's subtrees; a variable without children is a leaf. At the root
/// the tree is cut at its middle edge into the two sides, so that with a Tucker-merge there and CP-merges below
/// (<see cref="Merge.Rooted"/>) the PIC is a latent tree, p(x) = int int f(z_a, z_b) u_a(x, z_a) u_b(x, z_b) dz_a dz_b. Source: hidden
/// Chow-Liu trees (Liu and Van den Broeck, 2021).
/// </remarks>
public static class HiddenChowLiu
{
    /// <summary>The region graph of a tree, as shallow as can be.</summary>
    public static Either<PicsError, RegionGraph> Create(VariableTree tree)
    {
        if (tree.Variables == 1) return RegionGraph.Create(Decomposition.Of([Scope.Single(0)], []));
        var neighbours = tree.Neighbours();
        var (left, right) = MiddleEdge(neighbours);
        var regions = Enumerable.Range(0, tree.Variables).Select(Scope.Single).ToList();
        var splits = new List<Split>();
        int Join(Arr<int> parts)
        {
            regions.Add(Scope.Union(parts.Map(part => regions[part])));
            splits.Add(new(regions.Count - 1, parts));
            return regions.Count - 1;
        }

        int Side(int start, int other)
        {
            var subtree = new int[tree.Variables];
            foreach (var (variable, parent) in Walk(neighbours, start, other).Reverse())
            {
                var children = neighbours[variable].Filter(child => child != parent);
                subtree[variable] = children.IsEmpty ? variable : Join(variable.Cons(children.Map(child => subtree[child])).ToArr());
            }

            return subtree[start];
        }

        Join(Arr.create(Side(left, right), Side(right, left)));
        return RegionGraph.Create(Decomposition.Of(regions, splits));
    }

    /// <summary>The edge in the middle of a longest path.</summary>
    private static (int Left, int Right) MiddleEdge(ImmutableArray<Arr<int>> neighbours)
    {
        var end = Walk(neighbours, 0, -1)[^1].Variable;
        var walk = Walk(neighbours, end, -1);
        var parents = walk.ToDictionary(step => step.Variable, step => step.Parent);
        var path = new List<int> { walk[^1].Variable };
        while (parents[path[^1]] >= 0) path.Add(parents[path[^1]]);
        return (path[(path.Count / 2) - 1], path[path.Count / 2]);
    }

    /// <summary>All variables that are reached from one without crossing to another, nearest first, each with the one before it.</summary>
    private static ImmutableArray<(int Variable, int Parent)> Walk(ImmutableArray<Arr<int>> neighbours, int start, int closed)
    {
        var reached = new List<(int Variable, int Parent)> { (start, closed) };
        for (var index = 0; index < reached.Count; index++)
            foreach (var next in neighbours[reached[index].Variable])
                if (next != reached[index].Parent)
                    reached.Add((next, reached[index].Variable));
        return [.. reached];
    }
}
