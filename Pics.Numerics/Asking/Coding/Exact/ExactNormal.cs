namespace Pics.Numerics;

/// <summary>The tails of the standard normal distribution, with the same bits on every machine.</summary>
/// <remarks>Near the middle by the series of its integral, further out by the continued fraction of Laplace (Abramowitz and Stegun, 26.2.11 and 26.2.14).</remarks>
internal static class ExactNormal
{
    private const double RootOfTwoPi = 2.5066282746310005024;
    private const double Near = 3;
    private const double LastTerm = 1e-18; // of the series, as a part of its sum: those after it change no bit
    private const double Fractions = 648; // over the square of the number; some more besides
    private const int MoreFractions = 8;

    /// <summary>P(Z &lt; x) and P(Z &gt; x), each exact where it is small.</summary>
    public static (double Below, double Above) Tails(double x)
    {
        var tail = Tail(Math.Abs(x));
        return x >= 0 ? (1 - tail, tail) : (tail, 1 - tail);
    }

    /// <summary>P(Z &gt; a) for a from 0.</summary>
    private static double Tail(double a)
    {
        var density = ExactFunctions.Exp(-0.5 * a * a) / RootOfTwoPi;
        if (density == 0) return 0;
        if (a < Near)
        {
            var (term, sum) = (a, a);
            for (var odd = 3; term > sum * LastTerm; odd += 2) sum += term *= a * a / odd;
            return 0.5 - (density * sum);
        }

        var rest = a;
        for (var n = MoreFractions + (int)(Fractions / (a * a)); n >= 1; n--) rest = a + (n / rest);
        return density / rest;
    }
}
