namespace Pics.Numerics;

/// <summary>Functions whose results have the same bits on every machine: made of operations alone that IEEE 754 rounds correctly, in a fixed order.</summary>
/// <remarks>
/// +, -, *, /, fused multiply-add, rounding to an integer and powers of two have one right result each, with and without vector registers; the functions
/// of C libraries have not. Errors are some units in the last place.
/// </remarks>
internal static class ExactFunctions
{
    private const double OneOverLogTwo = 1.4426950408889634;
    private const double LogTwoHigh = 0.693147180369123816490;
    private const double LogTwoLow = 1.90821492927058770002e-10;
    private const double MostExp = 709;
    private const double LeastExp = -746;
    private const double RootOfHalf = 0.70710678118654752440;
    private const int Bias = 1023;
    private const int MantissaBits = 52;
    private const double TwoTo54 = 18014398509481984;
    private const double LeastNormal = 2.2250738585072014e-308;

    /// <summary>1/n! for n from 13 down to 2.</summary>
    private static readonly double[] ExpSeries =
        [1 / 6227020800.0, 1 / 479001600.0, 1 / 39916800.0, 1 / 3628800.0, 1 / 362880.0, 1 / 40320.0, 1 / 5040.0, 1 / 720.0, 1 / 120.0, 1 / 24.0, 1 / 6.0, 0.5];

    /// <summary>(2 pi)^2n / (2n)! with alternating signs, n from 12 down to 0.</summary>
    private static readonly double[] CosineSeries = Cosine(12);

    /// <summary>exp x; zero and the largest of its values beyond its range.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        x = Math.Clamp(x, LeastExp, MostExp);
        var n = Math.Round(x * OneOverLogTwo);
        var r = Math.FusedMultiplyAdd(n, -LogTwoLow, Math.FusedMultiplyAdd(n, -LogTwoHigh, x));
        var sum = 0.0;
        foreach (var term in ExpSeries) sum = Math.FusedMultiplyAdd(sum, r, term);
        return Math.ScaleB(Math.FusedMultiplyAdd(sum, r * r, r) + 1, (int)n);
    }

    /// <summary>The natural logarithm of a positive finite number.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x)) return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        var more = 0;
        if (x < LeastNormal) (x, more) = (x * TwoTo54, -54);
        var bits = BitConverter.DoubleToInt64Bits(x);
        var power = (int)(bits >> MantissaBits) - Bias + 1;
        var part = BitConverter.Int64BitsToDouble((bits & ((1L << MantissaBits) - 1)) | ((Bias - 1L) << MantissaBits)); // from 1/2 to 1
        if (part < RootOfHalf) (part, power) = (part * 2, power - 1);
        var s = (part - 1) / (part + 1);
        var (square, sum) = (s * s, 0.0);
        for (var odd = 23; odd >= 3; odd -= 2) sum = Math.FusedMultiplyAdd(sum, square, 1.0 / odd);
        var n = (double)(power + more);
        return Math.FusedMultiplyAdd(n, LogTwoHigh, Math.FusedMultiplyAdd(n, LogTwoLow, 2 * Math.FusedMultiplyAdd(s * square, sum, s)));
    }

    /// <summary>log(1 + t) for t from 0 to 1: the rounding of 1 + t is divided out.</summary>
    public static double LogOnePlus(double t)
    {
        var sum = 1 + t;
        return sum == 1 ? t : Log(sum) * (t / (sum - 1));
    }

    /// <summary>log n!: the sum of few logarithms, or the series of Stirling.</summary>
    public static double LogFactorial(long n)
    {
        const int Few = 16;
        const double HalfLogOfTwoPi = 0.91893853320467274178;
        if (n < Few)
        {
            var sum = 0.0;
            for (var factor = 2; factor <= n; factor++) sum += Log(factor);
            return sum;
        }

        var (inverse, log) = (1.0 / n, Log(n));
        var square = inverse * inverse;
        var rest = inverse * ((1 / 12.0) - (square * ((1 / 360.0) - (square * ((1 / 1260.0) - (square / 1680))))));
        return ((n + 0.5) * log) - n + HalfLogOfTwoPi + rest;
    }

    /// <summary>cos 2 pi t.</summary>
    public static double CosineOfTurns(double t)
    {
        var r = Math.Abs(t - Math.Round(t)); // from 0 to 1/2 of a turn
        return r > 0.25 ? -FirstQuarter(0.5 - r) : FirstQuarter(r);
    }

    /// <summary>sin 2 pi t.</summary>
    public static double SineOfTurns(double t) => CosineOfTurns(t - 0.25);

    /// <summary>1 / (1 + exp -x) and its complement, each exact near zero.</summary>
    public static (double Of, double OfNegated) Sigmoids(double x)
    {
        var small = Exp(-Math.Abs(x));
        var (one, other) = (1 / (1 + small), small / (1 + small));
        return x >= 0 ? (one, other) : (other, one);
    }

    /// <summary>Logits in place become probabilities.</summary>
    public static void Softmax(Span<double> logits)
    {
        var (largest, sum) = (double.NegativeInfinity, 0.0);
        foreach (var logit in logits) largest = Math.Max(largest, logit);
        foreach (ref var logit in logits) sum += logit = Exp(logit - largest);
        foreach (ref var probability in logits) probability /= sum;
    }

    private static double FirstQuarter(double r)
    {
        var (square, sum) = (r * r, 0.0);
        foreach (var term in CosineSeries) sum = Math.FusedMultiplyAdd(sum, square, term);
        return sum;
    }

    private static double[] Cosine(int last)
    {
        const double TurnSquared = 39.478417604357434; // (2 pi)^2
        var terms = new double[last + 1];
        terms[^1] = 1;
        for (var n = 1; n <= last; n++) terms[^(n + 1)] = -terms[^n] * TurnSquared / ((2.0 * n) * ((2.0 * n) - 1));
        return terms;
    }
}
