namespace Pics.Algebra;

/// <summary>All combinations of quadrature nodes of several latents, the last latent fastest.</summary>
internal static class NodeGrid
{
    /// <summary>One point per combination: the nodes, and the product of their weights.</summary>
    /// <param name="rule">The rule of every latent.</param>
    /// <param name="latents">How many latents; with none there is one empty point of weight one.</param>
    public static ImmutableArray<(Arr<double> Nodes, double Weight)> Points(QuadratureRule rule, int latents)
    {
        var points = ImmutableArray.Create((Nodes: Arr<double>.Empty, Weight: 1.0));
        for (var latent = 0; latent < latents; latent++)
            points = [.. from point in points
                         from k in Enumerable.Range(0, rule.Count)
                         select (point.Nodes.Add(rule.Nodes[k]), point.Weight * rule.Weights[k])];
        return points;
    }
}
