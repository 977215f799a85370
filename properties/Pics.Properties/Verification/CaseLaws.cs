using Pics.Host;

namespace Pics.Properties;

/// <summary>How large a case is; shrinking must lower it.</summary>
internal static class CaseSize
{
    /// <summary>A number that falls with each of what is observed, nodes, rule, values and seed.</summary>
    public static double Of(LawCase given) =>
        given.Given.Count() + given.Nodes + (given.Rule is StoredRule.Named { Kind: RuleKind.Trapezoidal } ? 0 : 1) + given.Given.Append(given.Place).Sum(place => Math.Abs(given.Row[place])) + (given.Seed == 0 ? 0 : 1);
}

/// <summary>Cases: the same for the same seed and number, possible, printed in a line; and how they shrink.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 60)]
public class CaseLaws
{
    private static readonly ModelRecipe Recipe = LawFaults.Binary;

    private static Law Fails(Func<LawCase, bool> fails) => new("Test", "test", scene => fails(scene.Case) ? new LawOutcome.Broken("broken") : new LawOutcome.Holds());

    private static LawCase Case(params double[] row) => new(RuleKind.GaussHermite, 7, 1, row.ToArr(), 1, 9);

    [Property]
    public bool Generated_cases_fit_their_model(Trial trial)
    {
        using var model = trial.Model.Make();
        using var subject = new LawSubject(model);
        return subject.Refusal(trial.Case) is null && subject.Allows(trial.Case.Rule) && double.IsNaN(trial.Case.Evidence[trial.Case.Place]);
    }

    [Property]
    public bool Smaller_cases_are_smaller_different_and_fit(Trial trial)
    {
        using var model = trial.Model.Make();
        using var subject = new LawSubject(model);
        var smaller = trial.Case.Shrink().ToList();
        return smaller.All(shrunk => CaseSize.Of(shrunk) < CaseSize.Of(trial.Case) && shrunk.Place == trial.Case.Place && subject.Refusal(shrunk) is null or "a plain circuit keeps its K and rule")
            && (smaller.Count > 0 || trial.Case is { Rule: StoredRule.Named { Kind: RuleKind.Trapezoidal }, Nodes: 2, Value: 0, Seed: 0 } || trial.Model.IsPlain);
    }

    [Property(MaxTest = 20)]
    public bool Whatever_always_fails_shrinks_to_the_least_case(Trial trial)
    {
        using var model = (trial.Model with { IsPlain = false, IsFresh = true }).Make(); // parameters of high contrast can excuse a case by underflow
        using var subject = new LawSubject(model);
        var least = Fails(_ => true).Smallest(subject, trial.Case, 10_000);
        return !least.Given.Any() && least is { Value: 0, Seed: 0 } && least.Rule is StoredRule.Named(RuleKind.Trapezoidal, 2) or StoredRule.Named(RuleKind.Midpoint or RuleKind.GaussLegendre or RuleKind.GaussHermite, 1);
    }

    [Fact]
    public void A_failure_shrinks_to_what_it_needs()
    {
        using var model = new ModelRecipe(PicBuilder.Get(Merge.With(new InputFamily.Categorical(1, 9), MergeKind.Cp).Apply(PicBuilder.Get(LinearChain.Create(Enumerable.Range(0, 20))))), 1).Make();
        using var subject = new LawSubject(model);
        var law = Fails(given => given.Nodes >= 3 && given.Row[13] >= 2 && !double.IsNaN(given.Row[17]));
        var given = new LawCase(RuleKind.GaussHermite, 8, 1, Enumerable.Repeat(8.0, 20).ToArr(), 5, 77);
        var smallest = law.Smallest(subject, given, 1000);
        Assert.Equal("trapezoidal rule, K = 3; x: 5 = 0; e: 13 = 2, 17 = 0; seed 0", smallest.ToString());
        Assert.Equal(given, law.Smallest(subject, given, 0));
        Assert.Equal(given, law.Smallest(subject, given, 1000, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_search_makes_no_more_checks_than_it_may()
    {
        using var model = Recipe.Make();
        using var subject = new LawSubject(model);
        var checks = 0;
        var law = new Law("Test", "test", _ =>
        {
            checks++;
            return new LawOutcome.Holds();
        });
        law.Smallest(subject, Case(1, 1, 1, 1), 5);
        Assert.Equal(5, checks);
    }

    [Fact]
    public void A_case_is_a_function_of_seed_and_number()
    {
        using var model = Recipe.Make();
        using var subject = new LawSubject(model);
        CaseList Cases(int seed) => CaseList.Of(subject, null, [], null, seed).IfLeft(failure => throw new InvalidOperationException(failure.Sentence));
        var (first, again, other) = (Cases(1), Cases(1), Cases(2));
        var numbers = Enumerable.Range(0, 40).ToList();
        var backwards = Enumerable.Reverse(numbers).Select(number => again[number]).ToList();
        Assert.Equal(numbers.Select(number => first[number]), Enumerable.Reverse(backwards));
        Assert.NotEqual(numbers.Select(number => first[number]), numbers.Select(number => other[number]));
        Assert.Equal(40, numbers.Select(number => first[number]).Distinct().Count());
        Assert.Equal(4, first.Rules.Length);
        Assert.Equal(StoredRule.Of(ModelRecipe.Rule, ModelRecipe.Nodes), first.Rules[0]);
    }

    [Fact]
    public void A_sample_of_a_subject_is_a_row_and_the_same_for_the_same_seed()
    {
        using var model = LawFaults.Mixed.Make();
        using var subject = new LawSubject(model);
        var row = subject.Sample(StoredRule.Of(RuleKind.Midpoint, 2), 7).IfNone(Arr<double>.Empty);
        Assert.Equal(3, row.Count);
        Assert.All(subject.Families, family => Assert.True(family.Value.Takes(row[family.Key])));
        Assert.Equal(row, subject.Sample(StoredRule.Of(RuleKind.Midpoint, 2), 7).IfNone(Arr<double>.Empty));
        Assert.True(subject.Sample(StoredRule.Of(RuleKind.Simpson, 2), 7).IsNone);
    }

    [Fact]
    public void Cases_observe_everything_nothing_and_something()
    {
        using var model = Recipe.Make();
        using var subject = new LawSubject(model);
        var counts = new CaseGenerator(subject, null).At(StoredRule.Of(RuleKind.Midpoint, 2)).Sample(100, new Rnd(1), 1).Select(given => given.Given.Count()).ToHashSet();
        Assert.Subset(counts, new System.Collections.Generic.HashSet<int> { 0, 1, 2, 3 });
    }

    [Fact]
    public void Rows_of_data_are_among_the_cases()
    {
        using var model = new ModelRecipe(PicBuilder.Get(Merge.With(new InputFamily.Categorical(1, 1000), MergeKind.Cp).Apply(PicBuilder.Get(LinearChain.Create([0, 1, 2])))), 1).Make();
        using var subject = new LawSubject(model);
        var data = Dataset.Create("test", DataShape.Table(3), 1, 1000, [901, 902, 903, 901, -1, 903]).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        var rows = new CaseGenerator(subject, data).At(StoredRule.Of(RuleKind.Midpoint, 2)).Sample(100, new Rnd(1), 1).Select(given => given.Row.ToArray()).ToList();
        Assert.Contains([901, 902, 903], rows);
        Assert.Contains([901, double.NaN, 903], rows);
        Assert.InRange(rows.Count(row => row[0] == 901), 20, 60);
    }

    [Fact]
    public void A_case_prints_in_a_line()
    {
        Assert.Equal("gauss-hermite rule, K = 7; x: 1 = 2; e: 0 = 0.5, 2 = -1; seed 9", $"{Case(0.5, 2, -1, double.NaN)}");
        Assert.Equal("gauss-hermite rule, K = 7; x: 0.1 = 2; e: nothing; seed 9", $"{Case(double.NaN, 2, double.NaN, double.NaN) with { Channels = 2 }}");
        var many = new LawCase(RuleKind.Trapezoidal, 2, 1, Enumerable.Repeat(1.0, 20).ToArr(), 0, 0);
        Assert.EndsWith("11 = 1, 12 = 1 and 7 more; seed 0", $"{many}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_for_another_model_is_skipped()
    {
        using var model = Recipe.Make();
        using var subject = new LawSubject(model);
        using var plainModel = (Recipe with { IsPlain = true }).Make();
        using var plain = new LawSubject(plainModel);
        LawOutcome Check(LawSubject about, LawCase given) => Numerics.Laws.Normalised.Check(about, given);
        Assert.Equal(new LawOutcome.Skipped("the case is not about 4 variables of 1 channel(s)"), Check(subject, Case(1, 1)));
        Assert.Equal(new LawOutcome.Skipped("the case has a value that its variable cannot have"), Check(subject, Case(1, 2, 0, 0)));
        Assert.Equal(new LawOutcome.Skipped("the case has a value that its variable cannot have"), Check(subject, Case(1, double.NaN, 0, 0)));
        Assert.Equal(new LawOutcome.Skipped("the case has a value that its variable cannot have"), Check(subject, Case(1, 1, 0, 0) with { Place = 4 }));
        Assert.Equal(new LawOutcome.Skipped("the Simpson rule cannot have 2 node(s); it needs an odd number of at least 3"), Check(subject, Case(1, 1, 0, 0) with { Rule = StoredRule.Of(RuleKind.Simpson, 2) }));
        Assert.Equal(new LawOutcome.Skipped("a plain circuit keeps its K and rule"), Check(plain, Case(1, 1, 0, 0)));
    }
}
