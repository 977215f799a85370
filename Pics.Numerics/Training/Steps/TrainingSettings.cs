namespace Pics.Numerics;

/// <summary>How the learning rate changes with the steps.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>The learning rate of a step, counted from 0.</summary>
    /// <param name="initial">The rate of the first step.</param>
    /// <param name="step">Optimiser steps done so far.</param>
    public double At(double initial, long step) => At(initial, step, null);

    /// <summary>The same with a cycle of another length; null for its own.</summary>
    internal double At(double initial, long step, long? period) => Match(
        _ => initial,
        cosine => (period ?? cosine.Period) is var cycle ? cosine.Minimum + ((initial - cosine.Minimum) * (1 + Math.Cos(Math.PI * (step % cycle) / cycle)) / 2) : initial);

    internal abstract string Label { get; }

    /// <summary>Takes the schedule apart, one function per case.</summary>
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
public sealed record TrainingSettings
{
    /// <summary>The paper's settings for PICs: Adam 0.005, weight decay 0.01, cosine restarts.</summary>
    public static TrainingSettings ForPic { get; } = new() { Optimiser = new() { LearningRate = 0.005, WeightDecay = 0.01, Schedule = new LearningRateSchedule.CosineRestarts() } };

    /// <summary>The paper's settings for plain circuits: Adam 0.01, constant, no weight decay.</summary>
    public static TrainingSettings ForPlainCircuit { get; } = new() { Optimiser = new() { LearningRate = 0.01 } };

    /// <summary>Mini-batch EM for plain circuits: steps of 0.4, momentum 0.9, a small pseudo-count, cosine restarts, since constant steps end in the noise of batches.</summary>
    public static TrainingSettings ForEm { get; } = new() { Optimiser = new() { Kind = OptimiserKind.Em, LearningRate = 0.4, Schedule = new LearningRateSchedule.CosineRestarts() } };

    /// <summary>The loss, and how parameters follow its gradient.</summary>
    public required OptimiserSettings Optimiser { get; init; }

    /// <summary>Under which quadrature rules steps materialise a PIC.</summary>
    public StepRules Rules { get; init; } = StepRules.Fixed;

    /// <summary>Which rows make a step.</summary>
    public BatchSettings Batches { get; init; } = new();

    /// <summary>When the run ends.</summary>
    public StoppingSettings Stopping { get; init; } = new();

    /// <summary>How often the run is looked at.</summary>
    public ReportSettings Reports { get; init; } = new();

    /// <summary>What follows a numerical failure.</summary>
    public RecoverySettings Recovery { get; init; } = new();

    /// <summary>The same with another optimiser, for languages without <c>with</c>.</summary>
    public TrainingSettings WithOptimiser(OptimiserSettings optimiser) => this with { Optimiser = optimiser };

    /// <summary>The same with other rules of steps.</summary>
    public TrainingSettings WithRules(StepRules rules) => this with { Rules = rules };

    /// <summary>The same with other batches.</summary>
    public TrainingSettings WithBatches(BatchSettings batches) => this with { Batches = batches };

    /// <summary>The same with other limits.</summary>
    public TrainingSettings WithStopping(StoppingSettings stopping) => this with { Stopping = stopping };

    /// <summary>The same with other reports.</summary>
    public TrainingSettings WithReports(ReportSettings reports) => this with { Reports = reports };

    /// <summary>The same with another way back from numerical failures.</summary>
    public TrainingSettings WithRecovery(RecoverySettings recovery) => this with { Recovery = recovery };

    /// <summary>Rows evaluated at once: the micro-batch, or else the batch.</summary>
    public int RowsAtOnce => Batches.MicroBatch ?? Batches.Size;

    /// <summary>The learning rate of a step, counted from 0, after so many retries.</summary>
    public double RateAt(long step, int retries) => Optimiser.Schedule.At(Optimiser.LearningRate, step) * Math.Pow(Recovery.Factor, retries);

    /// <summary>The learning rate of the next step of a run, whose schedule begins anew with each stage of a refinement.</summary>
    internal double RateAt(TrainingProgress progress)
    {
        var stages = Rules.Refinement.All;
        return Optimiser.Schedule.At(Optimiser.LearningRate, progress.Step - progress.StageStep, stages.IsEmpty ? null : stages[progress.Stage].Steps) * Math.Pow(Recovery.Factor, progress.Retries);
    }

    /// <summary>That of the step before.</summary>
    internal double RateBefore(TrainingProgress progress) =>
        progress.Step == 0 ? RateAt(progress)
        : progress.Step > progress.StageStep ? RateAt(progress with { Step = progress.Step - 1 })
        : Rules.Refinement.All[progress.Stage - 1].Steps is { } steps ? RateAt(progress with { Stage = progress.Stage - 1, StageStep = progress.Step - steps, Step = progress.Step - 1 })
        : double.NaN; // after a validation, before which the rate was reported

    /// <summary>Steps between two reports for parameters on a kind of device.</summary>
    public int ReportEveryOn(DeviceType device) => Reports.ReportEvery ?? (device == DeviceType.CPU ? 1 : 50);
}

/// <summary>How parameters are changed.</summary>
public enum OptimiserKind
{
    /// <summary>Along the gradient of the loss; the paper's.</summary>
    Adam,

    /// <summary>By expected counts, for free weights only: mini-batch expectation maximisation with momentum.</summary>
    Em,
}

/// <summary>The loss, and how parameters follow it.</summary>
public sealed record OptimiserSettings
{
    /// <summary>How parameters are changed.</summary>
    public OptimiserKind Kind { get; init; }

    /// <summary>Of Adam, at the first step; of EM the part of the new weights that comes from the rows, above 0 and up to 1.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Coupled L2 penalty: added to the gradients as this times the parameters. None in EM.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Of EM: how much of the running means of counts is kept a step, from 0 to below 1.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Of EM: rows that each distribution is thought to have seen beside those of training, evenly over its values.</summary>
    public double PseudoCount { get; init; } = 0.1;

    /// <summary>How the rate goes on.</summary>
    public LearningRateSchedule Schedule { get; init; } = new LearningRateSchedule.Constant();

    /// <summary>Sum or mean over the batch.</summary>
    public LossReduction Reduction { get; init; } = LossReduction.Sum;
}

/// <summary>When a run ends.</summary>
public sealed record StoppingSettings
{
    /// <summary>Stop after so many passes over the training rows.</summary>
    public int MaxEpochs { get; init; } = 200;

    /// <summary>Stop after so many steps.</summary>
    public long MaxSteps { get; init; } = long.MaxValue;

    /// <summary>Begin no step after so many seconds of the run, validations and what was done before it was resumed among them. Such a run ends at another step each time.</summary>
    public double MaxSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>Stop after so many validations in a row without improvement.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>Nats by which the mean validation log-likelihood must rise to count as improvement.</summary>
    public double MinDelta { get; init; }
}

/// <summary>How often a run is looked at.</summary>
public sealed record ReportSettings
{
    /// <summary>Steps between two validations; there is one more at the end.</summary>
    public int ValidateEvery { get; init; } = 250;

    /// <summary>
    /// Steps between two looks at the likelihood, and at whether all numbers are finite; there is one before each validation too. Null is 1 on the
    /// CPU and 50 elsewhere: a device works on while it is not asked for results. On the CPU numbers are looked at in each step whatever this is.
    /// </summary>
    public int? ReportEvery { get; init; }
}

/// <summary>What follows a numerical failure.</summary>
public sealed record RecoverySettings
{
    /// <summary>What the learning rate is multiplied by each time the run goes back.</summary>
    public double Factor { get; init; } = 0.5;

    /// <summary>How often it goes back before it stops.</summary>
    public int Retries { get; init; } = 3;
}
