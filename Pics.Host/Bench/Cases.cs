namespace Pics.Host;

/// <summary>The settings that one call measures, in order; a plain circuit follows its PIC.</summary>
internal static class Cases
{
    private const string Tree = "quad-tree", Graph = "quad-graph";

    public static IReadOnlyList<RunSettings> Of(BenchSettings settings)
    {
        var models =
            from shape in Shapes(settings)
            from k in shape.K
            from batch in settings.BatchSizes
            select settings.Run with
            {
                Structure = settings.Run.Structure with { Name = shape.Structure },
                Model = settings.Run.Model with { Merge = shape.Merge, RootMerge = shape.Root, K = k },
                Learning = settings.Run.Learning with { BatchSize = batch },
            };
        return [.. models.SelectMany(run => settings.WithPlain && !run.IsPlain ? [run, Plain(run)] : new[] { run })];
    }

    /// <summary>Structure, merge, K and model in one word each, as the paper abbreviates them, and what is not the paper's.</summary>
    public static string Name(RunSettings run)
    {
        var structure = run.Structure.Name switch { Tree => "QT", Graph => "QG", _ => Path.GetFileNameWithoutExtension(run.Structure.Name) };
        return $"{structure}-{(run.Model.Merge == MergeKind.Cp ? "CP" : run.Model.Merge.ToString())} K={run.Model.K} B={run.Learning.BatchSize} {(run.IsPlain ? "PC" : "PIC")}"
            + (run.Model.Grouping == Grouping.Circuit && !run.IsPlain ? " one trunk" : string.Empty)
            + (run.Training.Rules is { NetNodes: { } nodes } rules && rules.AreInterpolated(run.Model.K) && !run.IsPlain ? $" nets at {nodes}" : string.Empty);
    }

    /// <summary>The plain circuit of the same structure, with weights of its own for each unit.</summary>
    public static RunSettings Plain(RunSettings run) => run with
    {
        Model = run.Model with { Kind = ModelKind.Pc, InputSharing = Sharing.None, IntegralSharing = Sharing.None },
        Learning = run.Learning with { LearningRate = TrainingSettings.ForPlainCircuit.Optimiser.LearningRate, WeightDecay = TrainingSettings.ForPlainCircuit.Optimiser.WeightDecay },
    };

    private static IEnumerable<(string Structure, MergeKind Merge, MergeKind? Root, IReadOnlyList<int> K)> Shapes(BenchSettings settings)
    {
        if (settings.IsSweep)
            return [(Tree, MergeKind.Cp, MergeKind.Cp, [16, 32, 64, 128, 256, 512]), (Graph, MergeKind.Cp, MergeKind.Cp, [16, 32, 64, 128, 256, 512]), (Graph, MergeKind.Tucker, MergeKind.Tucker, [8, 16, 32, 64])];
        if (settings.Preset is not null)
            return [(Tree, MergeKind.Cp, MergeKind.Cp, [16, 64]), (Graph, MergeKind.Cp, MergeKind.Cp, [16, 32, 64, 128]), (Graph, MergeKind.Tucker, MergeKind.Tucker, [8, 16])];
        return [(settings.Run.Structure.Name, settings.Run.Model.Merge, settings.Run.Model.RootMerge, settings.K.Count == 0 ? [16] : settings.K)];
    }
}
