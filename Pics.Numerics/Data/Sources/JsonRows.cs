namespace Pics.Numerics;

/// <summary>A field of JSON records, and the kinds of values that it was seen with.</summary>
/// <param name="name">Its name.</param>
internal sealed class JsonField(string name)
{
    private readonly System.Collections.Generic.HashSet<string> kinds = [];

    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>Where it is in a record (RFC 6901).</summary>
    public string Pointer => $"/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>Whether some value is a list or an object.</summary>
    public bool IsNested => kinds.Contains("ARRAY") || kinds.Contains("OBJECT");

    /// <summary>Whether all values are whole numbers.</summary>
    public bool IsWhole => Type == CellType.Number && !kinds.Contains("DOUBLE");

    /// <summary>What its cells are: unknown where they are of several kinds.</summary>
    public CellType Type => kinds.Select(Of).Distinct().ToList() is [var type] ? type : CellType.Unknown;

    /// <summary>Sees a kind of value, as DuckDB calls it.</summary>
    public void See(string kind)
    {
        if (kind != "NULL") kinds.Add(kind);
    }

    private static CellType Of(string kind) => kind switch
    {
        "VARCHAR" => CellType.Text,
        "BOOLEAN" => CellType.Truth,
        _ => CellType.Number,
    };
}

/// <summary>The texts of JSON records with what is known of their fields.</summary>
internal sealed class JsonRows(TableRows texts, List<JsonField> fields, List<JsonField> left) : TableRows
{
    public override string Source => texts.Source;

    public override string Name => texts.Name;

    public override string[] Names { get; } = [.. fields.Select(field => field.Name)];

    public override IEnumerable<string> Notes => left.Count == 0
        ? []
        : [$"The {Plural.Of(left.Count, "field", "fields")} {string.Join(", ", left.Select(one => $"'{one.Name}'"))} {Plural.Of(left.Count, "is left out: it holds", "are left out: they hold")} lists or objects, not one value each."];

    public override CellType TypeOf(int column) => fields[column].Type;

    public override bool IsWhole(int column) => fields[column].IsWhole;

    public override Either<DataError, LanguageExt.Unit> ForEach(Visit visit) => texts.ForEach(visit);
}
