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
                   ? Values(written.Event, columns, names, Arr<(WrittenName, Assignment)>.Empty)
                   : Term(written, columns, names).Map(term => Arr.create((written.Of, Assignment: new Assignment(term.Variable, term.Channel, double.NaN))))
               from given in Values(written.Given, columns, names, asked)
               select Made(written.Kind, asked, given.Map(pair => pair.Assignment));
    }

    /// <summary>A query as a text that reads as it.</summary>
    public static string Print(Question query, ImmutableArray<Column> columns, int channels)
    {
        var names = new ColumnNames(columns, channels);
        string Value(Assignment value) => $"{names.Of(value.Term)}={QueryTokens.Quote(columns[value.Variable].Text(value.Value))}";
        var given = query.Given.IsEmpty ? string.Empty : $" | {string.Join(", ", query.Given.Map(Value))}";
        return query.Match(
            probability => $"P({string.Join(", ", probability.Event.Map(Value))}{given})",
            distribution => $"P({names.Of(distribution.Of)}{given})",
            mean => $"E({names.Of(mean.Of)}{given})",
            variance => $"Var({names.Of(variance.Of)}{given})");
    }

    private static Question Made(QueryKind kind, Arr<(WrittenName Name, Assignment Assignment)> asked, Arr<Assignment> given) => kind switch
    {
        QueryKind.Distribution => new Question.Distribution(asked[0].Assignment.Term, given),
        QueryKind.Mean => new Question.Mean(asked[0].Assignment.Term, given),
        QueryKind.Variance => new Question.Variance(asked[0].Assignment.Term, given),
        _ => new Question.Probability(asked.Map(pair => pair.Assignment), given),
    };

    private static Either<QuestionError, Term> Term(QuerySyntax written, ImmutableArray<Column> columns, ColumnNames names) => names.Find(written.Of).Bind<Term>(term =>
        written.Kind == QueryKind.Distribution || columns[term.Variable].HasNumbers ? term : new QuestionError.NoNumbers(written.Of.At, written.Of.Text));

    /// <summary>The values on one side of the bar.</summary>
    private static Either<QuestionError, Arr<(WrittenName Name, Assignment Assignment)>> Values(Arr<WrittenValue> written, ImmutableArray<Column> columns, ColumnNames names, Arr<(WrittenName Name, Assignment Assignment)> asked)
    {
        var (found, askedAt, at) = (new List<(WrittenName, Assignment)>(), asked.ToDictionary(pair => pair.Assignment.Term, pair => pair.Name.At), new Dictionary<Term, (int At, double Value)>());
        foreach (var one in written)
        {
            var read = names.Find(one.Name).Bind(term => Value(one, term, columns[term.Variable]));
            var wrong = read.MatchUnsafe<QuestionError?>(
                value => askedAt.TryGetValue(value.Term, out var first) ? new QuestionError.Overlap(one.Name.At, one.Name.Text, first)
                    : at.TryGetValue(value.Term, out var before) ? new QuestionError.Repeated(one.Name.At, one.Name.Text, before.At, before.Value == value.Value)
                    : null,
                error => error);
            if (wrong is not null) return wrong;
            read.IfRight(value =>
            {
                found.Add((one.Name, value));
                at.Add(value.Term, (one.Name.At, value.Value));
            });
        }

        return found.ToArr();
    }

    /// <summary>What a channel is said to be.</summary>
    internal static Either<QuestionError, Assignment> Value(WrittenValue written, Term term, Column column) => (column.Value(written.Value) ?? Labelled(written.Value, column)) is { } value
        ? new Assignment(term.Variable, term.Channel, value)
        : new QuestionError.BadValue(written.At, written.Name.Text, written.Value, Expected(column));

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
