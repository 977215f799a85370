using Superpower;
using Superpower.Display;
using Superpower.Model;
using Superpower.Parsers;
using Superpower.Tokenizers;

namespace Pics.Numerics;

/// <summary>The words and signs of a query.</summary>
internal enum QueryToken
{
    /// <summary>Letters, digits and some signs.</summary>
    Word,

    /// <summary>Anything between quotes, which are doubled in it.</summary>
    Quoted,

    [Token(Example = "#")]
    Hash,

    [Token(Example = "(")]
    Open,

    [Token(Example = ")")]
    Close,

    [Token(Example = "=")]
    Equal,

    [Token(Example = "!=")]
    NotEqual,

    [Token(Example = "<")]
    Less,

    [Token(Example = "<=")]
    AtMost,

    [Token(Example = ">")]
    Greater,

    [Token(Example = ">=")]
    AtLeast,

    [Token(Example = "{")]
    OpenSet,

    [Token(Example = "}")]
    CloseSet,

    [Token(Example = ",")]
    Comma,

    [Token(Example = "|")]
    Bar,
}

/// <summary>Takes a query apart into words and signs.</summary>
internal static class QueryTokens
{
    private const string Signs = "_-.+%\u2030:/\u00B0@'\u2019\u2212"; // as in 50%, 12:30, 20\u00B0, O'Brien

    private static readonly Tokenizer<QueryToken> Tokenizer = new TokenizerBuilder<QueryToken>()
        .Ignore(Span.WhiteSpace)
        .Match(Character.EqualTo('#'), QueryToken.Hash)
        .Match(Character.EqualTo('('), QueryToken.Open)
        .Match(Character.EqualTo(')'), QueryToken.Close)
        .Match(Character.EqualTo('='), QueryToken.Equal)
        .Match(Span.EqualTo("!="), QueryToken.NotEqual)
        .Match(Span.EqualTo("<="), QueryToken.AtMost)
        .Match(Character.EqualTo('<'), QueryToken.Less)
        .Match(Span.EqualTo(">="), QueryToken.AtLeast)
        .Match(Character.EqualTo('>'), QueryToken.Greater)
        .Match(Character.EqualTo('{'), QueryToken.OpenSet)
        .Match(Character.EqualTo('}'), QueryToken.CloseSet)
        .Match(Character.EqualTo(','), QueryToken.Comma)
        .Match(Character.EqualTo('|'), QueryToken.Bar)
        .Match(Between('"'), QueryToken.Quoted)
        .Match(Between('`'), QueryToken.Quoted)
        .Match(Span.WithAll(IsOfWord), QueryToken.Word)
        .Build();

    /// <summary>The tokens of a text, or the place of the first that is none.</summary>
    public static (TokenList<QueryToken> Tokens, int? Wrong) Of(string text)
    {
        var result = Tokenizer.TryTokenize(text);
        return (result.HasValue ? result.Value : default, result.HasValue ? null : result.Location.Position.Absolute);
    }

    /// <summary>Whether a text is a word without quotes.</summary>
    public static bool IsWord(string text) => text.Length > 0 && text.All(IsOfWord);

    /// <summary>A text as a word, in quotes where it needs them.</summary>
    public static string Quote(string text) => IsWord(text) ? text : Quoted(text);

    /// <summary>A text in quotes.</summary>
    public static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>What is between quotes.</summary>
    public static string Unquote(string quoted) => quoted[1..^1].Replace(new string(quoted[0], 2), quoted[..1], StringComparison.Ordinal);

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || Signs.Contains(letter, StringComparison.Ordinal) || char.GetUnicodeCategory(letter) == System.Globalization.UnicodeCategory.CurrencySymbol;

    private static TextParser<LanguageExt.Unit> Between(char quote) =>
        from open in Character.EqualTo(quote)
        from content in Character.Except(quote).IgnoreThen(Parse.Return(LanguageExt.Unit.Default)).Or(Span.EqualTo(new string(quote, 2)).Try().Value(LanguageExt.Unit.Default)).IgnoreMany()
        from close in Character.EqualTo(quote)
        select LanguageExt.Unit.Default;
}
