using System.Globalization;

namespace Pics.Algebra;

/// <summary>Graphs as text, one unit per line, children before parents; equal graphs print equally.</summary>
public static class Printer
{
    /// <summary>A region graph, for example <c>u2 = partition of {0, 1} (u0, u1)</c>.</summary>
    public static string Print(RegionGraph graph) => Lines(graph.Nodes, node => node.Label);

    /// <summary>A PIC, for example <c>u3 = integral g1.0 (u2) : {0, 1} over 1 latent</c>.</summary>
    public static string PrintPic(Pic pic) => Lines(
        pic.Units,
        unit => Label(unit, "integral", "mixture"),
        id => $" : {pic.Scopes[id.Index]} over {pic.Latents[id.Index]} latent(s)");

    /// <summary>A QPC, for example <c>u3 = sum g1.0 (u2) : {0, 1} with 16 values</c>.</summary>
    public static string PrintQpc(Qpc qpc) => Lines(
        qpc.Units,
        unit => Label(unit, "sum", "mixing"),
        id => $" : {qpc.Scopes[id.Index]} with {qpc.Widths[id.Index]} value(s)");

    /// <summary>A folded QPC, one layer per line, for example <c>1 = cp [F 4, H 2, K_in 16, K_out 16] from 0</c>.</summary>
    public static string PrintFolded(FoldedQpc folded) => string.Join('\n', folded.Layers.Select((layer, index) =>
        $"{index} = {layer.Label} {Shape(layer)}{From(layer)}"));

    /// <summary>The parameter or value axes of a layer with their lengths.</summary>
    public static string Shape(FoldedLayer layer) => layer.Match(
        input => $"[F {input.Folds}, K {input.Width}]",
        cp => $"[F {cp.Folds}, H {cp.Arity}, K_in {cp.InputWidth}, K_out {cp.Width}]",
        tucker => $"[F {tucker.Folds}, {string.Join(", ", tucker.InputWidths.Map((axis, width) => $"K_{axis + 1} {width}"))}, K_out {tucker.Width}]",
        hadamard => $"[F {hadamard.Folds}, H {hadamard.Arity}, K {hadamard.Width}]",
        kronecker => $"[F {kronecker.Folds}, {string.Join(", ", kronecker.InputWidths.Map((axis, width) => $"K_{axis + 1} {width}"))}]",
        mixing => $"[F {mixing.Folds}, H {mixing.Arity}, K {mixing.Width}]");

    /// <summary>A unit without its children, in the words of one reading.</summary>
    private static string Label(CircuitUnit unit, string linear, string mixture) => unit.Match(
        input => $"input x{input.Variable}{input.Observation.Label} {input.Density.Label}",
        _ => "hadamard",
        _ => "kronecker",
        found => $"{linear} {found.Kernel.Label}",
        _ => mixture);

    private static string From(FoldedLayer layer)
    {
        var sources = layer.Sources.Map(source => source.Layer).Distinct().Order().Select(source => source.ToString(CultureInfo.InvariantCulture)).ToList();
        return sources.Count == 0 ? string.Empty : $" from {string.Join(", ", sources)}";
    }

    private static string Lines<TUnit>(Dag<TUnit> dag, Func<TUnit, string> label, Func<UnitId, string>? facts = null)
        where TUnit : class, IUnit<TUnit> =>
        string.Join('\n', dag.Ids.Select(id =>
        {
            var children = dag[id].Children;
            var inputs = children.IsEmpty ? string.Empty : $" ({string.Join(", ", children.Map(child => child.ToString()))})";
            return $"{id} = {label(dag[id])}{inputs}{facts?.Invoke(id)}";
        }));
}
