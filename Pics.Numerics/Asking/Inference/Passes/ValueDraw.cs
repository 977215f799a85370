using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Pics.Numerics;

/// <summary>Draws one channel's value from an input family, from one uniform number.</summary>
internal static class ValueDraw
{
    /// <param name="family">The family.</param>
    /// <param name="numbers">[V], the parameters of the channel as in <see cref="CircuitNumbers"/>.</param>
    /// <param name="uniform">In (0, 1).</param>
    public static double Draw(InputFamily family, ReadOnlySpan<double> numbers, double uniform) =>
        family.Values.IsSome ? FromTable(numbers, uniform)
        : family is InputFamily.Gaussian ? Normal.InvCDF(numbers[0], Math.Exp(numbers[1]), uniform)
        : FromPoisson(numbers[0], uniform);

    /// <summary>The first value whose cumulated probability is above the number.</summary>
    public static int FromTable(ReadOnlySpan<double> logarithms, double uniform)
    {
        var total = 0.0;
        foreach (var logarithm in logarithms) total += Math.Exp(logarithm);
        var left = uniform * total;
        var last = 0;
        for (var value = 0; value < logarithms.Length; value++)
        {
            var probability = Math.Exp(logarithms[value]);
            if (probability == 0) continue;
            last = value;
            if (left < probability) break;
            left -= probability;
        }

        return last;
    }

    /// <summary>Subtracts the probabilities of the mode and its neighbours, nearest first, until the number is used up (Kemp, 1981).</summary>
    /// <remarks>Cost: in the order of the standard deviation.</remarks>
    private static double FromPoisson(double logRate, double uniform)
    {
        var rate = Math.Exp(logRate);
        var mode = Math.Floor(rate);
        var (below, above) = (mode, mode);
        var low = Math.Exp((mode * logRate) - rate - SpecialFunctions.GammaLn(mode + 1));
        var high = low;
        var left = uniform - low;
        while (left >= 0 && (low > 0 || high > 0))
        {
            high *= rate / ++above;
            if ((left -= high) < 0) return above;
            low *= below / rate;
            if (below > 0 && (left -= low) < 0) return below - 1;
            below = Math.Max(0, below - 1);
        }

        return mode; // at once, or where rounding has left a little that belongs to no value
    }
}
