using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>A 2 x 2 quad graph down the road, line by line: which unit, which group and head, which layer and fold.</summary>
public class MergeExamples
{
    private static readonly QuadratureRule Rule = Get(QuadratureRule.Create("rule", -1, 1, [-1, 0, 1], [0.5, 1, 0.5]));

    private static readonly RegionGraph Square = Get(QuadGraph.Create(2, 2));

    private static Pic Model(MergeKind merge, Sharing inputs, Sharing integrals) => Get(Pipeline.Model(Binary, merge, inputs, integrals).Apply(Square));

    private static string Names(Pic pic) => string.Join(' ', pic.Units.Units.SelectMany(unit => unit.Function.ToSeq()).Select(function => $"{function.Group}.{function.Head}"));

    [Fact]
    public void Cp_merges_make_an_integral_a_part_and_a_product_a_partition() => Assert.Equal(
        """
        u0 = input x0 g0.0 : {0} over 1 latent(s)
        u1 = input x1 g0.0 : {1} over 1 latent(s)
        u2 = input x2 g0.0 : {2} over 1 latent(s)
        u3 = input x3 g0.0 : {3} over 1 latent(s)
        u4 = integral g1.0 (u0) : {0} over 1 latent(s)
        u5 = integral g1.1 (u2) : {2} over 1 latent(s)
        u6 = hadamard (u4, u5) : {0, 2} over 1 latent(s)
        u7 = integral g1.2 (u1) : {1} over 1 latent(s)
        u8 = integral g1.3 (u3) : {3} over 1 latent(s)
        u9 = hadamard (u7, u8) : {1, 3} over 1 latent(s)
        u10 = integral g1.4 (u0) : {0} over 1 latent(s)
        u11 = integral g1.5 (u1) : {1} over 1 latent(s)
        u12 = hadamard (u10, u11) : {0, 1} over 1 latent(s)
        u13 = integral g1.6 (u2) : {2} over 1 latent(s)
        u14 = integral g1.7 (u3) : {3} over 1 latent(s)
        u15 = hadamard (u13, u14) : {2, 3} over 1 latent(s)
        u16 = integral g2.0 (u6) : {0, 2} over 0 latent(s)
        u17 = integral g2.1 (u9) : {1, 3} over 0 latent(s)
        u18 = hadamard (u16, u17) : {0-3} over 0 latent(s)
        u19 = integral g2.2 (u12) : {0, 1} over 0 latent(s)
        u20 = integral g2.3 (u15) : {2, 3} over 0 latent(s)
        u21 = hadamard (u19, u20) : {0-3} over 0 latent(s)
        u22 = mixture (u18, u21) : {0-3} over 0 latent(s)
        """.ReplaceLineEndings("\n"),
        Printer.PrintPic(Model(MergeKind.Cp, Sharing.Full, Sharing.Composite)));

    [Fact]
    public void Tucker_merges_make_an_outer_product_and_an_integral_a_partition() => Assert.Equal(
        """
        u0 = input x0 g0.0 : {0} over 1 latent(s)
        u1 = input x1 g0.0 : {1} over 1 latent(s)
        u2 = input x2 g0.0 : {2} over 1 latent(s)
        u3 = input x3 g0.0 : {3} over 1 latent(s)
        u4 = kronecker (u0, u2) : {0, 2} over 2 latent(s)
        u5 = integral g1.0 (u4) : {0, 2} over 1 latent(s)
        u6 = kronecker (u1, u3) : {1, 3} over 2 latent(s)
        u7 = integral g1.1 (u6) : {1, 3} over 1 latent(s)
        u8 = kronecker (u0, u1) : {0, 1} over 2 latent(s)
        u9 = integral g1.2 (u8) : {0, 1} over 1 latent(s)
        u10 = kronecker (u2, u3) : {2, 3} over 2 latent(s)
        u11 = integral g1.3 (u10) : {2, 3} over 1 latent(s)
        u12 = kronecker (u5, u7) : {0-3} over 2 latent(s)
        u13 = integral g2.0 (u12) : {0-3} over 0 latent(s)
        u14 = kronecker (u9, u11) : {0-3} over 2 latent(s)
        u15 = integral g2.1 (u14) : {0-3} over 0 latent(s)
        u16 = mixture (u13, u15) : {0-3} over 0 latent(s)
        """.ReplaceLineEndings("\n"),
        Printer.PrintPic(Model(MergeKind.Tucker, Sharing.Full, Sharing.Composite)));

    [Fact]
    public void Merge_numbers_functions_in_the_order_of_units_and_share_ties_them()
    {
        Assert.Equal("0.0 1.0 2.0 3.0 4.0 5.0 6.0 7.0 8.0 9.0", Names(Get(Merge.With(Binary, MergeKind.Tucker).Apply(Square))));
        Assert.Equal("0.0 0.1 0.2 0.3 1.0 1.1 1.2 1.3 2.0 2.1", Names(Model(MergeKind.Tucker, Sharing.None, Sharing.Composite)));
        Assert.Equal("0.0 0.0 0.0 0.0 1.0 1.0 1.0 1.0 2.0 2.0", Names(Model(MergeKind.Tucker, Sharing.Full, Sharing.Full)));
        Assert.Equal("0.0 0.1 0.2 0.3 1.0 1.1 1.2 1.3 2.0 2.1", Names(Model(MergeKind.Tucker, Sharing.Composite, Sharing.None)));
        var sharings = Model(MergeKind.Tucker, Sharing.Composite, Sharing.None).Groups;
        Assert.Equal([(Sharing.Composite, 4), (Sharing.None, 4), (Sharing.None, 2)], sharings.Select(group => (group.Sharing, group.Functions)));
    }

    [Fact]
    public void Folds_keep_the_order_of_units_and_inputs()
    {
        var folded = Get(Pipeline.Evaluation(Rule).Apply(Model(MergeKind.Cp, Sharing.Full, Sharing.Composite)));
        Assert.Equal(
            "0 = input [F 4, K 3]\n1 = cp [F 4, H 2, K_in 3, K_out 3] from 0\n2 = cp [F 2, H 2, K_in 3, K_out 1] from 1\n3 = mixing [F 1, H 2, K 1] from 2",
            Printer.PrintFolded(folded));
        Assert.Equal([0, 1, 2, 3], ((FoldedLayer.Input)folded.Layers[0]).Variables.ToArray());
        Assert.Equal([0, 2, 1, 3, 0, 1, 2, 3], folded.Layers[1].Sources.Map(source => source.Fold).ToArray());
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], folded.Layers[1].Functions.Map(function => function.Head).ToArray());
        Assert.Equal([0, 1, 2, 3], folded.Layers[2].Sources.Map(source => source.Fold).ToArray());
        Assert.Equal([0.5, 0.5], ((FoldedLayer.Mixing)folded.Layers[3]).Weights.ToArray());
        Assert.Equal(["{0, 2}", "{1, 3}", "{0, 1}", "{2, 3}"], folded.Scopes[1].Select(scope => scope.ToString()));
    }
}
