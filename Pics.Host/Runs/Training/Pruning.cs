using LanguageExt;

namespace Pics.Host;

/// <summary>Takes weights away from a plain circuit when its training is done, as <c>--prune</c> asks.</summary>
internal static class Pruning
{
    /// <summary>Prunes the model of a run that came to an end; none where nothing is to be taken away.</summary>
    /// <param name="setup">The run.</param>
    /// <param name="model">Its model; changed in place.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="processes">Who scores it before that; all do the same.</param>
    public static Either<Failure, Option<PrunedWeights>> Of(TrainingSetup setup, StoredModel model, TrainingOutcome outcome, Processes processes)
    {
        var (least, settings) = (setup.Settings.Learning.Prune, setup.Settings);
        if (least <= 0 || outcome.Reason is not (StopReason.Finished or StopReason.Patience)) return Option<PrunedWeights>.None;
        return Scoring.Of(model, settings.Model.Rule, settings.Model.K, [("validation", setup.Data.Validation), ("test", setup.Data.Test)], setup.Choice.Kind, setup.Device, processes).Map(before =>
        {
            using var engine = Compile.ToEngine(setup.Road.Folded, setup.Choice.Kind, setup.Device);
            var pruning = FlowPruning.Of(model, engine, setup.Data.Train, least, settings.Training.RowsAtOnce);
            return Option<PrunedWeights>.Some(new(least, pruning.Removed, pruning.Weights, before));
        });
    }

    /// <summary>What was taken away, or null.</summary>
    public static PrunedWeights? Given(Option<PrunedWeights> pruned) => pruned.MatchUnsafe<PrunedWeights?>(found => found, () => null);

    /// <summary>Refuses a limit that is none.</summary>
    public static Either<Failure, Unit> Refuse(double least) => least >= 0 && double.IsFinite(least)
        ? Unit.Default
        : new Failure(FormattableString.Invariant($"--prune is {least}; it must be 0, for none, or a positive number of rows"));
}
