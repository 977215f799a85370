using System.Globalization;

namespace Pics.Numerics;

/// <summary>How answers are written.</summary>
public static class Words
{
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
}
