using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary><c>bench memory</c>: estimated memory beside measured memory, and whether memory grows with the steps.</summary>
internal static class BenchMemoryVerb
{
    public static Either<Failure, int> Run(BenchSettings settings, CancellationToken cancellation) =>
        from allowed in BenchChecks.Refuse(settings)
        from possible in EngineChoice.Refuse(settings.Engine, settings.Run.Machine.Device)
        from device in Machine.Prepare(settings.Run.Machine.Device, settings.Run.Machine.Threads)
        from engine in EngineChoice.Of(settings.Engine, device)
        from data in BenchData.Load(settings, 2 * settings.BatchSizes.Max(), 1)
        let size = Road.Over(data.Train)
        from code in Run(settings, engine, data.Train, data.Sentence, size, device, cancellation)
        select code;

    private static Either<Failure, int> Run(
        BenchSettings settings, EngineChoice engine, Dataset data, string sentence, Road.Input size, Device device, CancellationToken cancellation)
    {
        Console.Out.WriteLine(sentence);
        var report = new BenchReport("memory", settings, BenchFiles.Of(settings), MachineDescription.Read(device, settings.Run.Learning.Seed));
        var steps = new MemorySteps(data, device);
        var (rows, drift) = (new List<MemoryRow>(), new List<MemoryDrift>());
        foreach (var wanted in MemoryCase.Of(settings, engine.Kind))
        {
            if (cancellation.IsCancellationRequested) break;
            var measured = from row in MemoryProcess.Measure(wanted)
                           let added = Add(rows, row)
                           from written in report.WriteJson(new { rows, drift })
                           select written;
            if (measured.IsLeft) return measured.Map(_ => 0);
        }

        var first = settings.Preset == Preset.Memory ? null : Cases.Of(settings)[0];
        if (first is not null && rows.Exists(row => row.Skipped is null))
            Road.Build(first, size).IfRight(road => drift.Add(steps.Drift(first, road, engine.Kind, settings.Steps, cancellation)));
        return (from written in report.WriteJson(new { rows, drift })
                from shown in report.Show([Peaks(rows), .. drift.Count == 0 ? [] : new[] { Drift(drift) }], engine.Explain(), Note)
                select shown).Map(_ => cancellation.IsCancellationRequested ? StopSignals.Cancelled : 0);
    }

    private static Unit Add(List<MemoryRow> rows, MemoryRow row)
    {
        rows.Add(row);
        return Unit.Default;
    }

    private const string Note =
        "Each setting is measured in a process of its own, after a small one of the same kind. The estimate is of tensors and buffers; measured is the peak less what was resident before, so it has free blocks of the C library too. "
        + "'of peak' is what was resident before and the estimate, as part of the whole peak. For the fused engine the estimate is an upper bound, as if all rows of a batch differed everywhere: uniform pixels are like that, images need less. "
        + "For the engines on libtorch it counts what a layer frees as not used by another in training, since the C library keeps it in pieces.";

    private static TextTable Peaks(IReadOnlyList<MemoryRow> rows) => new(
        "Memory, MiB.",
        ["setting", "task", "engine", "estimate", "measured", "ratio", "before", "peak", "of peak"],
        [.. rows.Select(row => (IReadOnlyList<string>)
        [
            row.Name,
            row.Task.ToString().ToLowerInvariant(),
            row.Skipped ?? EngineChoice.Word(row.Engine),
            Tables.Number(row.EstimatedMiB, 0),
            .. row.Memory is { } memory
                ? new[] { Tables.Number(memory.Peak - memory.Before, 0), Tables.Number(row.MeasuredOfEstimate!.Value, 2), Tables.Number(memory.Before, 0), Tables.Number(memory.Peak, 0), Tables.Number(row.EstimateOfPeak!.Value, 2) }
                : ["-", "-", "-", "-", "-"],
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
