using System.CommandLine;

namespace Pics.Host;

/// <summary>The verb that trains models that are no circuits, to compare with.</summary>
internal static class BaselineCommands
{
    /// <param name="run">Runs it with the native library, and says how it ended.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Command Create(Func<Func<LanguageExt.Either<Failure, int>>, int> run, CancellationToken cancellation)
    {
        var byDefault = new BaselineSettings { Model = BaselineKind.Vae, Dataset = "mnist" };
        var model = new Argument<string>("model") { Description = $"Which model: {string.Join(", ", Enum.GetValues<BaselineKind>().Select(kind => EnumWord.Of(kind)))}." };
        var dataset = new Option<string>("--dataset") { Description = $"Data set of grey images: {ShapesDataset.Name} (generated), {IdxFolder.KnownNames}, or {DataSource.File} for images that --data names.", DefaultValueFactory = _ => byDefault.Dataset };
        var data = new Option<string?>("--data") { Description = "Folder of its files, as for train. [default: where data fetch puts them]" };
        var seconds = RealNumber.Optional("--seconds", "Seconds of training at most, validations among them. [default: no limit]");
        var maxSteps = new Option<long?>("--max-steps") { Description = "Steps at most. [default: no limit]" };
        var patience = new Option<int>("--patience") { Description = "Validations without improvement before stopping.", DefaultValueFactory = _ => byDefault.Patience };
        var every = new Option<int>("--validate-every") { Description = "Steps between validations.", DefaultValueFactory = _ => byDefault.ValidateEvery };
        var seed = new Option<int>("--seed") { Description = "Seed of weights, order of rows and what is drawn.", DefaultValueFactory = _ => byDefault.Seed };
        var samples = new Option<int?>("--samples") { Description = "Samples of the bound in the end: latents of the vae, noises of the flow. [default: 1000 for the vae, 16 for the flow]" };
        var rows = new Option<int?>("--score-rows") { Description = "Rows of validation and test that are scored in the end, the first ones. [default: all]" };
        var threads = new Option<int>("--threads") { Description = "Threads; 0 leaves the choice to libtorch.", DefaultValueFactory = _ => 0 };
        var path = new Option<string?>("--out") { Description = "JSON file for the figures." };
        var command = new Command("baseline", "Train a model of images that is no circuit, to compare with: a VAE, a flow or an autoregressive net. It says of each figure whether it is exact or a bound.")
        {
            model, dataset, data, seconds, maxSteps, patience, every, seed, samples, rows, threads, path,
        };
        command.SetAction(result => run(() =>
            from kind in Kind(result.GetValue(model)!)
            from used in kind == BaselineKind.Autoregressive ? IdleOptions.Alone(result, "autoregressive, whose figures are exact", samples.Name) : LanguageExt.Unit.Default
            from read in result.GetValue(dataset) == ShapesDataset.Name ? IdleOptions.Alone(result, $"--dataset {ShapesDataset.Name}, which is generated", data.Name) : LanguageExt.Unit.Default
            from code in BaselineVerb.Run(
                byDefault with
                {
                    Model = kind,
                    Dataset = result.GetValue(dataset)!,
                    Data = result.GetValue(data),
                    Seconds = result.GetValue(seconds),
                    MaxSteps = result.GetValue(maxSteps),
                    Patience = result.GetValue(patience),
                    ValidateEvery = result.GetValue(every),
                    Seed = result.GetValue(seed),
                    Samples = result.GetValue(samples) ?? BaselineSettings.SamplesOf(kind),
                    ScoreRows = result.GetValue(rows),
                    Threads = result.GetValue(threads),
                },
                result.GetValue(path),
                cancellation)
            select code));
        return command;
    }

    private static LanguageExt.Either<Failure, BaselineKind> Kind(string word)
    {
        foreach (var kind in Enum.GetValues<BaselineKind>())
            if (EnumWord.Of(kind) == word) return kind;
        return new Failure($"the model is '{word}'; it must be one of {string.Join(", ", Enum.GetValues<BaselineKind>().Select(kind => EnumWord.Of(kind)))}");
    }
}
