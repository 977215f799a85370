using System.Xml.Linq;

namespace Pics.Host;

/// <summary>The one-way road of a run, from its region graph to its layer stack, with the shapes at each stage.</summary>
internal static class RoadSection
{
    private const int MostLayers = 200;

    public static ReportPart Of(ReportedRun run)
    {
        if (run.Road is not { } road) return ReportPart.None;
        var settings = run.Settings;
        var layers = RoadTables.Layers(road.Folded);
        var arrow = Html.Element("div", "arrow", "\u2192");
        return ReportPart.Of(Html.Section(
            "road",
            "From region graph to layer stack",
            Html.Element("div", "road", Stages(run, road).SelectMany((stage, index) => index == 0 ? [stage] : new[] { new XElement(arrow), stage })),
            Html.Element("div", "words", Html.Table(
                [string.Empty, string.Empty],
                [
                    .. road.Graph is { } graph ? new IReadOnlyList<string>[] { ["region graph", RoadTables.Of(graph).Counts], [string.Empty, RoadTables.Of(graph).Properties] } : [],
                    ["PIC", RoadTables.Units(road.Pic)],
                    ["QPC", RoadTables.Of(road.Qpc)],
                    ["folded QPC", RoadTables.Layers(road.Pic, road.Folded)],
                ])),
            new XElement("h3", "Parameters"),
            Table(RoadTables.Parameters(road.Pic, road.Folded, settings)),
            Html.Note(RoadTables.PaddingNote),
            new XElement("h3", "Groups of functions"),
            Html.Element("div", "mixed", Table(RoadTables.Groups(road.Pic, road.Folded, settings.Nets))),
            new XElement("h3", "Layers"),
            Html.Element("div", "words", Table(layers with { Rows = [.. layers.Rows.Take(MostLayers)] })),
            layers.Rows.Count > MostLayers ? Html.Note($"{Tables.More(layers.Rows.Count - MostLayers, "layer")} left out here.") : null));
    }

    /// <summary>A merge by its name in the field.</summary>
    public static string Word(MergeKind merge) => merge == MergeKind.Cp ? "CP" : merge.ToString();

    private static XElement Table(PlainTable table) => Html.Table(table.Headers, table.Rows);

    private static IEnumerable<XElement> Stages(ReportedRun run, ReportedRoad road)
    {
        XElement Stage(string name, params string[] lines) => Html.Element("div", "stage", Html.Element("b", null, name), lines.Select(line => Html.Element("span", null, line)));
        var (settings, pic, folded) = (run.Settings, road.Pic, road.Folded);
        var units = pic.Units.Units;
        if (road.Graph?.Statistics() is { } graph) yield return Stage("Region graph", Tables.Count(graph.Variables, "variable"), Tables.Count(graph.Regions, "region"), Tables.Count(graph.Partitions, "partition"), $"depth {graph.Depth}");
        else yield return Stage("Region graph", Path.GetFileName(settings.Structure.Name));
        var integrals = units.Count(unit => unit.Match(_ => false, _ => false, _ => false, _ => true, _ => false));
        var inputs = units.Count(unit => unit.Match(_ => true, _ => false, _ => false, _ => false, _ => false));
        yield return Stage("PIC", $"{Word(settings.Model.Merge)} merge", Tables.Count(units.Length, "unit"), Tables.Count(inputs, "input"), Tables.Count(integrals, "integral"));
        yield return Stage("Shared PIC", $"inputs {settings.Model.InputSharing}, integrals {settings.Model.IntegralSharing}".ToLowerInvariant(), Tables.Count(pic.Groups.Length, "group"), Tables.Count(pic.Groups.Sum(group => (long)group.Functions), "function"), Tables.Count(Parameters(run, pic), "parameter"));
        yield return Stage("QPC", $"{EnumWord.Of(settings.Model.Rule)} rule", $"K = {settings.Model.K}", $"{Tables.Count(road.Qpc.Widths.Sum(width => (long)width), "value")} per row");
        yield return Stage("Folded QPC", Tables.Count(folded.Layers.Length, "layer"), Tables.Count(folded.Layers.Sum(layer => (long)layer.Folds), "fold"));
        yield return Stage("Layer stack", $"{run.Summary.Environment?.Engine ?? settings.Machine.Engine.ToString().ToLowerInvariant()} engine", settings.Model.Double ? "64-bit numbers" : "32-bit numbers", $"batches of {settings.Learning.BatchSize}");
    }

    private static long Parameters(ReportedRun run, Pic pic) => run.Settings.IsPlain ? FreeWeights.CountParameters(pic, run.Settings.Model.K) : pic.Groups.Sum(group => FunctionNet.CountParameters(group, run.Settings.Nets));
}
