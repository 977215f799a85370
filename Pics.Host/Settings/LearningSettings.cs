namespace Pics.Host;

/// <summary>How the parameters of a run are learned, and when it stops.</summary>
internal sealed record LearningSettings
{
    /// <summary>How parameters are changed.</summary>
    public OptimiserKind Optimiser { get; init; }

    /// <summary>The run whose circuit's weights a plain circuit begins with; null for fresh ones.</summary>
    public string? From { get; init; }

    /// <summary>Of EM: how much of the mean counts is kept a step.</summary>
    public double Momentum { get; init; } = TrainingSettings.ForEm.Optimiser.Momentum;

    /// <summary>Of EM: rows that each distribution is thought to have seen beside those of training.</summary>
    public double PseudoCount { get; init; } = TrainingSettings.ForEm.Optimiser.PseudoCount;

    /// <summary>Expected rows below which a weight of a sum is taken away when training is done; 0 for none.</summary>
    public double Prune { get; init; }

    /// <summary>The learning rate of Adam, or the step of EM.</summary>
    public double LearningRate { get; init; } = TrainingSettings.ForPic.Optimiser.LearningRate;

    /// <summary>The coupled L2 penalty.</summary>
    public double WeightDecay { get; init; } = TrainingSettings.ForPic.Optimiser.WeightDecay;

    /// <summary>How the learning rate goes on.</summary>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.Cosine;

    /// <summary>Steps between restarts of the cosine schedule.</summary>
    public int Period { get; init; } = 500;

    /// <summary>The learning rate just before a restart.</summary>
    public double MinimumRate { get; init; } = 1e-4;

    /// <summary>What of a batch's log-likelihoods is the loss.</summary>
    public LossReduction Reduction { get; init; } = LossReduction.Sum;

    /// <summary>Whether each step has a shifted midpoint rule of its own.</summary>
    public bool Shift { get; init; }

    /// <summary>Nodes a latent at which nets are evaluated in a step, and interpolated between; 0 for all of those of the step's rule.</summary>
    public int NetNodes { get; init; }

    /// <summary>How K grows, see <see cref="RefinementText"/>; null for K as it is.</summary>
    public string? Refine { get; init; }

    /// <summary>What it grows by.</summary>
    public RefineBy RefineBy { get; init; }

    /// <summary>Rows per step.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>What becomes of the rows of an epoch that do not fill a batch.</summary>
    public LastBatch LastBatch { get; init; } = LastBatch.Drop;

    /// <summary>Rows evaluated at once; null for the batch.</summary>
    public int? MicroBatch { get; init; }

    /// <summary>Parts that a batch is cut into for ranks; null for one.</summary>
    public int? Shards { get; init; }

    /// <summary>What they add up.</summary>
    public ShardSums Sum { get; init; }

    /// <summary>Steps that each rank makes by itself before parameters are averaged; null for sums in every step.</summary>
    public int? AverageEvery { get; init; }

    /// <summary>Passes over the training rows at most.</summary>
    public int MaxEpochs { get; init; } = 200;

    /// <summary>Steps at most; null for no limit.</summary>
    public long? MaxSteps { get; init; }

    /// <summary>Seconds of the run at most, its validations among them; null for no limit.</summary>
    public double? MaxSeconds { get; init; }

    /// <summary>Steps between validations.</summary>
    public int ValidateEvery { get; init; } = 250;

    /// <summary>Steps between reports; null for the device's own.</summary>
    public int? ReportEvery { get; init; }

    /// <summary>Validations without improvement before stopping.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>Nats that count as improvement.</summary>
    public double MinDelta { get; init; }

    /// <summary>The seed of parameters and of the order of rows.</summary>
    public int Seed { get; init; } = 42;
}
