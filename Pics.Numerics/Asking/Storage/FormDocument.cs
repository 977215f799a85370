using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Numerics;

/// <summary>What the rows of a model are, so that it can be asked without its data: data.json, and columns.json for a table.</summary>
/// <param name="Variables">Variables of a row.</param>
/// <param name="Channels">Channels of a variable.</param>
/// <param name="Categories">Values of a channel, where all variables are alike.</param>
/// <param name="Height">Rows of pixels, of images.</param>
/// <param name="Width">Columns of pixels, of images.</param>
/// <param name="Checksum">Of training and validation rows, or of some of many; absent in older runs.</param>
/// <param name="Version">Of the form in which this is written.</param>
/// <param name="Levels">The numbers of the levels of pixels, where these are not 0, 1, ... themselves; since version 2.</param>
public sealed partial record FormDocument(int Variables, int Channels, int Categories, int? Height, int? Width, string? Checksum = null, int Version = FormDocument.First, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<double>? Levels = null)
{
    /// <summary>The file of what rows are.</summary>
    public const string FileName = "data.json";

    /// <summary>The file of columns one by one.</summary>
    public const string ColumnsName = "columns.json";

    /// <summary>The last version of the form; what needs nothing of it is written in the first.</summary>
    public const int Latest = 2;

    private const int First = 1;

    private const string Fault = "does not say what the rows of a run are";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = FormShapes.Default,
    };

    private bool IsTable => Height is null && Width is null;

    /// <summary>Whether the columns are told one by one: of tables, and of images of real numbers.</summary>
    private bool HasColumns => IsTable || Categories == 0;

    private (int Height, int Width)? Image => (Height, Width) is ({ } height, { } width) ? (height, width) : null;

    /// <summary>What is in data.json, without a line end, and for a table what is in columns.json.</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="checksum">Of rows, if there are some.</param>
    public static (string Data, string? Columns) Describe(RowForm form, string? checksum = null)
    {
        var categories = form.Columns.Max(column => column.Kind.Finite ?? 0);
        var levels = form.Image is not null && PixelLevels.Of(form.Columns[0].Kind) is { IsPlain: false, Numbers: var numbers } ? numbers : (ImmutableArray<double>?)null;
        var own = new FormDocument(form.Variables, form.Channels, categories, form.Image?.Height, form.Image?.Width, checksum, levels is null ? First : Latest, levels);
        return (JsonSerializer.Serialize(own, (JsonTypeInfo<FormDocument>)Json.GetTypeInfo(typeof(FormDocument))), own.HasColumns ? TableSchema.OfColumns(form.Columns).Write() : null);
    }

    /// <summary>Reads data.json, and looks whether such rows can be. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, FormDocument> Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        return JsonFields.ReadFile<FormDocument>(file, Fault, Latest, Json).Bind(data => Possible(data, file));
    }

    /// <summary>What the rows are, from the texts of both files. Error: <see cref="ModelError"/>.</summary>
    /// <param name="data">data.json.</param>
    /// <param name="columns">columns.json, where there is one.</param>
    /// <param name="source">Where they are from, for errors.</param>
    internal static Either<ModelError, RowForm> Parse(string data, string? columns, string source) =>
        from own in JsonFields.Read<FormDocument>(data, source, Fault, Latest, Json).Bind(data => Possible(data, source))
        from form in own.Form(() => columns is null ? new ModelError.Unfit(source, "does not describe the columns of its rows") : TableSchema.Parse(columns, source).MapLeft<ModelError>(error => new ModelError.BadData(error.Explain())), source)
        select form;

    /// <summary>What the rows are, from both files of a folder. Error: <see cref="ModelError"/>.</summary>
    internal static Either<ModelError, RowForm> ReadForm(string folder) =>
        from data in Read(folder)
        let file = Path.Combine(folder, ColumnsName)
        from form in data.Form(() => TableSchema.ReadFile(file).MapLeft<ModelError>(error => new ModelError.BadData(error.Explain())), file)
        select form;

    private static Either<ModelError, FormDocument> Possible(FormDocument data, string source) => data.IsPossible()
        ? data
        : new ModelError.Unfit(source, $"tells of rows of {data.Variables} variable(s), {data.Channels} channel(s), {Plural.Of(data.Categories, "value")}{(data.IsTable ? string.Empty : $" and {data.Height} x {data.Width} pixels")}, which there are not; expected it as 'train' wrote it");

    private Either<ModelError, RowForm> Form(Func<Either<ModelError, TableSchema>> columns, string source) => HasColumns
        ? columns().Bind(schema => Columns(schema, source))
        : new RowForm([.. Enumerable.Repeat(Levels is { } levels ? new PixelLevels(levels).Column : Column.Of(Categories), Variables)], Channels, Image);

    private bool IsPossible() =>
        Variables is >= 1 and <= RegionLimits.MaxVariables && Channels >= 1 && (long)Variables * Channels <= RegionLimits.MaxVariables && Categories is >= 0 and <= short.MaxValue
        && (Levels is not { } levels || (!IsTable && levels.Length == Categories && PixelLevels.ArePossible(levels)))
        && (IsTable || (Height is { } height && Width is { } width && height >= 1 && width >= 1 && (long)height * width == Variables));

    private Either<ModelError, RowForm> Columns(TableSchema schema, string file)
    {
        var columns = schema.Columns.Map(column => column.Column).ToList();
        return columns.Count == Variables && columns.TrueForAll(column => column is not null)
            ? new RowForm([.. columns.Select(column => column!)], Channels, Image)
            : new ModelError.Unfit(file, $"describes {columns.Count} column(s), or leaves labels or scales out; expected {Plural.Of(Variables, "the column", $"all {Variables} columns")} of the run in full");
    }

    /// <summary>The shapes of the documents, made when this is built: programs may do without reflection.</summary>
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(FormDocument))]
    private sealed partial class FormShapes : JsonSerializerContext;
}
