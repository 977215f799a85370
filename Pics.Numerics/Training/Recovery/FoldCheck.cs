using System.Numerics;

namespace Pics.Numerics;

/// <summary>Looks at the values of one fold for one row.</summary>
internal static unsafe class FoldCheck
{
    /// <summary>Whether every value is finite.</summary>
    public static bool IsFinite(FoldValues values, int row, int width, bool isDouble) => isDouble ? IsFinite<double>(values, row, width) : IsFinite<float>(values, row, width);

    /// <summary>Whether every value is zero.</summary>
    public static bool IsZero(FoldValues values, int row, int width, bool isDouble) => isDouble ? IsZero<double>(values, row, width) : IsZero<float>(values, row, width);

    private static bool IsFinite<T>(FoldValues values, int row, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (var value in Row<T>(values, row, width))
            if (!T.IsFinite(value))
                return false;
        return values.Exponents == 0 || double.IsFinite(((double*)values.Exponents)[Class(values, row)]);
    }

    private static bool IsZero<T>(FoldValues values, int row, int width)
        where T : unmanaged, IFloatingPointIeee754<T> => !Row<T>(values, row, width).ContainsAnyExcept(T.Zero);

    private static ReadOnlySpan<T> Row<T>(FoldValues values, int row, int width)
        where T : unmanaged => new((T*)values.Values + ((long)Class(values, row) * values.Stride), width);

    private static int Class(FoldValues values, int row) => values.Classes == 0 ? row : ((int*)values.Classes)[row];
}
