using LanguageExt;

namespace Pics.Host;

/// <summary>The stages of the road as pictures.</summary>
internal static class Drawings
{
    /// <summary>Regions with their variables, and the partitions between them.</summary>
    /// <param name="graph">The region graph.</param>
    /// <param name="image">Height and width, if variables are pixels.</param>
    public static Drawing Of(RegionGraph graph, (int Height, int Width)? image)
    {
        var statistics = graph.Statistics();
        var nodes = Nodes(graph.Nodes, (node, _, level) => node.Match(
            region => new DrawnNode(NodeShape.Box, $"{region.Scope}", level, Arr<string>.Empty, Pixels: image is var (height, width) ? new(height, width, region.Scope) : null),
            _ => new DrawnNode(NodeShape.Dot, string.Empty, level, Arr<string>.Empty)));
        return new("Region graph", $"{Tables.Count(statistics.Regions, "region")}, {Tables.Count(statistics.Partitions, "partition")}", nodes, Edges(graph.Nodes), Arr.create(new LegendEntry("\u2022", null, "a partition of the region above it")));
    }

    /// <summary>The units of a PIC, with the latents that are integrated over.</summary>
    /// <param name="pic">The circuit.</param>
    /// <param name="variable">The name of a variable.</param>
    public static Drawing OfPic(Pic pic, Func<int, string> variable)
    {
        var names = new FunctionNames(pic.Groups, variable);
        var nodes = Nodes(pic.Units, (unit, _, level) => unit.Match(
            input => Pill(Input(names, input.Variable, input.Observation, input.Density), level, names.Colour(input.Density)),
            _ => Sign("\u2299", level),
            _ => Sign("\u2297", level),
            integral => Pill(Integral(names, integral.Kernel), level, names.Colour(integral.Kernel)),
            _ => Sign("+", level)));
        var legend = names.Legend().Concat(Signs(nodes, ("\u2299", "product, of functions of one latent"), ("\u2297", "product, each factor with a latent of its own"), ("+", "mixture with the weights on its edges")));
        return new("PIC", $"{Tables.Count(pic.Units.Units.Length, "unit")}", nodes, Edges(pic.Units, Weights), legend.ToArr());
    }

    /// <summary>The units of a QPC, with their numbers of values.</summary>
    /// <param name="qpc">The circuit.</param>
    /// <param name="variable">The name of a variable.</param>
    public static Drawing OfQpc(Qpc qpc, Func<int, string> variable)
    {
        var names = new FunctionNames(qpc.Groups, variable);
        string Width(UnitId id) => $"{qpc.Widths[id.Index]}";
        var nodes = Nodes(qpc.Units, (unit, id, level) => unit.Match(
            input => Pill(Input(names, input.Variable, input.Observation, input.Density), level, names.Colour(input.Density), Width(id)),
            _ => Sign("\u2299", level, Width(id)),
            _ => Sign("\u2297", level, Width(id)),
            sum => Pill($"+ {names.Of(sum.Kernel)}", level, names.Colour(sum.Kernel), $"{Width(id)} \u00d7 {Width(sum.Operand)}"),
            _ => Sign("+", level, Width(id))));
        var legend = names.Legend().Append(new LegendEntry("+ f", null, "sum unit with the rows and columns of its weights"))
            .Concat(Signs(nodes, ("\u2299", "entrywise product, with its number of values"), ("\u2297", "outer product, with its number of values"), ("+", "mixture with the weights on its edges")));
        return new("QPC", $"{Tables.Count(qpc.Units.Units.Length, "unit")}, K = {qpc.Rule.Count}, {qpc.Rule.Name} rule", nodes, Edges(qpc.Units, Weights), legend.ToArr());
    }

    /// <summary>The weights on the edges of a mixture.</summary>
    private static Arr<double> Weights(CircuitUnit unit) => unit is CircuitUnit.Mixture mixture ? mixture.Weights : Arr<double>.Empty;

    private static Arr<DrawnNode> Nodes<TUnit>(Dag<TUnit> dag, Func<TUnit, UnitId, int, DrawnNode> draw)
        where TUnit : class, IUnit<TUnit>
    {
        var levels = dag.Depths(_ => 1);
        return dag.Ids.Select(id => draw(dag[id], id, levels[id.Index])).ToArr();
    }

    private static Arr<DrawnEdge> Edges<TUnit>(Dag<TUnit> dag, Func<TUnit, Arr<double>>? weights = null)
        where TUnit : class, IUnit<TUnit> => dag.Ids
        .SelectMany(id => dag[id].Children.Select((child, place) => new DrawnEdge(id.Index, child.Index, weights?.Invoke(dag[id]) is { IsEmpty: false } given ? ResultTable.Number(given[place]) : string.Empty)))
        .ToArr();

    private static string Input(FunctionNames names, int variable, Observation observation, FunctionSpec density)
    {
        var given = density.Signature.Latents == 0 ? string.Empty : " | z";
        return observation.Match(
            _ => $"{names.Of(density)}({names.Variable(variable)}{given})",
            known => $"{names.Of(density)}({names.Variable(variable)} = {ResultTable.Number(known.Value)}{given})",
            _ => $"1 ({names.Variable(variable)} summed out)");
    }

    private static string Integral(FunctionNames names, FunctionSpec function) => function.Signature.Match(
        _ => names.Of(function),
        kernel => $"{new string('\u222b', kernel.Inputs)} {names.Of(function)} {string.Join(' ', FunctionNames.Inputs(kernel).Select(latent => "d" + latent))}");

    private static DrawnNode Pill(string label, int level, int colour, params string[] notes) => new(NodeShape.Pill, label, level, notes.ToArr(), colour);

    private static DrawnNode Sign(string label, int level, params string[] notes) => new(NodeShape.Sign, label, level, notes.ToArr());

    private static IEnumerable<LegendEntry> Signs(Arr<DrawnNode> nodes, params (string Sign, string Meaning)[] known) =>
        known.Where(entry => nodes.Exists(node => node.Shape == NodeShape.Sign && node.Label == entry.Sign)).Select(entry => new LegendEntry(entry.Sign, null, entry.Meaning));
}
