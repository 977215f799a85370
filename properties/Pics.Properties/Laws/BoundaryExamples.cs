using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Values just inside and just outside of what is allowed.</summary>
public class BoundaryExamples
{
    private static readonly QuadratureRule Rule = Get(QuadratureRule.Create("rule", 0, 4, [1, 3], [0.5, 2]));

    private static UnitId Id(int index) => new(index);

    private static FunctionSpec Density(int given, int head = 0) => new(new FunctionSignature.Density(Binary, given), 10 + given, head, Sharing.Composite);

    private static FunctionSpec Kernel(int outputs, int inputs, int head = 0) => new(new FunctionSignature.Kernel(outputs, inputs), inputs, head, Sharing.Composite);

    private static CircuitUnit Input(int variable, int head = 0) => new CircuitUnit.Input(variable, Density(1, head));

    private static CircuitUnit Integral(int of, int head = 0) => new CircuitUnit.Linear(Id(of), Kernel(0, 1, head));

    private static void Refuses<T>(PicsError error, Either<PicsError, T> result) => Assert.Equal(error, result.Match(_ => null!, found => found));

    [Fact]
    public void Factors_have_equal_latents() => Refuses(
        new PicsError.Circuit(new CircuitError.LatentMismatch(Id(3), 1, 0)),
        Pic.Create([Input(0), Input(1), Integral(1), new CircuitUnit.Hadamard(Arr.create(Id(0), Id(2))), Integral(3, 1)]));

    [Fact]
    public void Mixed_inputs_have_equal_latents() => Refuses(
        new PicsError.Circuit(new CircuitError.LatentMismatch(Id(2), 1, 0)),
        Pic.Create([Input(0), Integral(0), new CircuitUnit.Mixture(Arr.create(Id(0), Id(1)), Arr.create(0.5, 0.5)), Integral(2, 1)]));

    [Fact]
    public void Only_the_shared_variables_are_named() => Refuses(
        new PicsError.Circuit(new CircuitError.NotDecomposable(Id(6), Scope.Single(1))),
        Pic.Create(
        [
            Input(0), Input(1), Input(1, 1), Input(2),
            new CircuitUnit.Kronecker(Arr.create(Id(0), Id(1))), new CircuitUnit.Kronecker(Arr.create(Id(2), Id(3))), new CircuitUnit.Kronecker(Arr.create(Id(4), Id(5))),
        ]));

    [Fact]
    public void A_weight_may_be_zero() =>
        Assert.True(Pic.Create([Input(0), Integral(0), Integral(0, 1), new CircuitUnit.Mixture(Arr.create(Id(1), Id(2)), Arr.create(0.0, 1.0))]).IsRight);

    [Fact]
    public void Weights_may_miss_one_by_rounding_only()
    {
        Either<PicsError, Pic> Mix(double weight) => Pic.Create([Input(0), Integral(0), new CircuitUnit.Mixture(Arr.create(Id(1)), Arr.create(weight))]);
        Assert.True(Mix(1 + 1e-12).IsRight && Mix(1 + 1e-6).IsLeft && Mix(1 - 1e-6).IsLeft && Mix(double.NaN).IsLeft);
    }

    [Fact]
    public void A_layer_reads_folds_that_exist()
    {
        var input = new FoldedLayer.Input(2, Arr.create(0), Arr.create(Density(1)));
        FoldedLayer Sum(int fold) => new FoldedLayer.Cp(1, 1, 2, 1, Arr.create(new FoldAddress(0, fold)), Arr.create(Kernel(0, 1)));
        Assert.True(FoldedQpc.Create([input, Sum(0)], Rule).IsRight);
        Refuses(new PicsError.Folding(new FoldingError.BadAddress(1, 0, new(0, 1))), FoldedQpc.Create([input, Sum(1)], Rule));
        Refuses(new PicsError.Folding(new FoldingError.BadAddress(1, 0, new(0, -1))), FoldedQpc.Create([input, Sum(-1)], Rule));
    }

    [Fact]
    public void A_layer_lists_one_input_a_slot_and_has_a_fold()
    {
        var input = new FoldedLayer.Input(2, Arr.create(0), Arr.create(Density(1)));
        var address = new FoldAddress(0, 0);
        Refuses(new PicsError.Folding(new FoldingError.BadShape(1, 2, 1, 1)), FoldedQpc.Create([input, new FoldedLayer.Cp(1, 1, 2, 1, Arr.create(address, address), Arr.create(Kernel(0, 1)))], Rule));
        Refuses(new PicsError.Folding(new FoldingError.BadShape(1, 0, 0, 0)), FoldedQpc.Create([input, new FoldedLayer.Cp(0, 1, 2, 1, Arr<FoldAddress>.Empty, Arr<FunctionSpec>.Empty)], Rule));
    }

    [Fact]
    public void A_later_slot_of_another_width_names_its_own_unit() => Refuses(
        new PicsError.Circuit(new CircuitError.LatentMismatch(Id(4), 2, 1)),
        FoldedQpc.Create(
            [
                new FoldedLayer.Input(2, Arr.create(0), Arr.create(Density(1))),
                new FoldedLayer.Input(1, Arr.create(1), Arr.create(Density(0))),
                new FoldedLayer.Cp(1, 2, 2, 1, Arr.create(new FoldAddress(0, 0), new FoldAddress(1, 0)), Arr.create(Kernel(0, 1), Kernel(0, 0))),
            ],
            Rule));

    [Fact]
    public void Malformed_documents_are_located()
    {
        static (string, long) Place<T>(Either<PicsError, T> read) =>
            read.Match(_ => ("", 0), error => error is PicsError.Document(DocumentError.Malformed(var path, var line, _)) ? (path, line) : ("", 0));
        Assert.Equal(("$.format", 2), Place(RegionGraphJson.Read("{\n\"format\": 1 }")));
        Assert.Equal(("$.units[0].input", 3), Place(PicJson.Read("{\n\"units\": [\n{ \"input\": [] }] }")));
        Refuses(new PicsError.Document(new DocumentError.WrongFormat("other", "pics-circuit")), PicJson.Read("""{ "format": "other" }"""));
    }

    [Fact]
    public void Small_numbers_add_up()
    {
        Assert.Equal(6.5, Rule.Integrate(node => node));
        Assert.Equal(3, new FunctionSignature.Kernel(1, 2).Latents);
        Assert.Equal(12, new InputFamily.Categorical(3, 4).Parameters);
        Assert.Equal("categorical(2)", Binary.Label);
        Assert.False(Id(1) < Id(1) || Id(1) > Id(1) || Id(2) <= Id(1) || Id(1) >= Id(2));
    }
}
