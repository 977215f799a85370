namespace Pics.Numerics;

/// <summary>Brings what is known of columns together with the columns that a table has.</summary>
internal static class TableColumns
{
    /// <summary>For each column what is known of it, or null: by name where there are names on both sides, equal ones in their order, else by place. Error: <see cref="DataError.Unreadable"/>.</summary>
    public static Either<DataError, ColumnSchema?[]> Schemas(string path, string[] names, ReadOptions options)
    {
        if (options.Schema is not { } schema) return new ColumnSchema?[names.Length];
        if (names.All(name => name.Length == 0) || schema.Columns.All(column => column.Name.Length == 0))
        {
            return schema.Columns.Count == names.Length
                ? schema.Columns.Select(column => (ColumnSchema?)column).ToArray()
                : new DataError.Unreadable(path, $"it has {names.Length} column(s); expected {schema.Columns.Count} as was said of them");
        }

        var byName = schema.Columns.GroupBy(column => column.Name).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        var counts = names.CountBy(name => name).ToDictionary(StringComparer.Ordinal);
        foreach (var name in schema.Columns.Select(column => column.Name))
        {
            var found = counts.GetValueOrDefault(name);
            if (found == 0) return new DataError.Unreadable(path, $"it has no column '{name}'; expected it with {Label(names)}");
            if (byName[name].Length is > 1 and var wanted && wanted != found) return new DataError.Unreadable(path, $"it has {found} column(s) '{name}'; expected {wanted} as was said of them");
        }

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return System.Array.ConvertAll(names, name =>
        {
            if (!byName.TryGetValue(name, out var alike)) return null;
            var place = seen[name] = seen.GetValueOrDefault(name, -1) + 1;
            return alike.Length == 1 ? alike[0] : alike[place];
        });
    }

    /// <summary>A column in a sentence.</summary>
    public static string Label(string name, int index) => name.Length > 0 ? $"column '{name}'" : $"column {index + 1}";

    private static string Label(string[] names)
    {
        const int Shown = 8;
        return string.Join(", ", names.Take(Shown).Select(name => $"'{name}'")) + (names.Length > Shown ? " and others" : string.Empty);
    }
}
