using LanguageExt;

namespace Pics.Host;

/// <summary>What the rows of a run are, so that its model can be asked without its data: data.json, columns.json for a table, and rows.json with the checksums of its rows.</summary>
internal static class RunData
{
    public const string FileName = FormDocument.FileName;
    public const string ColumnsName = FormDocument.ColumnsName;

    /// <summary>Writes what a data set is into a run folder.</summary>
    public static Either<Failure, Unit> Write(RunFolder folder, DatasetSplits splits)
    {
        var (own, columns) = Describe(splits.Train, RowsChecksum.Of(splits));
        return from written in folder.WriteText(FileName, own + "\n")
               from also in columns is null ? Unit.Default : folder.WriteText(ColumnsName, columns)
               from sums in folder.WriteJson(SplitChecksums.FileName, SplitChecksums.Of(splits))
               select sums;
    }

    /// <summary>What a data set is, in JSON: what is in data.json, and for a table what is in columns.json.</summary>
    public static (string Data, string? Columns) Describe(Dataset data, string? checksum = null) => FormDocument.Describe(data.Form, checksum);

    /// <summary>Refuses rows that are not those that a run began with.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="splits">The rows that are there now.</param>
    /// <param name="instead">What else can be done, for people; null to train anew.</param>
    public static Either<Failure, Unit> Check(string folder, DatasetSplits splits, string? instead = null)
    {
        if (!File.Exists(Path.Combine(folder, FileName))) return Unit.Default;
        return from data in FormDocument.Read(folder).MapLeft(Failure.Of)
               from known in SplitChecksums.Read(folder)
               let changed = known.MatchUnsafe(sums => sums.Changed(splits), () => data.Checksum is null || data.Checksum == RowsChecksum.Of(splits) ? null : splits.Train)
               from same in changed is null ? Unit.Default : Changed(changed)
               select same;

        Either<Failure, Unit> Changed(Dataset rows) => new Failure($"the rows of '{rows.Name}' are not those that the run in '{folder}' began with; put those back, or {instead ?? $"train anew with --config {Path.Combine(folder, "config.json")}"}");
    }

    /// <summary>The rows that a run was trained on, wherever one stands. Error: as the readers say it, and other rows than those.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="settings">Its options.</param>
    public static Either<Failure, DatasetSplits> OwnRows(string folder, RunSettings settings) =>
        from form in Known(folder, settings)
        from splits in SavedModel.OwnRows(settings, Given(form))
        from same in Check(folder, splits, "name rows with --data")
        select splits;

    /// <summary>What a run's rows are as its folder tells it, so that they are read as they were in training; none of a run without these files.</summary>
    public static Either<Failure, Option<Dataset>> Known(string folder, RunSettings settings) => File.Exists(Path.Combine(folder, FileName))
        ? Form(folder, settings).Map(Option<Dataset>.Some)
        : Option<Dataset>.None;

    /// <summary>What may be known, or null.</summary>
    public static Dataset? Given(Option<Dataset> form) => form.MatchUnsafe<Dataset?>(known => known, () => null);

    /// <summary>A data set without rows that is like that of a run; of a run without these files, from its data.</summary>
    public static Either<Failure, Dataset> Form(string folder, RunSettings settings)
    {
        if (!File.Exists(Path.Combine(folder, FileName)))
            return !Parts.HasAll ? Parts.Left<Dataset>() : DataSource.Load(settings).Map(splits => splits.Train.First(0)).MapLeft(failure => new Failure($"'{folder}' has no {FileName}, so its data must tell what its columns are, but {failure.Sentence}"));
        return ModelFolder.ReadForm(folder).Map(form => Dataset.Empty(settings.Data.Label, form)).MapLeft(Failure.Of);
    }
}
