namespace Pics.Laws;

/// <summary>A circuit, a rule and a meaning: what a denotation takes.</summary>
/// <param name="Circuit">A PIC or a QPC.</param>
/// <param name="Rule">For a PIC; a QPC has its own.</param>
/// <param name="Meaning">Functions and evidence.</param>
internal sealed record DenotationCase<TCircuit>(TCircuit Circuit, Option<QuadratureRule> Rule, Meaning Meaning)
{
    /// <summary>The value of a QPC.</summary>
    public double ValueOf(Qpc qpc) => Denotation.OfQpc(qpc, Meaning.Interpretation);

    /// <summary>The value of a PIC under the rule: that of its QPC, a vector a unit.</summary>
    public double ValueOf(Pic pic) => Rule.Match(rule => Materialize.With(rule).Apply(pic).Match(ValueOf, _ => double.NaN), () => double.NaN);

    /// <summary>Circuit, rule and meaning as text.</summary>
    public override string ToString() => string.Join('\n', [Shown.Of(Circuit), .. Rule.Map(rule => Shown.Of(rule)).ToSeq(), $"{Meaning}"]);
}

/// <summary>Random cases for denotations.</summary>
internal static class DenotationCase
{
    /// <summary>PICs under random rules of one node up to some.</summary>
    public static Arbitrary<DenotationCase<Pic>> Under(Arbitrary<Pic> circuits, int mostNodes) => Arb.From(
        from circuit in circuits.Generator
        from rule in Generate.Rules(mostNodes)
        from meaning in Generate.MeaningsFor(circuit)
        select new DenotationCase<Pic>(circuit, rule, meaning),
        given => Smaller(given, circuits).Concat(given.Rule.Bind(rule => Shrinkers.Rule(rule).HeadOrNone()).Map(rule => given with { Rule = rule }).ToSeq()));

    /// <summary>QPCs.</summary>
    public static Arbitrary<DenotationCase<Qpc>> Of(Arbitrary<Qpc> circuits) => Arb.From(
        from circuit in circuits.Generator
        from meaning in Generate.MeaningsFor(circuit)
        select new DenotationCase<Qpc>(circuit, Option<QuadratureRule>.None, meaning),
        given => Smaller(given, circuits));

    private static IEnumerable<DenotationCase<TCircuit>> Smaller<TCircuit>(DenotationCase<TCircuit> given, Arbitrary<TCircuit> circuits) =>
        circuits.Shrinker(given.Circuit).Select(smaller => given with { Circuit = smaller }).Concat(given.Meaning.Shrink().Select(smaller => given with { Meaning = smaller }));
}
