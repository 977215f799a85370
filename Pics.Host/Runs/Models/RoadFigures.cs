namespace Pics.Host;

/// <summary>A group of functions of a PIC.</summary>
/// <param name="Group">Its number.</param>
/// <param name="Signature">What they take and give: f(z, z1), p(x | z).</param>
/// <param name="Sharing">How they share parameters.</param>
/// <param name="Functions">How many there are.</param>
/// <param name="WithPadding">How many there would be with padding slots.</param>
/// <param name="Parameters">Of the net or nets.</param>
internal sealed record GroupFigures(int Group, string Signature, Sharing Sharing, int Functions, int WithPadding, long Parameters);

/// <summary>A layer of a folded QPC.</summary>
/// <param name="Layer">Its number.</param>
/// <param name="Kind">Input, CP, Tucker, Hadamard, Kronecker or mixing.</param>
/// <param name="Shape">Its shape, for people.</param>
internal sealed record LayerFigures(int Layer, string Kind, string Shape);

/// <summary>A number of parameters.</summary>
/// <param name="Used">That there are.</param>
/// <param name="WithPadding">With padding slots.</param>
internal sealed record ParameterFigures(long Used, long WithPadding);

/// <summary>Every stage of the road in numbers.</summary>
internal static class RoadFigures
{
    /// <summary>The groups of functions.</summary>
    public static IEnumerable<GroupFigures> Groups(Pic pic, FoldedQpc folded, NetSettings nets) => pic.Groups.Select(group => new GroupFigures(
        group.Id,
        group.Signature.Match(density => $"p(x | {(density.Given == 0 ? string.Empty : "z")})", kernel => $"f({(kernel.Outputs == 0 ? string.Empty : "z, ")}{string.Join(", ", Enumerable.Range(1, kernel.Inputs).Select(latent => $"z{latent}"))})"),
        group.Sharing,
        group.Functions,
        Padding.Slots(folded, group),
        FunctionNet.CountParameters(group, nets)));

    /// <summary>The layers with their shapes.</summary>
    public static IEnumerable<LayerFigures> Layers(FoldedQpc folded) => folded.Layers.Select((layer, index) =>
        new LayerFigures(index, layer.Match(_ => "input", _ => "CP", _ => "Tucker", _ => "Hadamard", _ => "Kronecker", _ => "mixing"), Printer.Shape(layer)));

    /// <summary>The units of a PIC by kind.</summary>
    public static IEnumerable<(string Kind, int Count)> Units(Pic pic) => pic.Units.Units
        .GroupBy(unit => unit.Match(_ => "input", _ => "Hadamard", _ => "Kronecker", _ => "integral", _ => "mixture"))
        .Select(kind => (kind.Key, kind.Count()));

    /// <summary>Parameters of the PIC, and of the plain circuit of its structure.</summary>
    public static (ParameterFigures Pic, ParameterFigures Plain) Parameters(Pic pic, FoldedQpc folded, RunSettings settings)
    {
        long Pic(Func<FunctionGroup, FunctionGroup> change) => pic.Groups.Sum(group => FunctionNet.CountParameters(change(group), settings.Nets));
        FunctionGroup Padded(FunctionGroup group) => group with { Functions = Padding.Slots(folded, group) };
        FunctionGroup Unshared(FunctionGroup group) => group with { Sharing = Sharing.None, Functions = Padding.Units(folded, group) };
        FunctionGroup UnsharedPadded(FunctionGroup group) => group with { Sharing = Sharing.None, Functions = group.Signature.Match(_ => Padding.Units(folded, group), _ => Padding.Slots(folded, group)) };
        long Plain(Func<FunctionGroup, FunctionGroup> change) => pic.Groups.Sum(group => FreeWeights.CountParameters(change(group), settings.Model.K));
        return (new(Pic(group => group), Pic(Padded)), new(Plain(Unshared), Plain(UnsharedPadded)));
    }

    /// <summary>All of it for other programs.</summary>
    /// <param name="road">The stages.</param>
    /// <param name="settings">The options.</param>
    /// <param name="size">What the road is over.</param>
    /// <param name="engine">The engine that would run.</param>
    public static object Document(Road road, RunSettings settings, Road.Input size, EngineKind engine)
    {
        var (graph, parameters) = (road.Graph.Statistics(), Parameters(road.Pic, road.Folded, settings));
        return new
        {
            structure = settings.Structure.Name,
            settings.Model.Merge,
            settings.Model.InputSharing,
            settings.Model.IntegralSharing,
            settings.Model.K,
            settings.Model.Rule,
            image = size.IsTable ? null : new ImageSize(size.Height, size.Width),
            size.Variables,
            size.Channels,
            regionGraph = new { graph.Regions, graph.Leaves, graph.SharedRegions, graph.Partitions, graph.LargestArity, graph.Depth, road.Graph.IsSmooth, road.Graph.IsDecomposable, road.Graph.IsStructuredDecomposable },
            units = Units(road.Pic).Select(kind => new { kind.Kind, kind.Count }),
            values = road.Qpc.Widths.Sum(width => (long)width),
            groups = Groups(road.Pic, road.Folded, settings.Nets),
            layers = Layers(road.Folded),
            parameters = new { parameters.Pic, parameters.Plain },
            engine = EngineChoice.Word(engine),
            rowsAtOnce = settings.Training.RowsAtOnce,
            memoryBytes = MemoryCheck.Estimate(road, settings, settings.Training.RowsAtOnce, engine).Total,
            notes = road.RootCost(settings) is { } cost ? new[] { cost } : [],
        };
    }
}
