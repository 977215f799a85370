using LanguageExt;

namespace Pics.Host;

/// <summary>A folded QPC as a picture: one stack of sheets a layer, a sheet a fold.</summary>
internal static class FoldedDrawing
{
    private const int Shown = 4; // names in a line

    /// <param name="folded">The circuit.</param>
    /// <param name="variable">The name of a variable.</param>
    public static Drawing Of(FoldedQpc folded, Func<int, string> variable)
    {
        var names = new FunctionNames(folded.Groups, variable);
        var levels = Levels(folded);
        var nodes = folded.Layers.Select((layer, index) => new DrawnNode(NodeShape.Box, Name(layer), levels[index], Notes(layer, names).ToArr(), Colour(layer, names), layer.Folds)).ToArr();
        var edges = folded.Layers.SelectMany((layer, index) => layer.Sources.CountBy(source => source.Layer).OrderBy(source => source.Key).Select(source => new DrawnEdge(index, source.Key, $"{source.Value}"))).ToArr();
        return new(
            "Folded QPC",
            $"{folded.Layers.Length} layers, K = {folded.Rule.Count}",
            nodes,
            edges,
            names.Legend().Append(new LegendEntry("F", null, "folds, one per sheet")).Append(new LegendEntry("H", null, "slots of a fold")).Append(new LegendEntry("8", null, "on an edge: slots that read the layer below")).ToArr());
    }

    private static string Name(FoldedLayer layer) => layer.Match(_ => "Input", _ => "CP", _ => "Tucker", _ => "Hadamard", _ => "Kronecker", _ => "Mixing");

    private static IEnumerable<string> Notes(FoldedLayer layer, FunctionNames names)
    {
        yield return Printer.Shape(layer);
        if (layer.Arity > 0) yield return $"{layer.Folds} fold{(layer.Folds == 1 ? string.Empty : "s")} of {layer.Arity} slot{(layer.Arity == 1 ? string.Empty : "s")}";
        else if (layer is FoldedLayer.Input input) yield return Some(input.Variables.Map(names.Variable));
        if (!layer.Functions.IsEmpty) yield return Some(layer.Functions.Map(names.Of).Distinct());
    }

    private static int? Colour(FoldedLayer layer, FunctionNames names) => layer.Functions.Map(names.Colour).Distinct().ToList() is [var only] ? only : null;

    private static string Some(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count <= Shown ? string.Join(", ", all) : $"{string.Join(", ", all.Take(Shown - 2))}, \u2026, {all[^1]}";
    }

    /// <summary>The largest distance from the last layer.</summary>
    private static int[] Levels(FoldedQpc folded)
    {
        var levels = new int[folded.Layers.Length];
        for (var index = levels.Length - 1; index >= 0; index--)
            foreach (var source in folded.Layers[index].Sources)
                levels[source.Layer] = Math.Max(levels[source.Layer], levels[index] + 1);
        return levels;
    }
}
