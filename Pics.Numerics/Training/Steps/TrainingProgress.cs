using System.Text.Json.Serialization;

namespace Pics.Numerics;

/// <summary>How far a run is, in numbers: what decides its future, and what its reports go on from.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Epoch">The epoch of the last step, from 1.</param>
/// <param name="Row">Places of that epoch's order that are done.</param>
/// <param name="Rows">Training rows: the length of an order.</param>
/// <param name="BestStep">The step of the best validation.</param>
/// <param name="BestLogLikelihood">Its mean log-likelihood, nats; minus infinity before the first.</param>
/// <param name="Failures">Validations in a row without improvement.</param>
/// <param name="Records">Records reported.</param>
/// <param name="UnreadSteps">Steps since the last report.</param>
/// <param name="UnreadSum">The sum of the mean log-likelihoods of their batches, nats.</param>
/// <param name="Seconds">Time of the run.</param>
/// <param name="StepSeconds">What of it went into steps.</param>
/// <param name="Retries">How often it went back after a number that was not finite; each time the learning rate was lowered.</param>
public sealed record TrainingProgress(
    long Step,
    int Epoch,
    int Row,
    int Rows,
    long BestStep,
    double BestLogLikelihood,
    int Failures,
    long Records,
    int UnreadSteps,
    double UnreadSum,
    double Seconds,
    double StepSeconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Retries = 0)
{
    /// <summary>Nothing done.</summary>
    public static TrainingProgress Start(int rows) => new(0, 1, 0, rows, 0, double.NegativeInfinity, 0, 0, 0, 0, 0, 0);

    /// <summary>Whether the epoch has another batch.</summary>
    public bool HasBatch(int batchSize) => (long)Row + batchSize <= Rows;

    /// <summary>The next epoch begun.</summary>
    public TrainingProgress NextEpoch() => this with { Epoch = Epoch + 1, Row = 0 };

    /// <summary>One more step on the next batch.</summary>
    public TrainingProgress Stepped(int batchSize) => this with { Step = Step + 1, Row = Row + batchSize };

    /// <summary>One more record reported.</summary>
    public TrainingProgress Reported() => this with { Records = Records + 1 };

    /// <summary>A validation made; only a value that is larger than the best by more than a difference is an improvement.</summary>
    public TrainingProgress Validated(double logLikelihood, double minDelta) => logLikelihood > BestLogLikelihood + minDelta
        ? this with { BestStep = Step, BestLogLikelihood = logLikelihood, Failures = 0 }
        : this with { Failures = Failures + 1 };

    /// <summary>Why no further step is to be made; null if one is.</summary>
    internal StopReason? Due(TrainingSettings settings, CancellationToken cancellation) =>
        Failures >= settings.Stopping.Patience ? StopReason.Patience
        : Step >= settings.Stopping.MaxSteps || (Epoch >= settings.Stopping.MaxEpochs && !HasBatch(settings.Batches.Size)) ? StopReason.Finished
        : cancellation.IsCancellationRequested ? StopReason.Cancelled
        : null;

    /// <summary>What of these numbers is impossible, in words; null if nothing is.</summary>
    internal string? FindFault() =>
        Step < 0 || Epoch < 1 || Row < 0 || Rows < 1 || Row > Rows ? "its place in the run is impossible"
        : BestStep < 0 || BestStep > Step || double.IsNaN(BestLogLikelihood) || Failures < 0 ? "its best validation is impossible"
        : Retries < 0 ? "its number of retries is impossible"
        : Records < 0 || UnreadSteps < 0 || UnreadSteps > Step || !double.IsFinite(UnreadSum) ? "its reports are impossible"
        : !(Seconds >= 0 && StepSeconds >= 0 && double.IsFinite(Seconds) && double.IsFinite(StepSeconds)) ? "its times are impossible"
        : null;
}
