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
    /// <summary>Steps at most.</summary>
    public long Steps => Math.Min(Training.Rules.Refinement.Steps ?? long.MaxValue, (long)Training.Stopping.MaxEpochs * Training.Batches.StepsOf(Data.Train.Rows));

    /// <summary>Chooses what the settings leave open. Error: whatever is impossible, or does not fit into memory.</summary>
    public static Either<PicsFault, LearnPlan> Of(DatasetSplits data, LearnSettings settings) => Of(data, settings, LearnChoices.For(data.Train.Rows, data.Train.Image is not null, settings.BatchSize, settings.ValidateEvery, settings.LastBatch));

    private static Either<PicsFault, LearnPlan> Of(DatasetSplits data, LearnSettings settings, LearnChoices choices) =>
        from found in (settings.Structure ?? choices.Structure).Build(data.Train)
        from structure in RootMerge.Prepare(MergeKind.Cp, Root(settings)).Apply(found).OrFault()
        from families in LearnFamilies.Of(data.Train, settings)
        let kind = settings.Rule ?? (RulesOf(settings, choices).IsShifted ? RuleKind.Midpoint : RuleKind.Trapezoidal)
        from rule in Quadrature.Create(kind, settings.K ?? settings.Rules?.Refinement.All.Map(stage => (int?)stage.Nodes).LastOrDefault() ?? choices.K).OrFault()
        from nets in NetSettings.Create(settings.Width ?? choices.Width, 1, true, false).OrFault()
        from pic in Merge.Joined(variable => families[variable], MergeKind.Cp, Root(settings)).Then(Share.With(choices.InputSharing, Sharing.Composite, choices.Grouping)).Apply(structure).OrFault()
        from folded in Pipeline.Evaluation(rule).Apply(pic).OrFault()
        from fits in TrainingChecks.Fit(folded, data.Test) is { } error ? PicsFault.Of(error) : Either<PicsFault, LanguageExt.Unit>.Right(LanguageExt.Unit.Default)
        from plan in LearnMemory.Fit(new(data, structure, pic, kind, rule, folded, nets, StepsOf(settings, choices), Engines.Choose(null).Kind), settings, SystemMemory.Available())
        select plan;

    /// <summary>The merge of the root: one that joins its parts, but of a fully factorised structure, which is there to make them independent.</summary>
    private static MergeKind? Root(LearnSettings settings) => settings.Structure is StructureChoice.FullyFactorised ? MergeKind.Cp : null;

    /// <summary>What is wished, else what is chosen.</summary>
    private static StepRules RulesOf(LearnSettings settings, LearnChoices choices) => settings.Rules ?? (LearnChoices.AreShifted(settings.K ?? choices.K, settings.Rule) ? choices.Rules : StepRules.Fixed);

    private static TrainingSettings StepsOf(LearnSettings settings, LearnChoices choices)
    {
        var byDefault = TrainingSettings.ForPic;
        return byDefault with
        {
            Rules = RulesOf(settings, choices),
            Optimiser = byDefault.Optimiser with { LearningRate = settings.LearningRate ?? choices.LearningRate, WeightDecay = choices.WeightDecay },
            Batches = new() { Size = choices.BatchSize, Last = choices.LastBatch, MicroBatch = settings.MicroBatch, Seed = settings.Seed },
            Stopping = new() { MaxEpochs = settings.Epochs ?? choices.Epochs, Patience = settings.Patience ?? choices.Patience },
            Reports = new() { ValidateEvery = settings.ValidateEvery ?? choices.ValidateEvery },
        };
    }
}
