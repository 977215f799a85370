using LanguageExt;

namespace Pics.Host;

/// <summary><c>inspect</c>: every stage of the road for some options, without training.</summary>
internal static class InspectVerb
{
    /// <summary>Prints the stages.</summary>
    /// <param name="settings">The options.</param>
    /// <param name="size">What the road is over.</param>
    /// <param name="path">A file for the region graph, which --structure reads; null for none.</param>
    /// <param name="format">How they are printed.</param>
    public static Either<Failure, int> Run(RunSettings settings, Road.Input size, string? path = null, OutputFormat format = OutputFormat.Table) =>
        from writable in OutputPath.Check("--out", path, ".json")
        from possible in size.Check()
        from nets in TrainingSetup.NetError(settings)
        from engine in Engine(settings)
        from road in Road.Build(settings, size)
        from written in path is null ? Unit.Default : AtomicFile.WriteText(path, RegionGraphJson.Write(road.Graph) + "\n").MapLeft(Failure.Of)
        select format == OutputFormat.Json ? PrintJson(road, settings, size, engine) : Print(road, settings, size, engine, path);

    /// <summary>The engine that would run; no device is needed to say so.</summary>
    private static Either<Failure, EngineKind> Engine(RunSettings settings) =>
        from possible in EngineChoice.Refuse(settings.Machine.Engine, settings.Machine.Device)
        from device in Machine.Prepare(DeviceKind.Cpu, settings.Machine.Threads)
        from choice in EngineChoice.Of(settings.Machine.Engine == EngineOption.Auto && settings.Machine.Device == DeviceKind.Cuda ? EngineOption.Scaled : settings.Machine.Engine, device)
        select choice.Kind;

    private static int PrintJson(Road road, RunSettings settings, Road.Input size, EngineKind engine)
    {
        JsonOutput.Print(RoadFigures.Document(road, settings, size, engine));
        return 0;
    }

    private static int Print(Road road, RunSettings settings, Road.Input size, EngineKind engine, string? path)
    {
        var graph = RoadTables.Of(road.Graph);
        Console.Out.WriteLine($"{settings.Structure.Name} over {size.Label}, {EnumWord.Of(settings.Model.Merge)} merge, inputs {EnumWord.Of(settings.Model.InputSharing)}, integrals {EnumWord.Of(settings.Model.IntegralSharing)}, K = {settings.Model.K}");
        if (road.RootCost(settings) is { } cost) Console.Out.WriteLine(cost);
        Tables.Print(
            ["stage", string.Empty],
            [
                ["region graph", graph.Counts],
                ["", graph.Properties],
                ["PIC", RoadTables.Units(road.Pic)],
                ["QPC", RoadTables.Of(road.Qpc)],
                ["folded QPC", RoadTables.Layers(road.Pic, road.Folded)],
            ]);
        RoadTables.Groups(road.Pic, road.Folded, settings.Nets).Print();
        RoadTables.Layers(road.Folded).Print();
        RoadTables.Parameters(road.Pic, road.Folded, settings).Print();
        Console.Out.WriteLine(RoadTables.PaddingNote);
        Memory(road, settings, engine);
        if (path is not null) Console.Out.WriteLine($"The region graph is in '{path}'; --structure {path} takes it.");
        return 0;
    }

    private static void Memory(Road road, RunSettings settings, EngineKind engine)
    {
        var memory = MemoryCheck.Estimate(road, settings, settings.Training.RowsAtOnce, engine);
        Console.Out.WriteLine($"Memory of a training step of the {EngineChoice.Word(engine)} engine with {Tables.Count(settings.Training.RowsAtOnce, "row")} at once, {(engine == EngineKind.Fused ? "at most" : "estimated")}: {Tables.Count(memory.Total >> 20)} MiB "
            + $"({memory.Parameters >> 20} parameters and optimiser, {memory.CircuitParameters >> 20} circuit weights, {memory.Nets >> 20} nets, {memory.Circuit >> 20} circuit values).");
    }
}
