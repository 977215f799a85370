using LanguageExt;

namespace Pics.Host;

/// <summary>Whether a model and rows belong together.</summary>
internal static class ModelFit
{
    /// <summary>Refuses a model that is not that of the run, or that is over other variables than rows are of.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">The options of its run, which say whether it is a PIC or a plain circuit.</param>
    /// <param name="folder">Where it is.</param>
    /// <param name="form">The rows, or none that are like them.</param>
    /// <param name="data">Where they are from, if they are not the run's own.</param>
    public static Either<Failure, Unit> Refuse(IStoredModel model, RunSettings settings, string folder, Dataset form, string? data)
    {
        if (!model.IsFixed && model.IsPlain != settings.IsPlain) return new Failure($"the model in '{folder}' is a {model.Kind}, its options say {(settings.IsPlain ? "plain circuit" : "PIC")}; the files of a run belong together");
        var pic = model.Pic;
        var families = QpcModel.FamiliesOf(pic);
        var channels = families.IsEmpty ? 1 : families.Values.Max(family => family.Channels);
        var rows = data is null ? "its data" : $"'{data}'";
        var wrong = pic.Scope.Columns != form.Variables || channels != form.Channels
            ? $"the model in '{folder}' is over {pic.Scope.Columns} variable(s) of {channels} channel(s), {rows} over {form.Variables} of {form.Channels}"
            : families.Where(entry => !FormFit.Fits(entry.Value, form.Columns[entry.Key].Kind))
                .Select(entry => $"the model in '{folder}' has variable {entry.Key} as {entry.Value.Label}, {rows} as {SplitDescription.Kind(form.Columns[entry.Key].Kind)}")
                .FirstOrDefault();
        return wrong is null ? Unit.Default : new Failure($"{wrong}; {(data is null ? "the files of a run belong together" : "expected rows like those of training")}");
    }
}
