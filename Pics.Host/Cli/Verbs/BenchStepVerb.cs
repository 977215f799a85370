using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary><c>bench step</c>: where the time and memory of a training step go, beside a bound and the reference engine.</summary>
internal static class BenchStepVerb
{
    private const int Batches = 4; // so that no step sees the batch before it again

    public static Either<Failure, int> Run(BenchSettings asked, CancellationToken cancellation)
    {
        var settings = asked.IsSweep ? asked with { JsonFile = asked.JsonFile ?? "bench.json", MarkdownFile = asked.MarkdownFile ?? "bench.md" } : asked;
        return from allowed in BenchChecks.Refuse(settings)
               from possible in EngineChoice.Refuse(settings.Engine, settings.Run.Machine.Device)
               from device in Machine.Prepare(settings.Run.Machine.Device, settings.Run.Machine.Threads)
               from engine in EngineChoice.Of(settings.Engine, device)
               from data in BenchData.Load(settings, Batches * settings.BatchSizes.Max(), 1)
               let size = Road.Over(data.Train)
               from code in Run(settings, engine, data.Train, data.Sentence, size, device, cancellation)
               select code;
    }

    private static Either<Failure, int> Run(
        BenchSettings settings, EngineChoice engine, Dataset data, string sentence, Road.Input size, Device device, CancellationToken cancellation)
    {
        Console.Out.WriteLine(sentence);
        var rate = MatrixRate.Measure(settings.Run.Nets.Type, device);
        var report = new BenchReport("step", settings, BenchFiles.Of(settings), MachineDescription.Read(device, settings.Run.Learning.Seed));
        var bench = new StepBench(settings, engine.Kind, data, size, device);
        var rows = new List<StepRow>();
        foreach (var run in Cases.Of(settings))
        {
            if (cancellation.IsCancellationRequested) break;
            rate = rate.Or(MatrixRate.Measure(settings.Run.Nets.Type, device));
            var step = from row in bench.Run(run)
                       let all = rows = [.. rows.Append(row).Select(known => known with { Result = known.Result?.Against(rate) })]
                       from written in report.WriteJson(new { rate, rows = all })
                       select row;
            if (step.IsLeft) return step.Map(_ => 0);
            Console.Out.WriteLine(Progress(rows[^1]));
        }

        var compiled = rows.FirstOrDefault(row => row.Result is not null)?.Result?.Measured.Engine ?? engine.Kind;
        return report
            .Show([.. StepTables.Of(rows, compiled)], engine.Explain(), StepTables.Note(rate))
            .Map(_ => cancellation.IsCancellationRequested ? 130 : 0);
    }

    private static string Progress(StepRow row) => row.Result is { } result
        ? $"{row.Name}: {Tables.Number(result.Step.Minimum, 1)} ms{(result.Reference is { } reference ? $", {Tables.Number(reference.Contest.Time, 2)} times as fast as the reference engine" : string.Empty)}"
        : $"{row.Name}: {row.Skipped}";
}
