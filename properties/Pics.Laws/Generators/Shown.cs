namespace Pics.Laws;

/// <summary>Values of the algebra as text, as counterexamples show them.</summary>
internal static class Shown
{
    /// <summary>Graphs unit by unit, tuples entry by entry, all else as it prints itself.</summary>
    public static string Of(object? value) => value switch
    {
        Pic pic => Printer.PrintPic(pic),
        Qpc qpc => $"{Printer.PrintQpc(qpc)}\nunder {Rule(qpc.Rule)}",
        RegionGraph graph => Printer.Print(graph),
        FoldedQpc folded => Printer.PrintFolded(folded),
        QuadratureRule rule => Rule(rule),
        System.Runtime.CompilerServices.ITuple tuple => string.Join('\n', Enumerable.Range(0, tuple.Length).Select(place => Of(tuple[place]))),
        _ => value?.ToString() ?? "nothing",
    };

    private static string Rule(QuadratureRule rule) =>
        FormattableString.Invariant($"{rule}: nodes {string.Join(", ", rule.Nodes.Select(Number))}; weights {string.Join(", ", rule.Weights.Select(Number))}");

    private static string Number(double value) => value.ToString("G4", System.Globalization.CultureInfo.InvariantCulture);
}
