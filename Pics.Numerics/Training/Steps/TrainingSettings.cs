namespace Pics.Numerics;

/// <summary>How the learning rate changes with the steps.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>The learning rate of a step, counted from 0.</summary>
    /// <param name="initial">The rate of the first step.</param>
    /// <param name="step">Optimiser steps done so far.</param>
    public double At(double initial, long step) => Match(
        _ => initial,
        cosine => cosine.Minimum + ((initial - cosine.Minimum) * (1 + Math.Cos(Math.PI * (step % cosine.Period) / cosine.Period)) / 2));

    internal abstract string Label { get; }

    /// <summary>Takes the schedule apart, one function a case.</summary>
    public abstract T Match<T>(Func<Constant, T> constant, Func<CosineRestarts, T> cosineRestarts);

    /// <summary>The same rate throughout.</summary>
    public sealed record Constant() : LearningRateSchedule
    {
        internal override string Label => "constant";

        /// <inheritdoc/>
        public override T Match<T>(Func<Constant, T> constant, Func<CosineRestarts, T> cosineRestarts) => constant(this);
    }

    /// <summary>Cosine annealing with warm restarts: from the initial rate down to a minimum, again and again.</summary>
    /// <param name="Period">T0, steps from one restart to the next.</param>
    /// <param name="Minimum">eta_min, the rate just before a restart.</param>
    public sealed record CosineRestarts(int Period = 500, double Minimum = 1e-4) : LearningRateSchedule
    {
        internal override string Label => $"cosine restarts every {Period} steps";

        /// <inheritdoc/>
        public override T Match<T>(Func<Constant, T> constant, Func<CosineRestarts, T> cosineRestarts) => cosineRestarts(this);
    }
}

/// <summary>What the loss of a batch is; it decides how strong weight decay is beside it.</summary>
public enum LossReduction
{
    /// <summary>Minus the sum of the log-likelihoods; the paper's.</summary>
    Sum,

    /// <summary>Minus their mean.</summary>
    Mean,
}

/// <summary>Everything that decides a training run, given data and parameters. Paper: section 4 and its appendix.</summary>
/// <param name="LearningRate">Of Adam, at the first step.</param>
/// <param name="WeightDecay">Coupled L2 penalty: added to the gradients as this times the parameters.</param>
/// <param name="Schedule">How the rate goes on.</param>
/// <param name="Reduction">Sum or mean over the batch.</param>
/// <param name="BatchSize">Rows a step; the last incomplete batch of an epoch is dropped.</param>
/// <param name="MaxEpochs">Stop after so many passes over the training rows.</param>
/// <param name="MaxSteps">Stop after so many steps.</param>
/// <param name="ValidateEvery">Steps between two validations; there is one more at the end.</param>
/// <param name="Patience">Stop after so many validations in a row without improvement.</param>
/// <param name="MinDelta">Nats by which the mean validation log-likelihood must rise to count as improvement.</param>
/// <param name="Seed">Of the order of the rows; the order of an epoch depends on seed and epoch only.</param>
/// <param name="MicroBatch">
/// Rows evaluated at once; null is the whole batch. A smaller number changes memory and time but not the step, up to rounding: the
/// functions are evaluated once a step all the same.
/// </param>
/// <param name="ReportEvery">
/// Steps between two looks at the likelihood, and at whether all numbers are finite; there is one before each validation too. Null is 1 on the
/// CPU and 50 elsewhere: a device works on while it is not asked for results. On the CPU numbers are looked at in each step whatever this is.
/// </param>
/// <param name="TroubleFactor">What the learning rate is multiplied by each time the run goes back after a number that is not finite.</param>
/// <param name="TroubleRetries">How often it goes back before it stops.</param>
public sealed record TrainingSettings(
    double LearningRate,
    double WeightDecay,
    LearningRateSchedule Schedule,
    LossReduction Reduction = LossReduction.Sum,
    int BatchSize = 256,
    int MaxEpochs = 200,
    long MaxSteps = long.MaxValue,
    int ValidateEvery = 250,
    int Patience = 5,
    double MinDelta = 0,
    int Seed = 42,
    int? MicroBatch = null,
    int? ReportEvery = null,
    double TroubleFactor = 0.5,
    int TroubleRetries = 3)
{
    /// <summary>The paper's settings for PICs: Adam 0.005, weight decay 0.01, cosine restarts.</summary>
    public static TrainingSettings ForPic { get; } = new(0.005, 0.01, new LearningRateSchedule.CosineRestarts());

    /// <summary>The paper's settings for plain circuits: Adam 0.01, constant, no weight decay.</summary>
    public static TrainingSettings ForPlainCircuit { get; } = new(0.01, 0, new LearningRateSchedule.Constant());

    /// <summary>Rows evaluated at once: the micro-batch, or else the batch.</summary>
    public int RowsAtOnce => MicroBatch ?? BatchSize;

    /// <summary>The learning rate of a step, counted from 0, after so many retries.</summary>
    public double RateAt(long step, int retries) => Schedule.At(LearningRate, step) * Math.Pow(TroubleFactor, retries);

    /// <summary>Steps between two reports for parameters on a kind of device.</summary>
    public int ReportEveryOn(DeviceType device) => ReportEvery ?? (device == DeviceType.CPU ? 1 : 50);
}
