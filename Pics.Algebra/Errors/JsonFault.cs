using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pics.Algebra;

/// <summary>What is wrong with a JSON document, in this program's words and not in those of the library that reads it.</summary>
public static partial class JsonFault
{
    /// <summary>A text that has one of the two halves of a letter.</summary>
    public const string HalfLetter = "a text in it has half of a letter, \\ud800 to \\udfff alone";

    private const int Deepest = 64; // brackets inside of each other that the reader takes

    /// <summary>Why a text is no JSON, with line and character from 1: <c>a comma too many at line 1, character 8</c>; null where it is JSON.</summary>
    /// <param name="text">The document.</param>
    public static string? Find(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            while (reader.Read())
            {
                // Only what is thrown matters.
            }

            return null;
        }
        catch (JsonException error)
        {
            if (reader.CurrentDepth >= Deepest - 1 || error.LineNumber is not { } line || error.BytePositionInLine is not { } bytes) return "it is nested too deeply";
            return JsonPlace.At(text, line, bytes).Explain(reader.TokenType, reader.CurrentDepth);
        }
    }

    /// <summary>Why a document was refused: as <see cref="Find"/> says it, or what of it is not as it should be.</summary>
    /// <param name="error">What was thrown: by the reader for JSON or for half letters, or by this program with a sentence of its own.</param>
    /// <param name="text">The document.</param>
    public static string Of(Exception error, string text) => Find(text) ?? (error is not JsonException json ? HalfLetter : IsOwn(json) ? json.Message.TrimEnd('.') : Shape(json));

    private static bool IsOwn(JsonException error) => !error.Message.Contains(" Path: ", StringComparison.Ordinal) && !Library().IsMatch(error.Message);

    private static string Shape(JsonException error)
    {
        var message = error.Message;
        if (message.StartsWith("JSON deserialization", StringComparison.Ordinal) && Quoted().Matches(message) is { Count: > 1 } missing) return $"it has no field '{missing[1].Groups[1].Value}'";
        var name = Name(error.Path ?? string.Empty);
        return message.StartsWith("Duplicate", StringComparison.Ordinal) ? $"it has the field '{name}' twice"
            : message.Contains("could not be mapped", StringComparison.Ordinal) ? $"it has the unknown field '{name}'"
            : message.Contains("null values", StringComparison.Ordinal) ? $"its field '{name}' is null"
            : $"{(name.Length == 0 ? "the whole of it" : $"what its field '{name}' has at line {(error.LineNumber ?? 0) + 1}")} is of another kind than it must be{(Kind(message) is { } kind ? $"; expected {kind}" : string.Empty)}";
    }

    /// <summary>What should have been there, where it has a plain name.</summary>
    private static string? Kind(string message) => Wanted().Match(message).Groups[1].Value switch
    {
        var list when list.EndsWith("[]", StringComparison.Ordinal) || list.Contains("ImmutableArray", StringComparison.Ordinal) || list.Contains("List", StringComparison.Ordinal) => "a list, as [1, 2]",
        var named when named.EndsWith("Document", StringComparison.Ordinal) || named.Contains("Dictionary", StringComparison.Ordinal) => "an object with named fields, as { \"name\": 1 }",
        "System.Int32" or "System.Int64" or "System.Nullable`1[System.Int32]" => "a whole number",
        "System.Double" or "System.Nullable`1[System.Double]" => "a number",
        "System.Boolean" or "System.Nullable`1[System.Boolean]" => "true or false",
        "System.String" => "a text in quotes",
        _ => null,
    };

    /// <summary>A path from the root without the signs of it: <c>$.a[0].b</c> is a[0].b, and <c>$['a b']</c> is a b; nothing for the root.</summary>
    private static string Name(string path) => path is ['$', '.', .. var plain] ? plain
        : path is ['$', '[', '\'', .. var quoted, '\'', ']'] ? quoted
        : path is ['$', '[', .. var listed] ? $"[{listed}"
        : string.Empty;

    // How the library begins its sentences; what this program says itself begins otherwise.
    [GeneratedRegex("^(JSON deserialization|The JSON |Duplicate property|The constructor parameter|The property or field)", RegexOptions.CultureInvariant)]
    private static partial Regex Library();

    [GeneratedRegex(@"converted to (\S+?)\. Path:", RegexOptions.CultureInvariant)]
    private static partial Regex Wanted();

    [GeneratedRegex("'([^']*)'", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
