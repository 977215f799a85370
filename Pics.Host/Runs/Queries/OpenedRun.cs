using LanguageExt;

namespace Pics.Host;

/// <summary>A trained run that is ready for queries.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Settings">What it was trained with.</param>
/// <param name="Form">A data set without rows that is like its data.</param>
/// <param name="Asked">The model at the K and rule asked for.</param>
internal sealed record OpenedRun(string Folder, RunSettings Settings, Dataset Form, PicModel Asked) : IDisposable
{
    private const int FewestRows = 256; // that queries evaluate at once
    private const long MostHeld = 64 << 20; // bytes of the rows of a table, which are gone through one after the other

    /// <summary>The model as it is stored.</summary>
    public StoredModel Stored => Asked.Stored;

    /// <summary>The model as queries on tensors take it.</summary>
    public QpcModel Model => Asked.Queries;

    /// <summary>Opens a run folder.</summary>
    public static Either<Failure, OpenedRun> Open(QuerySettings wanted) =>
        from place in Machine.Prepare(wanted.Device, wanted.Threads)
        from read in RunFolder.ReadSettings(wanted.Folder)
        let settings = wanted.Unseen is { } unseen ? read with { Data = read.Data with { Unseen = unseen } } : read
        from form in RunData.Form(wanted.Folder, settings)
        from stored in ModelStore.Load(wanted.Folder, place).MapLeft(Failure.Of)
        from opened in Of(settings, form, stored, wanted)
        select opened;

    /// <summary>A model that is loaded already, as it was trained; it is disposed of where it does not fit.</summary>
    public static Either<Failure, OpenedRun> Of(string folder, RunSettings settings, Dataset form, StoredModel stored) =>
        Of(settings, form, stored, new(folder));

    /// <summary>The rows of a file, or of the run's own data; seen as the model sees them.</summary>
    /// <param name="path">The file or folder; null for none.</param>
    /// <param name="split">Which of its rows, where they come in splits.</param>
    /// <param name="sql">A query in place of a path; null for none.</param>
    public Either<Failure, Dataset> Read(string? path, SplitName split, string? sql = null)
    {
        if (path is null && sql is null) return RunData.OwnRows(Folder, Settings).Map(splits => split switch { SplitName.Train => splits.Train, SplitName.Validation => splits.Validation, _ => splits.Test });
        return from options in DataReading.Of(Settings, Form)
               from found in DataReading.Read(path, sql, Form.Image is null ? options with { MemoryLimit = Math.Min(options.MemoryLimit, MostHeld) } : options)
               from rows in DataCompatibility.Check(path ?? "the query", split switch { SplitName.Validation => found.Validation ?? found.Train, SplitName.Test => found.Test ?? found.Train, _ => found.Train }, Form, "the run was trained on")
               from coloured in Colour.Apply(Settings.Data.Colour, rows).MapLeft(Failure.Of)
               select coloured;
    }

    /// <inheritdoc/>
    public void Dispose() => Asked.Dispose();

    private static Either<Failure, OpenedRun> Of(RunSettings settings, Dataset form, StoredModel stored, QuerySettings wanted)
    {
        var made = from rule in ModelRule.Of(stored, wanted.Rule, wanted.K)
                   from fits in ModelFit.Refuse(stored, settings, wanted.Folder, form, null)
                   from whole in ModelFolder.Check(wanted.Folder).MapLeft(Failure.Of)
                   from small in QueryMemoryCheck.Refuse(stored, rule, Engines.Choose(stored.Device).Kind, FewestRows, EvaluationKind.Scores)
                   from points in ModelRule.Points(rule)
                   from model in PicModel.Of(form.Form, stored, points).MapLeft(Failure.Of)
                   select new OpenedRun(wanted.Folder, settings, form, model);
        if (made.IsLeft) stored.Dispose();
        return made;
    }
}
