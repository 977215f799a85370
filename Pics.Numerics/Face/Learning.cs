namespace Pics.Numerics;

/// <summary>The steps of a learning, and what is said of it.</summary>
internal static class Learning
{
    /// <summary>Learns the parameters in place; those of the best validation are kept. Error: what the trainer refuses, numbers that stay not finite, or rows that are lost.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Either<PicsFault, TrainingOutcome> Run(LearnPlan plan, StoredModel stored, IProgress<LearningProgress>? progress, CancellationToken cancellation)
    {
        using var engine = Compile.ToEngine(plan.Folded, plan.Engine);
        return Trainer.Create(engine, plan.Folded, stored.Parameters, plan.Data, plan.Training).OrFault().Bind(trainer => Run(trainer, plan, stored, progress, cancellation));
    }

    /// <summary>The figures of a model that was learned.</summary>
    public static LearningReport Report(LearnPlan plan, PicModel model, TrainingOutcome outcome)
    {
        SplitScore Score(string name, Dataset rows)
        {
            var mean = RowLikelihood.MeanOfRows(model.Asked, rows);
            return SplitScore.Of(name, rows.Rows, mean, Baselines.IndependentDimensions(plan.Data.Train, rows));
        }

        var splits = new[] { ("validation", plan.Data.Validation), ("test", plan.Data.Test) }.Where(split => split.Item2.Rows > 0);
        return new(outcome, new(model.Host.Nodes, model.Host.Rule.Match(named => (RuleKind?)named.Kind, _ => null), model.Asked.LogZ, [.. splits.Select(split => Score(split.Item1, split.Item2))]), model.Host.Count);
    }

    private static Either<PicsFault, TrainingOutcome> Run(Trainer trainer, LearnPlan plan, StoredModel stored, IProgress<LearningProgress>? progress, CancellationToken cancellation)
    {
        var trouble = "a number was not finite";
        try
        {
            stored.StartAt(plan.Data.Train);
            var outcome = trainer.Run(
                record => progress?.Report(new(record.Step, plan.Steps, record.Epoch, record.LogLikelihood, record is TrainingRecord.Validated, record.Seconds)),
                Checkpointing.None with { Failure = failure => trouble = failure.Explain() },
                cancellation);
            if (outcome.Reason == StopReason.Cancelled) throw new OperationCanceledException("the learning was cancelled", cancellation);
            return outcome.Reason == StopReason.NotFinite
                ? PicsFault.Of(new TrainingError.Diverged($"{trouble}; use a smaller learning rate than {plan.Training.Optimiser.LearningRate.ToString(System.Globalization.CultureInfo.InvariantCulture)}, or rows without values far from all others"))
                : outcome;
        }
        catch (RowsLostException error)
        {
            return PicsFault.Of(new DataError.Unreadable(plan.Data.Train.Name, error.Message));
        }
    }
}
