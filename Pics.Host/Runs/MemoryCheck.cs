using LanguageExt;

namespace Pics.Host;

/// <summary>Compares the estimated memory of a training step with what the system has, before anything is allocated.</summary>
internal static class MemoryCheck
{
    public static Either<Failure, Unit> Refuse(Road road, RunSettings settings)
    {
        var needed = MemoryEstimate.OfTrainingStep(road.Folded, settings.Nets, settings.IsPlain, settings.Training.RowsAtOnce);
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return settings.Device == DeviceKind.Cuda || needed.Total <= available
            ? Unit.Default
            : new Failure($"a training step would need about {needed.Total >> 20} MiB, this system has {available >> 20} MiB; use a smaller --k, --micro-batch or --width");
    }
}
