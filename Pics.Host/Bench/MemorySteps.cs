using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>The memory of one setting with one engine.</summary>
internal sealed record MemoryRow
{
    /// <summary>The setting in a few words.</summary>
    public required string Name { get; init; }

    /// <summary>What is done.</summary>
    public required MemoryTask Task { get; init; }

    /// <summary>All its options.</summary>
    public required RunSettings Setting { get; init; }

    /// <summary>The engine.</summary>
    public required EngineKind Engine { get; init; }

    /// <summary>From shapes.</summary>
    public required double EstimatedMiB { get; init; }

    /// <summary>Measured, if it fits.</summary>
    public ResidentMemory? Memory { get; init; }

    /// <summary>The peak less what was resident before / the estimate.</summary>
    public double? MeasuredOfEstimate { get; init; }

    /// <summary>What was resident before and the estimate / the peak.</summary>
    public double? EstimateOfPeak { get; init; }

    /// <summary>Why nothing was measured.</summary>
    public string? Skipped { get; init; }
}

/// <summary>Memory before and after many steps; what grows is lost.</summary>
internal sealed record MemoryDrift
{
    public required string Name { get; init; }

    public required EngineKind Engine { get; init; }

    public required int Steps { get; init; }

    public required double ManagedAtStart { get; init; }

    public required double ManagedAtEnd { get; init; }

    public required double ResidentAtStart { get; init; }

    public required double ResidentAtEnd { get; init; }

    public required long TensorsAtStart { get; init; }

    public required long TensorsAtEnd { get; init; }
}

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
        var row = new MemoryRow
        {
            Name = wanted.Name,
            Task = wanted.Task,
            Setting = run,
            Engine = kind,
            EstimatedMiB = estimate / 1048576.0,
        };
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
        using var good = step.Good();
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
        return new()
        {
            Name = Cases.Name(run),
            Engine = step.Engine.Kind,
            Steps = done,
            ManagedAtStart = managedAtStart,
            ManagedAtEnd = managedAtEnd,
            ResidentAtStart = residentAtStart,
            ResidentAtEnd = residentAtEnd,
            TensorsAtStart = tensorsAtStart,
            TensorsAtEnd = tensorsAtEnd,
        };
    }

    private static (double Resident, double Managed, long Tensors) Now() =>
        (ResidentMemory.Settle(), GC.GetTotalMemory(forceFullCollection: false) / 1048576.0, Tensor.TotalCount);
}
