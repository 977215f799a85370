using Pics.Host;
using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Every law can fail: wrong operations and wrong numbers are found, and shrunk to cases in which they still show.</summary>
[Collection(TensorTests.Name)]
public class LawFaultLaws
{
    private const int Cases = 16;

    public static TheoryData<int, string> Faults
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var index = 0; index < LawFaults.All.Count; index++) data.Add(index, $"{LawFaults.All[index].Law}: {LawFaults.All[index].Name}");
            return data;
        }
    }

    private static IEnumerable<LawCase> CasesOf(LawSubject subject) =>
        CaseList.Of(subject, null, [], null, 3).Match(cases => Enumerable.Range(0, Cases).Select(number => cases[number]), failure => throw new InvalidOperationException(failure.Sentence));

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_law_finds_a_wrong_operation_and_nothing_without_it(int index, string name)
    {
        using var scope = NewDisposeScope();
        var (_, law, recipe, wrong) = LawFaults.All[index];
        using var model = recipe.Make();
        using var right = new LawSubject(model);
        using var subject = new LawSubject(model, wrong);
        var cases = CasesOf(right).ToList();
        Assert.All(cases, given => Assert.False(law.Check(right, given).IsViolation, $"{law}: {law.Check(right, given)}"));
        var found = cases.FirstOrDefault(given => law.Check(subject, given).IsViolation);
        Assert.True(found is not null, name);
        using var plain = HostModels.Of(model);
        using var rightInMemory = new LawSubject(plain);
        using var inMemory = new LawSubject(plain, wrong);
        Assert.All(cases, given => Assert.False(law.Check(rightInMemory, given).IsViolation, $"{law}: {law.Check(rightInMemory, given)}"));
        Assert.True(law.Check(inMemory, found).IsViolation, name);
        var smallest = law.Smallest(subject, found, 200);
        Assert.True(law.Check(subject, smallest).IsViolation, name);
        Assert.True(CaseSize.Of(smallest) <= CaseSize.Of(found), $"{found} to {smallest}");
    }

    [Fact]
    public void Every_law_has_a_fault_that_it_finds() => Assert.Equal(Numerics.Laws.All.Select(law => law.Name).Order(), LawFaults.All.Select(fault => fault.Law.Name).Distinct().Order());

    [Fact]
    public void Weights_that_do_not_sum_to_one_are_found()
    {
        using var model = LawFaults.Binary.Make();
        using var broken = new StoredModel(model.Pic, new ChangedParameters(model.Parameters, numbers =>
        {
            foreach (var group in model.Pic.Groups.Where(group => group.Signature is FunctionSignature.Kernel)) numbers[group.Id].mul_(1.001);
        }), model.Settings, model.Rule);
        Assert.Equal([Numerics.Laws.Normalised, Numerics.Laws.DenotationAgrees], Violated(broken).Where(law => law == Numerics.Laws.Normalised || law == Numerics.Laws.DenotationAgrees));
    }

    [Fact]
    public void Densities_that_do_not_sum_to_one_are_found()
    {
        using var model = LawFaults.Binary.Make();
        using var broken = new StoredModel(model.Pic, new ChangedParameters(model.Parameters, numbers =>
        {
            foreach (var group in model.Pic.Groups.Where(group => group.Signature is FunctionSignature.Density)) numbers[group.Id].add_(1e-3);
        }), model.Settings, model.Rule);
        Assert.Contains(Numerics.Laws.Marginal, Violated(broken));
        Assert.Contains(Numerics.Laws.PosteriorsSumToOne, Violated(broken));
    }

    [Fact]
    public void Impossible_evidence_violates_nothing()
    {
        using var model = LawFaults.Binary.Make();
        using var sure = new StoredModel(model.Pic, new ChangedParameters(model.Parameters, numbers =>
        {
            foreach (var group in model.Pic.Groups.Where(group => group.Signature is FunctionSignature.Density))
            {
                using var zero = numbers[group.Id].select(3, 0);
                using var one = numbers[group.Id].select(3, 1);
                zero.fill_(0);
                one.fill_(double.NegativeInfinity);
            }
        }), model.Settings, model.Rule);
        using var subject = new LawSubject(sure);
        var outcomes = CasesOf(subject).Select(given => (given, outcomes: Numerics.Laws.All.Where(law => law != Numerics.Laws.PrecisionsAgree).Select(law => (law, outcome: law.Check(subject, given))).ToList())).ToList();
        Assert.All(outcomes.SelectMany(entry => entry.outcomes), entry => Assert.False(entry.outcome.IsViolation, $"{entry.law}: {entry.outcome}"));
        Assert.Contains(outcomes, entry => entry.outcomes.Any(checkedLaw => checkedLaw.outcome is LawOutcome.Skipped("the evidence has probability zero")));
    }

    private static List<Law> Violated(StoredModel model)
    {
        using var subject = new LawSubject(model);
        return [.. Numerics.Laws.All.Where(law => CasesOf(subject).Any(given => law.Check(subject, given).IsViolation))];
    }

    /// <summary>Parameters whose numbers are changed after they are computed, but still said to be normalised.</summary>
    private sealed class ChangedParameters(ICircuitParameters inner, Action<CircuitTensors> change) : ICircuitParameters
    {
        public IReadOnlyList<TorchSharp.Modules.Parameter> Trainable => inner.Trainable;

        public IEnumerable<(string Name, Tensor Tensor)> Named => inner.Named;

        public bool IsNormalised => true;

        public Materialization Materialize(QuadratureRule rule, bool forGradients, EngineKind engine)
        {
            var made = inner.Materialize(rule, forGradients, engine);
            change(made.Tensors);
            return made;
        }

        public void Project()
        {
        }

        public void Dispose()
        {
            // The model that they are taken from disposes of them.
        }
    }
}
