using System.Globalization;

namespace Pics.Numerics;

/// <summary>Tells by which pattern all dates or times of a column are written.</summary>
internal static class MomentLearner
{
    private const int Longest = 48; // letters of a date with its time
    private const int Some = 32; // texts that sort out most patterns

    /// <summary>Patterns of days; of two that differ in day and month alone the first is taken where the texts do not tell.</summary>
    private static readonly string[] Days =
    [
        "yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "yyyy-M-d", "yyyy/M/d", "dd.MM.yyyy", "d.M.yyyy", "MM/dd/yyyy", "dd/MM/yyyy", "M/d/yyyy", "d/M/yyyy", "dd-MM-yyyy", "MM-dd-yyyy", "d-M-yyyy", "M-d-yyyy",
        "dd.MM.yy", "d.M.yy", "MM/dd/yy", "dd/MM/yy", "M/d/yy", "d/M/yy", "dd-MM-yy", "MM-dd-yy", "dd MMM yyyy", "d MMM yyyy", "dd-MMM-yyyy", "d-MMM-yyyy", "dd-MMM-yy", "d-MMM-yy", "MMM dd yyyy", "MMM d yyyy", "MMM d, yyyy", "MMM. d, yyyy",
        "d MMMM yyyy", "d. MMMM yyyy", "MMMM d, yyyy", "MMMM d yyyy", "yyyy MMM d", "ddd, dd MMM yyyy", "yyyy-MM", "yyyy/MM", "MM/yyyy", "MM.yyyy", "MMM yyyy", "MMMM yyyy", "MMM-yy", "yyyyMMdd",
    ];

    private static readonly string[] Times = ["HH:mm:ss", "H:mm:ss", "HH:mm", "H:mm", "HH:mm:ss.FFFFFFF", "H:mm:ss.FFFFFFF", "hh:mm:ss tt", "h:mm:ss tt", "hh:mm tt", "h:mm tt", "hh:mmtt", "h:mmtt"];

    /// <summary>The form of all these texts, and whether day and month could be the other way round; null if they are no dates of one pattern.</summary>
    /// <param name="texts">At least one.</param>
    /// <param name="isDayFirst">Whether days come before months where nothing else tells.</param>
    public static (CellForm.Moment Form, bool IsDoubtful)? Find(IReadOnlyCollection<string> texts, bool isDayFirst)
    {
        if (texts.Any(text => text.Length > Longest || text.AsSpan().IndexOfAnyInRange('0', '9') < 0)) return null;
        var some = texts.Take(Some).ToList();
        var found = Candidates(texts, some[0]).Where(pattern => some.TrueForAll(text => Reads(pattern, text))).ToList().FindAll(pattern => texts.All(text => Reads(pattern, text)));
        if (found.Count == 0) return null;
        var chosen = found[0];
        var other = found.Find(pattern => pattern == Turned(chosen) && pattern != chosen);
        if (other is not null && isDayFirst) (chosen, other) = (IsDayFirst(chosen) ? chosen : other, chosen);
        return (new(chosen, UnitOf(chosen, texts)), other is not null);
    }

    /// <summary>A pattern with day and month the other way round.</summary>
    private static string Turned(string pattern) => pattern.Replace('d', '\0').Replace('M', 'd').Replace('\0', 'M');

    private static bool IsDayFirst(string pattern) => pattern.IndexOf('d', StringComparison.Ordinal) < pattern.IndexOf('M', StringComparison.Ordinal);

    private static bool Reads(string pattern, string text) => Moments.Read(text, pattern, SchemaFaults.UnitOf(pattern)) is not null && (pattern != "yyyyMMdd" || text[0] is '1' or '2');

    /// <summary>Days where all times are those of midnight.</summary>
    private static MomentUnit UnitOf(string pattern, IReadOnlyCollection<string> texts) => SchemaFaults.UnitOf(pattern) is not MomentUnit.Seconds and var unit ? unit
        : texts.All(text => Moments.Read(text, pattern, MomentUnit.Days) is { } days && double.IsInteger(days)) ? MomentUnit.Days
        : MomentUnit.Seconds;

    /// <summary>Patterns that a first text follows; one end after the time, as Z or +01:00, must be that of all.</summary>
    private static IEnumerable<string> Candidates(IReadOnlyCollection<string> texts, string first)
    {
        foreach (var pattern in Times.Concat(Days))
            if (Reads(pattern, first))
                yield return pattern;
        if (first.LastIndexOf(':') < 0) yield break;
        var zone = Zone(first);
        if (zone.Length > 0 && !texts.All(text => text.EndsWith(zone, StringComparison.Ordinal))) yield break;
        foreach (var between in new[] { "'T'", " ", ", " })
            foreach (var day in Days)
                foreach (var time in Times)
                    if ($"{day}{between}{time}{(zone.Length > 0 ? $"'{zone}'" : string.Empty)}" is var pattern && Reads(pattern, first))
                        yield return pattern;
    }

    private static string Zone(string text)
    {
        if (text.EndsWith('Z')) return "Z";
        if (text.EndsWith(" UTC", StringComparison.Ordinal) || text.EndsWith(" GMT", StringComparison.Ordinal)) return text[^4..];
        var sign = text.LastIndexOfAny(['+', '-']);
        return sign > text.IndexOf(':', StringComparison.Ordinal) && text[(sign + 1)..].Replace(":", string.Empty, StringComparison.Ordinal) is { Length: 2 or 4 } digits && digits.All(char.IsAsciiDigit) ? text[sign..] : string.Empty;
    }
}
