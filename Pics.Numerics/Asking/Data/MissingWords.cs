namespace Pics.Numerics;

/// <summary>Words that say that a cell is not observed.</summary>
internal static class MissingWords
{
    private static readonly System.Collections.Generic.HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Any = Lookup(StringComparer.OrdinalIgnoreCase, ["NA", "N/A", "#N/A", "<NA>", "NaN", "null", "NaT", "missing"]);

    private static readonly System.Collections.Generic.HashSet<string>.AlternateLookup<ReadOnlySpan<char>> AsWritten = Lookup(StringComparer.Ordinal, ["?", "-", ".", "--"]);

    /// <summary>Words that a column of texts may have as labels, and a column of numbers or dates only for what is not known.</summary>
    private static readonly System.Collections.Generic.HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Unknown = Lookup(StringComparer.OrdinalIgnoreCase,
    [
        "unknown", "unk", "none", "nil", "n.a.", "n. a.", "n.a", "n/k", "nan.", "not available", "not applicable", "not known", "no data", "undefined", "undef", "tba", "tbd", "t.b.a.", "*", "**", "---", "..", "...", "\u2013", "\u2014", "\u2026",
        "#NA", "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NUM!", "#NAME?",
        "unbekannt", "k.A.", "k. A.", "keine", "keine Angabe", "keine Angaben", "nicht bekannt", "fehlt", "inconnu", "desconocido", "sconosciuto", "onbekend", "0000-00-00", "0000-00-00 00:00:00",
    ]);

    /// <summary>Whether a text is no value in any column.</summary>
    public static bool IsKnown(ReadOnlySpan<char> cell) => cell.Length is > 0 and <= 7 && (Any.Contains(cell) || AsWritten.Contains(cell));

    /// <summary>Whether a text is no value in a column of numbers or dates.</summary>
    public static bool IsUnknown(ReadOnlySpan<char> cell) => cell.Length is > 0 and <= 19 && Unknown.Contains(cell);

    private static System.Collections.Generic.HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup(StringComparer comparer, string[] words) => new System.Collections.Generic.HashSet<string>(words, comparer).GetAlternateLookup<ReadOnlySpan<char>>();
}
