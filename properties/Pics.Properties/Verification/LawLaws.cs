using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>The laws that the console verifies models by hold for random models, and nothing of a verification stays behind.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 30)]
public class LawLaws
{
    [Property]
    public void Every_law_holds(Trial trial)
    {
        using var model = trial.Model.Make();
        using var subject = new LawSubject(model);
        foreach (var law in Numerics.Laws.All)
        {
            var outcome = law.Check(subject, trial.Case);
            Assert.False(outcome.IsViolation, $"{law}: {outcome}");
        }
    }

    [Property]
    public void Every_law_holds_of_a_model_in_plain_memory(Trial trial)
    {
        using var model = trial.Model.Make();
        using var host = HostModels.Of(model);
        using var subject = new LawSubject(host);
        foreach (var law in Numerics.Laws.All.Concat(Numerics.Laws.All)) // what is made on tensors for a law is there for the next
        {
            var outcome = law.Check(subject, trial.Case);
            Assert.False(outcome.IsViolation, $"{law}: {outcome}");
        }
    }

    [Property(MaxTest = 20)]
    public void Laws_that_need_no_tensors_make_none(Trial trial)
    {
        using var model = trial.Model.Make();
        using var host = HostModels.Of(model);
        using var subject = new LawSubject(host);
        var before = TensorTests.Settle();
        foreach (var law in Numerics.Laws.All.Where(law => !law.NeedsTensors)) law.Check(subject, trial.Case);
        Assert.Equal(before, Tensor.TotalCount);
        Assert.Equal([Numerics.Laws.EnginesAgree, Numerics.Laws.EnginesAgreeOnGradients, Numerics.Laws.NoTensorsAreLeft], Numerics.Laws.All.Where(law => law.NeedsTensors));
        Assert.True(Law.Of("Mine", "mine", _ => new LawOutcome.Holds()).NeedsTensors);
    }

    [Property(MaxTest = 20)]
    public void A_subject_in_plain_memory_leaves_no_live_tensors(Trial trial)
    {
        using var model = trial.Model.Make();
        using var host = HostModels.Of(model);
        var before = TensorTests.Settle();
        using (var subject = new LawSubject(host))
            foreach (var law in Numerics.Laws.All) law.Check(subject, trial.Case);
        Assert.Equal(before, TensorTests.Settle());
    }

    [Fact]
    public void A_model_in_plain_memory_is_on_tensors_where_those_are_asked_for()
    {
        using var model = LawFaults.Mixed.Make();
        using var host = HostModels.Of(model);
        using var subject = new LawSubject(host);
        Assert.Same(host, subject.Model);
        var stored = subject.Stored;
        Assert.Same(stored, subject.Stored);
        Assert.All(Pairs.Of(model.Parameters.Named, stored.Parameters.Named), pair => Assert.True(pair.Expected.Name == pair.Found.Name && pair.Expected.Tensor.equal(pair.Found.Tensor).all().item<bool>()));
        subject.Dispose();
        Assert.All(stored.Parameters.Named, entry => Assert.True(entry.Tensor.IsInvalid));
    }

    [Fact]
    public void Every_law_is_checked_and_not_only_skipped()
    {
        var seen = new System.Collections.Generic.HashSet<string>();
        foreach (var trial in PicsArbitraries.Trials().Generator.Sample(60, new Rnd(5), 16))
        {
            using var model = trial.Model.Make();
            using var subject = new LawSubject(model);
            seen.UnionWith(Numerics.Laws.All.Where(law => !seen.Contains(law.Name) && law.Check(subject, trial.Case) is LawOutcome.Holds).Select(law => law.Name));
        }

        Assert.Equal(Numerics.Laws.All.Select(law => law.Name).Order(), seen.Order());
    }

    [Fact]
    public void Names_and_statements_are_different_and_in_words()
    {
        Assert.Equal(22, Numerics.Laws.All.Length);
        Assert.Equal(Numerics.Laws.All.Length, Numerics.Laws.All.Select(law => law.Name).Distinct().Count());
        Assert.Equal(Numerics.Laws.All.Length, Numerics.Laws.All.Select(law => law.Statement).Distinct().Count());
        Assert.All(Numerics.Laws.All, law => Assert.Matches("^[A-Z][a-z -]+$", law.Name));
    }

    [Property(MaxTest = 10)]
    public bool A_subject_leaves_no_live_tensors(Trial trial)
    {
        using var model = trial.Model.Make();
        var start = TensorTests.Settle();
        model.In(isDouble: true).Dispose();
        var counted = TensorTests.Settle() - start; // TorchSharp counts a tensor that becomes a Parameter for good, although it is freed
        var before = TensorTests.Settle();
        using (var subject = new LawSubject(model))
            foreach (var law in Numerics.Laws.All) law.Check(subject, trial.Case);
        return Tensor.TotalCount - before == (trial.Model.IsDouble ? 0 : counted) && counted == model.Parameters.Trainable.Count;
    }

    [Property(MaxTest = 12)]
    public bool A_check_repeats_itself(Trial trial)
    {
        using var model = trial.Model.Make();
        using var subject = new LawSubject(model);
        using var again = new LawSubject(model);
        return Numerics.Laws.All.All(law => law.Check(subject, trial.Case) == law.Check(again, trial.Case));
    }

    [Fact]
    public void A_subject_gives_up_models_that_are_not_used_any_more()
    {
        var recipe = new ModelRecipe(PicBuilder.Random(4, 3), 1);
        using var model = recipe.Make();
        using var subject = new LawSubject(model);
        LawModel At(int nodes) => PicBuilder.Get(subject.At(StoredRule.Of(RuleKind.Midpoint, nodes)));
        var (first, second) = (At(1), At(2));
        Assert.Same(first, At(1));
        At(3);
        Assert.Same(first, At(1));
        Assert.NotSame(second, At(2));
    }

    [Fact]
    public void The_twin_of_a_model_has_its_parameters_in_the_other_precision()
    {
        using var scope = NewDisposeScope();
        using var model = new ModelRecipe(PicBuilder.Random(4, 3), 1, IsDouble: false).Make();
        using var subject = new LawSubject(model);
        var twin = subject.Twin.Stored;
        Assert.True(twin.Settings.Double);
        using var host = HostModels.Of(model);
        using var inMemory = new LawSubject(host);
        using var exact = HostModels.Of(twin);
        Assert.All(Pairs.Of(exact.Named, ((HostModel)inMemory.Twin.Model).Named), pair => Assert.Equal(pair.Expected.Table.Numbers<double>(), pair.Found.Table.Numbers<double>()));
        Assert.All(Pairs.Of(model.Parameters.Named, twin.Parameters.Named), pair => Assert.True(pair.Expected.Name == pair.Found.Name && pair.Expected.Tensor.to(ScalarType.Float64).equal(pair.Found.Tensor).all().item<bool>()));
    }
}
