using System.Text.Json;
using LanguageExt;
using TorchSharp;

namespace Pics.Host;

/// <summary><c>bench steps</c>: whether memory stays flat over many training steps.</summary>
internal static class BenchStepsVerb
{
    public static Either<Failure, int> Run(WishedRun wished, int steps, int every, string? json, CancellationToken cancellation)
    {
        if (steps < 1 || every < 1) return new Failure($"--steps is {steps} and --every {every}; each must be at least 1");
        var settings = wished.Settings;
        var run = wished with
        {
            Settings = settings with { Learning = settings.Learning with { MaxSteps = steps, MaxEpochs = int.MaxValue, Patience = int.MaxValue } },
            Given = wished.Given?.Union(["--max-steps", "--max-epochs", "--patience"]),
        };
        return from path in OutputPath.Check("--json", json, OutputPath.Json)
               from setup in TrainingSetup.Of(run)
               from curve in Train(setup, every, cancellation)
               from written in json is null ? Unit.Default : AtomicFile.WriteText(json, JsonSerializer.Serialize(new { settings = setup.Settings, curve }, RunSettings.Json) + "\n").MapLeft(Failure.Of)
               select Show(curve, cancellation.IsCancellationRequested);
    }

    private static Either<Failure, MemoryCurve> Train(TrainingSetup setup, int every, CancellationToken cancellation)
    {
        using var engine = Compile.ToEngine(setup.Road.Folded, setup.Choice.Kind, setup.Device);
        using var model = StoredModel.Create(setup.Road.Pic, setup.Settings.IsPlain, setup.Settings.Nets, setup.Settings.Model.Rule, setup.Settings.Model.K, setup.Settings.Learning.Seed, setup.Device).OrThrow();
        var points = new List<MemoryPoint>();
        return Trainer.Create(engine, setup.Road.Folded, model.Parameters, setup.Data, setup.Settings.Training).MapLeft(Failure.Of).Map(trainer =>
        {
            // A state shares the run's memory, so looking at it here adds nothing.
            trainer.Run(_ => { }, new(every, state => points.Add(Look(state.Progress.Step))), cancellation);
            return new MemoryCurve([.. points.DistinctBy(point => point.Step)]);
        });
    }

    private static MemoryPoint Look(long step)
    {
        var resident = ResidentMemory.Settle();
        return new(step, GC.GetTotalMemory(forceFullCollection: false) / 1048576.0, resident, torch.Tensor.TotalCount);
    }

    private static int Show(MemoryCurve curve, bool isCancelled)
    {
        new TextTable(
            "Memory over the steps, garbage collected and free blocks returned, MiB.",
            ["step", "managed", "resident", "tensors"],
            [.. curve.Points.Select(point => (IReadOnlyList<string>)[Tables.Count(point.Step), Tables.Number(point.ManagedMiB, 2), Tables.Number(point.ResidentMiB, 1), Tables.Count(point.Tensors)])]).Print();
        Console.Out.WriteLine($"From the second quarter to the last the medians change by {Tables.Number(curve.ManagedGrowth, 2)} MiB of {Tables.Number(curve.ManagedBase, 2)} managed and by {Tables.Number(curve.ResidentGrowth, 2)} MiB of {Tables.Number(curve.ResidentBase, 1)} resident.");
        return isCancelled ? StopSignals.Cancelled : 0;
    }
}
