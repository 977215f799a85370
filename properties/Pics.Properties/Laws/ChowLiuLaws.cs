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
        var variableOf = pic.Units.Units.OfType<CircuitUnit.Input>().ToDictionary(input => input.Density.Group, input => input.Variable);
        return Meanings.Worlds(pic.Scope).All(world => Tolerances.Close(
            Oracle(tree, rule, seed, world),
            Denotation.OfPic(pic, rule, new(
                (function, latents) => Kernel(seed, names[function.Group], latents),
                (function, value, latents) => Density(seed, variableOf[function.Group], latents, value > 0 ? -1 : 0),
                variable => (double)(world >> variable & 1))),
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
            if (pic.Units[id] is CircuitUnit.Linear integral)
            {
                var reader = pic.Units.Ids.Where(other => pic.Units[other].Children.Exists(child => child == id)).Select(other => pic.Scopes[other.Index]).FirstOrDefault(pic.Scope);
                names[integral.Kernel.Group] = [Key(reader), Key(pic.Scopes[integral.Operand.Index])];
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

    /// <summary>The sum over all assignments of all latents of the product of all conditionals: nothing is summed out early.</summary>
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

        double Conditional(double[] name, int k, double given)
        {
            double Weight(int node) => rule.Weights[node] * Kernel(seed, name, Arr.create(given, rule.Nodes[node]));
            return Weight(k) / Enumerable.Range(0, rule.Count).Sum(Weight);
        }

        var above = new Dictionary<int, int>();
        void Hang(int variable, int parent)
        {
            above[variable] = parent;
            foreach (var child in neighbours[variable].Filter(child => child != parent)) Hang(child, variable);
        }

        Hang(a, b);
        Hang(b, a);
        var all = Key(Scope.Range(0, tree.Variables));
        double Joint(int i, int j) => rule.Weights[i] * rule.Weights[j] * Kernel(seed, [all, all], Arr.create(rule.Nodes[i], rule.Nodes[j]));
        var total = (from i in Enumerable.Range(0, rule.Count) from j in Enumerable.Range(0, rule.Count) select Joint(i, j)).Sum();

        // A variable has a latent, own[variable]; one with children has another between that and its value.
        double Term(int[] own, int[] between) => Enumerable.Range(0, tree.Variables).Aggregate(Joint(own[a], own[b]) / total, (product, variable) =>
        {
            var key = Key(Subtree(variable, above[variable]));
            var edge = variable == a || variable == b
                ? 1
                : Conditional([Key(Subtree(above[variable], above[above[variable]])), key], own[variable], rule.Nodes[own[above[variable]]]);
            var leaf = IsInner(variable)
                ? Conditional([key, Key(Scope.Single(variable))], between[variable], rule.Nodes[own[variable]]) * Density(seed, variable, Arr.create(rule.Nodes[between[variable]]), world)
                : Density(seed, variable, Arr.create(rule.Nodes[own[variable]]), world);
            return product * edge * leaf;
        });

        bool IsInner(int variable) => neighbours[variable].Count > 1;
        var assignments = Enumerable.Range(0, (int)Math.Pow(rule.Count, tree.Variables))
            .Select(code => Enumerable.Range(0, tree.Variables).Select(variable => code / (int)Math.Pow(rule.Count, variable) % rule.Count).ToArray())
            .ToList();
        return (from own in assignments
                from between in assignments
                where Enumerable.Range(0, tree.Variables).All(variable => IsInner(variable) || between[variable] == 0)
                select Term(own, between)).Sum();
    }
}
