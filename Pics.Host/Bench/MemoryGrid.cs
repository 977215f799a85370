namespace Pics.Host;

/// <summary>The settings that estimates of memory are held against: each axis is changed from a middle, with every engine.</summary>
internal static class MemoryGrid
{
    private const string Tree = "quad-tree", Graph = "quad-graph", Table = "random-binary-trees";

    public static IReadOnlyList<MemoryCase> Of(BenchSettings settings)
    {
        RunSettings Model(string structure, MergeKind merge, int k, int batch = 256) => settings.Run with
        {
            Structure = settings.Run.Structure with { Name = structure },
            Model = settings.Run.Model with { Merge = merge, RootMerge = merge, K = k },
            Learning = settings.Run.Learning with { BatchSize = batch },
        };

        var (middle, table, tree) = (Model(Graph, MergeKind.Cp, 32), Model(Table, MergeKind.Cp, 32), Model(Tree, MergeKind.Cp, 8));
        RunSettings Shared(Sharing inputs, Sharing integrals) => middle with { Model = middle.Model with { InputSharing = inputs, IntegralSharing = integrals } };

        RunSettings[] all =
        [
            Model(Graph, MergeKind.Cp, 8),
            middle,
            Model(Graph, MergeKind.Cp, 128),
            Model(Graph, MergeKind.Cp, 32, batch: 64),
            Model(Graph, MergeKind.Cp, 32, batch: 512),
            Model(Tree, MergeKind.Cp, 64),
            Model(Graph, MergeKind.Tucker, 8),
            table with { Structure = table.Structure with { Replicas = 4 } },
            Shared(Sharing.Composite, Sharing.Composite),
            Shared(Sharing.Full, Sharing.Full),
            Cases.Plain(Model(Graph, MergeKind.Cp, 16)),
            Cases.Plain(Model(Tree, MergeKind.Cp, 32)),
        ];
        var unshared = tree with { Model = tree.Model with { IntegralSharing = Sharing.None, Width = 32 } };
        EngineKind[] engines = FusedEngine.IsSupported ? [EngineKind.Fused, EngineKind.Scaled, EngineKind.Reference] : [EngineKind.Scaled, EngineKind.Reference];
        var queried = new[] { middle, Model(Tree, MergeKind.Cp, 128), Model(Graph, MergeKind.Tucker, 8), Cases.Plain(Model(Graph, MergeKind.Cp, 16)) };
        MemoryCase Case(RunSettings run, EngineKind engine, MemoryTask task) => MemoryCase.Of(settings, run, engine, task);
        return
        [
            .. from run in queried from task in new[] { MemoryTask.Score, MemoryTask.Sample } select Case(run, engines[0], task),
            .. from run in queried from engine in engines select Case(run, engine, MemoryTask.Evaluation),
            .. from run in all.Append(unshared) from engine in engines select Case(run, engine, MemoryTask.Training),
        ];
    }
}
