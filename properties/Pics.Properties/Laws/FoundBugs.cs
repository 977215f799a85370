using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Shrunk values that a Create once accepted, or met with an exception.</summary>
public class FoundBugs
{
    private static readonly QuadratureRule Rule = Get(QuadratureRule.Create("rule", -1, 1, [-1, 1], [1, 1]));

    private static FunctionSpec Spec(FunctionSignature signature, int group, int head = 0) => new(signature, group, head, Sharing.Composite);

    private static FunctionSpec Density(int given, int head = 0) => Spec(new FunctionSignature.Density(Binary, given), 0, head);

    private static FunctionSpec Kernel(int outputs, int inputs, int head = 0) => Spec(new FunctionSignature.Kernel(outputs, inputs), 1, head);

    [Fact]
    public void Negative_numbers_of_latents_are_refused() =>
        Assert.True(Pic.Create([new CircuitUnit.Input(0, Density(-1)), new CircuitUnit.Linear(new(0), Kernel(0, -1))]).IsLeft);

    [Fact]
    public void Negative_numbers_of_latents_are_refused_in_a_qpc() =>
        Assert.True(Qpc.Create([new CircuitUnit.Input(0, Density(-1))], Rule).IsLeft);

    [Fact]
    public void A_width_of_millions_of_digits_is_not_computed()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = new[] { Sizing.Width(2, 1 << 24), Sizing.Width(2, 31), Sizing.Width(2, 30), Sizing.Width(1, int.MaxValue), Sizing.Width(46341, 2), Sizing.Width(46340, 2) };
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16); // of the widths alone, not of what compares them
        Assert.Equal([null, null, 1 << 30, 1, null, 46340 * 46340], found);
    }

    [Fact]
    public void A_sum_of_latents_does_not_overflow() => Assert.True(Pic.Create(
    [
        new CircuitUnit.Input(0, Density(int.MaxValue)), new CircuitUnit.Input(1, Density(int.MaxValue, 1)),
        new CircuitUnit.Kronecker(Arr.create(new UnitId(0), new UnitId(1))), new CircuitUnit.Linear(new(2), Kernel(0, -2)),
    ]).IsLeft);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Vectors_that_cannot_be_numbered_are_refused(int inputs)
    {
        var rule = Get(QuadratureRule.Create("many", 0, 1, Enumerable.Repeat(0.5, 50000), Enumerable.Repeat(1.0, 50000)));
        Assert.True(Qpc.Create(
            [
                new CircuitUnit.Input(0, Density(1)), new CircuitUnit.Input(1, Density(1, 1)),
                new CircuitUnit.Kronecker(Arr.create(new UnitId(0), new UnitId(1))), new CircuitUnit.Linear(new(2), Kernel(0, inputs)),
            ],
            rule).IsLeft);
    }

    [Fact]
    public void A_layer_with_more_folds_than_variables_is_refused()
    {
        var input = new FoldedLayer.Input(2, Arr.create(0), Arr.create(Density(1)));
        Assert.True(FoldedQpc.Create([input with { Folds = 2, Functions = Arr.create(Density(1), Density(1, 1)) }, new FoldedLayer.Cp(1, 1, 2, 1, Arr.create(new FoldAddress(0, 0)), Arr.create(Kernel(0, 1)))], Rule).IsLeft);
    }

    [Fact]
    public void A_layer_with_more_inputs_than_widths_is_refused()
    {
        var inputs = new FoldedLayer.Input(2, Arr.create(0, 1, 2), Arr.create(Density(1), Density(1, 1), Density(1, 2)));
        var sources = Arr.create(new FoldAddress(0, 0), new FoldAddress(0, 1), new FoldAddress(0, 2));
        var tucker = new FoldedLayer.Tucker(1, Arr.create(2, 2), 1, sources, Arr.create(Kernel(0, 3)));
        Assert.True(FoldedQpc.Create([inputs, tucker with { Arity = 3 }], Rule).IsLeft);
    }

    [Fact]
    public void The_last_head_is_refused_and_the_one_before_is_counted()
    {
        Either<PicsError, Pic> With(int head) => Pic.Create([new CircuitUnit.Input(0, Density(1)), new CircuitUnit.Linear(new(0), Kernel(0, 1, head))]);
        Assert.True(With(int.MaxValue).IsLeft);
        Assert.Equal(int.MaxValue, PicBuilder.Get(With(int.MaxValue - 1)).Groups[1].Functions);
    }

    [Fact]
    public void Families_without_categories_are_refused_everywhere() => Assert.True(
        Pic.Create([new CircuitUnit.Input(0, Spec(new FunctionSignature.Density(new InputFamily.Categorical(0, -3), 0), 0))]).IsLeft);

    [Fact]
    public void A_document_that_names_a_group_twice_is_refused() => Assert.True(PicJson.Read(
        """{ "format": "pics-circuit", "version": 1, "groups": [{ "id": 0, "sharing": "Full", "density": { "channels": 1, "categories": 2, "given": 0 } }, { "id": 0, "sharing": "None", "kernel": { "outputs": 0, "inputs": 1 } }], "units": [{ "input": 0, "function": [0, 0] }] }""").IsLeft);

    [Fact]
    public void A_document_says_which_sharing() => Assert.True(PicJson.Read(
        """{ "format": "pics-circuit", "version": 1, "groups": [{ "density": { "channels": 1, "categories": 2, "given": 0 } }], "units": [{ "input": 0, "function": [0, 0] }] }""").IsLeft);
}
