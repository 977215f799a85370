namespace Pics.Properties;

/// <summary>Units as nested terms: the graph unravelled to a tree, so that order and sharing do not show.</summary>
internal static class Terms
{
    public static string Of<TUnit>(Dag<TUnit> dag, UnitId id, Func<TUnit, string> label)
        where TUnit : class, IUnit<TUnit> =>
        $"{label(dag[id])}({string.Join(", ", dag[id].Children.Map(child => Of(dag, child, label)))})";

    /// <summary>The terms of all units, sorted.</summary>
    public static IEnumerable<string> All(Qpc qpc) => qpc.Units.Ids.Select(id => Of(qpc.Units, id, Label)).Order(StringComparer.Ordinal);

    private static string Label(CircuitUnit unit) => unit.Match(
        input => $"input {input.Variable} {input.Density} {input.Observation}",
        _ => "hadamard",
        _ => "kronecker",
        sum => $"sum {sum.Kernel}",
        mixing => $"mixing {string.Join(' ', mixing.Weights)}");
}
