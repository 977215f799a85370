namespace Pics.Numerics;

/// <summary>Brings what is known of columns together with the columns that a table has.</summary>
internal static class TableColumns
{
    /// <summary>For each column what is known of it, or null: by name where there are names on both sides, else by place. Error: <see cref="DataError.Unreadable"/>.</summary>
    public static Either<DataError, ColumnSchema?[]> Schemas(string path, string[] names, ReadOptions options)
    {
        if (options.Schema is not { } schema) return new ColumnSchema?[names.Length];
        if (names.All(name => name.Length == 0) || schema.Columns.All(column => column.Name.Length == 0))
        {
            return schema.Columns.Count == names.Length
                ? schema.Columns.Select(column => (ColumnSchema?)column).ToArray()
                : new DataError.Unreadable(path, $"it has {names.Length} column(s); expected {schema.Columns.Count} as was said of them");
        }

        var byName = schema.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        return schema.Columns.FirstOrDefault(column => !names.Contains(column.Name)) is { } absent
            ? new DataError.Unreadable(path, $"it has no column '{absent.Name}'; expected it with {Label(names)}")
            : System.Array.ConvertAll(names, name => byName.GetValueOrDefault(name));
    }

    /// <summary>A column in a sentence.</summary>
    public static string Label(string name, int index) => name.Length > 0 ? $"column '{name}'" : $"column {index + 1}";

    private static string Label(string[] names)
    {
        const int Shown = 8;
        return string.Join(", ", names.Take(Shown).Select(name => $"'{name}'")) + (names.Length > Shown ? " and others" : string.Empty);
    }
}
