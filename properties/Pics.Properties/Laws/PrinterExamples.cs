using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

public class PrinterExamples
{
    private static readonly RegionGraph Graph = Get(QuadGraph.Create(1, 2));

    private static readonly Pic Cp = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Graph));

    private static readonly QuadratureRule Rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 3));

    [Fact]
    public void Region_graph() => Assert.Equal(
        "u0 = region {0}\nu1 = region {1}\nu2 = partition of {0, 1} (u0, u1)\nu3 = region {0, 1} (u2)",
        Printer.Print(Graph));

    [Fact]
    public void Integral_circuit() => Assert.Equal(
        "u0 = input x0 g0.0 : {0} over 1 latent(s)\nu1 = input x1 g0.0 : {1} over 1 latent(s)\nu2 = integral g1.0 (u0) : {0} over 0 latent(s)\n"
        + "u3 = integral g1.1 (u1) : {1} over 0 latent(s)\nu4 = hadamard (u2, u3) : {0, 1} over 0 latent(s)",
        Printer.PrintPic(Cp));

    [Fact]
    public void Quadrature_circuit() => Assert.Equal(
        "u0 = input x0 g0.0 : {0} with 3 value(s)\nu1 = input x1 g0.0 : {1} with 3 value(s)\nu2 = kronecker (u0, u1) : {0, 1} with 9 value(s)\nu3 = sum g1.0 (u2) : {0, 1} with 1 value(s)",
        Printer.PrintQpc(Get(Pipeline.Model(Binary, MergeKind.Tucker, Sharing.Full, Sharing.Composite).Then(Materialize.With(Rule)).Apply(Graph))));

    [Fact]
    public void Quadrature_circuit_with_every_kind_of_unit()
    {
        var density = new FunctionSpec(new FunctionSignature.Density(Binary, 1), 0, 0, Sharing.Full);
        UnitId Id(int index) => new(index);
        FunctionSpec Kernel(int inputs) => new(new FunctionSignature.Kernel(0, inputs), inputs, 0, Sharing.Full);
        var qpc = Get(Qpc.Create(
            [
                new CircuitUnit.Input(0, density),
                new CircuitUnit.Input(1, density),
                new CircuitUnit.Hadamard(Arr.create(Id(0), Id(1))),
                new CircuitUnit.Linear(Id(2), Kernel(1)),
                new CircuitUnit.Kronecker(Arr.create(Id(0), Id(1))),
                new CircuitUnit.Linear(Id(4), Kernel(2)),
                new CircuitUnit.Mixture(Arr.create(Id(3), Id(5)), Arr.create(0.25, 0.75)),
            ],
            Rule));
        Assert.Equal(
            "u0 = input x0 g0.0 : {0} with 3 value(s)\nu1 = input x1 g0.0 : {1} with 3 value(s)\nu2 = hadamard (u0, u1) : {0, 1} with 3 value(s)\n"
            + "u3 = sum g1.0 (u2) : {0, 1} with 1 value(s)\nu4 = kronecker (u0, u1) : {0, 1} with 9 value(s)\nu5 = sum g2.0 (u4) : {0, 1} with 1 value(s)\n"
            + "u6 = mixing (u3, u5) : {0, 1} with 1 value(s)",
            Printer.PrintQpc(qpc));
        Assert.Equal([true, true, false, true, false, true, false], qpc.Units.Units.Select(unit => unit.Function.IsSome));
    }

    [Fact]
    public void Folded_circuit() => Assert.Equal(
        "0 = input [F 2, K 3]\n1 = cp [F 1, H 2, K_in 3, K_out 1] from 0",
        Printer.PrintFolded(Get(Pipeline.Evaluation(Rule).Apply(Cp))));

    [Fact]
    public void Shapes_of_all_layers() => Assert.Equal(
        ["[F 1, K_1 2, K_2 3, K_out 4]", "[F 2, H 3, K 4]", "[F 1, K_1 2, K_2 3]", "[F 2, H 2, K 5]"],
        new FoldedLayer[]
        {
            new FoldedLayer.Tucker(1, Arr.create(2, 3), 4, Arr<FoldAddress>.Empty, Arr<FunctionSpec>.Empty),
            new FoldedLayer.Hadamard(2, 3, 4, Arr<FoldAddress>.Empty),
            new FoldedLayer.Kronecker(1, Arr.create(2, 3), 6, Arr<FoldAddress>.Empty),
            new FoldedLayer.Mixing(2, 2, 5, Arr<FoldAddress>.Empty, Arr<double>.Empty),
        }.Select(Printer.Shape));

    [Fact]
    public void Mixtures_and_families()
    {
        var pic = Get(Merge.With(new InputFamily.Categorical(3, 4), MergeKind.Cp).Apply(Get(QuadGraph.Create(2, 2))));
        Assert.EndsWith("mixture (u18, u21) : {0-3} over 0 latent(s)", Printer.PrintPic(pic));
        Assert.Equal("categorical(3 x 4) given 1", pic.Groups[0].Signature.Label);
        Assert.Equal("kernel 2 to 1", new FunctionSignature.Kernel(1, 2).Label);
    }
}
