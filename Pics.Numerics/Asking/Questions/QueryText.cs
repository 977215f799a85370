using System.Globalization;
using LanguageExt;

namespace Pics.Numerics;

/// <summary>Queries as text: <c>P(x3=1, x7=0 | x1=2)</c>, <c>P(job | age=41.5)</c>, <c>E(age | job="smith, black")</c>, <c>Var(age)</c>.</summary>
internal static class QueryText
{
    private const int Shown = 8; // values in a sentence

    /// <summary>Reads a query about some columns; an error if it is none.</summary>
    /// <param name="text">See <see cref="QuerySyntax"/> for the grammar and <see cref="ColumnNames"/> for names.</param>
    /// <param name="columns">What the variables are.</param>
    /// <param name="channels">Channels of each.</param>
    public static Either<QuestionError, Question> Parse(string text, ImmutableArray<Column> columns, int channels)
    {
        var names = new ColumnNames(columns, channels);
        return from written in QuerySyntax.Read(text).MapLeft(error => ValueHint.Add(error, text, names, ")"))
               from asked in written.Kind == QueryKind.Probability
                   ? Conditions.Of(written.Event, columns, names)
                   : Arr<Said>.Empty
               from of in written.Kind == QueryKind.Probability ? Arr<AskedTerm>.Empty : AskedTerm.Of(written, columns, names)
               from part in AskedTerm.Part(written)
               from given in Conditions.Of(written.Given, columns, names)
               from apart in Apart(written.Kind == QueryKind.Probability ? asked.Map(one => new AskedTerm(one.What.Term, one.At)) : of, given)
               from possible in Conditions.Together(asked, columns).Bind(_ => Conditions.Together(given, columns))
               select Made(written.Kind, of.Map(one => one.Term), part, asked.Map(one => one.What), given.Map(one => one.What));
    }

    /// <summary>A query as a text that reads as it.</summary>
    public static string Print(Question query, ImmutableArray<Column> columns, int channels)
    {
        var names = new ColumnNames(columns, channels);
        string Text(Constraint condition) => ConditionText.Print(condition, names.Of(condition.Term), columns[condition.Term.Variable]);
        var given = query.Given.IsEmpty ? string.Empty : $" | {string.Join(", ", query.Given.Map(Text))}";
        return query.Match(
            probability => $"P({string.Join(", ", probability.Event.Map(Text))}{given})",
            distribution => $"P({names.Of(distribution.Of)}{given})",
            mean => $"E({names.Of(mean.Of)}{given})",
            variance => $"Var({names.Of(variance.Of)}{given})",
            quantile => string.Create(CultureInfo.InvariantCulture, $"Q({quantile.Part:R}, {names.Of(quantile.Of)}{given})"),
            values => $"MAP({string.Join(", ", values.Of.Map(names.Of))}{given})",
            next => $"next({names.Of(next.Of)}{given})");
    }

    private static Question Made(QueryKind kind, Arr<Term> of, double part, Arr<Constraint> asked, Arr<Constraint> given) => kind switch
    {
        QueryKind.Distribution => new Question.Distribution(of[0], given),
        QueryKind.Mean => new Question.Mean(of[0], given),
        QueryKind.Variance => new Question.Variance(of[0], given),
        QueryKind.Quantile => new Question.Quantile(of[0], part, given),
        QueryKind.MostProbable => new Question.MostProbable(of, given),
        QueryKind.Next => new Question.Next(of[0], given),
        _ => new Question.Probability(asked, given),
    };

    /// <summary>Refuses that a channel is asked for of which the value is given.</summary>
    private static Either<QuestionError, LanguageExt.Unit> Apart(Arr<AskedTerm> asked, Arr<Said> given)
    {
        foreach (var one in given)
            foreach (var (term, at) in asked)
                if (one.What is Constraint.Equal && one.What.Term == term)
                    return new QuestionError.Overlap(one.At, one.Name, at);
        return LanguageExt.Unit.Default;
    }

    /// <summary>What a channel is said to be.</summary>
    internal static Either<QuestionError, Assignment> Value(WrittenValue written, Term term, Column column) => (column.Value(written.Value) ?? Labelled(written.Value, column)) is { } value
        ? new Assignment(term.Variable, term.Channel, value)
        : new QuestionError.BadValue(written.At, written.Name.Text, written.Value, Expected(column) + (column.HasNumbers && ValueHint.Pointed(written.Value) is { } pointed ? $"; decimals have a point, as {pointed}" : string.Empty));

    /// <summary>What a channel is said to be; a value that training did not see is one of the others where the column has those, as in rows that are read.</summary>
    internal static Either<QuestionError, Assignment> ValueOrOther(WrittenValue written, Term term, Column column)
    {
        var found = Value(written, term, column);
        return found.IsLeft && column is { HasOther: true, Kind: ColumnKind.Categorical { Values: var count } } ? new Assignment(term.Variable, term.Channel, count - 1) : found;
    }

    /// <summary>The value whose label has digits and is the same without its blanks, where one alone is: "5 %" for 5%.</summary>
    private static double? Labelled(string text, Column column)
    {
        static string Bare(string label) => string.Concat(label.Where(letter => !char.IsWhiteSpace(letter)));
        if (column.Kind is not ColumnKind.Categorical { Labels: var labels } || !text.Any(char.IsAsciiDigit)) return null;
        var found = Enumerable.Range(0, labels.Count).Where(value => Bare(labels[value]) == Bare(text)).Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>What a value of a column should have been.</summary>
    internal static string Expected(Column column) => column.Kind is ColumnKind.Categorical categorical
        ? (categorical.Labels.IsEmpty, categorical.Values <= Shown) switch
        {
            (true, _) => categorical.Values == 1 ? "0" : $"a whole number from 0 to {categorical.Values - 1}",
            (_, true) => string.Join(" or ", categorical.Labels.Map(QueryTokens.Quote)),
            _ => $"one of its {categorical.Values} values, as {string.Join(", ", categorical.Labels.Take(Shown).Select(QueryTokens.Quote))}",
        }
        : TableCells.Expected(column) + (column.Form is CellForm.Moment { Unit: MomentUnit.Days } days && Moments.Has(days.Pattern, "d") && days.Pattern != "yyyy-MM-dd" ? " or 2024-02-29" : string.Empty);
}
