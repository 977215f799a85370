using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Small circuits in which units may or may not be joined, with the layers that they fold into.</summary>
public class FoldExamples
{
    private static readonly QuadratureRule Rule = Get(QuadratureRule.Create("rule", 0, 1, [0, 1], [0.5, 0.5]));

    private static Arr<UnitId> Ids(params int[] ids) => ids.Select(id => new UnitId(id)).ToArr();

    private static CircuitUnit Input(int variable) => new CircuitUnit.Input(variable, new(new FunctionSignature.Density(Binary, 1), 0, variable, Sharing.Composite));

    private static CircuitUnit Integral(int of, int outputs, int inputs, int head = 0) =>
        new CircuitUnit.Linear(new(of), new(new FunctionSignature.Kernel(outputs, inputs), (10 * outputs) + inputs, head, Sharing.Composite));

    private static CircuitUnit Product(params int[] factors) => new CircuitUnit.Hadamard(Ids(factors));

    private static CircuitUnit Outer(params int[] factors) => new CircuitUnit.Kronecker(Ids(factors));

    private static CircuitUnit Half(int first, int second) => new CircuitUnit.Mixture(Ids(first, second), Arr.create(0.5, 0.5));

    private static void Folds(string layers, params CircuitUnit[] units) =>
        Assert.Equal(layers.ReplaceLineEndings("\n"), Printer.PrintFolded(Get(Pipeline.Evaluation(Rule).Apply(Get(Pic.Create(units))))));

    [Fact]
    public void A_sum_over_an_outer_product_that_it_alone_reads_is_a_tucker_fold() => Folds(
        """
        0 = input [F 2, K 2]
        1 = tucker [F 1, K_1 2, K_2 2, K_out 1] from 0
        """,
        Input(0), Input(1), Outer(0, 1), Integral(2, 0, 2));

    [Fact]
    public void An_outer_product_that_two_sums_read_is_a_layer_of_its_own() => Folds(
        """
        0 = input [F 2, K 2]
        1 = kronecker [F 1, K_1 2, K_2 2] from 0
        2 = cp [F 2, H 1, K_in 4, K_out 1] from 1
        3 = mixing [F 1, H 2, K 1] from 2
        """,
        Input(0), Input(1), Outer(0, 1), Integral(2, 0, 2), Integral(2, 0, 2, 1), Half(3, 4));

    [Fact]
    public void A_product_of_a_sum_and_an_input_is_not_joined() => Folds(
        """
        0 = input [F 2, K 2]
        1 = cp [F 1, H 1, K_in 2, K_out 2] from 0
        2 = hadamard [F 1, H 2, K 2] from 0, 1
        3 = cp [F 1, H 1, K_in 2, K_out 1] from 2
        """,
        Input(0), Input(1), Integral(1, 1, 1), Product(0, 2), Integral(3, 0, 1));

    [Fact]
    public void A_product_of_a_tucker_fold_and_a_sum_is_not_joined() => Folds(
        """
        0 = input [F 3, K 2]
        1 = tucker [F 1, K_1 2, K_2 2, K_out 1] from 0
        2 = cp [F 1, H 1, K_in 2, K_out 1] from 0
        3 = hadamard [F 1, H 2, K 1] from 1, 2
        """,
        Input(0), Input(1), Input(2), Outer(0, 1), Integral(3, 0, 2), Integral(2, 0, 1), Product(4, 5));

    [Fact]
    public void A_product_of_sums_over_different_widths_is_not_joined() => Folds(
        """
        0 = input [F 3, K 2]
        1 = kronecker [F 1, K_1 2, K_2 2] from 0
        2 = cp [F 2, H 1, K_in 4, K_out 1] from 1
        3 = cp [F 2, H 1, K_in 2, K_out 1] from 0
        4 = hadamard [F 2, H 2, K 1] from 2, 3
        5 = mixing [F 1, H 2, K 1] from 4
        """,
        Input(0), Input(1), Input(2), Outer(0, 1), Integral(3, 0, 2), Integral(3, 0, 2, 1), Integral(2, 0, 1), Integral(2, 0, 1, 1), Product(4, 6), Product(5, 7), Half(8, 9));

    [Fact]
    public void A_chain_of_sums_is_one_layer_a_sum() => Folds(
        """
        0 = input [F 1, K 2]
        1 = cp [F 1, H 1, K_in 2, K_out 2] from 0
        2 = cp [F 1, H 1, K_in 2, K_out 1] from 1
        """,
        Input(0), Integral(0, 1, 1), Integral(1, 0, 1));

    [Fact]
    public void Mixtures_of_mixtures_are_stages_of_one_depth() => Folds(
        """
        0 = input [F 1, K 2]
        1 = cp [F 3, H 1, K_in 2, K_out 1] from 0
        2 = mixing [F 1, H 2, K 1] from 1
        3 = mixing [F 1, H 2, K 1] from 1, 2
        """,
        Input(0), Integral(0, 0, 1), Integral(0, 0, 1, 1), Integral(0, 0, 1, 2), Half(1, 2), Half(4, 3));

    [Fact]
    public void Products_of_other_arity_are_other_layers() => Folds(
        """
        0 = input [F 3, K 2]
        1 = cp [F 1, H 2, K_in 2, K_out 2] from 0
        2 = cp [F 1, H 2, K_in 2, K_out 1] from 0, 1
        3 = cp [F 1, H 3, K_in 2, K_out 1] from 0
        4 = mixing [F 1, H 2, K 1] from 2, 3
        """,
        Input(0), Input(1), Input(2), Integral(0, 1, 1), Integral(1, 1, 1, 1), Product(3, 4), Integral(5, 0, 1), Integral(2, 0, 1, 1), Product(6, 7), Integral(0, 0, 1, 2), Integral(1, 0, 1, 3), Integral(2, 0, 1, 4), Product(9, 10, 11), Half(8, 12));

    [Fact]
    public void A_single_input_is_one_layer()
    {
        var pic = Get(Merge.With(Binary, MergeKind.Cp).Apply(Get(QuadTree.Create(1, 1))));
        Assert.Equal("0 = input [F 1, K 1]", Printer.PrintFolded(Get(Pipeline.Evaluation(Rule).Apply(pic))));
    }
}
