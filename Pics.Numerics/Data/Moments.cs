using System.Globalization;

namespace Pics.Numerics;

/// <summary>Dates and times as numbers.</summary>
internal static class Moments
{
    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>The number that a text stands for; null if it does not follow the pattern.</summary>
    public static double? Read(ReadOnlySpan<char> text, string pattern, MomentUnit unit)
    {
        if (unit == MomentUnit.SecondsOfDay) return TimeOnly.TryParseExact(text, pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.Ticks / (double)TimeSpan.TicksPerSecond : null;
        if (!DateTime.TryParseExact(text, pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)) return null;
        var ticks = (moment - Epoch).Ticks;
        return unit == MomentUnit.Days ? ticks / (double)TimeSpan.TicksPerDay : ticks / (double)TimeSpan.TicksPerSecond;
    }

    /// <summary>The text of the moment that is nearest to a number; years stay from 1 to 9999.</summary>
    public static string Write(double number, string pattern, MomentUnit unit)
    {
        if (unit == MomentUnit.SecondsOfDay) return new TimeOnly((long)(Math.Clamp(Math.Round(number), 0, 86399) * TimeSpan.TicksPerSecond)).ToString(pattern, CultureInfo.InvariantCulture);
        var size = unit == MomentUnit.Days ? TimeSpan.TicksPerDay : TimeSpan.TicksPerSecond;
        var (least, most) = (Math.Ceiling((DateTime.MinValue - Epoch).Ticks / (double)size), Math.Floor((DateTime.MaxValue - Epoch).Ticks / (double)size));
        return Epoch.AddTicks((long)Math.Clamp(Math.Round(number), least, most) * size).ToString(pattern, CultureInfo.InvariantCulture);
    }
}
