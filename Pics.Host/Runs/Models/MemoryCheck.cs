using LanguageExt;

namespace Pics.Host;

/// <summary>Compares the estimated memory of a training step with what the system has left, before anything is allocated.</summary>
internal static class MemoryCheck
{
    /// <summary>The settings themselves if their step fits; with the largest micro-batch that does, which is said, if the batch may be cut; else the refusal.</summary>
    /// <param name="road">The road of the run.</param>
    /// <param name="size">What it is over.</param>
    /// <param name="settings">The run.</param>
    /// <param name="engine">The engine that will run.</param>
    public static Either<Failure, RunSettings> Choose(Road road, Road.Input size, RunSettings settings, EngineKind engine) =>
        settings.Machine.Device == DeviceKind.Cuda ? settings : Choose(road, size, settings, engine, SystemMemory.Available());

    internal static Either<Failure, RunSettings> Choose(Road road, Road.Input size, RunSettings settings, EngineKind engine, long available)
    {
        if (Estimate(road, settings, settings.Training.RowsAtOnce, engine).Total <= available) return settings;
        if (settings.Learning.MicroBatch is not null || LargestRows(road, settings, engine, available) is not { } rows) return Refuse(road, size, settings, engine, "--micro-batch", available).Map(_ => settings);
        Console.Error.WriteLine($"pics: {Needs(road, settings, engine, available)}; the batch is evaluated in parts of {Tables.Count(rows, "row")} (--micro-batch {rows})");
        return settings with { Learning = settings.Learning with { MicroBatch = rows } };
    }

    /// <summary>Refuses a step that does not fit, and says what would.</summary>
    /// <param name="road">The road of the run.</param>
    /// <param name="size">What it is over.</param>
    /// <param name="settings">The run.</param>
    /// <param name="engine">The engine that will run.</param>
    /// <param name="rowsOption">The option that sets how many rows are evaluated at once.</param>
    public static Either<Failure, Unit> Refuse(Road road, Road.Input size, RunSettings settings, EngineKind engine, string rowsOption = "--micro-batch") =>
        settings.Machine.Device == DeviceKind.Cuda ? Unit.Default : Refuse(road, size, settings, engine, rowsOption, SystemMemory.Available());

    internal static Either<Failure, Unit> Refuse(Road road, Road.Input size, RunSettings settings, EngineKind engine, string rowsOption, long available)
    {
        bool Fits(RunSettings candidate) =>
            Road.Build(candidate, size).Match(built => Estimate(built, candidate, candidate.Training.RowsAtOnce, engine).Total <= available, _ => false);

        if (Estimate(road, settings, settings.Training.RowsAtOnce, engine).Total <= available) return Unit.Default;
        var rows = Prelude.Optional(LargestRows(road, settings, engine, available)).Map(fewer => $"{rowsOption} {fewer}");
        var nodes = Prelude.Optional(MemoryFit.Largest(2, settings.Model.K, fewer => Fits(settings with { Model = settings.Model with { K = fewer } }))).Map(fewer => $"{(settings.Learning.Refine is null ? "--k" : "K in --refine up to")} {fewer}");
        var sharing = Shared(settings).Where(shared => Fits(shared.Settings)).Select(shared => shared.Words).Take(1);
        var fitting = string.Join(" or ", rows.Concat(nodes).Concat(sharing));
        return new Failure($"{Needs(road, settings, engine, available)}; "
            + (fitting.Length > 0 ? $"{fitting} would fit" : $"no {rowsOption}, --k or sharing alone makes it fit, use smaller ones together or a smaller --width"));
    }

    /// <summary>The estimate for a road, and a process that has all parts of a batch.</summary>
    public static MemoryEstimate Estimate(Road road, RunSettings settings, int rows, EngineKind engine) =>
        MemoryEstimate.OfTrainingStep(road.Folded, settings.Nets, settings.IsPlain, rows, engine, settings.Training.Rules.NetNodes)
            .InParts(road.Folded, settings.Nets, settings.Learning.Shards ?? 1, (settings.Training.Batches with { MicroBatch = rows }).PartsAtOnce(engine), settings.Learning.Sum == ShardSums.Nets);

    private static int? LargestRows(Road road, RunSettings settings, EngineKind engine, long available) =>
        MemoryFit.Largest(1, settings.Training.RowsAtOnce, rows => Estimate(road, settings, rows, engine).Total <= available);

    private static string Needs(Road road, RunSettings settings, EngineKind engine, long available) =>
        $"a training step with the {EngineChoice.Word(engine)} engine would need about {Estimate(road, settings, settings.Training.RowsAtOnce, engine).Total >> 20} MiB, {available >> 20} MiB are available";

    /// <summary>The settings with more sharing, the least more first.</summary>
    private static IEnumerable<(RunSettings Settings, string Words)> Shared(RunSettings settings)
    {
        for (var more = settings.Model.IntegralSharing - 1; more >= Sharing.Full; more--)
            yield return (settings with { Model = settings.Model with { IntegralSharing = more } }, $"--integral-sharing {more.ToString().ToLowerInvariant()}");
        for (var more = settings.Model.InputSharing - 1; more >= Sharing.Full; more--)
            yield return (settings with { Model = settings.Model with { InputSharing = more, IntegralSharing = Sharing.Full } }, $"--input-sharing {more.ToString().ToLowerInvariant()} --integral-sharing full");
    }
}
