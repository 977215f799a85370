using System.Text.Json.Serialization;

namespace Pics.Numerics;

/// <summary>How far a run is, in numbers: what decides its future, and what its reports go on from.</summary>
public sealed record TrainingProgress
{
    /// <summary>Steps done.</summary>
    public required long Step { get; init; }

    /// <summary>The epoch of the last step, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Places of that epoch's order that are done.</summary>
    public required int Row { get; init; }

    /// <summary>Training rows: the length of an order.</summary>
    public required int Rows { get; init; }

    /// <summary>The step of the best validation.</summary>
    public required long BestStep { get; init; }

    /// <summary>Its mean log-likelihood, nats; minus infinity before the first.</summary>
    public required double BestLogLikelihood { get; init; }

    /// <summary>Validations in a row without improvement.</summary>
    public required int Failures { get; init; }

    /// <summary>Records reported.</summary>
    public required long Records { get; init; }

    /// <summary>Steps since the last report.</summary>
    public required int UnreadSteps { get; init; }

    /// <summary>The sum of the mean log-likelihoods of their batches, nats.</summary>
    public required double UnreadSum { get; init; }

    /// <summary>The sum of the mean numbers of dimensions that the rows of their batches do not observe.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double UnreadMissing { get; init; }

    /// <summary>Time of the run.</summary>
    public required double Seconds { get; init; }

    /// <summary>What of it went into steps.</summary>
    public required double StepSeconds { get; init; }

    /// <summary>How often it went back after a numerical failure; each time the learning rate was lowered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Retries { get; init; }

    /// <summary>The stage of the refinement of K, from 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Stage { get; init; }

    /// <summary>The step at which it began.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long StageStep { get; init; }

    /// <summary>Nothing done.</summary>
    public static TrainingProgress Start(int rows) => new()
    {
        Step = 0,
        Epoch = 1,
        Row = 0,
        Rows = rows,
        BestStep = 0,
        BestLogLikelihood = double.NegativeInfinity,
        Failures = 0,
        Records = 0,
        UnreadSteps = 0,
        UnreadSum = 0,
        Seconds = 0,
        StepSeconds = 0,
    };

    /// <summary>Whether the epoch has another batch.</summary>
    internal bool HasBatch(BatchSettings batches) => batches.CountAt(Row, Rows) > 0;

    /// <summary>The next epoch begun.</summary>
    internal TrainingProgress NextEpoch() => this with { Epoch = Epoch + 1, Row = 0 };

    /// <summary>One more step on the next batch.</summary>
    internal TrainingProgress Stepped(int rows) => this with { Step = Step + 1, Row = Row + rows };

    /// <summary>The next stage of the refinement begun; its patience begins anew.</summary>
    internal TrainingProgress NextStage() => this with { Stage = Stage + 1, StageStep = Step, Failures = 0 };

    /// <summary>What was not reported yet.</summary>
    internal StepSums Unread => new(UnreadSteps, UnreadSum, UnreadMissing);

    /// <summary>One more record reported.</summary>
    internal TrainingProgress Reported() => this with { Records = Records + 1 };

    /// <summary>A validation made; only a value that is larger than the best by more than a difference is an improvement.</summary>
    internal TrainingProgress Validated(double logLikelihood, double minDelta) => logLikelihood > BestLogLikelihood + minDelta
        ? this with { BestStep = Step, BestLogLikelihood = logLikelihood, Failures = 0 }
        : this with { Failures = Failures + 1 };

    /// <summary>Why no further step is to be made; null if one is.</summary>
    internal StopReason? Due(TrainingSettings settings, CancellationToken cancellation) =>
        Failures >= settings.Stopping.Patience && settings.Rules.Refinement.IsLast(this) ? StopReason.Patience
        : Step >= settings.Stopping.MaxSteps || settings.Rules.Refinement.IsAtEnd(this) || (Epoch >= settings.Stopping.MaxEpochs && !HasBatch(settings.Batches)) ? StopReason.Finished
        : cancellation.IsCancellationRequested ? StopReason.Cancelled
        : null;

    /// <summary>What of these numbers is impossible, in words; null if nothing is.</summary>
    internal string? FindFault() =>
        Step < 0 || Epoch < 1 || Row < 0 || Rows < 1 || Row > Rows ? "its place in the run is impossible"
        : BestStep < 0 || BestStep > Step || double.IsNaN(BestLogLikelihood) || Failures < 0 ? "its best validation is impossible"
        : Stage < 0 || StageStep < 0 || StageStep > Step ? "its stage is impossible"
        : Retries < 0 ? "its number of retries is impossible"
        : Records < 0 || UnreadSteps < 0 || UnreadSteps > Step || !double.IsFinite(UnreadSum) || !(UnreadMissing >= 0 && double.IsFinite(UnreadMissing)) ? "its reports are impossible"
        : !(Seconds >= 0 && StepSeconds >= 0 && double.IsFinite(Seconds) && double.IsFinite(StepSeconds)) ? "its times are impossible"
        : null;
}
