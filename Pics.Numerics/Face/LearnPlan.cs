namespace Pics.Numerics;

/// <summary>What is learned and how: settings with every choice made, and the stages up to the folded QPC.</summary>
/// <param name="Data">The splits.</param>
/// <param name="Graph">The region graph.</param>
/// <param name="Pic">The circuit.</param>
/// <param name="Kind">The kind of quadrature rule.</param>
/// <param name="Rule">The rule with its nodes.</param>
/// <param name="Folded">The folded QPC.</param>
/// <param name="Nets">The nets.</param>
/// <param name="Training">The steps.</param>
/// <param name="Engine">What evaluates the circuit.</param>
internal sealed record LearnPlan(DatasetSplits Data, RegionGraph Graph, Pic Pic, RuleKind Kind, QuadratureRule Rule, FoldedQpc Folded, NetSettings Nets, TrainingSettings Training, EngineKind Engine)
{
    private const int WidthForTables = 64;
    private const int WidthForImages = 256;
    private const int LargestBatch = 256;
    private const int BatchesInEpoch = 8; // so that the rows of small data sets make several steps
    private const int FewestSteps = 25; // between validations
    private const int MostSteps = 250;
    private const int Patience = 10;

    /// <summary>Steps at most.</summary>
    public long Steps => (long)Training.Stopping.MaxEpochs * (Data.Train.Rows / Training.Batches.Size);

    /// <summary>Chooses what the settings leave open. Error: whatever is impossible, or does not fit into memory.</summary>
    public static Either<PicsFault, LearnPlan> Of(DatasetSplits data, LearnSettings settings) =>
        from found in (settings.Structure ?? StructureChoice.For(data.Train)).Build(data.Train)
        from structure in RootMerge.Prepare(MergeKind.Cp, Root(settings)).Apply(found).OrFault()
        from families in LearnFamilies.Of(data.Train, settings)
        from rule in Quadrature.Create(settings.Rule, settings.K).OrFault()
        from nets in NetSettings.Create(settings.Width ?? (data.Train.Image is null ? WidthForTables : WidthForImages), 1, true, false).OrFault()
        from pic in Merge.Joined(variable => families[variable], MergeKind.Cp, Root(settings)).Then(Share.Default).Apply(structure).OrFault()
        from folded in Pipeline.Evaluation(rule).Apply(pic).OrFault()
        from fits in TrainingChecks.Fit(folded, data.Test) is { } error ? PicsFault.Of(error) : Either<PicsFault, LanguageExt.Unit>.Right(LanguageExt.Unit.Default)
        from plan in LearnMemory.Fit(new(data, structure, pic, settings.Rule, rule, folded, nets, StepsOf(data.Train, settings), Engines.Choose(null).Kind), settings, SystemMemory.Available())
        select plan;

    /// <summary>The merge of the root: one that joins its parts, but of a fully factorised structure, which is there to make them independent.</summary>
    private static MergeKind? Root(LearnSettings settings) => settings.Structure is StructureChoice.FullyFactorised ? MergeKind.Cp : null;

    private static TrainingSettings StepsOf(Dataset train, LearnSettings settings)
    {
        var batch = settings.BatchSize ?? Math.Clamp(train.Rows / BatchesInEpoch, 1, LargestBatch);
        var byDefault = TrainingSettings.ForPic;
        return byDefault with
        {
            Optimiser = byDefault.Optimiser with { LearningRate = settings.LearningRate ?? byDefault.Optimiser.LearningRate },
            Batches = new() { Size = batch, MicroBatch = settings.MicroBatch, Seed = settings.Seed },
            Stopping = new() { MaxEpochs = settings.Epochs, Patience = settings.Patience ?? Patience },
            Reports = new() { ValidateEvery = settings.ValidateEvery ?? Math.Clamp(train.Rows / Math.Max(1, batch), FewestSteps, MostSteps) },
        };
    }
}
