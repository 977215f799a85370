namespace Pics.Numerics;

/// <summary>The probabilities of runs of numbers under families without a largest value, with the same bits on every machine.</summary>
internal static class ExactCells
{
    /// <summary>The probability of each symbol.</summary>
    /// <param name="family">A Gaussian or Poisson.</param>
    /// <param name="raw">What a net gives, [P]; or the numbers of a fixed circuit.</param>
    /// <param name="isFixed">Whether it is these.</param>
    /// <param name="runs">The numbers that each symbol stands for.</param>
    /// <param name="to">Where they go, [V].</param>
    public static void Fill(InputFamily family, ReadOnlySpan<double> raw, bool isFixed, SymbolRuns runs, Span<double> to)
    {
        if (family is InputFamily.Gaussian)
            Normal(raw[0], isFixed ? ExactFunctions.Exp(raw[1]) : Math.Sqrt((ExactFunctions.Sigmoids(raw[1]).Of * (DensityNumbers.MostVariance - DensityNumbers.LeastVariance)) + DensityNumbers.LeastVariance), runs, to);
        else
            Poisson(Math.Clamp(raw[0], -DensityNumbers.MostLogRate, DensityNumbers.MostLogRate), runs, to);
    }

    /// <summary>Differences of tails, on the side where both are small; the first and the last symbol have the tails beyond them.</summary>
    private static void Normal(double mean, double deviation, SymbolRuns runs, Span<double> to)
    {
        var below = (Below: 0.0, Above: 1.0);
        for (var symbol = 0; symbol < to.Length; symbol++)
        {
            var above = symbol == to.Length - 1 ? (Below: 1.0, Above: 0.0) : ExactNormal.Tails((runs.End(symbol) - mean) / deviation);
            to[symbol] = Math.Max(0, above.Below < 0.5 ? above.Below - below.Below : below.Above - above.Above);
            below = above;
        }
    }

    /// <summary>Sums of probabilities; the last symbol has what is left, the first what is below it too. Counts so far from the mean that all of them are below 1e-25 are left out.</summary>
    private static void Poisson(double logRate, SymbolRuns runs, Span<double> to)
    {
        const double Deviations = 12;
        const double More = 64; // since few counts are not normal
        var rate = ExactFunctions.Exp(logRate);
        var reach = (Deviations * Math.Sqrt(rate)) + More;
        var (count, last) = (Math.Max(0, (long)(rate - reach)), (long)(rate + reach));
        var (term, left) = (ExactFunctions.Exp((count * logRate) - rate - ExactFunctions.LogFactorial(count)), 1.0);
        for (var symbol = 0; symbol < to.Length - 1; symbol++)
        {
            var (sum, end) = (0.0, Math.Min(runs.First(symbol + 1), last));
            for (; count < end; term *= rate / count)
            {
                sum += term;
                count++;
            }

            to[symbol] = Math.Min(sum, left);
            left -= to[symbol];
        }

        to[^1] = left;
    }
}
