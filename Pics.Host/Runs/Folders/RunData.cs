using LanguageExt;

namespace Pics.Host;

/// <summary>What the rows of a run are, so that its model can be asked without its data: data.json, and columns.json for a table.</summary>
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
               select also;
    }

    /// <summary>What a data set is, in JSON: what is in data.json, and for a table what is in columns.json.</summary>
    public static (string Data, string? Columns) Describe(Dataset data, string? checksum = null) => FormDocument.Describe(data.Form, checksum);

    /// <summary>Refuses rows that are not those that a run began with.</summary>
    public static Either<Failure, Unit> Check(string folder, DatasetSplits splits)
    {
        if (!File.Exists(Path.Combine(folder, FileName))) return Unit.Default;
        return FormDocument.Read(folder).MapLeft(Failure.Of).Bind<Unit>(data => data.Checksum is null || data.Checksum == RowsChecksum.Of(splits)
            ? Unit.Default
            : new Failure($"the rows of '{splits.Train.Name}' are not those that the run in '{folder}' began with; put those back, or train anew with --config {Path.Combine(folder, "config.json")}"));
    }

    /// <summary>A data set without rows that is like that of a run; of a run without these files, from its data.</summary>
    public static Either<Failure, Dataset> Form(string folder, RunSettings settings)
    {
        if (!File.Exists(Path.Combine(folder, FileName)))
            return DataSource.Load(settings).Map(splits => splits.Train.First(0)).MapLeft(failure => new Failure($"'{folder}' has no {FileName}, so its data must tell what its columns are, but {failure.Sentence}"));
        var name = settings is { Data.Dataset: DataSource.File, Data.Path: { } path } ? Path.GetFileName(path.TrimEnd('/', '\\')) : settings.Data.Dataset;
        return ModelFolder.ReadForm(folder).Map(form => Dataset.Empty(name, form)).MapLeft(Failure.Of);
    }
}
