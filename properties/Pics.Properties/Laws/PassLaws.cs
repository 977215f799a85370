using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 100)]
public class PassLaws
{
    [Property]
    public bool Pass_composition_is_associative_with_identity(RegionGraph graph, QuadratureRule rule, int seed)
    {
        var (merge, share, materialize, fold) = (RandomMerge(seed), Share.Default, Materialize.With(rule), Fold.Pass);
        var left = merge.Then(share).Then(materialize).Then(fold);
        var right = merge.Then(share.Then(materialize.Then(fold)));
        var padded = Pass.Identity<RegionGraph>().Then(left).Then(Pass.Identity<FoldedQpc>());
        return Get(left.Apply(graph)).Equals(Get(right.Apply(graph))) && Get(left.Apply(graph)).Equals(Get(padded.Apply(graph)))
            && left.Name == right.Name && left.Name == padded.Name && left.Name == "merge > share > materialize > fold";
    }

    [Property]
    public bool Every_pass_output_passes_its_own_create(RegionGraph graph, QuadratureRule rule, int seed) =>
        Pass.Identity<RegionGraph>().Checked()
            .Then(RandomMerge(seed).Checked())
            .Then(Share.Default.Checked())
            .Then(Condition.On<Pic>([KeyValuePair.Create(0, 1.0)]).Checked())
            .Then(Marginalise.Over<Pic>(graph.Scope.Except(Scope.Of([0, 1]))).Checked())
            .Then(Prune.Pass<Pic>().Checked())
            .Then(Materialize.With(rule).Checked())
            .Then(Fold.Pass.Checked())
            .Apply(graph)
            .Match(folded => folded.Equals(Get(RandomMerge(seed).Then(Share.Default).Then(Fixed(graph)).Then(Pipeline.Evaluation(rule)).Apply(graph))), _ => false);

    private static Pass<Pic, Pic> Fixed(RegionGraph graph) =>
        Condition.On<Pic>([KeyValuePair.Create(0, 1.0)]).Then(Marginalise.Over<Pic>(graph.Scope.Except(Scope.Of([0, 1])))).Then(Prune.Pass<Pic>());

    [Property]
    public bool Trusted_results_have_the_facts_that_create_finds(RegionGraph graph, QuadratureRule rule, int seed)
    {
        var pic = Get(RandomMerge(seed).Then(Share.Default).Then(Fixed(graph)).Apply(graph));
        Pic[] pics = [Get(RandomMerge(seed).Apply(graph)), Get(RandomMerge(seed).Then(Share.Default).Apply(graph)), pic, pic.Intern()];
        var qpcs = pics.Select(found => Get(Materialize.With(rule).Apply(found))).ToList();
        qpcs.AddRange([.. qpcs.Select(qpc => Get(Prune.Pass<Qpc>().Apply(qpc))), Get(Absorb.Pass.Apply(qpcs[2])).Circuit]);
        var folded = qpcs.Select(qpc => Get(Fold.Pass.Apply(qpc))).ToList();
        return pics.All(found => Agree(found, Get(Pic.Create(found.Units.Units))))
            && qpcs.Concat(folded.Select(circuit => circuit.Unfold())).All(found => Agree(found, Get(Qpc.Create(found.Units.Units, rule))))
            && folded.All(found => Get(FoldedQpc.Create(found.Layers, rule)) is var made && found.Groups.SequenceEqual(made.Groups) && found.Scope.Equals(made.Scope)
                && found.Scopes.Select(layer => layer.Length).SequenceEqual(made.Scopes.Select(layer => layer.Length))
                && found.Scopes.SelectMany(layer => layer).SequenceEqual(made.Scopes.SelectMany(layer => layer)));
    }

    private static bool Agree<TCircuit>(TCircuit found, TCircuit made)
        where TCircuit : class, ICircuit<TCircuit> =>
        found.Scopes.SequenceEqual(made.Scopes) && found.Sizes.SequenceEqual(made.Sizes) && found.Groups.SequenceEqual(made.Groups);

    [Property]
    public bool Query_syntax_runs_both_passes_on_the_same_input(Pic pic, QuadratureRule rule)
    {
        var both = from shared in Share.Default
                   from qpc in Materialize.With(rule)
                   select (shared, qpc);
        return Get(both.Apply(pic)) is var (found, materialised) && found.Equals(Get(Share.Default.Apply(pic))) && materialised.Equals(Get(Materialize.With(rule).Apply(pic)))
            && Get(Share.Default.Select(shared => shared.Groups.Length).Apply(pic)) == found.Groups.Length;
    }

    [Fact]
    public void The_first_refusal_ends_a_pipeline()
    {
        var refusal = new PicsError.Rule(new RuleError.NoNodes("none"));
        var reached = false;
        var pass = Pass.Partial<int, int>("refuse", _ => refusal).Then(Pass.Total<int, int>("never", value =>
        {
            reached = true;
            return value;
        }));
        Assert.Equal(refusal, pass.Apply(1).Match(_ => null!, error => error));
        Assert.False(reached);
    }

    [Fact]
    public void Checked_refuses_what_breaks_an_invariant()
    {
        var broken = Pass.Total<int, Broken>("break", _ => new Broken()).Checked();
        Assert.True(broken.Apply(1).IsLeft);
        Assert.Equal("break", broken.Name);
    }

    private sealed class Broken : IRecheck<Broken>
    {
        public Either<PicsError, Broken> Recheck() => new PicsError.Graph(new GraphError.Empty());
    }
}
