using System.Text.Json;

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

/// <summary>What is known of the columns of a table: from a first table for a second one, or what somebody says of some columns.</summary>
/// <param name="Columns">Those of which something is known, by name.</param>
public sealed record TableSchema(Arr<ColumnSchema> Columns)
{
    /// <summary>The columns of a data set, so that another table is read alike.</summary>
    public static TableSchema Of(Dataset data) => OfColumns(data.Columns);

    /// <summary>The columns of rows, so that a table is read alike.</summary>
    internal static TableSchema Like(RowForm form) => OfColumns(form.Columns);

    /// <summary>The same of columns without rows.</summary>
    internal static TableSchema OfColumns(ImmutableArray<Column> columns) => new(columns.Select(ColumnSchema.Of).ToArr());

    /// <summary>The schema as JSON.</summary>
    public string Write() => SchemaDocument.Write(this);

    /// <summary>Reads a schema from a JSON file; a name and a kind are enough. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, TableSchema> ReadFile(string path) => InputFile.Read<TableSchema>(path, "a JSON file with the columns of a table", file =>
    {
        using var reader = new StreamReader(file.Content);
        return Parse(reader.ReadToEnd(), path);
    });

    /// <summary>Reads a schema from a JSON text. Error: <see cref="DataError"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it is from, for errors.</param>
    internal static Either<DataError, TableSchema> Parse(string text, string source)
    {
        try
        {
            return SchemaDocument.Read(text);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second is what the JSON reader throws for text that is not valid Unicode.
            return new DataError.Unreadable(source, $"it does not describe the columns of a table: {JsonFault.Of(error, text)}");
        }
    }
}
