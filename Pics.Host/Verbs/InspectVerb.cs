using LanguageExt;
using Spectre.Console;

namespace Pics.Host;

/// <summary><c>inspect</c>: every stage of the road for some options, without data or training.</summary>
internal static class InspectVerb
{
    public static Either<Failure, int> Run(RunSettings settings, Road.Input size) =>
        from possible in Road.Input.OfValues(size.Height, size.Width, size.Channels, size.Categories)
        from engine in Engine(settings)
        from road in Road.Build(settings, size)
        select Print(road, settings, size, engine);

    /// <summary>The engine that would run; no device is needed to say so.</summary>
    private static Either<Failure, EngineKind> Engine(RunSettings settings) =>
        from possible in EngineChoice.Refuse(settings.Engine, settings.Device)
        from device in Machine.Prepare(DeviceKind.Cpu, settings.Threads)
        from choice in EngineChoice.Of(settings.Engine == EngineOption.Auto && settings.Device == DeviceKind.Cuda ? EngineOption.Scaled : settings.Engine, device)
        select choice.Kind;

    private static int Print(Road road, RunSettings settings, Road.Input size, EngineKind engine)
    {
        var graph = road.Graph.Statistics();
        Console.Out.WriteLine($"{settings.Structure} over {size.Label}, {settings.Merge} merge, inputs {settings.InputSharing}, integrals {settings.IntegralSharing}, K = {settings.K}");
        Tables.Print(
            ["stage", string.Empty],
            [
                ["region graph", $"{Tables.Count(graph.Regions)} regions, {Tables.Count(graph.Leaves)} of them leaves, {Tables.Count(graph.SharedRegions)} shared; {Tables.Count(graph.Partitions)} partitions of at most {graph.LargestArity} parts; depth {graph.Depth}"],
                ["", $"smooth {Yes(road.Graph.IsSmooth)}, decomposable {Yes(road.Graph.IsDecomposable)}, structured decomposable {Yes(road.Graph.IsStructuredDecomposable)}"],
                ["PIC", UnitCounts(road.Pic.Units.Units.GroupBy(unit => unit.Match(_ => "input", _ => "Hadamard", _ => "Kronecker", _ => "integral", _ => "mixture")).Select(kind => (kind.Key, kind.Count())))],
                ["QPC", $"{road.Qpc.Rule}; {Tables.Count(road.Qpc.Widths.Sum(width => (long)width))} values an evaluation"],
                ["folded QPC", LayerCounts(road)],
            ]);
        Groups(road, settings);
        Layers(road);
        Parameters(road, settings, engine);
        return 0;
    }

    private static string Yes(bool holds) => holds ? "yes" : "no";

    private static string UnitCounts(IEnumerable<(string Kind, int Count)> kinds) =>
        string.Join(", ", kinds.Select(kind => $"{Tables.Count(kind.Count)} {kind.Kind}"));

    private static string LayerCounts(Road road)
    {
        var mixing = road.Folded.Layers.Count(layer => layer is FoldedLayer.Mixing);
        var sumProduct = road.Folded.Layers.Count(layer => layer is FoldedLayer.Cp or FoldedLayer.Tucker);
        var depths = road.Pic.Groups.Count(group => group.Signature is FunctionSignature.Kernel);
        return $"{road.Folded.Layers.Length} layers: {sumProduct} sum-product{(sumProduct == depths ? string.Empty : $" at {depths} depths (one layer an arity)")}, {mixing} mixing, {road.Folded.Layers.Length - sumProduct - mixing} other";
    }

    private static void Groups(Road road, RunSettings settings) => Tables.Print(
        ["group", "signature", "sharing", "functions", "with padding", "parameters"],
        road.Pic.Groups.Select(group => (IReadOnlyList<string>)
        [
            $"{group.Id}",
            group.Signature.Match(density => $"p(x | {(density.Given == 0 ? string.Empty : "z")})", kernel => $"f({(kernel.Outputs == 0 ? string.Empty : "z, ")}{string.Join(", ", Enumerable.Range(1, kernel.Inputs).Select(latent => $"z{latent}"))})"),
            $"{group.Sharing}",
            Tables.Count(group.Functions),
            Tables.Count(Padding.Slots(road.Folded, group)),
            Tables.Count(FunctionNet.CountParameters(group, settings.Nets)),
        ]));

    private static void Layers(Road road) => Tables.Print(
        ["layer", "kind", "shape"],
        road.Folded.Layers.Select((layer, index) => (IReadOnlyList<string>)
        [
            $"{index}",
            layer.Match(_ => "input", _ => "CP", _ => "Tucker", _ => "Hadamard", _ => "Kronecker", _ => "mixing"),
            Printer.Shape(layer),
        ]));

    private static void Parameters(Road road, RunSettings settings, EngineKind engine)
    {
        long Pic(Func<FunctionGroup, FunctionGroup> change) => road.Pic.Groups.Sum(group => FunctionNet.CountParameters(change(group), settings.Nets));
        FunctionGroup Padded(FunctionGroup group) => group with { Functions = Padding.Slots(road.Folded, group) };
        FunctionGroup Unshared(FunctionGroup group) => group with { Sharing = Sharing.None, Functions = Padding.Units(road.Folded, group) };
        FunctionGroup UnsharedPadded(FunctionGroup group) => group with { Sharing = Sharing.None, Functions = group.Signature.Match(_ => Padding.Units(road.Folded, group), _ => Padding.Slots(road.Folded, group)) };
        long Plain(Func<FunctionGroup, FunctionGroup> change) => road.Pic.Groups.Sum(group => FreeWeights.CountParameters(change(group), settings.K));
        Tables.Print(
            ["parameters", "used", "with padding slots"],
            [
                ["PIC (independent of K)", Tables.Count(Pic(group => group)), Tables.Count(Pic(Padded))],
                [$"plain circuit of K = {settings.K}", Tables.Count(Plain(Unshared)), Tables.Count(Plain(UnsharedPadded))],
            ]);
        Console.Out.WriteLine("Padding slots: what an implementation counts that fills every layer up to the largest arity at its depth; here they do not exist.");
        var memory = MemoryCheck.Estimate(road, settings, settings.Training.RowsAtOnce, engine);
        Console.Out.WriteLine($"Memory of a training step of the {EngineChoice.Word(engine)} engine with {settings.Training.RowsAtOnce} rows at once, {(engine == EngineKind.Fused ? "at most" : "estimated")}: {Tables.Count(memory.Total >> 20)} MiB "
            + $"({memory.Parameters >> 20} parameters and optimiser, {memory.Numbers >> 20} circuit weights, {memory.Nets >> 20} nets, {memory.Circuit >> 20} circuit values).");
    }
}
