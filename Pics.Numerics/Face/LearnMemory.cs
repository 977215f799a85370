namespace Pics.Numerics;

/// <summary>Compares the estimated memory of a step with what the system has left, before anything is allocated.</summary>
internal static class LearnMemory
{
    private const int FewestNodes = 2; // of a rule over an interval

    /// <summary>The plan itself if its steps fit; with the largest micro-batch that does, unless one was wished; else what would fit. Error: <see cref="TrainingError.OutOfMemory"/>.</summary>
    public static Either<PicsFault, LearnPlan> Fit(LearnPlan plan, LearnSettings settings, long available)
    {
        var rows = plan.Training.RowsAtOnce;
        if (rows < 1) return plan; // whoever checks the steps names it
        var widest = plan.Training.Rules.Largest(plan.Rule.Count) is var largest && largest > plan.Rule.Count ? At(plan, largest).IfLeft(plan.Folded) : plan.Folded; // an impossible K is named by the trainer
        var needed = Needed(plan, widest, rows);
        if (needed <= available) return plan;
        var fewer = MemoryFit.Largest(1, rows, fewer => Needed(plan, widest, fewer) <= available);
        if (fewer is { } micro && settings.MicroBatch is null) return plan with { Training = plan.Training with { Batches = plan.Training.Batches with { MicroBatch = micro } } };
        var nodes = MemoryFit.Largest(FewestNodes, plan.Rule.Count, k => At(plan, k).Match(folded => Needed(plan, folded, rows) <= available, _ => false));
        return PicsFault.Of(new TrainingError.OutOfMemory(
            $"a training step would need about {needed >> 20} MiB, {available >> 20} MiB are available",
            fewer is not null ? $"a micro-batch of {fewer} would fit" : nodes is not null ? $"K = {nodes} would fit" : "use a smaller K, narrower nets or another structure"));
    }

    private static Either<PicsError, FoldedQpc> At(LearnPlan plan, int nodes) => Quadrature.Create(plan.Kind, nodes).Bind(rule => Pipeline.Evaluation(rule).Apply(plan.Pic));

    private static long Needed(LearnPlan plan, FoldedQpc folded, int rows) => MemoryEstimate.OfTrainingStep(folded, plan.Nets, plain: false, rows, plan.Engine, plan.Training.Rules.NetNodes).Total;
}
