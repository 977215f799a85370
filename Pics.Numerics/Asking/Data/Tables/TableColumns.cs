using System.Globalization;

namespace Pics.Numerics;

/// <summary>What is said of a column before it is read.</summary>
/// <param name="Schema">What a schema knows of it.</param>
/// <param name="Kind">The kind that it must have.</param>
/// <param name="IsKept">Whether it stays even if it tells rows apart or nothing.</param>
internal readonly record struct ColumnWish(ColumnSchema? Schema, TableColumnKind? Kind, bool IsKept)
{
    /// <summary>Whether it is left out.</summary>
    public bool IsIgnored => Kind == TableColumnKind.Ignored;

    /// <summary>What a schema knows of it, if that is of the kind that it must have.</summary>
    public ColumnSchema? Known => Schema?.Kind == Kind ? Schema : null;
}

/// <summary>Brings what is known of columns together with the columns that a table has.</summary>
internal static class TableColumns
{
    private const string All = "*";
    private const int Shown = 8; // names in a sentence
    private const int Near = 3; // names that are near to a wrong one

    /// <summary>What is said of each column: by the options first, then by the schema. Error: <see cref="DataError.Unreadable"/> for names that no column has.</summary>
    public static Either<DataError, ColumnWish[]> Wishes(string path, string[] names, ReadOptions options) =>
        from schemas in Schemas(path, names, options)
        from ignored in Find(path, names, options.Ignored, "left out")
        from kept in Find(path, names, options.Kept, "kept")
        from kinds in Kinds(path, names, options)
        let wishes = Enumerable.Range(0, names.Length)
            .Select(column => new ColumnWish(schemas[column], ignored.Contains(column) ? TableColumnKind.Ignored : kinds.TryGetValue(column, out var kind) ? kind : schemas[column]?.Kind, kept.Contains(column)))
            .ToArray()
        from clear in Contradiction(path, names, options, wishes) is { } wrong ? Either<DataError, LanguageExt.Unit>.Left(wrong) : LanguageExt.Unit.Default
        select wishes;

    /// <summary>A column that is left out by one wish and meant by another, each by its name.</summary>
    private static DataError.Unreadable? Contradiction(string path, string[] names, ReadOptions options, ColumnWish[] wishes)
    {
        (string Option, string What, IEnumerable<string> Names)[] meant =
        [
            ("--keep", "kept", options.Kept.Filter(name => name != All)),
            ("--kinds or a family", "given a kind", options.Kinds.Where(kind => kind.Key != ReadOptions.EveryColumn && kind.Value != TableColumnKind.Ignored).Select(kind => kind.Key)),
        ];
        foreach (var (option, what, wanted) in meant)
            foreach (var column in wanted.SelectMany(name => Named(names, name)))
                if (wishes[column].IsIgnored) return new(path, $"{Label(names[column], column)} is to be {what} by {option}, and also to be left out; expected one of them");
        return null;
    }

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
            if (found == 0 && byName[name][0].Kind != TableColumnKind.Ignored) return new DataError.Unreadable(path, $"it has no column '{name}'; expected it with {Quoted(names)}");
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

    /// <summary>Some names in a sentence.</summary>
    public static string Quoted(IEnumerable<string> names)
    {
        var some = names.Take(Shown + 1).Select(name => $"'{name}'").ToList();
        return string.Join(", ", some.Take(Shown)) + (some.Count > Shown ? " and others" : string.Empty);
    }

    /// <summary>The columns that a name stands for: those with the heading, or # and a number from 0.</summary>
    public static IEnumerable<int> Named(string[] names, string name)
    {
        var headed = Enumerable.Range(0, names.Length).Where(column => names[column].Length > 0 && names[column] == name).ToList();
        return headed.Count > 0 ? headed
            : name is ['#', .. var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < names.Length ? [number]
            : headed;
    }

    private static Either<DataError, System.Collections.Generic.HashSet<int>> Find(string path, string[] names, Arr<string> wanted, string what)
    {
        var found = new System.Collections.Generic.HashSet<int>();
        foreach (var name in wanted)
        {
            var columns = name == All ? Enumerable.Range(0, names.Length) : Named(names, name);
            if (!columns.Any()) return Unknown(path, names, name, what);
            found.UnionWith(columns);
        }

        return found;
    }

    private static Either<DataError, Dictionary<int, TableColumnKind>> Kinds(string path, string[] names, ReadOptions options)
    {
        var (found, said) = (new Dictionary<int, TableColumnKind>(), new Dictionary<int, TableColumnKind>());
        if (options.Kinds.TryGetValue(ReadOptions.EveryColumn, out var all))
            for (var column = 0; column < names.Length; column++) found[column] = all;
        foreach (var (name, kind) in options.Kinds)
        {
            if (name == ReadOptions.EveryColumn) continue;
            var columns = Named(names, name).ToList();
            if (columns.Count == 0) return Unknown(path, names, name, "given a kind");
            foreach (var column in columns)
            {
                if (said.TryGetValue(column, out var other) && other != kind) return new DataError.Unreadable(path, $"{Label(names[column], column)} is given two kinds, {Word(other)} and {Word(kind)}; expected one");
                found[column] = said[column] = kind;
            }
        }

        return found;
    }

    private static string Word(TableColumnKind kind) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private static DataError.Unreadable Unknown(string path, string[] names, string name, string what)
    {
        var near = names.Where(heading => heading.Length > 0)
            .Select(heading => (Heading: heading, Distance: heading.Contains(name, StringComparison.OrdinalIgnoreCase) ? 1 : EditDistance.Between(name, heading)))
            .Where(heading => heading.Distance <= Math.Max(1, name.Length / 2))
            .OrderBy(heading => heading.Distance)
            .Take(Near)
            .Select(heading => $"'{heading.Heading}'")
            .ToList();
        var right = near.Count > 0 ? $"{(near.Count > 1 && names.Length > near.Count ? $"one of {names.Length}, as " : string.Empty)}{string.Join(" or ", near)}" : names.Any(heading => heading.Length > 0) ? Quoted(names) : $"#0 to #{names.Length - 1}";
        return new(path, $"it has no column '{name}', which is to be {what}; expected {right}");
    }
}
