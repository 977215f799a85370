using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace Pics.Numerics;

/// <summary>The standard normal density between two ends: its mass, its moments, draws; with all digits far from the middle and in narrow intervals too.</summary>
internal static class StandardNormal
{
    private const double Narrow = 1e-2; // width times distance from the middle below which the density is a parabola
    private const double Farthest = 1e154; // from the middle: beyond it the logarithm of the density is no number
    private const double LeastTail = 1e-280; // of a distribution function that is inverted as it is
    private const double Nats = 40; // below its highest place from which on the density is nothing
    private const int Panels = 16;
    private const int Halvings = 200;

    private static readonly double LogRoot = Math.Log(2 * Math.PI) / 2;
    private static readonly double Root = Math.Sqrt(2);
    private static readonly GaussLegendreRule Panel = new(0, 1, 16);

    /// <summary>log P(low &lt; Z &lt; high), in nats.</summary>
    /// <param name="low">Less than the other; minus infinity for none.</param>
    /// <param name="high">Infinity for none.</param>
    /// <remarks>Differences of erfc, scaled so that nothing is lost; of narrow intervals the density in the middle and its second and fourth derivative.</remarks>
    public static double LogMass(double low, double high)
    {
        var (near, far) = low >= 0 ? (low, high) : high <= 0 ? (-high, -low) : (double.NaN, double.NaN);
        var (width, middle) = (high - low, double.IsInfinity(low) || double.IsInfinity(high) ? double.PositiveInfinity : Math.Abs(low + ((high - low) / 2)));
        if (width * Math.Max(middle, 1) < Narrow)
        {
            var (square, wide) = (middle * middle, width * width);
            return (-square / 2) - LogRoot + Math.Log(width) + SpecialFunctions.Log1p(((square - 1) * wide / 24) + (((square * square) - (6 * square) + 3) * wide * wide / 1920));
        }

        if (!double.IsNaN(near)) return near > Farthest ? double.NegativeInfinity : LogTail(near, far);
        var tails = (SpecialFunctions.Erfc(-low / Root) + SpecialFunctions.Erfc(high / Root)) / 2;
        return tails < 0.5 ? SpecialFunctions.Log1p(-tails) : Math.Log((SpecialFunctions.Erf(high / Root) - SpecialFunctions.Erf(low / Root)) / 2);
    }

    /// <summary>Mean and variance of Z given that it lies between two ends.</summary>
    /// <remarks>By Gauss-Legendre quadrature about the highest place of the density there, to rounding: sums of positive numbers, where differences of the closed form lose all digits in tails and narrow intervals.</remarks>
    public static (double Mean, double Variance) Moments(double low, double high)
    {
        var top = Math.Clamp(0, low, high);
        var reach = 2 * Nats / (Math.Abs(top) + Math.Sqrt((top * top) + (2 * Nats)));
        var (start, end) = (Math.Max(low - top, -reach), Math.Min(high - top, reach));
        if (!(end > start)) return (top, 0); // nearer than numbers are to each other
        double Sum(Func<double, double> of)
        {
            var (sum, size) = (0.0, (end - start) / Panels);
            for (var panel = 0; panel < Panels; panel++)
                for (var point = 0; point < Panel.Order; point++)
                {
                    var x = start + ((panel + Panel.GetAbscissa(point)) * size);
                    sum += Panel.GetWeight(point) * Math.Exp(-x * ((x / 2) + top)) * of(x);
                }

            return sum;
        }

        var mass = Sum(_ => 1);
        var mean = Sum(x => x) / mass;
        return (top + mean, Sum(x => (x - mean) * (x - mean)) / mass);
    }

    /// <summary>The number that a part of the mass between two ends is below.</summary>
    /// <param name="low">Less than the other.</param>
    /// <param name="high">The upper end.</param>
    /// <param name="uniform">The part, in (0, 1).</param>
    public static double Draw(double low, double high, double uniform)
    {
        if (low > 0) return -Draw(-high, -low, 1 - uniform);
        var (below, above) = (SpecialFunctions.Erfc(-low / Root) / 2, SpecialFunctions.Erfc(high / Root) / 2);
        var mass = high <= 0 ? (SpecialFunctions.Erfc(-high / Root) / 2) - below : 1 - below - above;
        var (left, right) = (below + (uniform * mass), above + ((1 - uniform) * mass));
        return Math.Clamp(high > 0 && right < 0.5 ? -Normal.InvCDF(0, 1, right) : left > LeastTail ? Normal.InvCDF(0, 1, left) : Far(low, high, uniform), low, high);
    }

    /// <summary>The same where the distribution function underflows, below the middle.</summary>
    private static double Far(double low, double high, double uniform)
    {
        var wanted = Math.Log(uniform) + LogMass(low, high);
        var (from, to) = (Math.Max(low, high - (2 * Nats / (1 - high)) - 1), high);
        for (var step = 0; step < Halvings && from + ((to - from) / 2) is var middle && middle > from && middle < to; step++)
            if (middle > low && LogMass(low, middle) < wanted) from = middle;
            else to = middle;
        return to;
    }

    /// <summary>log P(near &lt; Z &lt; far) for ends on one side of the middle, both from 0 on.</summary>
    private static double LogTail(double near, double far)
    {
        var rest = double.IsInfinity(far) ? 0 : Math.Exp(-(far - near) * ((far / 2) + (near / 2))) * ScaledErrors.Of(far / Root);
        return (-near * near / 2) + Math.Log((ScaledErrors.Of(near / Root) - rest) / 2);
    }
}
