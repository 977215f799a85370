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
}

/// <summary>A name as it was written.</summary>
/// <param name="At">The character where it begins, counted from 1.</param>
/// <param name="Text">Without quotes.</param>
/// <param name="MayBeHeading">Whether it could be a column's heading.</param>
/// <param name="MayBeNumber">Whether it could be a column's number.</param>
internal readonly record struct WrittenName(int At, string Text, bool MayBeHeading, bool MayBeNumber)
{
    /// <summary>Without quotes; empty for null, which no column is called.</summary>
    public string Text { get; } = Text ?? string.Empty;
}

/// <summary>A name and a value as they were written.</summary>
/// <param name="Name">The name.</param>
/// <param name="At">The character where the value begins, counted from 1.</param>
/// <param name="Value">Without quotes.</param>
internal readonly record struct WrittenValue(WrittenName Name, int At, string Value);

/// <summary>A query as it was written, before its names are looked up.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Of">The first name.</param>
/// <param name="Event">The names and values of a probability; none otherwise.</param>
/// <param name="Given">What is after the bar.</param>
/// <remarks>
/// Grammar: query = 'P' '(' (name | values) given ')' | ('E' | 'Var') '(' name given ')'; given = nothing | '|' values;
/// values = name '=' value, with commas between them; name = word | quoted | '#' word; value = word | quoted.
/// </remarks>
internal sealed record QuerySyntax(QueryKind Kind, WrittenName Of, Arr<WrittenValue> Event, Arr<WrittenValue> Given)
{
    private static readonly TokenListParser<QueryToken, WrittenName> Name =
        (from hash in Token.EqualTo(QueryToken.Hash)
         from number in Token.EqualTo(QueryToken.Word).Named("a column's number after '#'")
         select new WrittenName(At(hash), "#" + number.ToStringValue(), false, true))
        .Or(Token.EqualTo(QueryToken.Word).Select(word => new WrittenName(At(word), word.ToStringValue(), true, true)))
        .Or(Token.EqualTo(QueryToken.Quoted).Select(quoted => new WrittenName(At(quoted), QueryTokens.Unquote(quoted.ToStringValue()), true, false)))
        .Named("a column's name");

    private static readonly TokenListParser<QueryToken, (int At, string Text)> Value =
        from equal in Token.EqualTo(QueryToken.Equal)
        from value in Token.EqualTo(QueryToken.Word).Select(word => (At(word), word.ToStringValue()))
            .Or(Token.EqualTo(QueryToken.Quoted).Select(quoted => (At(quoted), QueryTokens.Unquote(quoted.ToStringValue()))))
            .Named("a value after '='")
        select value;

    private static readonly TokenListParser<QueryToken, WrittenValue> NameAndValue =
        from name in Name
        from value in Value
        select new WrittenValue(name, value.At, value.Text);

    private static readonly TokenListParser<QueryToken, WrittenValue[]> OtherValues = Token.EqualTo(QueryToken.Comma).IgnoreThen(NameAndValue).Many();

    private static readonly TokenListParser<QueryToken, QuerySyntax> Probability =
        from name in Name
        from query in (from value in Value
                       from others in OtherValues
                       from given in Rest("',', '|' or ')'")
                       select new QuerySyntax(QueryKind.Probability, name, others.Prepend(new WrittenValue(name, value.At, value.Text)).ToArr(), given))
            .Or(Rest(string.Empty).Select(given => new QuerySyntax(QueryKind.Distribution, name, Arr<WrittenValue>.Empty, given)))
            .Named("'=', '|' or ')'")
        select query;

    private static readonly TokenListParser<QueryToken, QuerySyntax> Query =
        Called("P", Probability)
        .Or(Called("E", Moment(QueryKind.Mean)))
        .Or(Called("Var", Moment(QueryKind.Variance)))
        .Named("P, E or Var")
        .AtEnd();

    private static readonly TokenListParser<QueryToken, WrittenValue[]> Values =
        (from first in NameAndValue
         from others in OtherValues
         select others.Prepend(first).ToArray())
        .AtEnd();

    /// <summary>Reads a query; an error where it does not follow the grammar.</summary>
    public static Either<QuestionError, QuerySyntax> Read(string text) => Read(text, Query);

    /// <summary>Reads values as they may be after the bar, at least one; an error where they do not follow the grammar.</summary>
    public static Either<QuestionError, Arr<WrittenValue>> ReadValues(string text) => Read(text, Values).Map(values => values.ToArr());

    private static Either<QuestionError, T> Read<T>(string text, TokenListParser<QueryToken, T> parser)
    {
        text ??= string.Empty; // as a line that was not typed
        var (tokens, wrong) = QueryTokens.Of(text);
        if (wrong is { } place) return text[place] is '"' or '`' ? new QuestionError.Syntax(place + 1, $"a second {text[place]} at the end of what is quoted", "none") : new QuestionError.Syntax(place + 1, "letters, digits or one of ( ) = , | # outside quotes", $"'{text[place]}'");
        var result = parser.TryParse(tokens);
        if (result.HasValue) return result.Value;
        var (rest, expected) = (result.Remainder, string.Join(" or ", (result.Expectations ?? []).Distinct().Select(expectation => expectation.Replace('`', '\''))));
        return rest.IsAtEnd
            ? new QuestionError.Syntax(text.TrimEnd().Length + 1, expected, "the end")
            : new QuestionError.Syntax(At(rest.ConsumeToken().Value), expected.Length > 0 ? expected : "the end", $"'{rest.ConsumeToken().Value.ToStringValue()}'");
    }

    private static TokenListParser<QueryToken, QuerySyntax> Moment(QueryKind kind) =>
        from name in Name
        from given in Rest("'|' or ')'")
        select new QuerySyntax(kind, name, Arr<WrittenValue>.Empty, given);

    private static TokenListParser<QueryToken, QuerySyntax> Called(string word, TokenListParser<QueryToken, QuerySyntax> inner) =>
        from name in Token.EqualToValue(QueryToken.Word, word)
        from open in Token.EqualTo(QueryToken.Open)
        from query in inner
        select query;

    /// <summary>What is given, up to the end.</summary>
    /// <param name="expected">What may be there, with the signs that go on with what was before.</param>
    private static TokenListParser<QueryToken, Arr<WrittenValue>> Rest(string expected) =>
        (from bar in Token.EqualTo(QueryToken.Bar)
         from first in NameAndValue
         from others in OtherValues
         from close in Token.EqualTo(QueryToken.Close).Named("',' or ')'")
         select others.Prepend(first).ToArr())
        .Or(Token.EqualTo(QueryToken.Close).Value(Arr<WrittenValue>.Empty))
        .Named(expected);

    private static int At(Token<QueryToken> token) => token.Position.Absolute + 1;
}
