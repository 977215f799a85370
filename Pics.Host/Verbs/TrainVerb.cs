using System.Globalization;
using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary><c>train</c>: learns a model from data and leaves a run folder.</summary>
internal static class TrainVerb
{
    public static Either<Failure, int> Run(RunSettings settings, string? wantedFolder, CancellationToken cancellation) =>
        from device in Machine.Prepare(settings)
        from checkedNets in NetError(settings)
        from data in DataSource.Load(settings)
        let size = Road.Over(data.Train)
        from road in Road.Build(settings, size)
        from choice in EngineChoice.Of(settings.Engine, device)
        from fits in MemoryCheck.Refuse(road, size, settings, choice.Kind)
        from result in Train(settings, wantedFolder, device, choice, data, road, cancellation)
        select result;

    internal static Either<Failure, Unit> NetError(RunSettings settings)
    {
        if (settings.Width is < 2 or > 1 << 14 || settings.Width % 2 != 0) return new Failure($"--width is {settings.Width}; it must be an even number from 2 to {1 << 14}");
        return double.IsFinite(settings.Sigma) && settings.Sigma > 0 ? Unit.Default : new Failure($"--sigma is {settings.Sigma.ToString(CultureInfo.InvariantCulture)}; it must be a positive number");
    }

    private static Either<Failure, int> Train(RunSettings settings, string? wantedFolder, Device device, EngineChoice choice, DatasetSplits data, Road road, CancellationToken cancellation)
    {
        using var engine = Compile.ToEngine(road.Folded, choice.Kind, device);
        using var model = StoredModel.Fresh(road.Pic, settings.IsPlain, settings.Nets, settings.Rule, settings.K, settings.Seed, device);
        return from trainer in Trainer.Create(engine, road.Folded, model.Parameters, data, settings.Training).MapLeft(Failure.Of)
               from folder in RunFolder.Create(wantedFolder, settings)
               from described in RunData.Write(folder, data.Train)
               from code in Train(settings, device, choice, data, model, trainer, folder, cancellation)
               select code;
    }

    private static Either<Failure, int> Train(
        RunSettings settings, Device device, EngineChoice choice, DatasetSplits data, StoredModel model, Trainer trainer, RunFolder folder, CancellationToken cancellation)
    {
        using var open = folder;
        Console.Out.WriteLine($"Training a {(settings.IsPlain ? "plain circuit" : "PIC")} on {settings.Dataset}: {settings.Structure}, {settings.Merge} merge, K = {settings.K}, "
            + $"{Tables.Count(model.Parameters.Trainable.Sum(parameter => parameter.numel()))} parameters, {Tables.Count(data.Train.Rows)} training rows.");
        Console.Out.WriteLine(choice.Explain());
        var outcome = TrainingView.Show(TotalSteps(settings, data), DataReading.Bits("bpd", settings.Colour), report => trainer.Run(
            record =>
            {
                folder.Append(record);
                report(record);
            },
            cancellation));
        return from saved in ModelStore.Save(folder.Path, model).MapLeft(Failure.Of)
               from scores in Scores.Of(model, settings.Rule, settings.K, [("validation", data.Validation), ("test", data.Test)], choice.Kind, device)
               from written in folder.WriteJson(RunResults.FileName, new RunResults(outcome, scores, Machine.PeakMemory(), model.Parameters.Trainable.Sum(parameter => parameter.numel())))
               select Report(settings, folder, data, outcome, scores, IsDensity(model.Pic));
    }

    private static long TotalSteps(RunSettings settings, DatasetSplits data) =>
        Math.Min(settings.MaxSteps ?? long.MaxValue, (long)settings.MaxEpochs * (data.Train.Rows / settings.BatchSize));

    private static int Report(RunSettings settings, RunFolder folder, DatasetSplits data, TrainingOutcome outcome, Scores scores, bool isDensity)
    {
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Reason(outcome.Reason)} after {outcome.Steps} steps in {outcome.Seconds:F0} s ({outcome.SecondsAStep * 1000:F0} ms a step, peak memory {Machine.PeakMemory()} MiB); kept the parameters of step {outcome.BestStep}."));
        var isTable = data.Test.Image is null;
        var uniform = Baselines.Uniform(data.Test);
        string Show(double logLikelihood) => double.IsNaN(logLikelihood) ? "-"
            : isTable ? Tables.Number(logLikelihood, 3)
            : Tables.Number(BitsPerDimension.Of(logLikelihood, data.Test.Dimensions), 4);
        string Independent(Dataset rows) => Show(Baselines.IndependentDimensions(data.Train, rows));
        Tables.Print(
            [isTable ? "log-likelihood in nats" : DataReading.Bits("bits per dimension", settings.Colour), "validation", "test"],
            [
                ["this model", .. scores.Splits.Select(split => Show(split.LogLikelihood))],
                ["independent dimensions", Independent(data.Validation), Independent(data.Test)],
                ["uniform", Show(uniform), Show(uniform)],
            ]);
        if (isDensity) Console.Out.WriteLine("Gaussian inputs have densities where others have probabilities: compare these figures with those of Gaussian inputs only.");
        Console.Out.WriteLine($"Run folder: {folder.Path}");
        if (outcome.Reason != StopReason.NotFinite) return outcome.Reason == StopReason.Cancelled ? 130 : 0;
        Console.Error.WriteLine($"The run stopped after step {outcome.Steps} because a likelihood or gradient was not a finite number; try a smaller --learning-rate.");
        return 1;
    }

    private static bool IsDensity(Pic pic) => pic.Groups.Any(group => group.Signature.Match(density => density.Family is InputFamily.Gaussian, _ => false));

    private static string Reason(StopReason reason) => reason switch
    {
        StopReason.Finished => "Finished",
        StopReason.Patience => "Stopped without improvement",
        StopReason.Cancelled => "Cancelled",
        _ => "Stopped at a number that is not finite",
    };
}
