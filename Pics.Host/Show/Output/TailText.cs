using System.Globalization;

namespace Pics.Host;

/// <summary>Probabilities that may be very small, for people.</summary>
internal static class TailText
{
    private const double Smallest = -690; // nats: below it numbers lose digits

    /// <summary>A probability in three digits, also where the number itself underflows; a dash for NaN.</summary>
    /// <param name="log">Its logarithm in nats.</param>
    public static string Of(double log)
    {
        if (double.IsNaN(log)) return "-";
        if (log >= Smallest || double.IsNegativeInfinity(log)) return Math.Exp(log).ToString("G3", CultureInfo.InvariantCulture);
        var tens = log / Math.Log(10);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(10, tens - Math.Floor(tens)):G3}E{Math.Floor(tens):0}");
    }
}
