using LanguageExt;

namespace Pics.Host;

/// <summary>The parts of a training step, measured for what many ranks would need.</summary>
internal static class ScaleCosts
{
    /// <summary>What they cost a process by itself; the time of the circuit is a line through those of a batch and of a quarter of it.</summary>
    /// <param name="setup">The run.</param>
    /// <param name="effort">How often each part is timed.</param>
    /// <param name="network">What would lie between ranks.</param>
    /// <param name="averageEvery">Steps between two means, where steps are local.</param>
    public static Either<Failure, RankCosts> Measure(TrainingSetup setup, Effort effort, Network network, int averageEvery)
    {
        var batch = setup.Settings.Learning.BatchSize;
        if (batch < 4) return new Failure($"--batch-size is {batch}; it must be at least 4, since a quarter of it is measured too");
        var (whole, quarter) = (Parts(setup, batch, effort), Parts(setup, batch / 4, effort));
        double Seconds(IReadOnlyDictionary<string, Timing> parts, StepPart part) => parts[MeasuredStep.Word(part)].Median / 1000;
        double Circuit(IReadOnlyDictionary<string, Timing> parts) => Seconds(parts, StepPart.Batch) + Seconds(parts, StepPart.Circuit);
        var row = Math.Max(0, (Circuit(whole) - Circuit(quarter)) / (batch - (batch / 4)));
        return Shapes(setup).Map(shapes => shapes with
        {
            Materialise = Seconds(whole, StepPart.Materialise),
            Back = Seconds(whole, StepPart.Nets),
            CircuitPart = Math.Max(0, Circuit(whole) - (batch * row)),
            CircuitRow = row,
            Optimiser = Seconds(whole, StepPart.Optimiser),
            AverageEvery = averageEvery,
            Network = network,
        });
    }

    private static IReadOnlyDictionary<string, Timing> Parts(TrainingSetup setup, int batch, Effort effort)
    {
        using var step = new MeasuredStep(setup.Settings with { Learning = setup.Settings.Learning with { BatchSize = batch, Shards = null } }, setup.Road, setup.Choice.Kind, setup.Data.Train, setup.Device);
        return Timing.Parts(effort, setup.Device, step.Run);
    }

    private static Either<Failure, RankCosts> Shapes(TrainingSetup setup)
    {
        var settings = setup.Settings;
        using var engine = Compile.ToEngine(setup.Road.Folded, setup.Choice.Kind, setup.Device);
        using var model = StoredModel.Create(setup.Road.Pic, settings.IsPlain, settings.Nets, settings.Model.Rule, settings.Model.K, settings.Learning.Seed, setup.Device).OrThrow();
        using var alone = LocalCollective.Create(1)[0];
        return Trainer.Create(engine, setup.Road.Folded, model.Parameters, setup.Data, settings.Training).MapLeft(Failure.Of).Map(trainer => trainer.Measure(alone));
    }
}
