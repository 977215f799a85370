namespace Pics.Properties;

/// <summary>The C# snippets of the manual of Pics.Laws, as tests.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], MaxTest = 50)]
public class LawSnippets
{
    private static Pass<Pic, Pic> Collapse { get; } = Rewrite.Where<Pic>(
        "collapse",
        Selection.Mixtures,
        (pic, mixture, child, add) =>
            mixture.Children.Count == 1 ? child(mixture.Children[0]) : add(mixture.MapChildren(child)));

    [Fact]
    public void Collapse_keeps_the_meaning() => PassLaw.KeepsDenotation(Collapse).OrThrow();

    [Fact]
    public void Collapse_is_idempotent() => PassLaw.ForAll("collapse is idempotent", Generate.Pics(mostVariables: 4), pic =>
        Collapse.Apply(pic).Equals(Collapse.Then(Collapse).Apply(pic))).OrThrow();

    [Property]
    public bool Collapse_keeps_the_variables(Pic pic) =>
        Collapse.Apply(pic).Match(smaller => smaller.Scope.Equals(pic.Scope), _ => false);

    private static Law Bounded { get; } = Law.Of(
        "Hiding makes likelier",
        "p(e) is at least p(x, e) where x is a category",
        scene =>
            from joint in scene.LogLikelihood(scene.Case.Row)
            from marginal in scene.LogLikelihood(scene.Case.Evidence)
            select scene.Subject.Families[scene.Case.Variable].Values.IsNone
                ? new LawOutcome.Skipped("x has a density")
                : LawOutcome.AtLeast("log p(e)", marginal, "log p(x, e)", joint, scene.AllowedFor(joint)));

    [Fact]
    public void Hiding_makes_likelier() => Bounded.Check(tests: 30, seed: 1).OrThrow();
}
