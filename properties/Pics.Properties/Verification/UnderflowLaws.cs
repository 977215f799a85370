using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>What 32 bits cannot hold is told from what is wrong: only on evidence that no sample comes near, and only where 64 bits hold.</summary>
[Collection(TensorTests.Name)]
public class UnderflowLaws
{
    /// <summary>A plain circuit over variables of two channels that are equal but for one chance in e^120.</summary>
    private static StoredModel Model(bool isDouble)
    {
        var pic = PicBuilder.Get(Pipeline.Model(new InputFamily.Categorical(2, 2), MergeKind.Tucker, Sharing.Full, Sharing.Full).Apply(PicBuilder.Get(LinearChain.Create([0, 1]))));
        var model = new ModelRecipe(pic, 1, IsPlain: true, IsDouble: isDouble, IsFresh: true).Make();
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var logits = tensor(new double[] { 120, 0, 120, 0, 0, 120, 0, 120, 120, 0, 120, 0 });
        foreach (var (group, parameter) in Pairs.Of(pic.Groups, model.Parameters.Trainable))
            if (group.Signature is FunctionSignature.Density) parameter.copy_(logits.view(parameter.shape).to(parameter.dtype));
        return model;
    }

    private static LawCase Case(params double[] row) => new(ModelRecipe.Rule, ModelRecipe.Nodes, 2, row.ToArr(), 0, 3);

    private static LawOperations Off(Func<ICircuitEngine, CircuitTensors, double> by) => LawOperations.Standard with
    {
        EngineLogLikelihood = (engine, numbers, rows) => LawOperations.Standard.EngineLogLikelihood(engine, numbers, rows) + by(engine, numbers),
    };

    private static LawOutcome Check(StoredModel model, LawOperations operations, LawCase given)
    {
        using var subject = new LawSubject(model, operations);
        return Numerics.Laws.EnginesAgree.Check(subject, given);
    }

    [Property(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 60)]
    public void A_row_in_log_space_has_the_value_of_the_reference_engine(Trial trial)
    {
        using var scope = NewDisposeScope();
        using var model = (trial.Model with { IsDouble = true }).Make();
        using var subject = new LawSubject(model);
        var held = PicBuilder.Get(subject.At(trial.Case.Rule));
        var found = ConstantVectors.OfRow(held.Asked.Circuit.Unfold(), held.Asked.Numbers, [.. trial.Case.Row]);
        var rows = EvidenceRows.Of([[.. trial.Case.Row]], subject.Columns, subject.Channels);
        var expected = held.Engines().First().LogLikelihood(held.Model.Parameters, TensorNumbers.ToTensor(rows, held.Asked.IsReal)).to(ScalarType.Float64).item<double>();
        Assert.False(LawOutcome.Equal("in log space", found, "by the reference engine", expected, held.Allowed.LogLikelihood(expected)).IsViolation, $"{found} and {expected}");
    }

    [Fact]
    public void Contradictions_beyond_32_bits_are_skipped_where_64_bits_hold()
    {
        using var single = Model(isDouble: false);
        using var exact = Model(isDouble: true);
        var contradiction = Case(0, 1, double.NaN, double.NaN);
        Assert.Equal(new LawOutcome.Skipped("the evidence is so improbable that 32 bits underflow, and 64 bits hold"), Check(single, LawOperations.Standard, contradiction));
        Assert.Equal(new LawOutcome.Holds(), Check(exact, LawOperations.Standard, contradiction));
        Assert.Equal(new LawOutcome.Holds(), Check(single, LawOperations.Standard, Case(0, 0, 1, 1)));
    }

    [Fact]
    public void Mistakes_are_not_excused()
    {
        using var model = Model(isDouble: false);
        var everywhere = Off((engine, _) => engine.Kind == EngineKind.Scaled ? 0.5 : 0);
        var inSingle = Off((engine, numbers) => engine.Kind == EngineKind.Scaled && numbers[numbers.Groups.First()].dtype == ScalarType.Float32 ? 0.5 : 0);
        Assert.True(Check(model, everywhere, Case(0, 1, double.NaN, double.NaN)).IsViolation);
        Assert.True(Check(model, inSingle, Case(0, 0, 1, 1)).IsViolation);
        Assert.True(Check(model, inSingle, Case(1, 1, double.NaN, double.NaN)).IsViolation);
    }

    [Fact]
    public void Contradictions_beyond_64_bits_are_skipped()
    {
        using var model = Model(isDouble: true);
        using (no_grad())
            foreach (var (group, parameter) in Pairs.Of(model.Pic.Groups, model.Parameters.Trainable))
                if (group.Signature is FunctionSignature.Density) parameter.mul_(8);
        Assert.Equal(new LawOutcome.Skipped("the evidence is so improbable that 64 bits underflow"), Check(model, LawOperations.Standard, Case(0, 1, double.NaN, double.NaN)));
        Assert.True(Check(model, Off((engine, _) => engine.Kind == EngineKind.Scaled ? 0.5 : 0), Case(0, 0, double.NaN, double.NaN)).IsViolation);
    }
}
