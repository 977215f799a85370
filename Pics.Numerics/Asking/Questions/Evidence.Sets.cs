namespace Pics.Numerics;

/// <content>Evidence that is more than a value: sets, intervals and weights.</content>
public sealed partial class Evidence
{
    /// <summary>A column has one of some values, written as in a table.</summary>
    /// <remarks>A category that training did not see is one of the column's others where it has those. Of real numbers that are not whole only those may be named that have a bin of their own.</remarks>
    public static Evidence OneOf(string column, params IEnumerable<string> values) => Nothing.AndOneOf(column, values);

    /// <summary>A column has none of some values, written as in a table.</summary>
    public static Evidence NoneOf(string column, params IEnumerable<string> values) => Nothing.AndNoneOf(column, values);

    /// <summary>The number of a column lies between two ends, in the data's own units.</summary>
    /// <param name="column">A name as in questions.</param>
    /// <param name="low">The lower end; minus infinity for none.</param>
    /// <param name="high">The upper end; infinity for none.</param>
    /// <param name="hasLow">Whether it may be at the lower end.</param>
    /// <param name="hasHigh">Whether it may be at the upper end.</param>
    public static Evidence Between(string column, double low, double high, bool hasLow = true, bool hasHigh = true) => Nothing.AndBetween(column, low, high, hasLow, hasHigh);

    /// <summary>Soft evidence: each value of a column of categories counts as much as its weight, as the likelihood of what was seen given the value; what is not named counts nothing.</summary>
    /// <param name="column">A name as in questions.</param>
    /// <param name="weights">By values, written as in a table; finite and not negative.</param>
    public static Evidence Weighted(string column, params IEnumerable<KeyValuePair<string, double>> weights) => Nothing.AndWeighted(column, weights);

    /// <summary>As well, a column has one of some values, written as in a table; see <see cref="OneOf"/>.</summary>
    public Evidence AndOneOf(string column, params IEnumerable<string> values) => Set(column, values, false);

    /// <summary>As well, a column has none of some values, written as in a table.</summary>
    public Evidence AndNoneOf(string column, params IEnumerable<string> values) => Set(column, values, true);

    /// <summary>As well, the number of a column lies between two ends, in the data's own units; see <see cref="Between"/>.</summary>
    public Evidence AndBetween(string column, double low, double high, bool hasLow = true, bool hasHigh = true) => With(
        () => $"{Text(low)}<{(hasLow ? "=" : string.Empty)}{QueryTokens.Quote(column)}<{(hasHigh ? "=" : string.Empty)}{Text(high)}",
        (form, names) => names.Find(Name(column)).Bind(term => OfInterval(form, column, term, Interval.Between(low, high, hasLow, hasHigh))).Map(said => Arr.create(said)));

    /// <summary>As well, soft evidence about a column of categories; see <see cref="Weighted"/>.</summary>
    public Evidence AndWeighted(string column, params IEnumerable<KeyValuePair<string, double>> weights)
    {
        var all = weights.ToArr();
        return With(
            () => $"{QueryTokens.Quote(column)} weighs {{{string.Join(", ", all.Map(one => $"{QueryTokens.Quote(one.Key)}: {Text(one.Value)}"))}}}",
            (form, names) => names.Find(Name(column)).Bind(term => OfWeights(form, column, term, all)).Map(said => Arr.create(said)));
    }

    private static Either<QuestionError, Said> OfInterval(RowForm form, string column, Term term, Option<Interval> interval)
    {
        var (why, expected) = form.Columns[term.Variable].HasOrder ? ("has labels in an order, not numbers", "its ends as labels, as Evidence.Parse has them") : Constraint.NoOrder(form.Columns[term.Variable]);
        if (!form.Columns[term.Variable].HasNumbers) return new QuestionError.BadCondition(0, column, why, expected);
        return interval.Match(
            found => Conditions.Checked(new(0, column, new Constraint.In(term, found)), form.Columns),
            () => new QuestionError.BadCondition(0, column, "cannot be in an interval without numbers", "the lower end first, and numbers between both"));
    }

    private static Either<QuestionError, Said> OfWeights(RowForm form, string column, Term term, Arr<KeyValuePair<string, double>> weights)
    {
        if (form.Columns[term.Variable].Kind is not ColumnKind.Categorical { Values: var count }) return new QuestionError.BadCondition(0, column, "has no weights", "a column of categories");
        var all = new double[count];
        var named = new System.Collections.Generic.HashSet<int>();
        foreach (var (text, weight) in weights)
        {
            var value = Conditions.Values(Name(column), Arr.create(new WrittenText(0, text)), term, form.Columns[term.Variable]);
            if (value.IsLeft) return value.Map(_ => default(Said));
            var place = (int)value.IfLeft([])[0];
            if (!named.Add(place)) return new QuestionError.BadCondition(0, column, $"has two weights for {QueryTokens.Quote(text)}", "one");
            all[place] = weight;
        }

        return Conditions.Checked(new(0, column, new Constraint.Soft(term, all.ToArr())), form.Columns);
    }

    private Evidence Set(string column, IEnumerable<string> values, bool isNot)
    {
        var all = values.ToArr();
        return With(
            () => $"{QueryTokens.Quote(column)} {(isNot ? "not in" : "in")} {{{string.Join(", ", all.Map(QueryTokens.Quote))}}}",
            (form, names) => names.Find(Name(column))
                .Bind(term => Conditions.Values(Name(column), all.Map(text => new WrittenText(0, text)), term, form.Columns[term.Variable]).Bind(found => Conditions.Checked(new(0, column, new Constraint.Among(term, found, isNot)), form.Columns)))
                .Map(said => Arr.create(said)));
    }
}
