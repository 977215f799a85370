using System.Globalization;

namespace Pics.Numerics;

/// <summary>How answers are written.</summary>
public static class Words
{
    private const double Hour = 3600; // seconds
    private const double Day = 24 * Hour;
    private const double Small = 1e-6; // probabilities that are not written in columns of digits

    /// <summary>A number with ten digits; infinite ones as inf and -inf.</summary>
    internal static string Number(double value) => value switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => value.ToString("G10", CultureInfo.InvariantCulture),
    };

    /// <summary>A probability in a column of them.</summary>
    public static string Probability(double value) => value is 0 or >= Small ? value.ToString("F10", CultureInfo.InvariantCulture) : Number(value);

    /// <summary>What the number of a date or time counts.</summary>
    internal static string Unit(MomentUnit unit) => unit == MomentUnit.Days ? "days" : "seconds";

    /// <summary>A length in it: many seconds also in hours or days.</summary>
    internal static string Length(double length, MomentUnit unit) => $"{Number(length)} {Unit(unit)}" + (unit == MomentUnit.Days || length < Hour ? string.Empty
        : length < Day ? $" ({Short(length / Hour)} hours)"
        : $" ({Short(length / Day)} days)");

    /// <summary>The same with where it counts from.</summary>
    internal static string Since(MomentUnit unit) => $"{Unit(unit)} since {(unit == MomentUnit.SecondsOfDay ? "midnight" : "1970-01-01")}";

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
