using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Numerics;

/// <summary>The columns of a table as JSON.</summary>
internal static partial class SchemaDocument
{
    private const string Format = "pics-table";
    private const int Latest = 3;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        Converters =
        {
            new JsonStringEnumConverter<TableColumnKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new JsonStringEnumConverter<MomentUnit>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new JsonStringEnumConverter<NegativeSign>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
        },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = TableShapes.Default,
    };

    private static readonly JsonTypeInfo<Document> Form = (JsonTypeInfo<Document>)Json.GetTypeInfo(typeof(Document));

    /// <summary>A schema as a text.</summary>
    public static string Write(TableSchema schema) => JsonSerializer.Serialize(new Document(Format, Latest, [.. schema.Columns.Select(Written)]), Form) + "\n";

    /// <summary>Reads a schema. Throws <see cref="JsonException"/> with what is wrong.</summary>
    public static TableSchema Read(string content)
    {
        var document = JsonSerializer.Deserialize(content, Form) ?? throw new JsonException("it is null");
        if (document.Format != Format || document.Version is < 1 or > Latest) throw new JsonException($"it has format '{document.Format}' and version {document.Version}, not '{Format}' and 1 to {Latest}");
        return new(document.Columns.Select(column => SchemaFaults.Find(column) is { } fault ? throw new JsonException(fault) : Column(column)).ToArr());
    }

    private static Entry Written(ColumnSchema column) => new(column.Name, column.Kind, column.Labels.IsEmpty ? null : [.. column.Labels], column.Centre, column.Scale)
    {
        Decimals = (column.Form as CellForm.Number)?.Decimals,
        Shown = column.Form is CellForm.Number { Decimals: var decimals, Shown: var shown } && shown != decimals ? shown : null,
        Notation = column.Form is CellForm.Number { Notation: var notation } && notation != NumberNotation.Plain ? Signs.Of(notation) : null,
        Pattern = (column.Form as CellForm.Moment)?.Pattern,
        Unit = (column.Form as CellForm.Moment)?.Unit,
        Least = column.Range?.Least,
        Largest = column.Range?.Largest,
        Other = column.HasOther ? true : null,
        Missing = column.Missing.IsEmpty ? null : [.. column.Missing],
        Bins = column.Bins is { } bins ? new([.. bins.Edges], bins.Below, bins.Above, bins.Far == 0 ? null : bins.Far) : null,
    };

    private static ColumnSchema Column(Entry entry) => new(entry.Name, entry is { Ordered: true, Kind: TableColumnKind.Categorical } ? TableColumnKind.Ordinal : entry.Kind, (entry.Labels ?? []).ToArr(), entry.Centre, entry.Scale)
    {
        Form = entry switch
        {
            { Pattern: { } pattern, Unit: { } unit } => new CellForm.Moment(pattern, unit),
            { Pattern: { } pattern } => new CellForm.Moment(pattern, SchemaFaults.UnitOf(pattern)),
            { Decimals: null, Notation: null } => null,
            _ => new CellForm.Number(entry.Decimals ?? 0, entry.Notation?.Made() ?? NumberNotation.Plain) { Shown = entry.Shown ?? entry.Decimals ?? 0 },
        },
        Range = (entry.Least, entry.Largest) is ({ } least, { } largest) ? (least, largest) : null,
        HasOther = entry.Other ?? false,
        Missing = (entry.Missing ?? []).ToArr(),
        Bins = entry.Bins?.Made().MatchUnsafe<Bins?>(bins => bins, _ => null),
    };

    /// <summary>A column.</summary>
    internal sealed record Entry([property: JsonRequired] string Name, [property: JsonRequired] TableColumnKind Kind, string[]? Labels, double? Centre, double? Scale)
    {
        public int? Decimals { get; init; }

        public int? Shown { get; init; }

        public Signs? Notation { get; init; }

        public string? Pattern { get; init; }

        public MomentUnit? Unit { get; init; }

        public double? Least { get; init; }

        public double? Largest { get; init; }

        public bool? Ordered { get; init; }

        public bool? Other { get; init; }

        public string[]? Missing { get; init; }

        public Edges? Bins { get; init; }
    }

    /// <summary>The signs of numbers.</summary>
    internal sealed record Signs(string? Point, string? Group, string? Before, string? After, NegativeSign? Negative)
    {
        public static Signs Of(NumberNotation notation) => new($"{notation.Point}", notation.Group is { } group ? $"{group}" : null, Some(notation.Before), Some(notation.After), notation.Negative == NegativeSign.Before ? null : notation.Negative);

        public NumberNotation Made() => new(Point?[0] ?? '.', Group?[0], Before ?? string.Empty, After ?? string.Empty) { Negative = Negative ?? NegativeSign.Before };

        private static string? Some(string text) => text.Length > 0 ? text : null;
    }

    /// <summary>Bins.</summary>
    internal sealed record Edges([property: JsonRequired, JsonPropertyName("edges")] double[] All, [property: JsonRequired] double Below, [property: JsonRequired] double Above, double? Far)
    {
        public Either<DataError, Bins> Made() => Numerics.Bins.Create(All, Below, Above, Far ?? 0);
    }

    private sealed record Document([property: JsonRequired] string Format, [property: JsonRequired] int Version, [property: JsonRequired] Entry[] Columns);

    /// <summary>The shapes of the documents, made when this is built: programs may do without reflection.</summary>
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class TableShapes : JsonSerializerContext;
}
