using System.Globalization;
using LanguageExt;

namespace Pics.Numerics;

/// <summary>A channel that a query asks for, and where its name is.</summary>
/// <param name="Term">The channel.</param>
/// <param name="At">The character where its name is, counted from 1.</param>
internal readonly record struct AskedTerm(Term Term, int At)
{
    /// <summary>The channels that a query names before its bar. Error: names that there are not, and columns that cannot be asked for what the query asks.</summary>
    public static Either<QuestionError, Arr<AskedTerm>> Of(QuerySyntax written, ImmutableArray<Column> columns, ColumnNames names)
    {
        var all = new List<AskedTerm>();
        foreach (var name in written.Others.Insert(0, written.Of))
        {
            var found = names.Find(name).Bind(term => Fits(written.Kind, name, term, columns, all));
            if (found.IsLeft) return found.Map(_ => Arr<AskedTerm>.Empty);
            found.IfRight(all.Add);
        }

        return all.ToArr();
    }

    /// <summary>The part of a quantile, 0 for other queries. Error: <see cref="QuestionError.BadValue"/> for one that is not between 0 and 1.</summary>
    public static Either<QuestionError, double> Part(QuerySyntax written) => written.Part is not { } part ? 0
        : double.TryParse(part.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && IsPart(number) ? number
        : BadPart(part.At, part.Text);

    /// <summary>Whether a number is the part of a quantile.</summary>
    public static bool IsPart(double number) => number is > 0 and < 1;

    /// <summary>What is said of a part that is none.</summary>
    public static QuestionError BadPart(int at, string text) => new QuestionError.BadValue(at, "the part of a quantile", text, "a number above 0 and below 1, as 0.9");

    /// <summary>What is said of quantiles of texts.</summary>
    public static QuestionError NoQuantiles(int at, string name, Column column) =>
        new QuestionError.BadCondition(at, name, $"{Constraint.NoOrder(column).Why} and so no quantiles", "a column of numbers, or of categories in an order");

    private static Either<QuestionError, AskedTerm> Fits(QueryKind kind, WrittenName name, Term term, ImmutableArray<Column> columns, List<AskedTerm> before) => (kind, columns[term.Variable]) switch
    {
        (QueryKind.Mean or QueryKind.Variance, { HasNumbers: false }) => new QuestionError.NoNumbers(name.At, name.Text),
        (QueryKind.Quantile, { HasOrder: false } column) => NoQuantiles(name.At, name.Text, column),
        _ when before.Exists(one => one.Term == term) => new QuestionError.BadCondition(name.At, name.Text, $"is asked for at character {before.Find(one => one.Term == term).At} already", "each column once"),
        _ => new AskedTerm(term, name.At),
    };
}
