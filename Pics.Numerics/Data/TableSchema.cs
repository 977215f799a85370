using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Numerics;

/// <summary>What kind of values a column of a table has.</summary>
public enum TableColumnKind
{
    /// <summary>One of some texts or numbers.</summary>
    Categorical,

    /// <summary>Whole numbers from 0.</summary>
    Count,

    /// <summary>Real numbers, centred and scaled, with a density in one piece.</summary>
    Real,

    /// <summary>Real or whole numbers in bins.</summary>
    Binned,

    /// <summary>One of some texts or numbers in an order that means something.</summary>
    Ordinal,

    /// <summary>One of two texts or numbers, as yes and no.</summary>
    Boolean,

    /// <summary>Whole numbers from the least to the largest one, each with a probability.</summary>
    Levels,

    /// <summary>Days: a number inside, a date outside.</summary>
    Date,

    /// <summary>Dates with times.</summary>
    DateTime,

    /// <summary>Times of the day.</summary>
    Time,

    /// <summary>Left out.</summary>
    Ignored,
}

/// <summary>What is known of a column of a table before it is read.</summary>
/// <param name="Name">Its heading; empty where there is none.</param>
/// <param name="Kind">The kind of its values.</param>
/// <param name="Labels">The texts of a categorical column in the order of its values; none to learn them.</param>
/// <param name="Centre">What is subtracted from real numbers; null to learn it.</param>
/// <param name="Scale">What real numbers are then divided by; null to learn it.</param>
public sealed record ColumnSchema(string Name, TableColumnKind Kind, Arr<string> Labels, double? Centre, double? Scale)
{
    /// <summary>The kind, if nothing is left to learn.</summary>
    internal ColumnKind? Known => (Kind, Labels.IsEmpty, Centre, Scale) switch
    {
        (TableColumnKind.Categorical, false, _, _) => new ColumnKind.Categorical(Labels.Count, Labels),
        (TableColumnKind.Count, _, _, _) => new ColumnKind.Count(),
        (TableColumnKind.Real, _, { } centre, { } scale) => new ColumnKind.Real(centre, scale),
        _ => null,
    };

    internal static ColumnSchema Of(Column column) => column.Kind.Match<ColumnSchema>(
        categorical => new(column.Name, TableColumnKind.Categorical, categorical.Labels.IsEmpty ? Enumerable.Range(0, categorical.Values).Select(value => $"{value}").ToArr() : categorical.Labels, null, null),
        _ => new(column.Name, TableColumnKind.Count, Arr<string>.Empty, null, null),
        real => new(column.Name, TableColumnKind.Real, Arr<string>.Empty, real.Centre, real.Scale),
        _ => throw new NotSupportedException("numbers in bins"));
}

/// <summary>What is known of the columns of a table: from a first table for a second one, or what somebody says of some columns.</summary>
/// <param name="Columns">Those of which something is known, by name.</param>
public sealed partial record TableSchema(Arr<ColumnSchema> Columns)
{
    private const string Format = "pics-table";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter<TableColumnKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = TableShapes.Default,
    };

    private static readonly JsonTypeInfo<Document> Form = (JsonTypeInfo<Document>)Json.GetTypeInfo(typeof(Document));

    /// <summary>The columns of a data set, so that another table is read alike.</summary>
    public static TableSchema Of(Dataset data) => OfColumns(data.Columns);

    /// <summary>The columns of rows, so that a table is read alike.</summary>
    internal static TableSchema Like(RowForm form) => OfColumns(form.Columns);

    /// <summary>The same of columns without rows.</summary>
    internal static TableSchema OfColumns(ImmutableArray<Column> columns) => new(columns.Select(ColumnSchema.Of).ToArr());

    /// <summary>The schema as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(
        new Document(Format, 1, [.. Columns.Select(column => new Entry(column.Name, column.Kind, column.Labels.IsEmpty ? null : [.. column.Labels], column.Centre, column.Scale))]),
        Form) + "\n";

    /// <summary>Reads a schema from a JSON file; a name and a kind are enough. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, TableSchema> ReadFile(string path) => InputFile.Read<TableSchema>(path, "a JSON file with the columns of a table", file =>
    {
        try
        {
            var document = JsonSerializer.Deserialize(file.Content, Form) ?? throw new JsonException("it is null");
            if (document.Format != Format || document.Version != 1) throw new JsonException($"it has format '{document.Format}' and version {document.Version}, not '{Format}' and 1");
            var faults = document.Columns.Select(Fault).OfType<string>().ToList();
            return faults.Count == 0 ? new TableSchema(document.Columns.Select(Column).ToArr()) : throw new JsonException(faults[0]);
        }
        catch (JsonException error)
        {
            return new DataError.Unreadable(path, $"it does not describe the columns of a table: {error.Message.TrimEnd('.')}");
        }
    });

    private static string? Fault(Entry column) => column switch
    {
        null => "a column is null",
        { Labels: { } labels } when labels.Length is 0 or > short.MaxValue || labels.Contains(null!) || labels.Distinct().Count() < labels.Length => $"column '{column.Name}' has labels that are missing, repeated or more than {short.MaxValue}",
        { Labels: not null, Kind: not TableColumnKind.Categorical } => $"column '{column.Name}' has labels, but is not categorical",
        { Kind: not TableColumnKind.Real } when column.Centre is not null || column.Scale is not null => $"column '{column.Name}' has a centre or scale, but is not real",
        { Scale: { } scale } when !(double.IsFinite(scale) && scale > 0) => $"column '{column.Name}' has a scale that is not a positive number",
        { Centre: { } centre } when !double.IsFinite(centre) => $"column '{column.Name}' has a centre that is not a finite number",
        _ => column.Centre.HasValue == column.Scale.HasValue ? null : $"column '{column.Name}' has only one of centre and scale",
    };

    private static ColumnSchema Column(Entry entry) => new(entry.Name, entry.Kind, (entry.Labels ?? []).ToArr(), entry.Centre, entry.Scale);

    /// <summary>The shapes of the documents, made when this is built: programs may do without reflection.</summary>
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class TableShapes : JsonSerializerContext;

    private sealed record Document([property: JsonRequired] string Format, [property: JsonRequired] int Version, [property: JsonRequired] Entry[] Columns);

    private sealed record Entry([property: JsonRequired] string Name, [property: JsonRequired] TableColumnKind Kind, string[]? Labels, double? Centre, double? Scale);
}
