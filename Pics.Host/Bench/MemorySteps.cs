using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>The memory of one setting with one engine.</summary>
/// <param name="Name">The setting in a few words.</param>
/// <param name="Task">What is done.</param>
/// <param name="Setting">All its options.</param>
/// <param name="Engine">The engine.</param>
/// <param name="EstimatedMiB">From shapes.</param>
/// <param name="Memory">Measured, if it fits.</param>
/// <param name="MeasuredOfEstimate">The peak less what was resident before / the estimate.</param>
/// <param name="EstimateOfPeak">What was resident before and the estimate / the peak.</param>
/// <param name="Skipped">Why nothing was measured.</param>
internal sealed record MemoryRow(
    string Name, MemoryTask Task, RunSettings Setting, EngineKind Engine, double EstimatedMiB, ResidentMemory? Memory, double? MeasuredOfEstimate, double? EstimateOfPeak, string? Skipped);

/// <summary>Memory before and after many steps; what grows is lost.</summary>
internal sealed record MemoryDrift(
    string Name,
    EngineKind Engine,
    int Steps,
    double ManagedAtStart,
    double ManagedAtEnd,
    double ResidentAtStart,
    double ResidentAtEnd,
    long TensorsAtStart,
    long TensorsAtEnd);

/// <summary>Runs steps for the sake of the memory that they need.</summary>
internal sealed class MemorySteps(Dataset data, Device device)
{
    private const int StepsToPeak = 3; // the first has no moments of the optimiser yet

    /// <summary>The peak of a case, after a small one: so code which it needs is resident before and not measured with what it holds.</summary>
    public MemoryRow Measure(MemoryCase wanted, Road road, Road small)
    {
        var (run, kind) = (wanted.Run, wanted.Engine);
        var estimate = wanted.Task == MemoryTask.Training
            ? StepBench.Estimate(run, road, kind)
            : MemoryEstimate.OfQuery(road.Folded, run.Nets, run.IsPlain, MeasuredQuery.Rows(run, road, wanted.Task), kind, MeasuredQuery.Kind(wanted.Task)).Total;
        var row = new MemoryRow(wanted.Name, wanted.Task, run, kind, estimate / 1048576.0, null, null, null, null);
        Do(wanted.Task, run with { Model = run.Model with { K = 2 }, Learning = run.Learning with { BatchSize = 2 } }, small, kind, data.First(2));
        if (estimate > ResidentMemory.Available()) return row with { Skipped = "does not fit" };
        var (_, memory) = ResidentMemory.During(() => Do(wanted.Task, run, road, kind, data));
        return row with
        {
            Memory = memory,
            MeasuredOfEstimate = (memory.Peak - memory.Before) * 1048576 / estimate,
            EstimateOfPeak = (memory.Before + row.EstimatedMiB) / memory.Peak,
        };
    }

    private int Do(MemoryTask task, RunSettings run, Road road, EngineKind kind, Dataset rows)
    {
        if (task != MemoryTask.Training)
        {
            MeasuredQuery.Do(task, run, road, kind, rows, device);
            return 0;
        }

        using var step = new MeasuredStep(run, road, kind, rows, device);
        using var best = new ParameterSnapshot(step.Parameters.Trainable); // as training has one
        using var good = new GoodState(step.Parameters, step.Optimizer, TrainingProgress.Start(rows.Rows));
        for (var count = 0; count < StepsToPeak; count++) step.Run(_ => { });
        return StepsToPeak;
    }

    public MemoryDrift Drift(RunSettings run, Road road, EngineKind kind, int steps, CancellationToken cancellation)
    {
        using var step = new MeasuredStep(run, road, kind, data, device);
        for (var count = 0; count < StepsToPeak; count++) step.Run(_ => { });
        var (residentAtStart, managedAtStart, tensorsAtStart) = Now();
        var done = 0;
        for (; done < steps && !cancellation.IsCancellationRequested; done++) step.Run(_ => { });
        var (residentAtEnd, managedAtEnd, tensorsAtEnd) = Now();
        return new(Cases.Name(run), step.Engine.Kind, done, managedAtStart, managedAtEnd, residentAtStart, residentAtEnd, tensorsAtStart, tensorsAtEnd);
    }

    private static (double Resident, double Managed, long Tensors) Now() =>
        (ResidentMemory.Settle(), GC.GetTotalMemory(forceFullCollection: false) / 1048576.0, Tensor.TotalCount);
}
