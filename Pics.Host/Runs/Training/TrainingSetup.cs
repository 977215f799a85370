using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>What a training run needs beside its folder, made from its options and checked.</summary>
/// <param name="Settings">All its options.</param>
/// <param name="Device">Where its tensors live.</param>
/// <param name="Choice">What evaluates its circuit.</param>
/// <param name="Chosen">Its rows, and what was chosen from them.</param>
/// <param name="Road">Every stage of its circuit.</param>
internal sealed record TrainingSetup(RunSettings Settings, Device Device, EngineChoice Choice, ChosenRun Chosen, Road Road)
{
    /// <summary>The rows in splits.</summary>
    public DatasetSplits Data => Chosen.Data;

    /// <summary>Of options of which nothing is left to choose.</summary>
    public static Either<Failure, TrainingSetup> Of(RunSettings settings, Dataset? form = null) => Of(WishedRun.Whole(settings), form: form);

    /// <param name="wished">The options.</param>
    /// <param name="isOnCommandLine">Whether an option is one of the command line; null where none is to be refused.</param>
    /// <param name="form">What the rows are, where that is known.</param>
    public static Either<Failure, TrainingSetup> Of(WishedRun wished, Func<string, bool>? isOnCommandLine = null, Dataset? form = null) =>
        from device in Machine.Prepare(wished.Settings)
        from checkedNets in NetError(wished.Settings)
        from checkedRefinement in RefinementText.Read(wished.Settings.Learning.Refine, wished.Settings.Learning.RefineBy, wished.Settings.Learning.Period)
        from checkedNodes in NodesError(wished.Settings)
        from checkedDecay in RunSettings.NotTooLarge("--weight-decay", wished.Settings.Learning.WeightDecay)
        from checkedSmoothing in RunSettings.NotTooLarge("--smoothing", wished.Settings.Structure.Smoothing)
        from checkedPruning in Pruning.Refuse(wished.Settings.Learning.Prune)
        from checkedCheckpoints in CheckpointError(wished.Settings)
        from chosen in ChosenRun.Of(wished, isOnCommandLine, form)
        let size = Road.Over(chosen.Data.Train)
        from road in Road.Build(chosen.Settings, size)
        from choice in EngineChoice.Of(chosen.Settings.Machine.Engine, device)
        let largest = chosen.Settings with { Model = chosen.Settings.Model with { K = chosen.Settings.Training.Rules.Largest(chosen.Settings.Model.K) } }
        from widest in Road.At(road, chosen.Settings, largest.Model.K, size)
        from fitting in MemoryCheck.Choose(widest, size, largest, choice.Kind)
        select new TrainingSetup(fitting with { Model = chosen.Settings.Model }, device, choice, chosen, road);

    /// <summary>Steps that a run makes at most.</summary>
    public long TotalSteps => Math.Min(Math.Min(Settings.Learning.MaxSteps ?? long.MaxValue, Settings.Training.Rules.Refinement.Steps ?? long.MaxValue), (long)Settings.Learning.MaxEpochs * Settings.Training.Batches.StepsOf(Data.Train.Rows));

    /// <summary>Refuses nets that cannot be made.</summary>
    public static Either<Failure, Unit> NetError(RunSettings settings)
    {
        if (settings.Model.Width is < 2 or > 1 << 14 || settings.Model.Width % 2 != 0) return new Failure($"--width is {settings.Model.Width}; it must be an even number from 2 to {1 << 14}");
        if (settings.Model.K > StoredModel.MostNodes) return new Failure($"--k is {settings.Model.K}; it must be at most {StoredModel.MostNodes}");
        return double.IsFinite(settings.Model.Sigma) && settings.Model.Sigma > 0
            ? RunSettings.NotTooLarge("--sigma", settings.Model.Sigma)
            : new Failure(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"--sigma is {settings.Model.Sigma}; it must be a positive number"));
    }

    private static Either<Failure, Unit> NodesError(RunSettings settings) => settings.Learning.NetNodes >= 0
        ? Unit.Default
        : new Failure($"--net-nodes is {settings.Learning.NetNodes}; it must be 0, for all nodes of a step, or more");

    private static Either<Failure, Unit> CheckpointError(RunSettings settings) =>
        settings.Recovery.CheckpointEvery < 0 ? new Failure($"--checkpoint-every is {settings.Recovery.CheckpointEvery}; it must be 0 or more")
        : settings.Recovery.KeepCheckpoints < 1 ? new Failure($"--keep-checkpoints is {settings.Recovery.KeepCheckpoints}; it must be at least 1")
        : Unit.Default;
}
