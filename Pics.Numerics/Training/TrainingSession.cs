using System.Diagnostics;

namespace Pics.Numerics;

/// <summary>A run that goes on: how far it is, the parameters of the best validation, and its steps.</summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly ICircuitEngine engine;
    private readonly QuadratureRule rule;
    private readonly ICircuitParameters parameters;
    private readonly DatasetSplits data;
    private readonly TrainingSettings settings;
    private readonly Action<TrainingRecord> report;
    private readonly TrainingStep work;
    private readonly ParameterSnapshot best;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly double secondsBefore;
    private readonly int reportEvery;
    private (long Step, double StepSeconds) timed; // up to where the times of steps are reported

    /// <summary>A run from its start, or from a state that fits, which is disposed of as soon as it is copied.</summary>
    public TrainingSession(
        ICircuitEngine engine, QuadratureRule rule, ICircuitParameters parameters, DatasetSplits data, TrainingSettings settings, Action<TrainingRecord> report, TrainingState? from)
    {
        (this.engine, this.rule, this.parameters, this.data, this.settings, this.report) = (engine, rule, parameters, data, settings, report);
        reportEvery = settings.ReportEveryOn(parameters.Trainable[0].device_type);
        if (from is not null) TrainingTensors.Restore(from, parameters);
        (work, best) = (new(engine, rule, parameters, data.Train, settings), new(parameters.Trainable));
        if (from is not null) TrainingTensors.Restore(from, best, work.Optimizer);
        Begin(from?.Progress ?? TrainingProgress.Start(data.Train.Rows));
        work.Resume(Progress.UnreadSteps, Progress.UnreadSum);
        secondsBefore = Progress.Seconds;
        timed = (Progress.Step, Progress.StepSeconds);
        from?.Dispose();
    }

    /// <summary>How far it is; the seconds and what is not reported yet are those of the last state.</summary>
    public TrainingProgress Progress { get; private set; }

    private double Seconds => secondsBefore + clock.Elapsed.TotalSeconds;

    /// <summary>Makes the next step, with its report and validation where they are due; says false at a number that is not finite.</summary>
    public bool Step()
    {
        if (!Progress.HasBatch(settings.BatchSize)) Begin(Progress.NextEpoch());
        var started = clock.Elapsed;
        if (!work.Make(Progress.Row, settings.Schedule.At(settings.LearningRate, Progress.Step))) return false;
        var progress = Progress.Stepped(settings.BatchSize);
        var isValidated = progress.Step % settings.ValidateEvery == 0;
        double? value = isValidated || progress.Step % reportEvery == 0 ? work.Read() : null;
        Progress = progress with { StepSeconds = progress.StepSeconds + (clock.Elapsed - started).TotalSeconds };
        if (value is { } mean && !Report(mean)) return false;
        if (isValidated) Validate();
        return true;
    }

    /// <summary>Gives the state to be kept, unless a number in it is not finite.</summary>
    public void Keep(Checkpointing checkpointing)
    {
        var (steps, sum) = work.Unread;
        if (!double.IsFinite(sum)) return;
        var progress = Progress with { UnreadSteps = steps, UnreadSum = sum, Seconds = Seconds };
        using var state = new TrainingState(progress, engine.Kind, Workers.Count, TrainingTensors.Of(parameters, best, work.Optimizer));
        checkpointing.Keep(state);
    }

    /// <summary>The last report and validation, unless they were made, and the best parameters in place.</summary>
    public TrainingOutcome Close(StopReason reason)
    {
        if (reason != StopReason.NotFinite && work.HasUnread && !Report(work.Read())) reason = StopReason.NotFinite;
        if (reason is StopReason.Finished or StopReason.Cancelled && (Progress.Step == 0 || Progress.Step % settings.ValidateEvery != 0)) Validate();
        best.Restore();
        var secondsAStep = Progress.Step == 0 ? double.NaN : Progress.StepSeconds / Progress.Step;
        return new(reason, Progress.Step, Progress.Epoch, Progress.BestStep, Progress.BestLogLikelihood, Seconds, secondsAStep);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        work.Dispose();
        best.Dispose();
    }

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(Progress))]
    private void Begin(TrainingProgress progress)
    {
        Progress = progress;
        work.Begin(Permutation.OfEpoch(data.Train.Rows, settings.Seed, progress.Epoch));
    }

    private bool Report(double value)
    {
        if (!double.IsFinite(value)) return false;
        Progress = Progress.Reported();
        var secondsAStep = Progress.Step > timed.Step ? (Progress.StepSeconds - timed.StepSeconds) / (Progress.Step - timed.Step) : double.NaN;
        timed = (Progress.Step, Progress.StepSeconds);
        report(new TrainingRecord.Trained(Progress.Step, Progress.Epoch, value, Bits(value), Seconds, settings.Schedule.At(settings.LearningRate, Progress.Step - 1), secondsAStep));
        return true;
    }

    private void Validate()
    {
        var value = MeanLogLikelihood(data.Validation);
        Progress = Progress.Validated(value, settings.MinDelta).Reported();
        var isBest = Progress.BestStep == Progress.Step && Progress.Failures == 0;
        if (isBest) best.Take();
        report(new TrainingRecord.Validated(Progress.Step, Progress.Epoch, value, Bits(value), Seconds, isBest));
    }

    /// <summary>The mean normalised log-likelihood of some rows under the parameters as they are, nats.</summary>
    private double MeanLogLikelihood(Dataset rows)
    {
        using var numbers = parameters.Materialize(rule, forGradients: false, engine.Kind);
        var normaliser = parameters.IsNormalised ? 0 : LogLikelihood.LogNormaliser(engine, numbers.Tensors, rows);
        return LogLikelihood.OfRows(engine, numbers.Tensors, rows, normaliser, settings.RowsAtOnce).Average();
    }

    private double Bits(double logLikelihood) => BitsPerDimension.Of(logLikelihood, data.Train.Dimensions);
}
