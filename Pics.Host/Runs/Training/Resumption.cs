using LanguageExt;

namespace Pics.Host;

/// <summary>A run that is to go on.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Before">The options that it had.</param>
/// <param name="Settings">Those that it goes on with: limits may be raised, how checkpoints are kept may change, and after a stop in trouble the learning rate may be lowered.</param>
internal sealed record Resumption(string Folder, RunSettings Before, RunSettings Settings)
{
    private bool IsRaised => Settings.Learning.MaxEpochs > Before.Learning.MaxEpochs || Settings.Learning.MaxSteps > Before.Learning.MaxSteps || Settings.Learning.MaxSeconds > Before.Learning.MaxSeconds;

    private bool IsLowered => Settings.Learning.LearningRate < Before.Learning.LearningRate;

    /// <summary>Whether a run stopped at a number that is not finite.</summary>
    public static bool IsInTrouble(string folder) => File.Exists(Path.Combine(folder, RunResults.FileName)) && RunResults.Read(folder).Exists(results => results.Outcome.Reason == StopReason.NotFinite);

    /// <summary>Why there is nothing to go on with, for people; null if there is.</summary>
    public string? Ending()
    {
        if (!File.Exists(Path.Combine(Folder, RunResults.FileName))) return null;
        var outcome = RunResults.Read(Folder).Match(results => Option<TrainingOutcome>.Some(results.Outcome), _ => Option<TrainingOutcome>.None); // what is damaged is made anew
        return outcome.MatchUnsafe<string?>(
            found => found.Reason switch
            {
                StopReason.Cancelled => null,
                StopReason.Finished when IsRaised => null,
                StopReason.Finished => $"The run in '{Folder}' finished after {found.Steps} {(found.Steps == 1 ? "step" : "steps")}, and nothing is changed; it goes on with a larger --max-epochs, --max-steps or --max-seconds.",
                StopReason.Patience => $"The run in '{Folder}' stopped without improvement after {found.Steps} {(found.Steps == 1 ? "step" : "steps")}, and nothing is changed.",
                _ when IsLowered || Settings.Recovery.TroubleRetries > Before.Recovery.TroubleRetries => null,
                _ => string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"The run in '{Folder}' stopped at a number that is not finite, and nothing is changed; it goes on from step {found.Steps} with a --learning-rate that is lower than {Before.Learning.LearningRate}, or more --trouble-retries than {Before.Recovery.TroubleRetries}."),
            },
            () => null);
    }

    /// <summary>Refuses a run without checkpoints.</summary>
    public Either<Failure, Unit> Refuse() => CheckpointFolder.Steps(RunFolder.CheckpointsOf(Folder)).IsEmpty
        ? new Failure($"'{Folder}' has no checkpoint to go on from; train anew with --config {Path.Combine(Folder, "config.json")}")
        : Unit.Default;

    /// <summary>The state of the last checkpoint that can be used; what cannot be used is named, and what makes results differ.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="engine">What evaluates its circuit.</param>
    /// <param name="keeps">Whether this process is the one that writes.</param>
    public Either<Failure, TrainingState> Find(ICircuitParameters parameters, EngineKind engine, bool keeps = true)
    {
        var path = RunFolder.CheckpointsOf(Folder);
        return CheckpointFolder.Last(path, parameters).MapLeft(Failure.Of).Bind<TrainingState>(found =>
        {
            if (found.State is null) return new Failure($"none of the {found.Skipped.Length} checkpoint(s) in '{path}' can be used, the last because {found.Skipped[0].Explain()}");
            foreach (var error in found.Skipped) Console.Error.WriteLine($"pics: {error.Explain()}; the checkpoint before it is used");
            var threads = TorchSharp.torch.get_num_threads();
            if (found.State.Engine != engine || found.State.Threads != threads)
                Console.Error.WriteLine($"pics: the run had the {EngineChoice.Word(found.State.Engine)} engine on {found.State.Threads} thread(s) and goes on with the {EngineChoice.Word(engine)} engine on {threads}; results may differ in their last digits");
            return IsLowered ? Lowered(found.State, keeps) : found.State;
        });
    }

    /// <summary>A new rate begins without retries, also where the run ends before its next checkpoint.</summary>
    private TrainingState Lowered(TrainingState state, bool keeps)
    {
        var begun = state.WithoutRetries();
        if (keeps) new CheckpointFolder(RunFolder.CheckpointsOf(Folder), Settings.Recovery.KeepCheckpoints, state.Progress.Step).Save(begun).IfLeft(error => Console.Error.WriteLine($"pics: {error.Explain()}"));
        return begun;
    }

    /// <summary>Makes the folder that of a run that is not at its end: without results and what was left half written, with the options that it goes on with.</summary>
    public Either<Failure, Unit> Reopen(RunFolder folder)
    {
        try
        {
            File.Delete(Path.Combine(Folder, RunResults.FileName));
            foreach (var part in Directory.EnumerateFiles(Folder, "*.partial")) File.Delete(part);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"the run folder '{Folder}' cannot be written: {error.Message.TrimEnd('.')}");
        }

        return Settings == Before ? Unit.Default : folder.WriteSettings(Settings);
    }
}
