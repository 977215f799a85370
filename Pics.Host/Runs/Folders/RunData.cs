using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>What the rows of a run are, so that its model can be asked without its data: data.json, and columns.json for a table.</summary>
/// <param name="Variables">Variables of a row.</param>
/// <param name="Channels">Channels of a variable.</param>
/// <param name="Categories">Values of a channel, where all variables are alike.</param>
/// <param name="Height">Rows of pixels, of images.</param>
/// <param name="Width">Columns of pixels, of images.</param>
/// <param name="Checksum">Of training and validation rows, or of some of many; absent in older runs.</param>
/// <param name="Version">Of the form in which this is written.</param>
internal sealed record RunData(int Variables, int Channels, int Categories, int? Height, int? Width, string? Checksum = null, int Version = RunData.Latest)
{
    public const string FileName = "data.json";
    public const string ColumnsName = "columns.json";
    public const int Latest = 1;

    private bool IsTable => Height is null && Width is null;

    /// <summary>Whether the columns are told one by one: of tables, and of images of real numbers.</summary>
    private bool HasColumns => IsTable || Categories == 0;

    /// <summary>Writes what a data set is into a run folder.</summary>
    public static Either<Failure, Unit> Write(RunFolder folder, DatasetSplits splits)
    {
        var (own, columns) = Describe(splits.Train, RowsChecksum.Of(splits));
        return from written in folder.WriteText(FileName, own + "\n")
               from also in columns is null ? Unit.Default : folder.WriteText(ColumnsName, columns)
               select also;
    }

    /// <summary>What a data set is, in JSON: what is in data.json, and for a table what is in columns.json.</summary>
    public static (string Data, string? Columns) Describe(Dataset data, string? checksum = null)
    {
        var own = new RunData(data.Variables, data.Channels, data.Categories, data.Image?.Height, data.Image?.Width, checksum);
        return (JsonSerializer.Serialize(own, RunSettings.Json), own.HasColumns ? TableSchema.Of(data).Write() : null);
    }

    /// <summary>Refuses rows that are not those that a run began with.</summary>
    public static Either<Failure, Unit> Check(string folder, DatasetSplits splits)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) return Unit.Default;
        return Read(file).Bind<Unit>(data => data.Checksum is null || data.Checksum == RowsChecksum.Of(splits)
            ? Unit.Default
            : new Failure($"the rows of '{splits.Train.Name}' are not those that the run in '{folder}' began with; put those back, or train anew with --config {Path.Combine(folder, "config.json")}"));
    }

    /// <summary>A data set without rows that is like that of a run; of a run without these files, from its data.</summary>
    public static Either<Failure, Dataset> Form(string folder, RunSettings settings)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            return DataSource.Load(settings).Map(splits => splits.Train.First(0)).MapLeft(failure => new Failure($"'{folder}' has no {FileName}, so its data must tell what its columns are, but {failure.Sentence}"));
        var name = settings is { Data.Dataset: DataSource.File, Data.Path: { } path } ? Path.GetFileName(path.TrimEnd('/', '\\')) : settings.Data.Dataset;
        return from data in Read(file)
               from form in data.HasColumns ? data.Columns(Path.Combine(folder, ColumnsName), name) : data.Alike(name)
               select form;
    }

    private static Either<Failure, RunData> Read(string file) => RunJson.ReadFile<RunData>(file, "does not say what the rows of a run are", Latest).Bind<RunData>(data => data.IsPossible()
        ? data
        : new Failure($"'{file}' tells of rows of {data.Variables} variable(s), {data.Channels} channel(s), {data.Categories} values{(data.IsTable ? string.Empty : $" and {data.Height} x {data.Width} pixels")}, which there are not; expected it as 'train' wrote it"));

    private bool IsPossible() =>
        Variables is >= 1 and <= RegionLimits.MaxVariables && Channels >= 1 && (long)Variables * Channels <= RegionLimits.MaxVariables && Categories is >= 0 and <= short.MaxValue
        && (IsTable || (Height is { } height && Width is { } width && height >= 1 && width >= 1 && (long)height * width == Variables));

    private Either<Failure, Dataset> Columns(string file, string name) => TableSchema.ReadFile(file).MapLeft(Failure.Of).Bind<Dataset>(schema =>
    {
        var columns = schema.Columns.Map(column => (column.Name, column.Known)).ToList();
        return columns.Count == Variables && columns.TrueForAll(column => column.Known is not null)
            ? Dataset.Of(name, [.. columns.Select(column => new Column(column.Name, column.Known!))], Channels, Image, RowStore.Of(System.Array.Empty<double>(), Variables * Channels)).MapLeft(Failure.Of)
            : new Failure($"'{file}' describes {columns.Count} column(s), or leaves labels or scales out; expected all {Variables} columns of the run in full");
    });

    private Either<Failure, Dataset> Alike(string name) => Dataset.Create(name, DataShape.Pixels(Height!.Value, Width!.Value), Channels, Categories, []).MapLeft(Failure.Of);

    private (int Height, int Width)? Image => (Height, Width) is ({ } height, { } width) ? (height, width) : null;
}
