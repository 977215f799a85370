using System.Text;
using System.Text.RegularExpressions;

namespace Pics.Properties;

/// <summary>Texts that are not what they should be: cells of tables, and JSON documents.</summary>
internal static partial class TextLies
{
    private const int Deep = 100_000; // lists in lists

    /// <summary>Cells, right and wrong.</summary>
    public static readonly string[] Cells =
    [
        "0", "1", "2", "3", "1.5", "-7", "a", "b", "yes", string.Empty, "?", "NA", "NaN", "nan", "Infinity", "-Infinity", "1e308", "-1e308", "1.7976931348623157e308", "-1.7976931348623157e308", "1e309", "1e-320", "4e-324", "-0",
        "+1", "01", "1e5", "9007199254740993", "99999999999999999999", "1099511627776", " 1 ", "\"1\"", "\"a,b\"", "\"a\nb\"", "\"a\"\"b\"", "\u001b[31m", "\u202eabc", "é", "\ud83d\ude00", "x7", "#7", "=1+1", "../x", "null", "None", "1,5", "0x10", "1_000",
    ];

    private static readonly string[] Values =
    [
        "NaN", "Infinity", "-Infinity", "\"NaN\"", "\"Infinity\"", "1e400", "-1e400", "1e308", "1e-400", "1099511627776", "9223372036854775808", "-9223372036854775809", "2147483647", "2147483648", "16777217", "-1", "0", "1", "2", "0.5", "1.0", "1e0",
        "null", "true", "false", "[]", "{}", "[null]", "[[]]", "{\"a\":null}", "[1,2,3]", "\"\"", "\" \"", "\"a\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"a\\nb\\u001b[31m\"", "\"\\u202eabc\"", "\"../../up\"", "\"/tmp/absolute\"",
        "\"C:\\\\\\\\x\"", "\"@/etc/hostname\"", "\"--k\"", "\"-1\"", "\"1\"", "'a'", "01", "+1", ".5", "1.", "//", "/* */ 1", "1,", ",", "\"unended", "\ufeff1", "\u0001", string.Empty, "1 1", "]", "}", "0x10", "nul", "\"\\x\"",
    ];

    /// <summary>Right documents with one to three parts that are others.</summary>
    public static Gen<byte[]> Json(IEnumerable<byte[]> seeds)
    {
        var texts = seeds.Select(Encoding.UTF8.GetString).ToArray();
        return from text in Gen.Elements(texts)
               from changes in Gen.Choose(1, 3)
               from parts in Part.ArrayOf(changes)
               select Encoding.UTF8.GetBytes(parts.Aggregate(text, (document, part) => part(document)));
    }

    private static Gen<Func<string, string>> Part { get; } =
        from place in Gen.Choose(0, int.MaxValue - 1)
        from way in Gen.Choose(0, 9)
        from value in Gen.Frequency((60, Gen.Elements(Values)), (1, Gen.Elements(0, 1, 2).Select(Large)))
        select (Func<string, string>)(document => Change(document, place, way, value));

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+\-]*|[A-Za-z]+|[\[\]{}:,]
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token { get; }

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"\s*:\s*("(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+\-]*|[A-Za-z]+)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Member { get; }

    private static string Large(int kind) => kind switch
    {
        0 => new string('[', Deep) + new string(']', Deep),
        1 => string.Concat(Enumerable.Repeat("{\"a\":", Deep)) + "1" + new string('}', Deep),
        _ => $"\"{new string('\u00e9', Deep)}\"",
    };

    /// <summary>The place after the bracket that belongs to the one at a place.</summary>
    private static int End(string document, int place)
    {
        var depth = 0;
        for (var at = place; at < document.Length; at++)
        {
            depth += document[at] is '[' or '{' ? 1 : document[at] is ']' or '}' ? -1 : 0;
            if (depth <= 0) return at + 1;
        }

        return document.Length;
    }

    private static string Change(string document, int place, int way, string value)
    {
        if (document.Length > Deep) return document; // one large part is enough
        var found = (way is 0 or 1 ? Member : Token).Matches(document);
        if (found.Count == 0) return document + value;
        var match = found[place % found.Count];
        var (before, after) = (document[..match.Index], document[(match.Index + match.Length)..]);
        return way switch
        {
            0 => $"{before}{match.Value},{match.Value}{after}", // a member twice
            1 => $"{before}{match.Value},\"other\":{value}{after}",
            2 => before + after,
            3 => $"{before}{value},{match.Value}{after}",
            4 or 5 => document[..match.Index] + value + document[End(document, match.Index + match.Length - 1)..], // a whole list or object
            _ when match.Value.Length == 1 && "[]{}:,".Contains(match.Value[0], StringComparison.Ordinal) && way < 9 => $"{before}{match.Value}{after}",
            _ => before + value + after,
        };
    }
}
