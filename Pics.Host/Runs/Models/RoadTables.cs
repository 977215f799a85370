namespace Pics.Host;

/// <summary>A table without a title.</summary>
internal sealed record PlainTable(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public void Print() => Tables.Print(Headers, Rows);
}

/// <summary>Every stage of the road as tables.</summary>
internal static class RoadTables
{
    /// <summary>What a region graph is, in words.</summary>
    public static (string Counts, string Properties) Of(RegionGraph graph)
    {
        static string Yes(bool holds) => holds ? "yes" : "no";
        var found = graph.Statistics();
        return ($"{Tables.Count(found.Regions, "region")}, {Tables.Count(found.Leaves)} of them leaves, {Tables.Count(found.SharedRegions)} shared; {Tables.Count(found.Partitions, "partition")} of at most {Tables.Count(found.LargestArity, "part")}; depth {found.Depth}",
            $"smooth {Yes(graph.IsSmooth)}, decomposable {Yes(graph.IsDecomposable)}, structured decomposable {Yes(graph.IsStructuredDecomposable)}");
    }

    /// <summary>The units of a PIC by kind.</summary>
    public static string Units(Pic pic) => string.Join(", ", RoadFigures.Units(pic).Select(kind => $"{Tables.Count(kind.Count)} {kind.Kind}"));

    /// <summary>Rule and size of a QPC.</summary>
    public static string Of(Qpc qpc) => $"{qpc.Rule}; {Tables.Count(qpc.Widths.Sum(width => (long)width), "value")} per evaluation";

    /// <summary>The layers of a folded QPC by kind.</summary>
    public static string Layers(Pic pic, FoldedQpc folded)
    {
        var mixing = folded.Layers.Count(layer => layer is FoldedLayer.Mixing);
        var sumProduct = folded.Layers.Count(layer => layer is FoldedLayer.Cp or FoldedLayer.Tucker);
        var depths = pic.Groups.Count(group => group.Signature is FunctionSignature.Kernel);
        return $"{Tables.Count(folded.Layers.Length, "layer")}: {sumProduct} sum-product{(sumProduct == depths ? string.Empty : $" at {depths} depths (one layer per arity)")}, {mixing} mixing, {folded.Layers.Length - sumProduct - mixing} other";
    }

    /// <summary>The groups of functions.</summary>
    public static PlainTable Groups(Pic pic, FoldedQpc folded, NetSettings nets) => new(
        ["group", "signature", "sharing", "functions", "with padding", "parameters"],
        [.. RoadFigures.Groups(pic, folded, nets).Select(group => (IReadOnlyList<string>)
            [$"{group.Group}", group.Signature, $"{group.Sharing}", Tables.Count(group.Functions), Tables.Count(group.WithPadding), Tables.Count(group.Parameters)])]);

    /// <summary>The layers with their shapes.</summary>
    public static PlainTable Layers(FoldedQpc folded) => new(
        ["layer", "kind", "shape"],
        [.. RoadFigures.Layers(folded).Select(layer => (IReadOnlyList<string>)[$"{layer.Layer}", layer.Kind, layer.Shape])]);

    /// <summary>Parameters of the PIC and of the plain circuit of its structure.</summary>
    public static PlainTable Parameters(Pic pic, FoldedQpc folded, RunSettings settings)
    {
        var found = RoadFigures.Parameters(pic, folded, settings);
        IReadOnlyList<string> Row(string name, ParameterFigures figures) => [name, Tables.Count(figures.Used), Tables.Count(figures.WithPadding)];
        return new(["parameters", "used", "with padding slots"], [Row("PIC (independent of K)", found.Pic), Row($"plain circuit of K = {settings.Model.K}", found.Plain)]);
    }

    /// <summary>What padding is.</summary>
    public const string PaddingNote = "Padding slots: what an implementation counts that fills every layer up to the largest arity at its depth; here they do not exist.";
}
