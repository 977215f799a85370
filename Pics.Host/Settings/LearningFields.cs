using static Pics.Host.SettingField<Pics.Host.LearningSettings>;

namespace Pics.Host;

/// <summary>The fields of <see cref="LearningSettings"/> in JSON.</summary>
internal static class LearningFields
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<SettingField<LearningSettings>> All { get; } =
    [
        Of("learningRate", JsonForm.Real, learning => learning.LearningRate, (learning, value) => learning with { LearningRate = value }),
        Of("weightDecay", JsonForm.Real, learning => learning.WeightDecay, (learning, value) => learning with { WeightDecay = value }),
        Of("schedule", JsonForm.Word<ScheduleKind>(), learning => learning.Schedule, (learning, value) => learning with { Schedule = value }),
        Of("period", JsonForm.Whole, learning => learning.Period, (learning, value) => learning with { Period = value }),
        Of("minimumRate", JsonForm.Real, learning => learning.MinimumRate, (learning, value) => learning with { MinimumRate = value }),
        Of("reduction", JsonForm.Word<LossReduction>(), learning => learning.Reduction, (learning, value) => learning with { Reduction = value }),
        Of("shift", JsonForm.Truth, learning => learning.Shift, (learning, value) => learning with { Shift = value }),
        Of("netNodes", JsonForm.Whole, learning => learning.NetNodes, (learning, value) => learning with { NetNodes = value }),
        Of("refine", JsonForm.Text.OrNone(), learning => learning.Refine, (learning, value) => learning with { Refine = value }),
        Of("refineBy", JsonForm.Word<RefineBy>(), learning => learning.RefineBy, (learning, value) => learning with { RefineBy = value }),
        Of("batchSize", JsonForm.Whole, learning => learning.BatchSize, (learning, value) => learning with { BatchSize = value }),
        Of("lastBatch", JsonForm.Word<LastBatch>(), learning => learning.LastBatch, (learning, value) => learning with { LastBatch = value }),
        Of("microBatch", JsonForm.Whole.OrNull(), learning => learning.MicroBatch, (learning, value) => learning with { MicroBatch = value }),
        Of("shards", JsonForm.Whole.OrNull(), learning => learning.Shards, (learning, value) => learning with { Shards = value }),
        Of("sum", JsonForm.Word<ShardSums>(), learning => learning.Sum, (learning, value) => learning with { Sum = value }),
        Of("averageEvery", JsonForm.Whole.OrNull(), learning => learning.AverageEvery, (learning, value) => learning with { AverageEvery = value }),
        Of("maxEpochs", JsonForm.Whole, learning => learning.MaxEpochs, (learning, value) => learning with { MaxEpochs = value }),
        Of("maxSteps", JsonForm.Long.OrNull(), learning => learning.MaxSteps, (learning, value) => learning with { MaxSteps = value }),
        Of("maxSeconds", JsonForm.Real.OrNull(), learning => learning.MaxSeconds, (learning, value) => learning with { MaxSeconds = value }),
        Of("validateEvery", JsonForm.Whole, learning => learning.ValidateEvery, (learning, value) => learning with { ValidateEvery = value }),
        Of("reportEvery", JsonForm.Whole.OrNull(), learning => learning.ReportEvery, (learning, value) => learning with { ReportEvery = value }),
        Of("patience", JsonForm.Whole, learning => learning.Patience, (learning, value) => learning with { Patience = value }),
        Of("minDelta", JsonForm.Real, learning => learning.MinDelta, (learning, value) => learning with { MinDelta = value }),
        Of("optimiser", JsonForm.Word<OptimiserKind>(), learning => learning.Optimiser, (learning, value) => learning with { Optimiser = value }),
        Of("from", JsonForm.Text.OrNone(), learning => learning.From, (learning, value) => learning with { From = value }),
        Of("momentum", JsonForm.Real, learning => learning.Momentum, (learning, value) => learning with { Momentum = value }),
        Of("pseudoCount", JsonForm.Real, learning => learning.PseudoCount, (learning, value) => learning with { PseudoCount = value }),
        Of("prune", JsonForm.Real, learning => learning.Prune, (learning, value) => learning with { Prune = value }),
        Of("seed", JsonForm.Whole, learning => learning.Seed, (learning, value) => learning with { Seed = value }),
    ];
}
