using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>What a training run needs beside its folder, made from its options and checked.</summary>
internal sealed record TrainingSetup(RunSettings Settings, Device Device, EngineChoice Choice, DatasetSplits Data, Road Road)
{
    public static Either<Failure, TrainingSetup> Of(RunSettings settings) =>
        from device in Machine.Prepare(settings)
        from checkedNets in NetError(settings)
        from checkedDecay in RunSettings.NotTooLarge("--weight-decay", settings.Learning.WeightDecay)
        from checkedSmoothing in RunSettings.NotTooLarge("--smoothing", settings.Structure.Smoothing)
        from checkedCheckpoints in CheckpointError(settings)
        from data in DataSource.Load(settings)
        let size = Road.Over(data.Train)
        from road in Road.Build(settings, size)
        from choice in EngineChoice.Of(settings.Machine.Engine, device)
        from chosen in MemoryCheck.Choose(road, size, settings, choice.Kind)
        select new TrainingSetup(chosen, device, choice, data, road);

    /// <summary>Steps that a run makes at most.</summary>
    public long TotalSteps => Math.Min(Settings.Learning.MaxSteps ?? long.MaxValue, (long)Settings.Learning.MaxEpochs * (Data.Train.Rows / Settings.Learning.BatchSize));

    /// <summary>Refuses nets that cannot be made.</summary>
    public static Either<Failure, Unit> NetError(RunSettings settings)
    {
        if (settings.Model.Width is < 2 or > 1 << 14 || settings.Model.Width % 2 != 0) return new Failure($"--width is {settings.Model.Width}; it must be an even number from 2 to {1 << 14}");
        if (settings.Model.K > StoredModel.MostNodes) return new Failure($"--k is {settings.Model.K}; it must be at most {StoredModel.MostNodes}");
        return double.IsFinite(settings.Model.Sigma) && settings.Model.Sigma > 0
            ? RunSettings.NotTooLarge("--sigma", settings.Model.Sigma)
            : new Failure(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"--sigma is {settings.Model.Sigma}; it must be a positive number"));
    }

    private static Either<Failure, Unit> CheckpointError(RunSettings settings) =>
        settings.Recovery.CheckpointEvery < 0 ? new Failure($"--checkpoint-every is {settings.Recovery.CheckpointEvery}; it must be 0 or more")
        : settings.Recovery.KeepCheckpoints < 1 ? new Failure($"--keep-checkpoints is {settings.Recovery.KeepCheckpoints}; it must be at least 1")
        : Unit.Default;
}
