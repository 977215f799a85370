namespace Pics.Numerics;

/// <summary>A Poisson distribution between two whole numbers: its mass, its moments, draws.</summary>
/// <remarks>
/// Sums outwards from the most probable number there, of positive terms, until what is left is nothing: the regularised incomplete gamma function with all
/// digits in both tails. Cost: in the order of the standard deviation.
/// </remarks>
/// <param name="LogTop">The logarithm of the probability of the most probable number, in nats.</param>
/// <param name="Top">That number.</param>
/// <param name="Sum">The mass, in parts of that probability.</param>
/// <param name="Mean">The mean distance to that number.</param>
/// <param name="Variance">The variance.</param>
internal readonly record struct PoissonRun(double LogTop, double Top, double Sum, double Mean, double Variance)
{
    private const double Nothing = 1e-18; // of the sum so far

    /// <summary>log of the mass, in nats.</summary>
    public double LogMass => LogTop + Math.Log(Sum);

    /// <summary>The run from the first to the last number.</summary>
    /// <param name="logRate">The logarithm of the rate.</param>
    /// <param name="first">From 0 on.</param>
    /// <param name="last">At least the first; infinity for none.</param>
    public static PoissonRun Of(double logRate, double first, double last)
    {
        var rate = Math.Exp(logRate);
        var top = Math.Clamp(Math.Floor(rate), first, last);
        var (sum, ones, squares) = (1.0, 0.0, 0.0);
        void Add(double at, double part)
        {
            sum += part;
            ones += part * (at - top);
            squares += part * (at - top) * (at - top);
        }

        for (var (at, part) = (top + 1, rate / (top + 1)); at <= last && part > sum * Nothing; part *= rate / ++at) Add(at, part);
        for (var (at, part) = (top - 1, top / rate); at >= first && part > sum * Nothing; part *= at-- / rate) Add(at, part);
        var mean = ones / sum;
        return new(LogProbability(top, logRate), top, sum, mean, Math.Max(0, (squares / sum) - (mean * mean)));
    }

    /// <summary>The number that a part of the mass belongs to, those next to the most probable one first.</summary>
    /// <param name="logRate">As for <see cref="Of"/>.</param>
    /// <param name="first">As for <see cref="Of"/>.</param>
    /// <param name="last">As for <see cref="Of"/>.</param>
    /// <param name="uniform">The part, in (0, 1).</param>
    public double Draw(double logRate, double first, double last, double uniform)
    {
        var rate = Math.Exp(logRate);
        var left = (uniform * Sum) - 1;
        var (below, above) = (Top, Top);
        var (low, high) = (1.0, 1.0);
        while (left >= 0 && (low > 0 || high > 0))
        {
            high = above < last ? high * (rate / ++above) : 0;
            if ((left -= high) < 0) return above;
            low = below > first ? low * (below-- / rate) : 0;
            if ((left -= low) < 0) return below;
        }

        return Top; // at once, or where rounding has left a little that belongs to no number
    }

    /// <summary>The logarithm of the probability of a number, in nats.</summary>
    /// <remarks>As the deviance from the rate and what Stirling leaves, so that digits stay for large rates (Loader, 2000).</remarks>
    public static double LogProbability(double number, double logRate)
    {
        var rate = Math.Exp(logRate);
        return number == 0 ? -rate : -Deviance(number, rate, logRate) - Rest(number) - (Math.Log(2 * Math.PI * number) / 2);
    }

    /// <summary>x log(x / rate) + rate - x.</summary>
    private static double Deviance(double x, double rate, double logRate)
    {
        var apart = (x - rate) / (x + rate);
        if (Math.Abs(apart) > 0.1) return (x * (Math.Log(x) - logRate)) + rate - x;
        var (sum, term) = ((x - rate) * apart, 2 * x * apart);
        for (var power = 3; power < 60; power += 2) sum += (term *= apart * apart) / power;
        return sum;
    }

    /// <summary>log x! less Stirling's formula.</summary>
    private static double Rest(double x)
    {
        const double Few = 16;
        if (x < Few) return MathNet.Numerics.SpecialFunctions.GammaLn(x + 1) - ((x + 0.5) * Math.Log(x)) + x - (Math.Log(2 * Math.PI) / 2);
        var square = x * x;
        return ((1 / 12.0) - (((1 / 360.0) - (((1 / 1260.0) - (1 / 1680.0 / square)) / square)) / square)) / x;
    }
}
