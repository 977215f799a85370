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
    public HostModel Stored => Asked.Host;

    /// <summary>The model as queries on tensors take it; no property, which the text of a record would have, and so every program that opens runs.</summary>
    public QpcModel Tensors() => Asked.Queries;

    /// <summary>Opens a run folder.</summary>
    public static Either<Failure, OpenedRun> Open(QuerySettings wanted) =>
        from threads in Machine.Use(wanted.Threads)
        from read in RunFolder.ReadSettings(wanted.Folder)
        let settings = wanted.Unseen is { } unseen ? read with { Data = read.Data with { Unseen = unseen } } : read
        from form in RunData.Form(wanted.Folder, settings)
        from possible in GivenRows.Refuse(wanted.Unseen, form)
        from opened in wanted.Device == DeviceKind.Cpu
            ? HostStore.Load(wanted.Folder).MapLeft(Failure.Of).Bind(host => Of(settings, form, host, wanted))
            : Parts.HasAll ? OnTensors(settings, form, wanted)
            : Parts.Left<OpenedRun>()
        select opened;

    /// <summary>A model that is loaded already, as it was trained; it is disposed of where it does not fit.</summary>
    public static Either<Failure, OpenedRun> Of(string folder, RunSettings settings, Dataset form, StoredModel stored) =>
        Of(settings, form, stored, new(folder));

    /// <summary>The rows that are named, or the run's own; seen as the model sees them. Error: as the readers say it, and a split that they do not come in.</summary>
    /// <param name="wish">Which rows.</param>
    /// <param name="byDefault">Which of them, where they come in splits and nothing is said.</param>
    public Either<Failure, Dataset> Read(RowWish wish, SplitName byDefault)
    {
        var split = wish.Split ?? byDefault;
        if (wish.AreOwn) return Parts.HasAll ? Own(split) : Parts.Left<Dataset>();
        return from options in DataReading.Of(Settings, Form)
               from found in DataReading.Read(wish.Path, wish.Sql, Form.Image is null ? options with { MemoryLimit = Math.Min(options.MemoryLimit, MostHeld) } : options)
               from some in GivenRows.Of(found, wish, split)
               from rows in Seen(some, wish.Label)
               select rows;
    }

    /// <summary>Rows as the model sees them. Error: rows of another kind.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="label">Where they are from, for people.</param>
    public Either<Failure, Dataset> Seen(Dataset rows, string label) => SeenRows.Of(Settings.Data, rows, label, Form);

    /// <inheritdoc/>
    public void Dispose() => Asked.Dispose();

    private Either<Failure, Dataset> Own(SplitName split) => RunData.OwnRows(Folder, Settings).Map(splits => split switch { SplitName.Train => splits.Train, SplitName.Validation => splits.Validation, _ => splits.Test });

    private static Either<Failure, OpenedRun> OnTensors(RunSettings settings, Dataset form, QuerySettings wanted) => Machine.WithLibtorch(() =>
        from place in Machine.Prepare(wanted.Device, wanted.Threads)
        from stored in ModelStore.Load(wanted.Folder, place).MapLeft(Failure.Of)
        from run in Of(settings, form, stored, wanted)
        select run);

    private static Either<Failure, OpenedRun> Of(RunSettings settings, Dataset form, HostModel host, QuerySettings wanted)
    {
        var made = from points in Points(settings, form, host, wanted)
                   from small in QueryMemoryCheck.Refuse(host, points.Rule, EngineKind.Fused, FewestRows, EvaluationKind.Scores)
                   from model in PicModel.Of(form.Form, host, points.Points).MapLeft(Failure.Of)
                   select new OpenedRun(wanted.Folder, settings, form, model);
        if (made.IsLeft) host.Dispose();
        return made;
    }

    private static Either<Failure, OpenedRun> Of(RunSettings settings, Dataset form, StoredModel stored, QuerySettings wanted)
    {
        var made = from points in Points(settings, form, stored, wanted)
                   from small in stored.Device.type == TorchSharp.DeviceType.CPU ? QueryMemoryCheck.Refuse(stored, points.Rule, Engines.Choose(stored.Device).Kind, FewestRows, EvaluationKind.Scores) : Unit.Default
                   from model in PicModel.Of(form.Form, stored, points.Points).MapLeft(Failure.Of)
                   select new OpenedRun(wanted.Folder, settings, form, model);
        if (made.IsLeft) stored.Dispose();
        return made;
    }

    /// <summary>The rule that is asked for, of a model that fits the run.</summary>
    private static Either<Failure, (StoredRule Rule, QuadratureRule Points)> Points(RunSettings settings, Dataset form, IStoredModel stored, QuerySettings wanted) =>
        from rule in ModelRule.Of(stored, wanted.Rule, wanted.K)
        from fits in ModelFit.Refuse(stored, settings, wanted.Folder, form, null)
        from whole in ModelFolder.Check(wanted.Folder).MapLeft(Failure.Of)
        from points in ModelRule.Points(rule)
        select (rule, points);
}
