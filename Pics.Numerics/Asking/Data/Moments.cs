using System.Globalization;

namespace Pics.Numerics;

/// <summary>Dates and times as numbers.</summary>
internal static class Moments
{
    private const long Microsecond = TimeSpan.TicksPerMicrosecond; // what a double holds of seconds since 1970

    private static readonly string[] IsoTimes = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>The number that a text stands for; null if it does not follow the pattern.</summary>
    public static double? Read(ReadOnlySpan<char> text, string pattern, MomentUnit unit)
    {
        if (unit == MomentUnit.SecondsOfDay) return TimeOnly.TryParseExact(text, pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.Ticks / (double)TimeSpan.TicksPerSecond : null;
        return DateTime.TryParseExact(text, pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? (moment - Epoch).Ticks / (double)Size(unit) : null;
    }

    /// <summary>The number that an ISO date or time stands for: of a month where a pattern has no days, and with a time where it has one; null if it is none.</summary>
    public static double? ReadIso(ReadOnlySpan<char> text, string pattern, MomentUnit unit)
    {
        foreach (var iso in IsoOf(pattern, unit))
            if (Read(text, iso, unit) is { } number)
                return number;
        return null;
    }

    private static IEnumerable<string> IsoOf(string pattern, MomentUnit unit) => unit switch
    {
        MomentUnit.SecondsOfDay => IsoTimes,
        MomentUnit.Seconds => IsoTimes.SelectMany(time => new[] { $"yyyy-MM-dd'T'{time}", $"yyyy-MM-dd {time}" }),
        _ => Has(pattern, "d") ? ["yyyy-MM-dd"] : ["yyyy-MM", "yyyy-MM-dd"],
    };

    /// <summary>The text of the moment that is nearest to a number among those that the pattern can write; years stay from 1 to 9999, or those that two digits stand for.</summary>
    public static string Write(double number, string pattern, MomentUnit unit)
    {
        var step = Step(pattern);
        if (unit == MomentUnit.SecondsOfDay) return new TimeOnly(Nearest(number, TimeSpan.TicksPerSecond, step, 0, TimeSpan.TicksPerDay - step)).ToString(pattern, CultureInfo.InvariantCulture);
        var (least, most) = Years(pattern);
        var moment = Epoch.AddTicks(Nearest(number, Size(unit), step, (least - Epoch).Ticks, (most - Epoch).Ticks));
        if (!Has(pattern, "d") && moment.Day > 15 && moment < most.AddMonths(-1)) moment = moment.AddMonths(1);
        return moment.ToString(pattern, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a pattern has one of some letters outside of quotes.</summary>
    public static bool Has(string pattern, string letters)
    {
        var isQuoted = false;
        foreach (var letter in pattern)
        {
            if (letter == '\'') isQuoted = !isQuoted;
            else if (!isQuoted && letters.Contains(letter, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>Ticks of a unit.</summary>
    public static long Size(MomentUnit unit) => unit == MomentUnit.Days ? TimeSpan.TicksPerDay : TimeSpan.TicksPerSecond;

    /// <summary>Ticks between two moments that a pattern tells apart.</summary>
    private static long Step(string pattern) =>
        Has(pattern, "fF") ? Microsecond : Has(pattern, "s") ? TimeSpan.TicksPerSecond : Has(pattern, "m") ? TimeSpan.TicksPerMinute : Has(pattern, "hH") ? TimeSpan.TicksPerHour : TimeSpan.TicksPerDay;

    private static long Nearest(double number, long size, long step, long least, long most)
    {
        var steps = number * (size / (double)step);
        var (first, last) = (-(-least / step), most / step); // those between, as divisions cut towards zero
        return (steps <= first ? first : steps >= last ? last : (long)Math.Round(steps)) * step;
    }

    private static (DateTime Least, DateTime Most) Years(string pattern)
    {
        if (pattern.Contains("yyyy", StringComparison.Ordinal)) return (DateTime.MinValue, DateTime.MaxValue);
        var last = CultureInfo.InvariantCulture.Calendar.TwoDigitYearMax;
        return (new(last - 99, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), new DateTime(last + 1, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddTicks(-1));
    }
}
