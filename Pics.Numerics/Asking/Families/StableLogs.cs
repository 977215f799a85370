using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Logarithms of float64 without cancellation, to a few units in the last place.</summary>
internal static class StableLogs
{
    /// <summary>log(1 + t) for t from 0 to 1: the rounding of 1 + t is divided out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LogOnePlus(double t)
    {
        var sum = 1 + t;
        return sum == 1 ? t : Math.Log(sum) * (t / (sum - 1));
    }

    /// <summary>log(1 - exp(-x)) for x from 0, minus infinity at 0.</summary>
    public static double LogOneMinusExp(double x) => x > 0 && x < Math.Log(2) ? Math.Log(2 * Math.Exp(-x / 2) * Math.Sinh(x / 2)) : Math.Log(1 - Math.Exp(-x));

    /// <summary>log sigmoid(x) and log sigmoid(-x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (double Of, double OfNegated) LogSigmoids(double x)
    {
        var rest = LogOnePlus(Math.Exp(-Math.Abs(x)));
        return (Math.Min(x, 0) - rest, Math.Min(-x, 0) - rest);
    }
}
