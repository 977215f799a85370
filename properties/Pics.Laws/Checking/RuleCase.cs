namespace Pics.Laws;

/// <summary>A PIC with nets of raised contrast and a row: its value at many rules.</summary>
/// <param name="Circuit">The circuit.</param>
/// <param name="Meaning">The seed of the nets and the row; the meaning of functions that the nets do not have.</param>
internal sealed record RuleCase(Pic Circuit, Meaning Meaning)
{
    private static readonly int[] Nodes = [1, 2, 3, 5];

    /// <summary>PICs with rows.</summary>
    public static Arbitrary<RuleCase> Of(Arbitrary<Pic> circuits) => Arb.From(
        from circuit in circuits.Generator
        from meaning in Generate.MeaningsFor(circuit)
        select new RuleCase(circuit, meaning),
        given => circuits.Shrinker(given.Circuit).Select(smaller => given with { Circuit = smaller }).Concat(given.Meaning.Shrink().Select(smaller => given with { Meaning = smaller })));

    /// <summary>The values of the circuit and of another one at every rule and K that there are.</summary>
    public IEnumerable<(QuadratureRule Rule, double Before, double After)> Values(Pic other)
    {
        using var model = IsCovered(other) ? new ModelRecipe(Circuit, Meaning.Seed).Make() : null;
        foreach (var kind in Enum.GetValues<RuleKind>())
            foreach (var nodes in Nodes)
                foreach (var rule in Quadrature.Create(kind, nodes).ToSeq())
                {
                    var meaning = model is null ? Meaning.Interpretation : ModelMeaning.Of(model, rule, Padded).IfLeft(Meaning.Interpretation);
                    yield return (rule, Value(Circuit, rule, meaning), Value(other, rule, meaning));
                }
    }

    /// <summary>Circuit and meaning as text.</summary>
    public override string ToString() => $"{Shown.Of(Circuit)}\n{Meaning}";

    /// <summary>The row with a value for every column of the circuit.</summary>
    private Arr<double> Padded => Enumerable.Range(0, Circuit.Scope.Columns).Select(variable => variable < Meaning.Row.Count ? Meaning.Row[variable] : double.NaN).ToArr();

    /// <summary>Whether the nets of the circuit have all functions of another.</summary>
    private bool IsCovered(Pic other) => other.Groups.All(group => Circuit.Groups.Any(own => own.Id == group.Id && own.Signature == group.Signature && own.Sharing == group.Sharing && own.Functions >= group.Functions));

    private static double Value(Pic pic, QuadratureRule rule, Interpretation meaning) => Materialize.With(rule).Apply(pic).Match(qpc => Denotation.OfQpc(qpc, meaning), _ => double.NaN);
}
