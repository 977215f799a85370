using LanguageExt;

namespace Pics.Host;

/// <summary>A model in a folder without the options of a run, as a program saves it.</summary>
internal static class SavedModel
{
    /// <summary>Whether there is a model that says what its rows are, and no options.</summary>
    public static bool IsIn(string folder) => !File.Exists(Path.Combine(folder, RunFolder.ConfigName)) && ModelFolder.IsModel(folder);

    /// <summary>What is known of its options: those of its circuit; of which data, and over which region graph, nothing.</summary>
    public static Either<Failure, RunSettings> Settings(string folder) => ModelStore.Head(folder).MapLeft(Failure.Of).Map(model =>
    {
        var byDefault = RunSettings.Of(model.IsPlain ? ModelKind.Pc : ModelKind.Pic, DataSource.File);
        return byDefault with
        {
            Structure = byDefault.Structure with { Name = Structures.UnknownName },
            Model = byDefault.Model with { K = model.Nodes, Rule = model.Rule ?? byDefault.Model.Rule, Width = model.Nets.Width, Sigma = model.Nets.Sigma, Bias = model.Nets.Bias, Double = model.Nets.Double },
        };
    });

    /// <summary>The rows that a model was learned from. Error: nothing says where they are, so that <c>--data</c> must.</summary>
    /// <param name="settings">The options of its run.</param>
    /// <param name="form">What they are, where that is known.</param>
    public static Either<Failure, DatasetSplits> OwnRows(RunSettings settings, Dataset? form) => settings.Data is { Dataset: DataSource.File, IsNamed: false }
        ? new Failure("this model does not know where the rows are that it was learned from; --data must name rows")
        : DataSource.Load(settings, form);

    /// <summary>The model itself if the files of its folder belong together; else it is disposed of.</summary>
    public static Either<Failure, T> Whole<T>(string folder, T model)
        where T : IStoredModel
    {
        var whole = ModelFolder.Check(folder).MapLeft(Failure.Of);
        if (whole.IsLeft) model.Dispose();
        return whole.Map(_ => model);
    }
}
