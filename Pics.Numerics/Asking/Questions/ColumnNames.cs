using System.Globalization;
using LanguageExt;

namespace Pics.Numerics;

/// <summary>What the columns of a data set are called in a query.</summary>
/// <remarks>
/// A name is, in this order: a column's heading; a heading, a dot and the number of a channel from 0; x or # and a column's number from 0,
/// and maybe a dot and a channel. Where there are several channels, one must be named. What is quoted is a heading, what begins with # is a number.
/// </remarks>
internal sealed class ColumnNames(ImmutableArray<Column> columns, int channels)
{
    private const int Shown = 8; // names in a sentence
    private const int Near = 3; // names that are near to a wrong one

    private readonly ILookup<string, int> headings = Enumerable.Range(0, columns.Length).Where(column => columns[column].Name.Length > 0).ToLookup(column => columns[column].Name, StringComparer.Ordinal);

    /// <summary>The channel that a name stands for.</summary>
    public Either<QuestionError, Term> Find(WrittenName name)
    {
        if (channels == 1 && name.MayBeHeading && headings.Contains(name.Text)) return Channel(name, name.Text, 0);
        var dot = name.Text.LastIndexOf('.');
        var (whole, channel) = dot >= 0 && Number(name.Text[(dot + 1)..]) is { } number ? (name.Text[..dot], number) : (name.Text, (int?)null);
        if (name is { MayBeHeading: true, MayBeNumber: true } && headings.Contains(whole)) return Channel(name, whole, channel);
        if (name.MayBeNumber && whole is ['x' or '#', ..] && Number(whole[1..]) is { } column && column < columns.Length) return Channel(name, column, channel);
        return name.MayBeHeading && headings.Contains(name.Text)
            ? new QuestionError.BadChannel(name.At, name.Text, channels)
            : new QuestionError.BadName(name.At, name.Text, 0, Nearest(name.Text));
    }

    /// <summary>The column of a channel.</summary>
    public Column Column(Term term) => columns[term.Variable];

    /// <summary>The name of a channel, so that it is found again.</summary>
    public string Of(Term term)
    {
        var (heading, end) = (columns[term.Variable].Name, channels == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $".{term.Channel}"));
        var names = new[] { ($"{heading}{end}", true), (heading, false), ($"x{term.Variable}{end}", true) };
        foreach (var (written, isWord) in names)
            if (written.Length > 0 && (!isWord || QueryTokens.IsWord(written)) && Find(new(1, written, true, isWord)).Match(found => found == term, _ => false))
                return isWord ? written : QueryTokens.Quoted(written);
        return $"#{term.Variable}{end}";
    }

    private static int? Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private Either<QuestionError, Term> Channel(WrittenName name, string heading, int? channel)
    {
        var found = headings[heading].ToList();
        return found.Count == 1
            ? Channel(name, found[0], channel)
            : new QuestionError.BadName(name.At, heading, found.Count, Names(found.Select(column => $"#{column}")));
    }

    private Either<QuestionError, Term> Channel(WrittenName name, int column, int? channel) => (channel ?? 0) < channels && (channel.HasValue || channels == 1)
        ? new Term(column, channel ?? 0)
        : new QuestionError.BadChannel(name.At, name.Text, channels);

    /// <summary>The names that a wrong one could stand for.</summary>
    private string Nearest(string name)
    {
        if (headings.Count == 0) return columns.Length == 1 ? "x0" : $"x0 to x{columns.Length - 1}";
        var near = headings
            .Select(heading => (heading.Key, Distance: heading.Key.Contains(name, StringComparison.OrdinalIgnoreCase) ? 1 : EditDistance.Between(name, heading.Key)))
            .Where(heading => heading.Distance <= Math.Max(1, name.Length / 2))
            .OrderBy(heading => heading.Distance)
            .Take(Near)
            .Select(heading => heading.Key)
            .ToList();
        return near.Count == 0 ? Names(All().Distinct(StringComparer.Ordinal))
            : near.Count > 1 && headings.Count > near.Count ? $"one of {headings.Count}, as {Names(near.Select(QueryTokens.Quote))}"
            : Names(near.Select(QueryTokens.Quote));
    }

    /// <summary>The names of all columns; of one without a heading its number.</summary>
    private IEnumerable<string> All()
    {
        for (var column = 0; column < columns.Length; column++)
            yield return columns[column].Name.Length > 0 ? QueryTokens.Quote(columns[column].Name) : headings.Contains($"x{column}") ? $"#{column}" : $"x{column}";
    }

    private static string Names(IEnumerable<string> names)
    {
        var some = names.Take(Shown + 1).ToList();
        return some.Count > Shown ? $"{string.Join(", ", some.Take(Shown))} or another" : string.Join(" or ", some);
    }
}
