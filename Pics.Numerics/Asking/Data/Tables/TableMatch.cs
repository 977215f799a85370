using System.Globalization;

namespace Pics.Numerics;

/// <summary>Finds the columns that rows for a model need among those that a table has: by heading, in any order.</summary>
/// <param name="Form">What the rows must be.</param>
/// <param name="Places">For each column of the form, that of the table; -1 where the table has none.</param>
internal sealed record TableMatch(RowForm Form, ImmutableArray<int> Places)
{
    /// <summary>What is absent or left alone, a sentence each.</summary>
    public ImmutableArray<string> Notes { get; private init; } = [];

    /// <summary>The match for rows that must be of a form. Equal headings go by their order; where one side has no headings, columns go by place. Error: <see cref="DataError.Unreadable"/> where nothing fits.</summary>
    /// <param name="path">Where the table is, for people.</param>
    /// <param name="names">Its headings; empty ones where there are none.</param>
    /// <param name="form">What its rows must be.</param>
    /// <param name="options">Which columns are left out.</param>
    public static Either<DataError, TableMatch> Of(string path, string[] names, RowForm form, ReadOptions options)
    {
        var ignored = options.Ignored.SelectMany(name => TableColumns.Named(names, name)).ToHashSet();
        if (Find(names, form) is not { } found) return new DataError.Unreadable(path, $"it has {names.Length} column(s); expected {form.Variables} as the model, which knows them by their place alone");
        var places = found.Select(place => ignored.Contains(place) ? -1 : place).ToImmutableArray();
        var wanted = form.Columns.Select(column => column.Name).ToArray();
        if (places.All(place => place < 0))
            return new DataError.Unreadable(path, names.All(name => name.Length == 0)
                ? $"it has {names.Length} column(s) without headings; expected the {Plural.Of(form.Variables, "column", $"{form.Variables} columns")} of the model{Plural.Of(form.Variables, string.Empty, " in their order")}, {TableColumns.Quoted(wanted)}, or headings"
                : $"it has no column of the model, but {TableColumns.Quoted(names)}; expected {Plural.Of(wanted.Length, string.Empty, "some of ")}{TableColumns.Quoted(wanted)}");
        var absent = Enumerable.Range(0, form.Variables).Where(column => places[column] < 0).Select(form.Heading).ToList();
        var extra = Enumerable.Range(0, names.Length).Except(places).Where(column => !ignored.Contains(column)).Select(column => names[column].Length > 0 ? names[column] : $"#{column}").ToList();
        return new TableMatch(form, places)
        {
            Notes =
            [
                .. absent.Count > 0 ? [$"it has no {Plural.Of(absent.Count, "column", "columns")} {TableColumns.Quoted(absent)}, which {Plural.Of(absent.Count, "is", "are")} taken as not observed in all rows"] : System.Array.Empty<string>(),
                .. extra.Count > 0 ? [$"{Plural.Of(extra.Count, "column", "columns")} {TableColumns.Quoted(extra)} {Plural.Of(extra.Count, "is not one", "are not")} of the model, and {Plural.Of(extra.Count, "was", "were")} left alone"] : System.Array.Empty<string>(),
            ],
        };
    }

    /// <summary>The column of the form that a column of the table is; -1 where it is none.</summary>
    public int Column(int place) => Places.IndexOf(place);

    /// <summary>For each column of a form, that among some names; -1 where there is none. Null where columns go by place, and there are more or fewer.</summary>
    public static ImmutableArray<int>? Find(string[] names, RowForm form)
    {
        if (names.Length == form.Variables && names.All(name => name.Length == 0)) return [.. Enumerable.Range(0, names.Length)];
        if (form.Columns.All(column => column.Name.Length == 0)) return names.Length == form.Variables ? [.. Enumerable.Range(0, names.Length)] : null;
        var alike = Enumerable.Range(0, names.Length).ToLookup(column => names[column], StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. form.Columns.Select((column, variable) =>
            {
                var nth = seen[column.Name] = seen.GetValueOrDefault(column.Name, -1) + 1;
                return alike[column.Name].Skip(nth).Select(place => (int?)place).FirstOrDefault() ?? Written(alike, form, variable) ?? (names.Length == form.Variables && names[variable].Length == 0 ? variable : Unnamed(names, column.Name));
            }),
        ];
    }

    /// <summary>A column of a model that has no name is written under x and its number, as in samples.</summary>
    private static int? Written(ILookup<string, int> names, RowForm form, int variable) => form.Columns[variable].Name.Length > 0 || form.Columns.Any(column => column.Name == form.Heading(variable))
        ? null
        : names[form.Heading(variable)].Select(place => (int?)place).FirstOrDefault();

    /// <summary>A column without a heading is known as x and its number.</summary>
    private static int Unnamed(string[] names, string name) =>
        name is ['x', .. var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < names.Length && names[number].Length == 0 ? number : -1;
}
