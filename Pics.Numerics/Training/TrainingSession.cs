using System.Diagnostics;

namespace Pics.Numerics;

/// <summary>A run that goes on: how far it is, the parameters of the best validation, and its steps.</summary>
internal sealed class TrainingSession : IDisposable
{
    private const int CompareEvery = 100; // steps between two looks at whether ranks still have the same parameters

    private readonly ICircuitEngine engine;
    private readonly FoldedQpc circuit;
    private readonly ICircuitParameters parameters;
    private readonly DatasetSplits data;
    private readonly TrainingSettings settings;
    private readonly Action<TrainingRecord> report;
    private readonly StageCircuits circuits;
    private readonly Team team;
    private readonly LocalSteps local;
    private readonly Validation validation;
    private readonly TrainingStep work;
    private readonly ParameterSnapshot best;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly double secondsBefore;
    private readonly int reportEvery;
    private readonly GoodState good;
    private readonly bool isDeferred;
    private (long Step, double StepSeconds) timed; // up to where the times of steps are reported
    private int[] order = [];
    private StepResult failure; // Made if it is not known which step failed
    private long checkedUntil;
    private double rate; // of the last step

    /// <summary>A run from its start, or from a state that fits, which is disposed of as soon as it is copied.</summary>
    public TrainingSession(TrainingTask task, Action<TrainingRecord> report, TrainingState? from, bool isDeferred)
    {
        ((engine, circuit, parameters, data, settings), this.report, this.isDeferred) = (task, report, isDeferred);
        reportEvery = settings.ReportEveryOn(parameters.Trainable[0].device_type);
        if (from is not null) TrainingTensors.Restore(from, parameters);
        circuits = new(task);
        circuits.Enter(from?.Progress.Stage ?? 0);
        (team, local) = (task.Team(), task.LocalSteps());
        validation = new(task, team);
        (work, best) = (new(circuits.Engine, circuits.Rule, parameters, data.Train, settings, local.IsUsed ? null : team, local.Share), new(parameters.Trainable));
        if (from is not null) TrainingTensors.Restore(from, best, work.Optimizer);
        Begin(from?.Progress ?? TrainingProgress.Start(data.Train.Rows));
        work.Resume(local.Own(Progress.Unread));
        secondsBefore = Progress.Seconds;
        timed = (Progress.Step, Progress.StepSeconds);
        rate = settings.RateBefore(Progress);
        good = new(parameters, work.Optimizer, Progress);
        from?.Dispose();
    }

    /// <summary>How far it is; the seconds and what is not reported yet are those of the last state.</summary>
    public TrainingProgress Progress { get; private set; }

    /// <summary>Whether it is at the boundary of two steps, the validation between them made.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Whether what was not reported yet is finite.</summary>
    public bool IsUnreadFinite => double.IsFinite(Unread.Nats);

    /// <summary>The rule of the next step.</summary>
    private QuadratureRule Rule => settings.Rules.OfStep(circuits.Rule, settings.Batches.Seed, Progress.Step);

    /// <summary>Sums over the batches that were not reported.</summary>
    private StepSums Unread => local.Sum(work.Unread);

    private double Seconds => secondsBefore + clock.Elapsed.TotalSeconds;

    /// <summary>Why no further step is to be made; null if one is. All ranks stop where one is to stop.</summary>
    public StopReason? Due(CancellationToken cancellation)
    {
        var own = Progress.Due(settings, cancellation) ?? (Seconds >= settings.Stopping.MaxSeconds ? StopReason.Finished : null);
        return team.Most(own is { } reason ? (int)reason + 1 : 0) is var said and > 0 ? (StopReason)(said - 1) : null;
    }

    /// <summary>Makes the next step, with its report and validation where they are due; says false at a number that is not finite, after which the run must go back.</summary>
    public bool Step()
    {
        if (!Progress.HasBatch(settings.Batches)) Begin(Progress.NextEpoch());
        var started = clock.Elapsed;
        work.IsChecked = !isDeferred || Progress.Step < checkedUntil;
        rate = settings.RateAt(Progress);
        work.Use(circuits.Engine, Rule);
        failure = local.Made(work.Make(Progress.Row, rate), Progress.Step + 1, work.Optimizer);
        IsWhole = failure == StepResult.Refused;
        if (failure != StepResult.Made) return false;
        var progress = Progress.Stepped(settings.Batches.CountAt(Progress.Row, data.Train.Rows));
        var isValidated = progress.Step % settings.Reports.ValidateEvery == 0;
        StepSums? sums = isValidated || progress.Step % reportEvery == 0 ? local.Sum(work.Read()) : null;
        Progress = progress with { StepSeconds = progress.StepSeconds + (clock.Elapsed - started).TotalSeconds };
        if (sums is { } made && !Report(made)) return false;
        if (Progress.Step % CompareEvery == 0 && local.IsSettled) team.Compare(parameters, Progress.Step);
        if (isValidated) Validate();
        if (settings.Rules.Refinement.IsOver(Progress))
        {
            Enter(Progress.NextStage());
            work.Optimizer.Reset(); // its moments are of other gradients; kept ones were tried, and trained worse
        }

        IsWhole = true;
        return true;
    }

    /// <summary>
    /// Goes back to the last good state after a number that was not finite, and says whether it may go on from there. Where it is not known which step failed, the steps
    /// are repeated as they were and looked at one by one.
    /// </summary>
    public bool GoBack(Checkpointing checkpointing)
    {
        if (failure == StepResult.Made)
        {
            checkedUntil = Progress.Step;
            Return(Progress.Retries);
            checkpointing.WentBack(Progress);
            return true;
        }

        // Where no step is between, the rate was not used yet: another one would change nothing.
        var mayGoOn = Progress.Retries < settings.Recovery.Retries && (Progress.Step > good.Progress.Step || failure == StepResult.Overflowed);
        bool isHopeless;
        using (var scope = NewDisposeScope())
        {
            NumericalFailure trouble = Find(mayGoOn);
            isHopeless = trouble.IsHopeless;
            checkpointing.Failure(trouble);
        }

        Return(Progress.Retries + (mayGoOn ? 1 : 0));
        checkpointing.WentBack(Progress);
        if (!isHopeless && (!mayGoOn || checkpointing.Every > 0)) Keep(checkpointing);
        return mayGoOn;
    }

    /// <summary>Gives the state to be kept, unless a number in it is not finite.</summary>
    public void Keep(Checkpointing checkpointing)
    {
        local.Settle(work.Optimizer);
        var (steps, sum, missing) = Unread;
        if (!double.IsFinite(sum)) return;
        var progress = Progress with { UnreadSteps = steps, UnreadSum = sum, UnreadMissing = missing, Seconds = Seconds };
        using var state = new TrainingState(progress, engine.Kind, Workers.Count, TrainingTensors.Of(parameters, best, work.Optimizer));
        checkpointing.Keep(state);
    }

    /// <summary>The last report and validation, unless they were made, and the best parameters in place.</summary>
    public TrainingOutcome Close(StopReason reason)
    {
        if (reason != StopReason.NotFinite && work.HasUnread) Report(local.Sum(work.Read()));
        if (reason is StopReason.Finished or StopReason.Cancelled && (Progress.Step == 0 || Progress.Step % settings.Reports.ValidateEvery != 0)) Validate();
        best.Restore();
        var secondsAStep = Progress.Step == 0 ? double.NaN : Progress.StepSeconds / Progress.Step;
        return new()
        {
            Reason = reason,
            Steps = Progress.Step,
            Epoch = Progress.Epoch,
            BestStep = Progress.BestStep,
            BestLogLikelihood = Progress.BestLogLikelihood,
            Seconds = Seconds,
            SecondsPerStep = secondsAStep,
            Retries = Progress.Retries,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        work.Dispose();
        team.Dispose();
        circuits.Dispose();
        best.Dispose();
        good.Dispose();
    }

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(Progress))]
    private void Begin(TrainingProgress progress)
    {
        Progress = progress;
        order = Permutation.OfEpoch(data.Train.Rows, settings.Batches.Seed, progress.Epoch);
        work.Begin(order);
    }

    /// <summary>Goes to the stage of a place in the run.</summary>
    private void Enter(TrainingProgress progress)
    {
        Progress = progress;
        circuits.Enter(progress.Stage);
        work.Use(circuits.Engine, circuits.Rule);
    }

    private void Return(int retries)
    {
        good.Restore();
        IsWhole = true;
        Begin(good.Progress with { Retries = retries });
        Enter(Progress);
        work.Resume(local.Own(Progress.Unread));
        local.Returned();
        timed = (Progress.Step, Progress.StepSeconds);
    }

    private NumericalFailure Find(bool mayGoOn)
    {
        FailureSearch search = new FailureSearch(circuits.Engine, circuits.Circuit, Rule, parameters, settings);
        var evidence = work.Batch(Progress.Row);
        FailureFinding found = failure == StepResult.Overflowed ? search.OfUpdate(work.Optimizer) : search.OfStep(evidence);
        ImmutableArray<int> rows = [.. order.AsSpan(Progress.Row, settings.Batches.CountAt(Progress.Row, data.Train.Rows))];
        return new()
        {
            Step = Progress.Step + 1,
            Epoch = Progress.Epoch,
            LearningRate = settings.RateAt(Progress),
            Place = found.Place,
            Rows = rows,
            BadRows = [.. found.Bad.Select(place => rows[place])],
            Evidence = evidence,
            LogLikelihoods = tensor(found.LogLikelihoods, ScalarType.Float64),
            Good = good.Progress with { Retries = Progress.Retries },
            NextRetry = mayGoOn ? Progress.Retries + 1 : null,
        };
    }

    private bool Report(StepSums sums)
    {
        var mean = sums.Mean(data.Train.Dimensions);
        if (!double.IsFinite(mean.Nats)) return false;
        Progress = Progress.Reported();
        var secondsAStep = Progress.Step > timed.Step ? (Progress.StepSeconds - timed.StepSeconds) / (Progress.Step - timed.Step) : double.NaN;
        timed = (Progress.Step, Progress.StepSeconds);
        report(new TrainingRecord.Trained(Progress.Step, Progress.Epoch, mean.Nats, mean.Bits, Seconds, rate, secondsAStep) { Observed = mean.Part, Nodes = circuits.Rule.Count });
        return true;
    }

    private void Validate()
    {
        local.Settle(work.Optimizer);
        var mean = validation.Mean(data.Validation);
        Progress = Progress.Validated(mean.Nats, settings.Stopping.MinDelta).Reported();
        var isBest = Progress.BestStep == Progress.Step && Progress.Failures == 0;
        if (isBest)
        {
            best.Take();
            good.Take(Progress);
        }

        report(new TrainingRecord.Validated(Progress.Step, Progress.Epoch, mean.Nats, mean.Bits, Seconds, isBest) { Observed = mean.Part, Nodes = circuit.Rule.Count });
    }
}
