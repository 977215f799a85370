using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>The functions of the nets on lanes, to a few units in the last place.</summary>
internal static unsafe class Elementary<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Beyond this the reference engine takes the softplus to be its argument.</summary>
    private const double SoftplusThreshold = 20;

    private static bool IsSingle
    {
        [MethodImpl(Inline)]
        get => typeof(T) == typeof(float);
    }

    /// <summary>tanh x = -u / (2 + u) with u = exp(-2|x|) - 1, which keeps small x exact; the sign goes back on.</summary>
    [MethodImpl(Inline)]
    public static TLanes Tanh(TLanes x)
    {
        var u = ExpMinusOne(Of(-2) * TLanes.Abs(x));
        var size = (Of(0) - u) / (Of(2) + u);
        return TLanes.IfGreater(Of(0), x, Of(0) - size, size);
    }

    /// <summary>log(1 + exp x) = max(x, 0) + log1p(exp(-|x|)).</summary>
    [MethodImpl(Inline)]
    public static TLanes Softplus(TLanes x)
    {
        var t = Exp(Of(0) - TLanes.Abs(x));
        return TLanes.IfGreater(x, Of(SoftplusThreshold), x, TLanes.Max(x, Of(0)) + LogOnePlus(t));
    }

    /// <summary>The slope of the softplus where its value is s: 1 - exp(-s).</summary>
    [MethodImpl(Inline)]
    public static TLanes SoftplusSlope(TLanes s) =>
        TLanes.IfGreater(s, Of(SoftplusThreshold), Of(1), Of(0) - ExpMinusOne(Of(0) - TLanes.Max(s, Of(0))));

    /// <summary>exp(x) for x from minus infinity to 0; below the smallest normal number, about that.</summary>
    [MethodImpl(Inline)]
    public static TLanes Exp(TLanes x)
    {
        var (power, series) = Parts(x);
        return TLanes.MultiplyAdd(power, series, power);
    }

    /// <summary>exp(x) - 1 for x from minus infinity to 0, exact near 0.</summary>
    [MethodImpl(Inline)]
    public static TLanes ExpMinusOne(TLanes x)
    {
        var (power, series) = Parts(x);
        return TLanes.MultiplyAdd(power, series, power - Of(1));
    }

    /// <summary>2^n and exp(r) - 1 for x = n ln 2 + r; a Taylor series in r.</summary>
    [MethodImpl(Inline)]
    private static (TLanes Power, TLanes Series) Parts(TLanes x)
    {
        x = TLanes.Max(x, Of(IsSingle ? -86 : -700));

        // Adding this number rounds to an integer and leaves it in the lowest bits.
        var shift = Of(IsSingle ? 12582912.0 : 6755399441055744.0);
        var n = TLanes.MultiplyAdd(x, Of(1.4426950408889634), shift) - shift;
        var r = TLanes.MultiplyAdd(n, Of(IsSingle ? -0.693359375 : -0.693147180369123816490), x);
        r = TLanes.MultiplyAdd(n, Of(IsSingle ? 2.12194440e-4 : -1.90821492927058770002e-10), r);
        var power = TLanes.BitsToExponent(n + Of(IsSingle ? 127 + 12582912.0 : 1023 + 6755399441055744.0));
        TLanes series;
        if (IsSingle)
        {
            series = Of(1.0 / 5040);
            series = TLanes.MultiplyAdd(series, r, Of(1.0 / 720));
        }
        else
        {
            series = Of(1.0 / 6227020800);
            series = TLanes.MultiplyAdd(series, r, Of(1.0 / 479001600));
            series = TLanes.MultiplyAdd(series, r, Of(1.0 / 39916800));
            series = TLanes.MultiplyAdd(series, r, Of(1.0 / 3628800));
            series = TLanes.MultiplyAdd(series, r, Of(1.0 / 362880));
            series = TLanes.MultiplyAdd(series, r, Of(1.0 / 40320));
            series = TLanes.MultiplyAdd(series, r, Of(1.0 / 5040));
            series = TLanes.MultiplyAdd(series, r, Of(1.0 / 720));
        }

        series = TLanes.MultiplyAdd(series, r, Of(1.0 / 120));
        series = TLanes.MultiplyAdd(series, r, Of(1.0 / 24));
        series = TLanes.MultiplyAdd(series, r, Of(1.0 / 6));
        series = TLanes.MultiplyAdd(series, r, Of(0.5));
        return (power, TLanes.MultiplyAdd(series, r * r, r));
    }

    /// <summary>log(1 + t) for t from 0 to 1: 2 artanh(t / (2 + t)), a series in the square of at most 1/9.</summary>
    [MethodImpl(Inline)]
    private static TLanes LogOnePlus(TLanes t)
    {
        var s = t / (Of(2) + t);
        var square = s * s;
        var series = Of(1.0 / 17);
        if (!IsSingle)
        {
            series = Of(1.0 / 35);
            series = TLanes.MultiplyAdd(series, square, Of(1.0 / 33));
            series = TLanes.MultiplyAdd(series, square, Of(1.0 / 31));
            series = TLanes.MultiplyAdd(series, square, Of(1.0 / 29));
            series = TLanes.MultiplyAdd(series, square, Of(1.0 / 27));
            series = TLanes.MultiplyAdd(series, square, Of(1.0 / 25));
            series = TLanes.MultiplyAdd(series, square, Of(1.0 / 23));
            series = TLanes.MultiplyAdd(series, square, Of(1.0 / 21));
            series = TLanes.MultiplyAdd(series, square, Of(1.0 / 19));
            series = TLanes.MultiplyAdd(series, square, Of(1.0 / 17));
        }

        series = TLanes.MultiplyAdd(series, square, Of(1.0 / 15));
        series = TLanes.MultiplyAdd(series, square, Of(1.0 / 13));
        series = TLanes.MultiplyAdd(series, square, Of(1.0 / 11));
        series = TLanes.MultiplyAdd(series, square, Of(1.0 / 9));
        series = TLanes.MultiplyAdd(series, square, Of(1.0 / 7));
        series = TLanes.MultiplyAdd(series, square, Of(1.0 / 5));
        series = TLanes.MultiplyAdd(series, square, Of(1.0 / 3));
        series = TLanes.MultiplyAdd(series, square, Of(1));
        return (s + s) * series;
    }

    [MethodImpl(Inline)]
    private static TLanes Of(double value) => TLanes.Of(T.CreateTruncating(value));
}
