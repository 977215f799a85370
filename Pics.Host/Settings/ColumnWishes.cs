using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>Lists of columns, and of columns with what they are to be, as options have them.</summary>
internal static class ColumnWishes
{
    private static readonly ImmutableArray<(string Word, TableColumnKind Kind)> Kinds = [.. Enum.GetValues<TableColumnKind>().Select(kind => (Word($"{kind}"), kind))];

    private static readonly ImmutableArray<(string Word, FamilyChoice Kind)> Families = [.. Enum.GetValues<FamilyChoice>().Where(choice => choice != FamilyChoice.Auto).Select(choice => (Word($"{choice}"), choice))];

    /// <summary>The words of kinds, for help and errors.</summary>
    public static string KnownKinds => string.Join(", ", Kinds.Select(kind => kind.Word));

    /// <summary>The parts of a list with commas between; what is in double quotes is one part, two of them inside stand for one.</summary>
    public static IEnumerable<string> Split(string list)
    {
        var (part, isQuoted) = (new System.Text.StringBuilder(), false);
        for (var place = 0; place < list.Length; place++)
        {
            var sign = list[place];
            if (sign == '"' && isQuoted && place + 1 < list.Length && list[place + 1] == '"') part.Append(list[++place]);
            else if (sign == '"') isQuoted = !isQuoted;
            else if (sign != ',' || isQuoted) part.Append(sign);
            else
            {
                if (part.ToString().Trim() is { Length: > 0 } found) yield return found;
                part.Clear();
            }
        }

        if (part.ToString().Trim() is { Length: > 0 } last) yield return last;
    }

    /// <summary>A column as <see cref="Split"/> reads it back.</summary>
    public static string Quote(string column) => column.AsSpan().ContainsAny(',', '"') ? $"\"{column.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : column;

    /// <summary>Kinds by column. Error: an entry that is none, in a sentence.</summary>
    /// <param name="list">The entries with commas between; null for none.</param>
    public static Either<Failure, IReadOnlyList<(string Column, TableColumnKind Kind)>> OfKinds(string? list) => Of(list, Kinds, "--kinds", "grade=ordinal", "kinds");

    /// <summary>Families by column. Error: an entry that is none, in a sentence.</summary>
    /// <param name="list">The entries with commas between; null for none.</param>
    public static Either<Failure, IReadOnlyList<(string Column, FamilyChoice Kind)>> OfFamilies(string? list) => Of(list, Families, "--families", "age=gaussian", "families");

    private static Either<Failure, IReadOnlyList<(string Column, T Kind)>> Of<T>(string? list, ImmutableArray<(string Word, T Kind)> known, string option, string example, string what)
    {
        var all = new List<(string, T)>();
        foreach (var entry in Split(list ?? string.Empty))
        {
            var place = entry.LastIndexOf('=');
            var word = Word(entry[(place + 1)..].Trim());
            var found = known.Where(one => one.Word == word || one.Word.Replace("-", string.Empty, StringComparison.Ordinal) == word).ToList();
            if (place < 1 || found.Count == 0)
                return new Failure($"{option} has '{entry}'; it must be entries like {example} with commas between, of the {what} {string.Join(", ", known.SkipLast(1).Select(one => one.Word))} and {known[^1].Word}");
            all.Add((entry[..place].Trim(), found[0].Kind));
        }

        string Said(T kind) => known.First(one => one.Kind!.Equals(kind)).Word;
        return all.GroupBy(wish => wish.Item1, StringComparer.Ordinal).FirstOrDefault(same => same.Select(wish => wish.Item2).Distinct().Count() > 1) is { } twice
            ? new Failure($"{option} has '{twice.Key}' as {Said(twice.First().Item2)} and as {Said(twice.Last().Item2)}; expected one of them")
            : all;
    }

    private static string Word(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
