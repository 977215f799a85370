using System.Globalization;
using System.Text;

namespace Pics.Host;

/// <summary>Writes pictures in the language of Graphviz, which then lays them out: one cluster per picture where there are several.</summary>
internal static class DotWriter
{
    /// <summary>The pictures as one graph.</summary>
    public static string Write(IReadOnlyList<Drawing> drawings)
    {
        var text = new StringBuilder("graph pics {\n  graph [rankdir=TB, fontname=\"Helvetica\", labelloc=t, labeljust=l, ordering=out];\n  node [fontname=\"Helvetica\", fontsize=11, style=filled];\n");
        text.Append(CultureInfo.InvariantCulture, $"  edge [fontname=\"Helvetica\", fontsize=9, color=\"{Palette.Thread}\"];\n");
        for (var index = 0; index < drawings.Count; index++) Append(text, drawings[index], drawings.Count > 1 ? index : null);
        return text.Append("}\n").ToString();
    }

    private static void Append(StringBuilder text, Drawing drawing, int? cluster)
    {
        var (indent, prefix) = (cluster is null ? "  " : "    ", cluster is null ? "n" : string.Create(CultureInfo.InvariantCulture, $"s{cluster}n"));
        if (cluster is not null) text.Append(CultureInfo.InvariantCulture, $"  subgraph cluster_{cluster} {{\n{indent}color=\"{Palette.Frame}\";\n");
        text.Append(CultureInfo.InvariantCulture, $"{indent}label={Quoted($"{drawing.Title}: {drawing.Subtitle}")};\n");
        for (var node = 0; node < drawing.Nodes.Count; node++) text.Append(CultureInfo.InvariantCulture, $"{indent}{prefix}{node} [{Attributes(drawing.Nodes[node])}];\n");
        foreach (var (from, to, label) in drawing.Edges)
            text.Append(CultureInfo.InvariantCulture, $"{indent}{prefix}{from} -- {prefix}{to}{(label.Length > 0 ? $" [label={Quoted(label)}]" : string.Empty)};\n");
        if (cluster is not null) text.Append("  }\n");
    }

    private static string Attributes(DrawnNode node)
    {
        var (fill, border) = Palette.Of(node.Colour);
        var colours = $"fillcolor=\"{fill}\", color=\"{border}\"";
        return node.Shape switch
        {
            NodeShape.Dot => $"shape=point, width=0.1, label=\"\", color=\"{border}\"",
            NodeShape.Sign => $"shape=circle, margin=0.02, label={Quoted([node.Label])}{(node.Notes.IsEmpty ? string.Empty : $", xlabel={Quoted([.. node.Notes])}")}, {colours}",
            NodeShape.Pill => $"shape=box, style=\"filled,rounded\", label={Quoted([string.Join("  ", node.Notes.Prepend(node.Label))])}, {colours}",
            _ => $"shape=box{(node.Copies > 1 ? "3d" : string.Empty)}, style=\"filled{(node.Copies > 1 ? string.Empty : ",rounded")}\", label={Quoted([node.Label, .. node.Notes])}, {colours}",
        };
    }

    /// <summary>Lines of text between quotes: in them a quote and a backslash have a backslash before them.</summary>
    private static string Quoted(params IEnumerable<string> lines) =>
        $"\"{string.Join("\\n", lines.Select(line => OneLine.Of(line).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)))}\"";
}
