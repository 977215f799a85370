using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>The memory of one setting with one engine.</summary>
/// <param name="Name">The setting in a few words.</param>
/// <param name="Setting">All its options.</param>
/// <param name="Engine">The engine.</param>
/// <param name="EstimatedMiB">From shapes.</param>
/// <param name="Memory">Measured, if it fits.</param>
/// <param name="MeasuredOfEstimate">The peak less what was resident before / the estimate.</param>
/// <param name="Skipped">Why nothing was measured.</param>
internal sealed record MemoryRow(
    string Name, RunSettings Setting, EngineKind Engine, double EstimatedMiB, ResidentMemory? Memory, double? MeasuredOfEstimate, string? Skipped);

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

    /// <summary>A small step, so that code which steps need is resident before and not measured with what they hold.</summary>
    public void Warm(RunSettings run, Road road, EngineKind kind)
    {
        using var step = new MeasuredStep(run, road, kind, data, device);
        step.Run(_ => { });
    }

    public MemoryRow Peak(RunSettings run, Road road, EngineKind kind)
    {
        var estimate = StepBench.Estimate(run, road, kind);
        var row = new MemoryRow(Cases.Name(run), run, kind, estimate / 1048576.0, null, null, null);
        if (estimate > ResidentMemory.Available()) return row with { Skipped = "does not fit" };
        var (compiled, memory) = ResidentMemory.During(() =>
        {
            using var step = new MeasuredStep(run, road, kind, data, device);
            using var best = new ParameterSnapshot(step.Parameters.Trainable); // as training has one
            for (var count = 0; count < StepsToPeak; count++) step.Run(_ => { });
            return step.Engine.Kind;
        });
        return row with { Engine = compiled, Memory = memory, MeasuredOfEstimate = (memory.Peak - memory.Before) * 1048576 / estimate };
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
