namespace Pics.Host;

/// <summary>The nodes of a picture on their levels, with a bend wherever an edge passes a level: then every line goes to the next level.</summary>
/// <param name="Levels">On each level its vertices in order; numbers from the number of nodes on are bends.</param>
/// <param name="Chains">For each edge the vertices on its way, its ends included.</param>
internal sealed record LayeredGraph(ImmutableArray<ImmutableArray<int>> Levels, ImmutableArray<ImmutableArray<int>> Chains)
{
    /// <summary>Nodes in the order in which a walk from the top meets them, so that what belongs together begins together.</summary>
    public static LayeredGraph Of(Drawing drawing)
    {
        var levels = Enumerable.Range(0, drawing.Nodes.Select(node => node.Level + 1).DefaultIfEmpty(0).Max()).Select(_ => new List<int>()).ToArray();
        foreach (var node in Walk(drawing)) levels[drawing.Nodes[node].Level].Add(node);
        var next = drawing.Nodes.Count;
        var chains = new List<ImmutableArray<int>>();
        foreach (var edge in drawing.Edges)
        {
            var chain = new List<int> { edge.From };
            for (var level = drawing.Nodes[edge.From].Level + 1; level < drawing.Nodes[edge.To].Level; level++)
            {
                levels[level].Add(next);
                chain.Add(next++);
            }

            chains.Add([.. chain, edge.To]);
        }

        return new([.. levels.Select(level => level.ToImmutableArray())], [.. chains]);
    }

    /// <summary>For each vertex, those on the next level above or below.</summary>
    public ImmutableArray<ImmutableArray<int>> Neighbours(bool above)
    {
        var found = Enumerable.Range(0, Levels.Sum(level => level.Length)).Select(_ => new List<int>()).ToArray();
        foreach (var chain in Chains)
            for (var step = 1; step < chain.Length; step++)
                if (above) found[chain[step]].Add(chain[step - 1]);
                else found[chain[step - 1]].Add(chain[step]);
        return [.. found.Select(list => list.ToImmutableArray())];
    }

    private static List<int> Walk(Drawing drawing)
    {
        var children = drawing.Edges.ToLookup(edge => edge.From, edge => edge.To);
        var hasParent = drawing.Edges.Select(edge => edge.To).ToHashSet();
        var (order, seen) = (new List<int>(), new bool[drawing.Nodes.Count]);
        var open = new Stack<int>(Enumerable.Range(0, drawing.Nodes.Count).Where(node => !hasParent.Contains(node)).Reverse());
        while (open.TryPop(out var node))
        {
            if (seen[node]) continue;
            seen[node] = true;
            order.Add(node);
            foreach (var child in children[node].Reverse()) open.Push(child);
        }

        return order;
    }
}
