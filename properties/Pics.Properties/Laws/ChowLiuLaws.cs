using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Chow-Liu trees against all trees, and hidden Chow-Liu trees against sums over all latents.</summary>
[Properties(MaxTest = 60)]
public class ChowLiuLaws
{
    [Property]
    public bool No_tree_has_more_mutual_information(byte count, int seed)
    {
        var variables = 1 + (count % 6);
        double Information(int first, int second) => Meanings.Hash([seed, Math.Min(first, second), Math.Max(first, second)]) - 0.3;
        var tree = Get(ChowLiuTree.Create(variables, Information));
        double Total(IEnumerable<int> parents) => parents.Select((parent, variable) => parent < 0 ? 0 : Information(variable, parent)).Sum();

        // Every tree can have root 0, so these are all of them.
        var all = Enumerable.Range(0, (int)Math.Pow(variables, variables - 1))
            .Select(code => Enumerable.Range(0, variables).Select(variable => variable == 0 ? -1 : code / (int)Math.Pow(variables, variable - 1) % variables).ToList())
            .Where(parents => VariableTree.Create(parents).IsRight);
        return tree.Parents[0] == -1 && Math.Abs(Total(tree.Parents) - all.Max(Total)) < 1e-12;
    }

    [Fact]
    public void Ties_go_to_the_smallest_variable() =>
        Assert.Equal([-1, 0, 0, 0], Get(ChowLiuTree.Create(4, (_, _) => 0)).Parents.ToArray());

    [Property]
    public bool A_hidden_chow_liu_tree_sums_over_one_latent_a_variable(byte count, int seed)
    {
        var variables = 1 + (count % 4);
        var tree = Get(ChowLiuTree.Create(variables, (first, second) => Meanings.Hash([seed, first, second])));
        var pic = Get(HiddenChowLiu.Create(tree).Bind(Merge.Rooted(_ => Binary, MergeKind.Tucker, MergeKind.Cp).Apply));
        var rule = Get(Quadrature.Create(RuleKind.GaussLegendre, 2));
        var names = Names(pic);
        return Meanings.Worlds(pic.Scope).All(world => Tolerances.Close(
            Oracle(tree, rule, seed, world),
            Denotation.OfPic(pic, rule, new(
                (function, latents) => Kernel(seed, names[function.Group], latents),
                (variable, _, latents) => Density(seed, variable, latents, world))),
            1e-11));
    }

    [Property]
    public bool Neighbours_are_symmetric_and_a_tree_has_one_edge_less_than_variables(byte count, int seed)
    {
        var variables = 1 + (count % 20);
        var tree = Get(VariableTree.Create(Enumerable.Range(0, variables).Select(variable => variable == 0 ? -1 : (int)(Meanings.Hash([seed, variable]) * variable))));
        var neighbours = tree.Neighbours();
        return neighbours.Sum(joined => joined.Count) == 2 * (variables - 1)
            && Enumerable.Range(0, variables).All(variable => neighbours[variable].ForAll(other => neighbours[other].Exists(back => back == variable)))
            && tree.Equals(Get(VariableTree.Create(tree.Parents))) && tree.GetHashCode() == Get(VariableTree.Create(tree.Parents)).GetHashCode() && !tree.Equals((object?)null);
    }

    /// <summary>What each kernel joins: the scope above and the scope below, the same at the root.</summary>
    private static Dictionary<int, double[]> Names(Pic pic)
    {
        var names = new Dictionary<int, double[]>();
        foreach (var id in pic.Units.Ids)
            if (pic.Units[id] is PicUnit.Integral integral)
            {
                var reader = pic.Units.Ids.Where(other => pic.Units[other].Children.Exists(child => child == id)).Select(other => pic.Scopes[other.Index]).FirstOrDefault(pic.Scope);
                names[integral.Kernel.Group] = [Key(reader), Key(pic.Scopes[integral.Integrand.Index])];
            }

        return names;
    }

    private static double Key(Scope scope) => Meanings.Mask(scope);

    private static double Kernel(int seed, double[] name, Arr<double> latents) => 0.05 + Meanings.Hash([seed, .. name, .. latents]);

    private static double Density(int seed, int variable, Arr<double> latents, long world)
    {
        var one = 0.05 + (0.9 * Meanings.Hash([seed, variable, .. latents]));
        return (world >> variable & 1) == 1 ? one : 1 - one;
    }

    /// <summary>The sum over the values of all latents of the product of all conditionals, one variable after the other.</summary>
    private static double Oracle(VariableTree tree, QuadratureRule rule, int seed, long world)
    {
        if (tree.Variables == 1) return Density(seed, 0, Arr<double>.Empty, world);
        var neighbours = tree.Neighbours();
        Scope Subtree(int variable, int above) => Scope.Union(neighbours[variable].Filter(child => child != above).Map(child => Subtree(child, variable)).Add(Scope.Single(variable)));

        // The middle edge: the one whose longer side is shortest, as seen from the distances of all variables.
        var edges = from variable in Enumerable.Range(0, tree.Variables) from other in neighbours[variable] where variable != other select (variable, other);
        int Height(int variable, int above) => 1 + neighbours[variable].Filter(child => child != above).Map(child => Height(child, variable)).DefaultIfEmpty(0).Max();
        var root = Get(HiddenChowLiu.Create(tree));
        var left = root.Nodes[root.Nodes[root.Nodes[root.Nodes.Root].Children[0]].Children[0]].Scope;
        var (a, b) = edges.First(edge => Subtree(edge.variable, edge.other).Equals(left));
        if (Math.Max(Height(a, b), Height(b, a)) != edges.Min(edge => Math.Max(Height(edge.variable, edge.other), Height(edge.other, edge.variable)))) return double.NaN;

        double Conditional(double[] name, int k, double? given)
        {
            double Weight(int node) => rule.Weights[node] * Kernel(seed, name, given is { } z ? Arr.create(z, rule.Nodes[node]) : Arr.create(rule.Nodes[node]));
            return Weight(k) / Enumerable.Range(0, rule.Count).Sum(Weight);
        }

        double Below(int variable, int above, double z)
        {
            var children = neighbours[variable].Filter(child => child != above);
            if (children.IsEmpty) return Density(seed, variable, Arr.create(z), world);
            var own = Key(Subtree(variable, above));
            double Through(Scope part, Func<double, double> value) => Enumerable.Range(0, rule.Count).Sum(k => Conditional([own, Key(part)], k, z) * value(rule.Nodes[k]));
            return children.Fold(
                Through(Scope.Single(variable), node => Density(seed, variable, Arr.create(node), world)),
                (product, child) => product * Through(Subtree(child, variable), node => Below(child, variable, node)));
        }

        var all = Key(Scope.Range(0, tree.Variables));
        var pairs = (from i in Enumerable.Range(0, rule.Count) from j in Enumerable.Range(0, rule.Count) select (I: rule.Nodes[i], J: rule.Nodes[j], Weight: rule.Weights[i] * rule.Weights[j])).ToList();
        double Joint((double I, double J, double Weight) pair) => pair.Weight * Kernel(seed, [all, all], Arr.create(pair.I, pair.J));
        return pairs.Sum(pair => Joint(pair) * Below(a, b, pair.I) * Below(b, a, pair.J)) / pairs.Sum(Joint);
    }
}
