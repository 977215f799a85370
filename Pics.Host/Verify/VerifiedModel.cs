using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>What is verified: the model of a run with its data, or a structure with fresh nets.</summary>
/// <param name="Model">The model; owned.</param>
/// <param name="Data">Rows that fit it; null for none.</param>
/// <param name="Sentence">What it is, for people.</param>
internal sealed record VerifiedModel(IStoredModel Model, Dataset? Data, string Sentence) : IDisposable
{
    /// <summary>Opens what a path leads to.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="device">Where its tensors go; none where it is kept in plain memory.</param>
    public static Either<Failure, VerifiedModel> Open(VerifySettings settings, Option<Device> device)
    {
        if (Directory.Exists(settings.Path))
            return settings.StructureOptions.Count == 0
                ? OfRun(settings, device)
                : new Failure($"{settings.StructureOptions[0]} is for structures, and '{settings.Path}' is a run, which has its own; leave it out");
        if (!File.Exists(settings.Path)) return new Failure($"'{settings.Path}' does not exist; expected a run folder that 'train' wrote, or a JSON file with a region graph");
        if (settings.Data is not null) return new Failure($"--data is for runs, and '{settings.Path}' is a structure, which has none; leave it out");
        return device.Match(
            place => OfStructure(settings, place),
            () => new Failure($"--engine fused is for runs, and '{settings.Path}' is a structure, whose random parameters libtorch draws; leave it out"));
    }

    public void Dispose() => Model.Dispose();

    private static Either<Failure, VerifiedModel> OfRun(VerifySettings settings, Option<Device> device) =>
        from run in RunFolder.ReadSettings(settings.Path)
        from rows in Rows(settings.Path, run, settings.Data)
        from model in Load(settings.Path, device)
        from whole in SavedModel.Whole(settings.Path, model)
        let data = rows.Data is { } found && found.Channels == Channels(model.Pic) && found.Variables >= model.Pic.Scope.Columns ? found : null
        let source = data is null ? $"samples and random values{(rows.Refusal is { } why ? $", since there are no data ({why})" : ", since the data do not fit")}" : $"{run.Data.Dataset}, samples and random values"
        select new VerifiedModel(model, data, $"Run '{settings.Path}', {Describe(model)}; rows: {source}.");

    private static Either<Failure, IStoredModel> Load(string folder, Option<Device> device) => device.Match(
        place => ModelStore.Load(folder, place).Map(model => (IStoredModel)model),
        () => HostStore.Load(folder).Map(model => (IStoredModel)model)).MapLeft(Failure.Of);

    /// <summary>The test rows of a run, or the last that --data names; what --data names must be there, what training had need not.</summary>
    private static Either<Failure, (Dataset? Data, string? Refusal)> Rows(string folder, RunSettings run, string? data) => data is null
        ? RunData.OwnRows(folder, run).Match(splits => splits.Test.Rows > 0 ? (splits.Test, (string?)null) : ((Dataset?)null, "its test split has no rows"), failure => (null, failure.Sentence))
        : GivenRows.Read(folder, run, data).Map(splits => ((Dataset?)splits.Last(split => split.Data.Rows > 0).Data, (string?)null));

    private static Either<Failure, VerifiedModel> OfStructure(VerifySettings settings, Device device) =>
        from nets in TrainingSetup.NetError(settings.Structure)
        from graph in StructureFile.Read(settings.Path, "the structure")
        from size in Road.Input.OfValues(1, graph.Scope.Columns, settings.Channels, settings.Categories)
        from road in Road.Build(settings.Structure, size)
        let model = Random(road.Pic, settings, device)
        select new VerifiedModel(model, null, $"Structure '{settings.Path}' with random parameters, {Describe(model)}; rows: samples and random values.");

    private static StoredModel Random(Pic pic, VerifySettings settings, Device device)
    {
        var run = settings.Structure;
        var model = StoredModel.Create(pic, run.IsPlain, run.Nets, run.Model.Rule, run.Model.K, settings.Seed, device).OrThrow();
        Contrast.Raise(model, settings.Seed);
        return model;
    }

    private static int Channels(Pic pic) => pic.Groups.Max(group => group.Signature.Match(density => density.Family.Channels, _ => 1));

    private static string Describe(IStoredModel model) =>
        $"a {model.Kind} of {model.Pic.Scope.Count} variable(s) with {Tables.Count(model.Count)} {(model.IsFixed ? "numbers" : "parameters")} of {(model.Settings.Double ? 64 : 32)} bits";
}
