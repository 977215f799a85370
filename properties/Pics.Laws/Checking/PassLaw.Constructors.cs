namespace Pics.Laws;

/// <content>Laws that passes are asked to keep, one or more constructors each by what the pass goes from and to.</content>
public sealed partial class PassLaw
{
    private const int MostVariables = 4; // of random circuits, which the denotation evaluates unit by unit
    private const int MostParts = 5; // variables of random region graphs
    private const int MostNodes = 3;

    /// <summary>The value of every circuit stays, under random rules, functions and evidence. Circuits that the pass refuses or leaves as they are are skipped.</summary>
    public static PassLaw KeepsDenotation(Pass<Pic, Pic> pass) => KeepsDenotation(pass, Circuits);

    /// <summary>The same on circuits of one's own.</summary>
    public static PassLaw KeepsDenotation(Pass<Pic, Pic> pass, Arbitrary<Pic> circuits) =>
        Keeps(pass, DenotationCase.Under(circuits, MostNodes), given => given.ValueOf(given.Circuit), (given, after) => given.ValueOf(after));

    /// <summary>The value of every QPC stays.</summary>
    public static PassLaw KeepsDenotation(Pass<Qpc, Qpc> pass) => KeepsDenotation(pass, QuadratureCircuits);

    /// <summary>The same on circuits of one's own.</summary>
    public static PassLaw KeepsDenotation(Pass<Qpc, Qpc> pass, Arbitrary<Qpc> circuits) =>
        Keeps(pass, DenotationCase.Of(circuits), given => given.ValueOf(given.Circuit), (given, after) => given.ValueOf(after));

    /// <summary>The folded QPC has the value of the QPC.</summary>
    public static PassLaw KeepsDenotation(Pass<Qpc, FoldedQpc> pass) =>
        Keeps(pass, DenotationCase.Of(QuadratureCircuits), given => given.ValueOf(given.Circuit), (given, after) => Denotation.OfFolded(after, given.Meaning.Interpretation));

    /// <summary>The QPC has the value of the PIC by nested quadrature under its rule.</summary>
    public static PassLaw KeepsDenotation(Pass<Pic, Qpc> pass) => Of(
        $"{pass.Name} keeps the denotation",
        $"the QPC that '{pass.Name}' gives has the value of the PIC with each integral replaced by its rule",
        DenotationCase.Under(Circuits, 1),
        given => pass.Apply(given.Circuit).Match(
            after => Same("the value of the PIC", Denotation.OfPic(given.Circuit, after.Rule, given.Meaning.Interpretation), "that of the QPC", given.ValueOf(after)),
            Refused));

    /// <summary>The value of every PIC stays at every rule and K, with functions of nets of raised contrast, or with pseudo-random ones where the pass makes new functions.</summary>
    public static PassLaw AgreesAtEveryRule(Pass<Pic, Pic> pass) => AgreesAtEveryRule(pass, Circuits);

    /// <summary>The same on circuits of one's own.</summary>
    public static PassLaw AgreesAtEveryRule(Pass<Pic, Pic> pass, Arbitrary<Pic> circuits) => Of(
        $"{pass.Name} agrees at every rule",
        $"the value of a PIC after '{pass.Name}' is that before, at every kind of rule and several K, with nets of raised contrast",
        RuleCase.Of(circuits),
        given => Changed(pass, given.Circuit, after => LawOutcome.All(given.Values(after).Select(value => Same($"the value at {value.Rule}", value.Before, $"that after {pass.Name}", value.After)))));

    /// <summary>Both orders of two passes give equal circuits. Circuits that both refuse, or neither changes, are skipped.</summary>
    public static PassLaw Commutes(Pass<Pic, Pic> pass, Pass<Pic, Pic> other) => Commute(pass, other, Circuits);

    /// <inheritdoc cref="Commutes(Pass{Pic, Pic}, Pass{Pic, Pic})"/>
    public static PassLaw Commutes(Pass<Qpc, Qpc> pass, Pass<Qpc, Qpc> other) => Commute(pass, other, QuadratureCircuits);

    /// <summary>Both orders of two passes give equal region graphs. Graphs that both refuse, or neither changes, are skipped.</summary>
    public static PassLaw Commutes(Pass<RegionGraph, RegionGraph> pass, Pass<RegionGraph, RegionGraph> other) => Commute(pass, other, Graphs);

    /// <summary>A pass on PICs and then a rule gives the QPC of the rule and then the same pass on QPCs.</summary>
    public static PassLaw CommutesWithMaterialize(Pass<Pic, Pic> onPic, Pass<Qpc, Qpc> onQpc) => Of(
        $"{onPic.Name} commutes with materialize",
        $"'{onPic.Name}' on a PIC and then a rule gives the same QPC as the rule and then '{onQpc.Name}'",
        Arb.From(from pic in Generate.Pics(MostVariables) from rule in Generate.Rules(MostNodes) select (pic, rule), given => Shrinkers.Circuit(given.pic).Select(smaller => (smaller, given.rule))),
        given => Agree(onPic.Then(Materialize.With(given.rule)).Apply(given.pic), Materialize.With(given.rule).Then(onQpc).Apply(given.pic), after => !after.Units.Equals(given.pic.Units)));

    /// <summary>There are never more units than before. Circuits that the pass refuses or leaves as they are are skipped.</summary>
    public static PassLaw NeverGrows(Pass<Pic, Pic> pass) => Grows(pass, Circuits, pic => pic.Units.Units.Length);

    /// <inheritdoc cref="NeverGrows(Pass{Pic, Pic})"/>
    public static PassLaw NeverGrows(Pass<Qpc, Qpc> pass) => Grows(pass, QuadratureCircuits, qpc => qpc.Units.Units.Length);

    /// <summary>There are never more regions and partitions than before. Graphs that the pass refuses or leaves as they are are skipped.</summary>
    public static PassLaw NeverGrows(Pass<RegionGraph, RegionGraph> pass) => Grows(pass, Graphs, graph => graph.Nodes.Units.Length);

    /// <summary>Results pass their own <c>Create</c> again. What the pass refuses is skipped, but not where it built something that is no circuit.</summary>
    public static PassLaw PassesCreate<TTo>(Pass<Pic, TTo> pass)
        where TTo : IRecheck<TTo> => Creates(pass, Circuits);

    /// <inheritdoc cref="PassesCreate{TTo}(Pass{Pic, TTo})"/>
    public static PassLaw PassesCreate<TTo>(Pass<Qpc, TTo> pass)
        where TTo : IRecheck<TTo> => Creates(pass, QuadratureCircuits);

    /// <inheritdoc cref="PassesCreate{TTo}(Pass{Pic, TTo})"/>
    public static PassLaw PassesCreate<TTo>(Pass<RegionGraph, TTo> pass)
        where TTo : IRecheck<TTo> => Creates(pass, Graphs);

    private static Arbitrary<Pic> Circuits => Arb.From(Generate.Pics(MostVariables), Shrinkers.Circuit);

    private static Arbitrary<Qpc> QuadratureCircuits => Arb.From(Generate.Qpcs(MostVariables, MostNodes), Shrinkers.Circuit);

    private static Arbitrary<RegionGraph> Graphs => Arb.From(Generate.RegionGraphs(MostParts), Shrinkers.Graph);
}
