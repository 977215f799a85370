using MathNet.Numerics;

namespace Pics.Numerics;

/// <summary>The scaled complementary error function, exp(x^2) erfc(x), for numbers that are not negative: it neither underflows nor loses digits.</summary>
internal static class ScaledErrors
{
    private const double Near = 2; // below it the product itself has all digits
    private const int Terms = 80; // of the continued fraction, more than enough from there on

    private static readonly double RootOfPi = Math.Sqrt(Math.PI);

    /// <summary>Its value at a number from 0 on; 0 at infinity.</summary>
    /// <remarks>Error: some units of the last digit. Source: the continued fraction of Laplace.</remarks>
    public static double Of(double x)
    {
        if (x < Near) return Math.Exp(x * x) * SpecialFunctions.Erfc(x);
        var rest = x;
        for (var term = Terms; term > 0; term--) rest = x + (term / 2.0 / rest);
        return 1 / (RootOfPi * rest);
    }
}
