using Pics.Host;

namespace Pics.Properties;

/// <summary>Queries of all sorts are read as they are written, and any other text is refused within it.</summary>
public class RandomQueryTextLaws
{
    [Property(MaxTest = 500)]
    public void Written_queries_are_read_back(PositiveInt seed)
    {
        var (columns, channels, query) = Made(new(seed.Get));
        var text = QueryText.Print(query, columns, channels);
        Assert.Equal(query, QueryTextLaws.Parse(text, columns, channels));
        Assert.Equal(text, QueryText.Print(QueryTextLaws.Parse(text, columns, channels), columns, channels));
    }

    [Property(MaxTest = 1000)]
    public void Any_text_is_read_or_refused_within_it(PositiveInt seed)
    {
        var random = new Random(seed.Get);
        string[] parts = ["P", "E", "Var", "Q", "MAP", "next", "0.5", "(", "(", ")", "=", "=", ",", "|", "#", "age", "x1", "x2", "job", "cook", "1", "\"", "`", " ", ".", "?", "\n", "é", ";", "%", "'", "$", "2,5", "<", "<=", ">", "!=", "{", "}", " in ", " not "];
        var text = string.Concat(Enumerable.Range(0, random.Next(16)).Select(_ => parts[random.Next(parts.Length)]));
        QueryText.Parse(text, QueryTextLaws.People, 1).IfLeft(error =>
        {
            Assert.InRange(error.At, 1, text.Length + 1);
            Assert.NotEmpty(error.Explain());
        });
    }

    /// <summary>Columns with names and labels of all sorts, and a query about them.</summary>
    private static (ImmutableArray<Column> Columns, int Channels, Question Question) Made(Random random)
    {
        var channels = random.Next(2) == 0 ? 1 : 3;
        string Word(int most) => string.Concat(Enumerable.Range(0, random.Next(most + 1)).Select(_ => "abx012 .-_\"`,=()|#é\n%'$:/"[random.Next(25)]));
        ColumnKind Kind() => random.Next(4) switch
        {
            0 => new ColumnKind.Real(random.Next(-50, 50) / 4.0, random.Next(1, 50) / 8.0),
            1 => new ColumnKind.Count(),
            2 => Column.Of(random.Next(1, 5)).Kind,
            _ => new ColumnKind.Categorical(3, Prelude.Array("l" + Word(4), "m" + Word(4), "n" + Word(4))),
        };
        ImmutableArray<Column> columns = [.. Enumerable.Range(0, 5).Select(_ => new Column(random.Next(3) == 0 ? $"x{random.Next(5)}" : Word(4), Kind()))];
        Constraint Value(Term term) => (random.Next(3), columns[term.Variable]) switch
        {
            (0, { HasOrder: true }) when Interval.Between(random.Next(4) == 0 ? double.NegativeInfinity : random.Next(-50, 50) / 8.0, random.Next(4) == 0 ? double.PositiveInfinity : random.Next(-50, 90) / 8.0, random.Next(2) == 0, random.Next(2) == 0).Case is Interval interval && interval != Interval.All => new Constraint.In(term, interval),
            (1, { Kind: ColumnKind.Categorical { Values: var values } }) => new Constraint.Among(term, Enumerable.Range(0, values).OrderBy(_ => random.Next()).Take(random.Next(1, values + 1)).Select(value => (double)value).ToArr(), random.Next(2) == 0),
            (1, { Kind: ColumnKind.Count }) => new Constraint.Among(term, Arr.create(random.Next(5) + 0.0, 7.0), random.Next(2) == 0),
            _ => new Constraint.Equal(Assigned(term)),
        };
        Assignment Assigned(Term term) => new(term.Variable, term.Channel, columns[term.Variable].Kind.Match(
            categorical => random.Next(categorical.Values),
            _ => random.Next(1000),
            _ => columns[term.Variable].Value(columns[term.Variable].Text(random.NextDouble() - 0.5))!.Value,
            _ => random.NextDouble()));
        var terms = Enumerable.Range(0, 5 * channels).Select(place => new Term(place / channels, place % channels)).OrderBy(_ => random.Next()).ToList();
        var given = terms.Skip(2).Take(random.Next(3)).Select(Value).ToArr();
        var numbers = terms.Where(term => columns[term.Variable].Kind is not ColumnKind.Categorical { Labels.IsEmpty: false }).Except(given.Map(one => one.Term)).ToList();
        return (columns, channels, random.Next(numbers.Count > 0 ? 7 : 4) switch
        {
            0 => new Question.Probability(terms.Take(1 + random.Next(2)).Select(Value).ToArr(), given),
            1 => new Question.Distribution(terms[0], given),
            2 => new Question.MostProbable(terms.Take(1 + random.Next(2)).ToArr(), given),
            3 => new Question.Next(terms[0], given),
            4 => new Question.Mean(numbers[0], given),
            5 => new Question.Quantile(numbers[0], (1 + random.Next(999)) / 1000.0, given),
            _ => new Question.Variance(numbers[^1], given),
        });
    }
}
