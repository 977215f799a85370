using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>The reference semantics is held against plain loops, so that all representations may be held against it.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 200)]
public class DenotationLaws
{
    private static readonly QuadratureRule Uneven = Get(QuadratureRule.Create("uneven", 0, 10, [1, 3], [0.25, 0.75]));

    [Property]
    public bool All_representations_agree_with_nested_loops(Pic pic, QuadratureRule rule, int seed)
    {
        var qpc = Get(Materialize.With(rule).Apply(pic));
        var folded = Get(Fold.Pass.Apply(qpc));
        return Meanings.Worlds(pic.Scope).Take(4).All(world =>
        {
            var meaning = Meanings.ByFunction(seed, world, ~(seed & 3L));
            var expected = NestedQuadrature.Of(pic, rule, meaning);
            return new[] { Denotation.OfPic(pic, rule, meaning), Denotation.OfQpc(qpc, meaning), Denotation.OfFolded(folded, meaning) }
                .All(found => Tolerances.Close(expected, found, Tolerances.Rounding));
        });
    }

    [Fact]
    public void Weights_are_rows_of_outputs_and_columns_of_inputs_with_the_last_latent_fastest()
    {
        // f(z, z1, z2) = 100 z + 10 z1 + z2, so every entry shows its own arguments.
        var kernel = new FunctionSpec(new FunctionSignature.Kernel(1, 2), 0, 0, Sharing.None);
        var meaning = new Interpretation((_, z) => (100 * z[0]) + (10 * z[1]) + z[2], (_, _, _) => 1, _ => 0);
        double[] Row(double z) => Normal([.0625 * ((100 * z) + 11), .1875 * ((100 * z) + 13), .1875 * ((100 * z) + 31), .5625 * ((100 * z) + 33)]);
        var found = Denotation.Weights(Uneven, kernel, meaning);
        Assert.Equal(2, found.Length);
        Assert.All(Pairs.Of(Row(1), found[0]).Concat(Pairs.Of(Row(3), found[1])), pair => Assert.Equal(pair.Expected, pair.Found, Tolerances.Rounding));
    }

    [Fact]
    public void Tucker_integrates_the_first_part_over_the_first_latent()
    {
        // p(x0 = 0 | z) = z / 4, p(x1 = 1 | z) = 1 / z and f(z1, z2) = z1 + 2 z2, so the order of the arguments shows.
        var pic = Get(Merge.With(Binary, MergeKind.Tucker).Apply(Get(QuadTree.Create(1, 2))));
        var meaning = new Interpretation((_, z) => z[0] + (2 * z[1]), (_, value, z) => value == 0 ? z[0] / 4 : 1 / z[0], variable => variable);
        var points = from first in new[] { (Node: 1.0, Weight: 0.25), (Node: 3.0, Weight: 0.75) }
                     from second in new[] { (Node: 1.0, Weight: 0.25), (Node: 3.0, Weight: 0.75) }
                     select (Weight: first.Weight * second.Weight * (first.Node + (2 * second.Node)), Value: first.Node / 4 / second.Node);
        var expected = points.Sum(point => point.Weight * point.Value) / points.Sum(point => point.Weight);
        Assert.Equal(expected, Denotation.OfPic(pic, Uneven, meaning), Tolerances.Rounding);
        Assert.Equal(expected, Denotation.OfQpc(Get(Materialize.With(Uneven).Apply(pic)), meaning), Tolerances.Rounding);
    }

    private static double[] Normal(double[] row) => [.. row.Select(entry => entry / row.Sum())];
}
