using LanguageExt;

namespace Pics.Numerics;

/// <summary>A condition, and how it was written.</summary>
/// <param name="At">The character where the name is, counted from 1; 0 where there is no text.</param>
/// <param name="Name">As it was written.</param>
/// <param name="What">What is said.</param>
internal readonly record struct Said(int At, string Name, Constraint What);

/// <summary>From conditions as they are written to what they say of columns.</summary>
internal static class Conditions
{
    /// <summary>Looks names and values up, one condition after the other. Error: the first that is wrong.</summary>
    public static Either<QuestionError, Arr<Said>> Of(Arr<WrittenCondition> written, ImmutableArray<Column> columns, ColumnNames names)
    {
        var all = new List<Said>();
        foreach (var one in written)
        {
            var found = one.Match(
                equal => names.Find(equal.Name).Bind(term => QueryText.ValueOrOther(equal.Value.Of(equal.Name), term, columns[term.Variable])).Map(value => new Said(equal.Name.At, equal.Name.Text, new Constraint.Equal(value))),
                among => names.Find(among.Name).Bind(term => Values(among.Name, among.Values, term, columns[term.Variable]).Bind(values => Checked(new(among.Name.At, among.Name.Text, new Constraint.Among(term, values, among.IsNot)), columns))),
                compared => Compared(compared, columns, names),
                between => Between(between, columns, names));
            if (found.IsLeft) return found.Map(_ => Arr<Said>.Empty);
            found.IfRight(all.Add);
        }

        return all.ToArr();
    }

    /// <summary>What conditions say together, by channel, as data sets hold values. Error: two values of one channel, or conditions that no value meets together.</summary>
    public static Either<QuestionError, IReadOnlyDictionary<Term, Finding>> Together(IEnumerable<Said> said, ImmutableArray<Column> columns)
    {
        var known = new Dictionary<Term, (Said First, Finding Finding)>();
        foreach (var one in said)
        {
            var (term, column) = (one.What.Term, columns[one.What.Term.Variable]);
            if (one.What.Held(column).Case is not Finding finding) return Wrong(one, one.What.Held(column));
            if (!known.TryGetValue(term, out var before))
            {
                known.Add(term, (one, finding));
                continue;
            }

            if ((before.First.What, one.What) is (Constraint.Equal first, Constraint.Equal second)) return new QuestionError.Repeated(one.At, one.Name, before.First.At, first.Value == second.Value);
            var both = before.Finding.And(finding);
            if (both.IsImpossible && !before.Finding.IsImpossible && !finding.IsImpossible)
                return new QuestionError.BadCondition(one.At, one.Name, $"cannot meet this and what is said of it {(before.First.At > 0 ? $"at character {before.First.At}" : "before")}", "conditions that some value meets together");
            known[term] = (one.What is Constraint.Equal ? one : before.First, both);
        }

        return Either<QuestionError, IReadOnlyDictionary<Term, Finding>>.Right(known.ToDictionary(entry => entry.Key, entry => columns[entry.Key.Variable].Plain(entry.Value.Finding)));
    }

    /// <summary>A condition that its column can have. Error: why it cannot.</summary>
    public static Either<QuestionError, Said> Checked(Said said, ImmutableArray<Column> columns) =>
        said.What.Held(columns[said.What.Term.Variable]) is { IsLeft: true } wrong ? Wrong(said, wrong) : said;

    /// <summary>Some values of a column, each once; one that training did not see is one of the others where the column has those.</summary>
    public static Either<QuestionError, Arr<double>> Values(WrittenName name, Arr<WrittenText> texts, Term term, Column column)
    {
        var values = new List<double>();
        foreach (var text in texts)
        {
            var found = QueryText.ValueOrOther(text.Of(name), term, column).Map(value => value.Value);
            if (found.IsLeft) return found.Map(_ => Arr<double>.Empty);
            found.IfRight(value =>
            {
                if (!values.Contains(value)) values.Add(value);
            });
        }

        return values.ToArr();
    }

    /// <summary>The end of an interval, in the data's own units, or the place of a label among those in an order. Error: <see cref="QuestionError.BadValue"/>, <see cref="QuestionError.BadCondition"/>.</summary>
    public static Either<QuestionError, double> End(WrittenValue written, Term term, Column column)
    {
        if (!column.HasOrder)
        {
            var (why, expected) = Constraint.NoOrder(column);
            return new QuestionError.BadCondition(written.Name.At, written.Name.Text, why, expected);
        }

        var value = QueryText.Value(written, term, column).Map(found => found.Value);
        return column.Kind.Match<Either<QuestionError, double>>(
            categorical => column.HasNumbers ? value.Match(found => column.Number(found)!.Value, _ => Number(written, column))
                : value.Bind<double>(found => column.IsOther(found) ? BadValue(written, QueryText.Expected(column)) : found),
            _ => value.Match(found => found, _ => Number(written, column)),
            _ => value.Map(found => column.Form.Read(written.Value) is { } number && column.Value(number) == found ? number : column.Own(found)),
            _ => value);
    }

    private static Either<QuestionError, Said> Compared(WrittenCondition.Compared written, ImmutableArray<Column> columns, ColumnNames names)
    {
        var (left, right) = (names.Find(written.Left), names.Find(written.Right));
        var isTurned = left.IsLeft && (right.IsRight || TableCells.IsNumber(written.Left.Text, out _));
        var (name, other, sign) = isTurned ? (written.Right, written.Left, written.Sign.Turned) : (written.Left, written.Right, written.Sign);
        return from term in isTurned ? right : left
               from end in End(new(name, other.At, other.Text), term, columns[term.Variable])
               from said in In(name, term, sign.IsLess ? Interval.Between(double.NegativeInfinity, end, true, sign.HasEnd) : Interval.Between(end, double.PositiveInfinity, sign.HasEnd, true), string.Empty, columns)
               select said;
    }

    private static Either<QuestionError, Said> Between(WrittenCondition.Between written, ImmutableArray<Column> columns, ColumnNames names)
    {
        var (first, second, name) = (written.First, written.Second, written.Name);
        if (first.IsLess != second.IsLess) return new QuestionError.Syntax(second.At, first.IsLess ? "'<' or '<=' as before" : "'>' or '>=' as before", $"'{second}'");
        var (left, right) = (new WrittenValue(name, written.Left.At, written.Left.Text), written.Right.Of(name));
        return from term in names.Find(name)
               from one in End(left, term, columns[term.Variable])
               from two in End(right, term, columns[term.Variable])
               let interval = first.IsLess ? Interval.Between(one, two, first.HasEnd, second.HasEnd) : Interval.Between(two, one, second.HasEnd, first.HasEnd)
               from said in In(name, term, interval, $"cannot be {Words(first.Turned)} {QueryTokens.Quote(written.Left.Text)} and {Words(second)} {QueryTokens.Quote(written.Right.Text)}", columns)
               select said;
    }

    private static string Words(WrittenSign sign) => (sign.IsLess, sign.HasEnd) switch
    {
        (true, true) => "at most",
        (true, _) => "below",
        (_, true) => "at least",
        _ => "above",
    };

    private static Either<QuestionError, Said> In(WrittenName name, Term term, Option<Interval> interval, string empty, ImmutableArray<Column> columns) => interval.Match(
        found => Checked(new(name.At, name.Text, new Constraint.In(term, found)), columns),
        () => new QuestionError.BadCondition(name.At, name.Text, empty, "a lower end below the upper one, as 40<=x<60"));

    private static Either<QuestionError, double> Number(WrittenValue written, Column column) =>
        column.Form.Read(written.Value) is { } number || TableCells.IsNumber(written.Value, out number) ? number : BadValue(written, "a number");

    private static QuestionError BadValue(WrittenValue written, string expected) => new QuestionError.BadValue(written.At, written.Name.Text, written.Value, expected);

    private static QuestionError Wrong(Said said, Either<(string Why, string Expected), Finding> held) =>
        held.Match(_ => throw new InvalidOperationException("it is right"), wrong => new QuestionError.BadCondition(said.At, said.Name, wrong.Why, wrong.Expected));
}
