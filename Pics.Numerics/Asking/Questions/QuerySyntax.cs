using LanguageExt;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace Pics.Numerics;

/// <summary>What a query asks for.</summary>
internal enum QueryKind
{
    /// <summary>Of an event.</summary>
    Probability,

    /// <summary>Of one variable.</summary>
    Distribution,

    /// <summary>Of one variable.</summary>
    Mean,

    /// <summary>Of one variable.</summary>
    Variance,

    /// <summary>Of one variable.</summary>
    Quantile,

    /// <summary>Of some variables.</summary>
    MostProbable,

    /// <summary>Of one variable.</summary>
    Next,
}

/// <summary>A query as it was written, before its names are looked up.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Of">The first name.</param>
/// <param name="Event">What a probability is of; none otherwise.</param>
/// <param name="Given">What is after the bar.</param>
/// <remarks>
/// Grammar: query = 'P' '(' (name | conditions) given ')' | ('E' | 'Var') '(' name given ')' | 'Q' '(' number ',' name given ')' |
/// 'MAP' '(' name {',' name} given ')' | 'next' '(' ['target' '='] name given ')'; given = nothing | '|' conditions; see <see cref="ConditionSyntax"/>.
/// </remarks>
internal sealed record QuerySyntax(QueryKind Kind, WrittenName Of, Arr<WrittenCondition> Event, Arr<WrittenCondition> Given)
{
    /// <summary>The names after the first one.</summary>
    public Arr<WrittenName> Others { get; init; } = Arr<WrittenName>.Empty;

    /// <summary>The part of a quantile; null for all else.</summary>
    public WrittenText? Part { get; init; }

    private static readonly TokenListParser<QueryToken, QuerySyntax> Probability =
        from name in ConditionSyntax.Name
        from query in (from first in ConditionSyntax.After(name)
                       from others in ConditionSyntax.Others
                       from given in Rest("',', '|' or ')'")
                       select new QuerySyntax(QueryKind.Probability, name, others.Prepend(first).ToArr(), given))
            .Or(Rest(string.Empty).Select(given => new QuerySyntax(QueryKind.Distribution, name, Arr<WrittenCondition>.Empty, given)))
            .Named($"{ConditionSyntax.Comparisons}, '|' or ')'")
        select query;

    private static readonly TokenListParser<QueryToken, QuerySyntax> Quantile =
        from part in Token.EqualTo(QueryToken.Word).Select(word => new WrittenText(ConditionSyntax.At(word), word.ToStringValue())).Named("a number above 0 and below 1")
        from comma in Token.EqualTo(QueryToken.Comma)
        from query in Moment(QueryKind.Quantile)
        select query with { Part = part };

    private static readonly TokenListParser<QueryToken, QuerySyntax> MostProbable =
        from first in ConditionSyntax.Name
        from others in Token.EqualTo(QueryToken.Comma).IgnoreThen(ConditionSyntax.Name).Many()
        from given in Rest("',', '|' or ')'")
        select new QuerySyntax(QueryKind.MostProbable, first, Arr<WrittenCondition>.Empty, given) { Others = others.ToArr() };

    private static readonly TokenListParser<QueryToken, QuerySyntax> Next =
        from word in Token.EqualToValue(QueryToken.Word, "target").Then(_ => Token.EqualTo(QueryToken.Equal)).Try().OptionalOrDefault()
        from query in Moment(QueryKind.Next)
        select query;

    private static readonly TokenListParser<QueryToken, QuerySyntax> Query =
        Called("P", Probability)
        .Or(Called("E", Moment(QueryKind.Mean)))
        .Or(Called("Var", Moment(QueryKind.Variance)))
        .Or(Called("Q", Quantile))
        .Or(Called("MAP", MostProbable))
        .Or(Called("next", Next))
        .Named("P, E, Var, Q, MAP or next")
        .AtEnd();

    private static readonly TokenListParser<QueryToken, WrittenCondition[]> Conditions =
        (from first in ConditionSyntax.Condition
         from others in ConditionSyntax.Others
         select others.Prepend(first).ToArray())
        .AtEnd();

    /// <summary>Reads a query; an error where it does not follow the grammar.</summary>
    public static Either<QuestionError, QuerySyntax> Read(string text) => Read(text, Query);

    /// <summary>Reads conditions as they may be after the bar, at least one; an error where they do not follow the grammar.</summary>
    public static Either<QuestionError, Arr<WrittenCondition>> ReadConditions(string text) => Read(text, Conditions).Map(conditions => conditions.ToArr());

    private static Either<QuestionError, T> Read<T>(string text, TokenListParser<QueryToken, T> parser)
    {
        text ??= string.Empty; // as a line that was not typed
        var (tokens, wrong) = QueryTokens.Of(text);
        if (wrong is { } place) return text[place] is '"' or '`' ? new QuestionError.Syntax(place + 1, $"a second {text[place]} at the end of what is quoted", "none") : new QuestionError.Syntax(place + 1, "letters, digits or one of ( ) { } = ! < > , | # outside quotes", $"'{text[place]}'");
        var result = parser.TryParse(tokens);
        if (result.HasValue) return result.Value;
        var (rest, expected) = (result.Remainder, string.Join(" or ", (result.Expectations ?? []).Distinct().Select(expectation => expectation.Replace('`', '\''))));
        return rest.IsAtEnd
            ? new QuestionError.Syntax(text.TrimEnd().Length + 1, expected, "the end")
            : new QuestionError.Syntax(ConditionSyntax.At(rest.ConsumeToken().Value), expected.Length > 0 ? expected : "the end", $"'{rest.ConsumeToken().Value.ToStringValue()}'");
    }

    private static TokenListParser<QueryToken, QuerySyntax> Moment(QueryKind kind) =>
        from name in ConditionSyntax.Name
        from given in Rest("'|' or ')'")
        select new QuerySyntax(kind, name, Arr<WrittenCondition>.Empty, given);

    private static TokenListParser<QueryToken, QuerySyntax> Called(string word, TokenListParser<QueryToken, QuerySyntax> inner) =>
        from name in Token.EqualToValue(QueryToken.Word, word)
        from open in Token.EqualTo(QueryToken.Open)
        from query in inner
        select query;

    /// <summary>What is given, up to the end.</summary>
    /// <param name="expected">What may be there, with the signs that go on with what was before.</param>
    private static TokenListParser<QueryToken, Arr<WrittenCondition>> Rest(string expected) =>
        (from bar in Token.EqualTo(QueryToken.Bar)
         from first in ConditionSyntax.Condition
         from others in ConditionSyntax.Others
         from close in Token.EqualTo(QueryToken.Close).Named("',' or ')'")
         select others.Prepend(first).ToArr())
        .Or(Token.EqualTo(QueryToken.Close).Value(Arr<WrittenCondition>.Empty))
        .Named(expected);
}
