using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>What the rows of a run are, so that its model can be asked without its data: data.json, and columns.json for a table.</summary>
/// <param name="Variables">Variables of a row.</param>
/// <param name="Channels">Channels of a variable.</param>
/// <param name="Categories">Values of a channel, where all variables are alike.</param>
/// <param name="Height">Rows of pixels, of images.</param>
/// <param name="Width">Columns of pixels, of images.</param>
internal sealed record RunData(int Variables, int Channels, int Categories, int? Height, int? Width)
{
    private const string FileName = "data.json";
    private const string ColumnsName = "columns.json";

    /// <summary>Writes what a data set is into a run folder.</summary>
    public static Either<Failure, Unit> Write(RunFolder folder, Dataset data) =>
        from written in folder.WriteJson(FileName, new RunData(data.Variables, data.Channels, data.Categories, data.Image?.Height, data.Image?.Width))
        from columns in IsTable(data) ? folder.WriteText(ColumnsName, TableSchema.Of(data).Write()) : Unit.Default
        select columns;

    /// <summary>A data set without rows that is like that of a run; of a run without these files, from its data.</summary>
    public static Either<Failure, Dataset> Form(string folder, RunSettings settings)
    {
        var (file, columns) = (Path.Combine(folder, FileName), Path.Combine(folder, ColumnsName));
        if (!File.Exists(file)) return DataSource.Load(settings).Map(splits => splits.Train.First(0));
        return from data in Read(file)
               from form in File.Exists(columns) ? Table(columns, settings.Dataset, data) : data.Alike(settings.Dataset, file)
               select form;
    }

    private static bool IsTable(Dataset data) => data.Image is null && data.Channels == 1;

    private static Either<Failure, RunData> Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<RunData>(File.ReadAllText(file), RunSettings.Json) is { } data ? data : new Failure($"'{file}' is empty; expected what the rows of a run are");
        }
        catch (JsonException error)
        {
            return new Failure($"'{file}' does not say what the rows of a run are: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"'{file}' cannot be read: {error.Message.TrimEnd('.')}");
        }
    }

    private static Either<Failure, Dataset> Table(string file, string name, RunData data) => TableSchema.ReadFile(file).MapLeft(Failure.Of).Bind<Dataset>(schema =>
    {
        var columns = schema.Columns.Map(column => (column.Name, column.Known)).ToList();
        return columns.Count == data.Variables && columns.TrueForAll(column => column.Known is not null)
            ? Dataset.Table(name, columns.Select(column => new Column(column.Name, column.Known!)), []).MapLeft(Failure.Of)
            : new Failure($"'{file}' describes {columns.Count} column(s), or leaves labels or scales out; expected all {data.Variables} columns of the run in full");
    });

    private Either<Failure, Dataset> Alike(string name, string file)
    {
        var shape = (Height, Width) is ({ } height, { } width) ? DataShape.Pixels(height, width) : DataShape.Table(Variables);
        return Dataset.Create(name, shape, Channels, Categories, []).MapLeft(Failure.Of)
            .Bind<Dataset>(form => form.Variables == Variables ? form : new Failure($"'{file}' has {Variables} variables for {Height} x {Width} pixels; expected one a pixel"));
    }
}
