using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary><c>bench memory</c>: estimated memory beside measured memory, and whether memory grows with the steps.</summary>
internal static class BenchMemoryVerb
{
    public static Either<Failure, int> Run(BenchSettings settings, CancellationToken cancellation) =>
        from allowed in BenchChecks.Refuse(settings)
        from possible in EngineChoice.Refuse(settings.Engine, settings.Run.Device)
        from device in Machine.Prepare(settings.Run.Device, settings.Run.Threads)
        from engine in EngineChoice.Of(settings.Engine, device)
        from data in BenchData.Load(settings, 2 * settings.BatchSizes.Max(), 1)
        let size = Road.Over(data.Train)
        from code in Run(settings, engine, data.Train, data.Sentence, size, device, cancellation)
        select code;

    private static Either<Failure, int> Run(
        BenchSettings settings, EngineChoice engine, Dataset data, string sentence, Road.Input size, Device device, CancellationToken cancellation)
    {
        Console.Out.WriteLine(sentence);
        var report = new BenchReport("memory", settings, BenchEnvironment.Read(device, settings.Run.Seed));
        var steps = new MemorySteps(data, device);
        var (rows, drift) = (new List<MemoryRow>(), new List<MemoryDrift>());
        var small = Cases.Of(settings)[0] with { K = 2, BatchSize = 2 };
        Road.Build(small, size).IfRight(road =>
        {
            foreach (var kind in new[] { engine.Kind, EngineKind.Reference }) steps.Warm(small, road, kind);
        });
        foreach (var run in Cases.Of(settings))
        {
            if (cancellation.IsCancellationRequested) break;
            var measured = Road.Build(run, size).Map(road =>
            {
                var row = steps.Peak(run, road, engine.Kind);
                rows.Add(row);
                if (engine.Kind != EngineKind.Reference) rows.Add(steps.Peak(run, road, EngineKind.Reference));
                if (drift.Count == 0 && row.Skipped is null) drift.Add(steps.Drift(run, road, engine.Kind, settings.Steps, cancellation));
                return Unit.Default;
            });
            var written = measured.Bind(_ => report.WriteJson(new { rows, drift }));
            if (written.IsLeft) return written.Map(_ => 0);
        }

        return report
            .Show([Peaks(rows), Drift(drift)], engine.Explain(), Note)
            .Map(_ => cancellation.IsCancellationRequested ? 130 : 0);
    }

    private const string Note =
        "The estimate is of the engine's tensors and buffers; measured is the peak less what was resident before, so it has free blocks of the C library too. "
        + "For the fused engine the estimate is an upper bound, as if all rows of a batch differed everywhere: uniform pixels are like that, images need less. "
        + "For the engines on libtorch it counts what a layer frees as not used by another, since the C library keeps it in pieces; the tensors alive at one time are about half.";

    private static TextTable Peaks(IReadOnlyList<MemoryRow> rows) => new(
        "Memory of a training step, MiB.",
        ["setting", "engine", "estimate", "measured", "ratio", "before", "peak"],
        [.. rows.Select(row => (IReadOnlyList<string>)
        [
            row.Name,
            row.Skipped ?? EngineChoice.Word(row.Engine),
            Tables.Number(row.EstimatedMiB, 0),
            .. row.Memory is { } memory
                ? new[] { Tables.Number(memory.Peak - memory.Before, 0), Tables.Number(row.MeasuredOfEstimate!.Value, 2), Tables.Number(memory.Before, 0), Tables.Number(memory.Peak, 0) }
                : ["-", "-", "-", "-"],
        ])]);

    private static TextTable Drift(IReadOnlyList<MemoryDrift> rows) => new(
        "Before and after many steps, garbage collected and free blocks returned.",
        ["setting", "steps", "managed MiB", "after", "resident MiB", "after", "tensors", "after"],
        [.. rows.Select(row => (IReadOnlyList<string>)
        [
            row.Name,
            Tables.Count(row.Steps),
            Tables.Number(row.ManagedAtStart, 1),
            Tables.Number(row.ManagedAtEnd, 1),
            Tables.Number(row.ResidentAtStart, 1),
            Tables.Number(row.ResidentAtEnd, 1),
            Tables.Count(row.TensorsAtStart),
            Tables.Count(row.TensorsAtEnd),
        ])]);
}
