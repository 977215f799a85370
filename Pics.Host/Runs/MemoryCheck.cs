using LanguageExt;

namespace Pics.Host;

/// <summary>Compares the estimated memory of a training step with what the system has left, before anything is allocated.</summary>
internal static class MemoryCheck
{
    /// <summary>Refuses a step that does not fit, and says what would.</summary>
    /// <param name="road">The road of the run.</param>
    /// <param name="size">What it is over.</param>
    /// <param name="settings">The run.</param>
    /// <param name="engine">The engine that will run.</param>
    /// <param name="rowsOption">The option that sets how many rows are evaluated at once.</param>
    public static Either<Failure, Unit> Refuse(Road road, Road.Input size, RunSettings settings, EngineKind engine, string rowsOption = "--micro-batch") =>
        settings.Device == DeviceKind.Cuda ? Unit.Default : Refuse(road, size, settings, engine, rowsOption, SystemMemory.Available());

    internal static Either<Failure, Unit> Refuse(Road road, Road.Input size, RunSettings settings, EngineKind engine, string rowsOption, long available)
    {
        bool Fits(Road candidate, int rows) => Estimate(candidate, settings, rows, engine).Total <= available;

        bool FitsWithK(int k) => Road.Build(settings with { K = k }, size).Match(candidate => Fits(candidate, settings.Training.RowsAtOnce), _ => false);

        var needed = Estimate(road, settings, settings.Training.RowsAtOnce, engine).Total;
        if (needed <= available) return Unit.Default;
        var rows = Halves(settings.Training.RowsAtOnce, 1).Where(fewer => Fits(road, fewer)).Select(fewer => $"{rowsOption} {fewer}").Take(1);
        var nodes = Halves(settings.K, 2).Where(FitsWithK).Select(fewer => $"--k {fewer}").Take(1);
        var fitting = string.Join(" or ", rows.Concat(nodes));
        return new Failure($"a training step with the {EngineChoice.Word(engine)} engine would need about {needed >> 20} MiB, {available >> 20} MiB are available; "
            + (fitting.Length > 0 ? $"{fitting} would fit" : $"no {rowsOption} or --k alone makes it fit, use smaller ones together or a smaller --width"));
    }

    /// <summary>The estimate for a road.</summary>
    public static MemoryEstimate Estimate(Road road, RunSettings settings, int rows, EngineKind engine) =>
        MemoryEstimate.OfTrainingStep(road.Folded, settings.Nets, settings.IsPlain, rows, engine);

    private static IEnumerable<int> Halves(int number, int least)
    {
        for (var half = number / 2; half >= least; half /= 2) yield return half;
    }
}
