using LanguageExt;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace Pics.Numerics;

/// <summary>Conditions as they are written, on both sides of the bar.</summary>
/// <remarks>
/// Grammar: conditions = condition, with commas between them; condition = name '=' value | name '!=' value | name ['not'] 'in' '{' values '}' |
/// name order value | value order name [order value]; order = '&lt;' | '&lt;=' | '&gt;' | '&gt;='; values = value, with commas between them;
/// name = word | quoted | '#' word; value = word | quoted.
/// </remarks>
internal static class ConditionSyntax
{
    /// <summary>What may come after a name.</summary>
    public const string Comparisons = "'=' or another comparison, 'in'";

    /// <summary>The name of a column.</summary>
    public static TokenListParser<QueryToken, WrittenName> Name { get; } = Named("a column's name");

    /// <summary>What is said of the name that was read.</summary>
    public static TokenListParser<QueryToken, WrittenCondition> After(WrittenName name) =>
        (from equal in Token.EqualTo(QueryToken.Equal)
         from value in Value("'='")
         select (WrittenCondition)new WrittenCondition.Equal(name, value))
        .Or(from equal in Token.EqualTo(QueryToken.NotEqual)
            from value in Value("'!='")
            select (WrittenCondition)new WrittenCondition.Among(name, Arr.create(value), true))
        .Or(from not in Token.EqualToValue(QueryToken.Word, "not")
            from isIn in Token.EqualToValue(QueryToken.Word, "in").Named("'in'")
            from values in Set
            select (WrittenCondition)new WrittenCondition.Among(name, values, true))
        .Or(from isIn in Token.EqualToValue(QueryToken.Word, "in")
            from values in Set
            select (WrittenCondition)new WrittenCondition.Among(name, values, false))
        .Or(from sign in Sign
            from other in Named($"a value or a column's name after '{sign}'")
            from condition in (from second in Sign
                               from right in Value($"'{second}'")
                               select (WrittenCondition)new WrittenCondition.Between(name, sign, other, second, right))
                .Or(Superpower.Parse.Return<QueryToken, WrittenCondition>(new WrittenCondition.Compared(name, sign, other)))
            select condition);

    /// <summary>A name and what is said of it.</summary>
    public static TokenListParser<QueryToken, WrittenCondition> Condition { get; } =
        from name in Name
        from condition in After(name).Named(Comparisons)
        select condition;

    /// <summary>Those after the first one.</summary>
    public static TokenListParser<QueryToken, WrittenCondition[]> Others { get; } = Token.EqualTo(QueryToken.Comma).IgnoreThen(Condition).Many();

    private static TokenListParser<QueryToken, WrittenSign> Sign =>
        Token.EqualTo(QueryToken.Less).Select(sign => new WrittenSign(At(sign), true, false))
        .Or(Token.EqualTo(QueryToken.AtMost).Select(sign => new WrittenSign(At(sign), true, true)))
        .Or(Token.EqualTo(QueryToken.Greater).Select(sign => new WrittenSign(At(sign), false, false)))
        .Or(Token.EqualTo(QueryToken.AtLeast).Select(sign => new WrittenSign(At(sign), false, true)));

    private static TokenListParser<QueryToken, Arr<WrittenText>> Set =>
        from open in Token.EqualTo(QueryToken.OpenSet).Named("'{' after 'in'")
        from first in Value("'{'")
        from others in Token.EqualTo(QueryToken.Comma).IgnoreThen(Value("','")).Many()
        from close in Token.EqualTo(QueryToken.CloseSet).Named("',' or '}'")
        select others.Prepend(first).ToArr();

    /// <summary>The character where a token begins, counted from 1.</summary>
    public static int At(Token<QueryToken> token) => token.Position.Absolute + 1;

    private static TokenListParser<QueryToken, WrittenText> Value(string before) =>
        Token.EqualTo(QueryToken.Word).Select(word => new WrittenText(At(word), word.ToStringValue()))
        .Or(Token.EqualTo(QueryToken.Quoted).Select(quoted => new WrittenText(At(quoted), QueryTokens.Unquote(quoted.ToStringValue()))))
        .Named($"a value after {before}");

    private static TokenListParser<QueryToken, WrittenName> Named(string what) =>
        (from hash in Token.EqualTo(QueryToken.Hash)
         from number in Token.EqualTo(QueryToken.Word).Named("a column's number after '#'")
         select new WrittenName(At(hash), "#" + number.ToStringValue(), false, true))
        .Or(Token.EqualTo(QueryToken.Word).Select(word => new WrittenName(At(word), word.ToStringValue(), true, true)))
        .Or(Token.EqualTo(QueryToken.Quoted).Select(quoted => new WrittenName(At(quoted), QueryTokens.Unquote(quoted.ToStringValue()), true, false)))
        .Named(what);
}
