using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Laws of Pics.Laws: the library's passes keep those that they should, wrong passes are found, shrunk and replayed, and what was not checked is no success.</summary>
[Collection(TensorTests.Name)]
public class PassLawLaws
{
    private const int Tests = 60, Seed = 3;

    private static readonly Pass<Pic, Pic> Collapse = Mixtures("collapse", mixture => mixture.Inputs.Count == 1);

    private static readonly Pass<Pic, Pic> WrongCollapse = Mixtures("wrong collapse", _ => true);

    private static Pass<Pic, Pic> Mixtures(string name, Func<CircuitUnit.Mixture, bool> isGone) => Rewrite.Where<Pic>(name, Selection.Mixtures, (_, unit, child, add) =>
        isGone((CircuitUnit.Mixture)unit) ? child(unit.Children[0]) : add(unit.MapChildren(child)));

    private static LawCounterexample Fails(LawResult result) => result.Match(_ => throw new InvalidOperationException(result.Explain()), fails => fails.Counterexample, _ => throw new InvalidOperationException(result.Explain()));

    public static TheoryData<int, string> Right => Numbered(RightLaws);

    public static TheoryData<int, string> Wrong => Numbered(WrongLaws);

    private static TheoryData<int, string> Numbered(PassLaw[] laws)
    {
        var data = new TheoryData<int, string>();
        for (var index = 0; index < laws.Length; index++) data.Add(index, laws[index].Name);
        return data;
    }

    private static PassLaw[] RightLaws =>
    [
        PassLaw.KeepsDenotation(Prune.Pass<Pic>()), PassLaw.KeepsDenotation(Prune.Pass<Qpc>()), PassLaw.KeepsDenotation(Collapse), PassLaw.KeepsDenotation(Fold.Pass),
        PassLaw.KeepsDenotation(Pass.Identity<Pic>().Then(Materialize.With(Get(Quadrature.Create(RuleKind.GaussLegendre, 2))))),
        PassLaw.AgreesAtEveryRule(Prune.Pass<Pic>()), PassLaw.NeverGrows(Prune.Pass<Pic>()), PassLaw.NeverGrows(Prune.Pass<Qpc>()), PassLaw.NeverGrows(Restrict.To(Scope.Of([0, 2]))),
        PassLaw.PassesCreate(Share.Default), PassLaw.PassesCreate(Absorb.Pass.Select(absorbed => absorbed.Circuit)), PassLaw.PassesCreate(Binarise.Pass), PassLaw.PassesCreate(CircuitBuilder.RandomMerge(1)), PassLaw.PassesCreate(Collapse),
        PassLaw.Commutes(Condition.On<Pic>([KeyValuePair.Create(0, 1.0)]), Marginalise.Over<Pic>(Scope.Single(1))),
        PassLaw.Commutes(Condition.On<Qpc>([KeyValuePair.Create(0, 1.0)]), Marginalise.Over<Qpc>(Scope.Single(1))),
        PassLaw.CommutesWithMaterialize(Marginalise.Over<Pic>(Scope.Single(0)), Marginalise.Over<Qpc>(Scope.Single(0))),
        PassLaw.ForAll("halves are smaller", Generate.RegionGraphs(4), graph => graph.Nodes.Units.Length >= graph.Scope.Count),
    ];

    private static PassLaw[] WrongLaws =>
    [
        PassLaw.KeepsDenotation(WrongCollapse), PassLaw.AgreesAtEveryRule(WrongCollapse), PassLaw.KeepsDenotation(Marginalise.Over<Qpc>(Scope.Single(0))), PassLaw.KeepsDenotation(Share.With(Sharing.Full, Sharing.Full)),
        PassLaw.KeepsDenotation(Marginalise.Over<Qpc>(Scope.Single(0)).Then(Fold.Pass)), PassLaw.KeepsDenotation(Marginalise.Over<Pic>(Scope.Single(0)).Then(Materialize.With(Get(Quadrature.Create(RuleKind.GaussLegendre, 2))))),
        PassLaw.NeverGrows(Binarise.Pass), PassLaw.NeverGrows(Rewrite.Where<Pic>("wrap", Selection.Inputs, (_, unit, _, add) => add(new CircuitUnit.Mixture(Arr.create(add(unit)), Arr.create(1.0))))),
        PassLaw.PassesCreate(Rewrite.Where<Pic>("overlap", Selection.Inputs, (_, unit, _, add) => add(((CircuitUnit.Input)unit) with { Variable = 0 }))), PassLaw.PassesCreate(Pass.Total<Qpc, Never>("never", _ => new Never())),
        PassLaw.Commutes(WrongCollapse, Rewrite.All<Pic>("turn", (_, unit, child, add) => add(unit is CircuitUnit.Mixture { Inputs.Count: 2 } two ? new CircuitUnit.Mixture(Arr.create(child(two.Inputs[1]), child(two.Inputs[0])), Arr.create(two.Weights[1], two.Weights[0])) : unit.MapChildren(child)))),
        PassLaw.Commutes(Restrict.To(Scope.Range(0, 3)), Pass.Partial<RegionGraph, RegionGraph>("split anew", graph => RandomSplits.Create(graph.Scope.Count, 1))),
        PassLaw.CommutesWithMaterialize(Marginalise.Over<Pic>(Scope.Single(0)), Pass.Identity<Qpc>()),
        PassLaw.ForAll("graphs are small", Generate.RegionGraphs(5), graph => graph.Scope.Count < 3),
    ];

    [Theory]
    [MemberData(nameof(Right))]
    public void Right_passes_keep_their_laws(int index, string name)
    {
        var result = RightLaws[index].Check(Tests, Seed);
        Assert.True(result.IsSuccess, result.Explain());
        Assert.Equal(name, result.Law);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_passes_are_found_and_found_again(int index, string name)
    {
        var law = WrongLaws[index];
        var result = law.Check(Tests, Seed);
        Assert.StartsWith($"{name}: fails after ", result.Explain(), StringComparison.Ordinal);
        var found = Fails(result);
        Assert.True(found.Outcome.IsViolation);
        Assert.Contains(found.Case.Split('\n')[0], result.Explain(), StringComparison.Ordinal);
        Assert.Contains($"  replay with   {found.Replay}", result.Explain(), StringComparison.Ordinal);
        Assert.Equal(found, Fails(law.Replay(found.Replay)));
        Assert.Equal(result.Explain(), law.Check(Tests, Seed).Explain());
        Assert.Equal(result.Explain(), Assert.Throws<LawException>(result.OrThrow).Message);
    }

    [Fact]
    public void A_counterexample_is_the_smallest_mixture()
    {
        var found = Fails(PassLaw.KeepsDenotation(WrongCollapse).Check(Tests, Seed));
        var lines = found.Case.Split('\n');
        Assert.True(found.Shrinks > 0);
        Assert.True(lines.Length <= 9, found.Case);
        Assert.Contains(lines, line => line.Contains("= mixture", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("random(2) on [-1, 1]", StringComparison.Ordinal));
    }

    [Fact]
    public void A_law_that_is_never_checked_is_no_success()
    {
        foreach (var (law, reason) in new[]
        {
            (PassLaw.KeepsDenotation(Pass.Identity<Pic>()), "the pass changes nothing there"),
            (PassLaw.KeepsDenotation(Condition.On<Pic>([KeyValuePair.Create(99, 1.0)])), "the pass refuses: "),
            (PassLaw.Of("Odd", "odd", Arb.From(Gen.Constant(1)), _ => new LawOutcome.Skipped("one is no case")), "one is no case"),
            (PassLaw.ForAll<int>("None", Gen.Constant(1).Select<int, int>(_ => throw new InvalidOperationException("no number")), _ => true), "no case could be made"),
        })
        {
            var result = law.Check(20, 1);
            Assert.False(result.IsSuccess);
            Assert.True(result.Match(_ => false, _ => false, _ => true), result.Explain());
            Assert.Contains($"was checked in no case, so nothing is known of it; 0 cases, ", result.Explain(), StringComparison.Ordinal);
            Assert.Contains(reason, result.Explain(), StringComparison.Ordinal);
            Assert.Throws<LawException>(() => law.OrThrow());
        }
    }

    [Fact]
    public void Counts_cover_every_case_and_exceptions_are_findings()
    {
        var result = PassLaw.KeepsDenotation(Collapse).Check(Tests, Seed);
        Assert.Equal(Tests, result.Counts.Held + result.Counts.Skipped.Values.Sum());
        var thrown = Fails(PassLaw.KeepsDenotation(Pass.Partial<Pic, Pic>("throw", _ => throw new InvalidOperationException("no\nstack"))).Check(Tests, Seed));
        Assert.Equal("an exception of type InvalidOperationException: no", thrown.Outcome.Explain());
        Assert.Equal(0, PassLaw.ForAll("x", Gen.Constant(1), _ => true).Check(0, 1).Counts.Held);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Contains("the check was cancelled: 5", PassLaw.ForAll("x", Gen.Constant(1), _ => true).Check(5, 1, cancelled.Token).Explain(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("(1,2,3)")] // gamma is odd
    [InlineData("(1,3,-1)")]
    [InlineData("abc")]
    public void A_wrong_replay_says_what_one_is(string replay) =>
        Assert.Contains($"'{replay}' is no replay; expected seed, gamma and size", PassLaw.KeepsDenotation(Collapse).Replay(replay).Explain(), StringComparison.Ordinal);

    [Fact]
    public void Laws_of_models_are_checked_on_random_models()
    {
        Assert.True(Numerics.Laws.Normalised.Check(10, 1).IsSuccess);
        var wrong = Law.Of("Likely", "every row has p of at least 0.2", scene => scene.LogLikelihood(scene.Case.Row).Map(found => LawOutcome.AtLeast("log p", found, "log 0.2", Math.Log(0.2), 0)));
        var found = Fails(wrong.Check(50, 1));
        Assert.Contains("of raised contrast", wrong.Check(50, 1).Explain(), StringComparison.Ordinal);
        Assert.Equal(found, Fails(wrong.OnModels().Replay(found.Replay)));
        var meaning = Law.Of("Meaning", "the denotation is the likelihood", scene => scene.Subject.Stored.IsPlain || scene.Case.Channels > 1
            ? new LawOutcome.Skipped("no denotation")
            : from log in scene.LogLikelihood(scene.Case.Row)
              from its in ModelMeaning.Of(scene.Model, scene.Case.Row)
              select LawOutcome.Equal("log p", log, "the denotation", Math.Log(Denotation.OfFolded(scene.Model.Circuit, its)), scene.AllowedFor(log)));
        Assert.True(meaning.Check(20, 1).IsSuccess, meaning.Check(20, 1).Explain());
    }

    private sealed class Never : IRecheck<Never>
    {
        public Either<PicsError, Never> Recheck() => new PicsError.Graph(new GraphError.Empty());
    }
}
