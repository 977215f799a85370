namespace Pics.Numerics;

/// <summary>Which kind a column of real or large whole numbers gets.</summary>
internal static class RealKinds
{
    /// <summary>The kind of a column.</summary>
    /// <param name="sorted">Its observed numbers, or a sample of them, ascending; at least one.</param>
    /// <param name="form">How they are written: with whole numbers or a fixed number of decimals they lie on a grid.</param>
    /// <param name="wish">Real or binned where that is said; null to choose.</param>
    public static ColumnKind Of(ReadOnlySpan<double> sorted, CellForm form, TableColumnKind? wish)
    {
        var (mean, squares, count) = (0.0, 0.0, 0);
        foreach (var number in sorted)
        {
            count++;
            var difference = number - mean;
            mean = double.IsFinite(difference) ? mean + (difference / count) : (mean * (1 - (1.0 / count))) + (number / count); // numbers near the largest that there is
            squares += difference * (number - mean);
        }

        var deviation = Math.Sqrt(squares / count);
        return new ColumnKind.Real(mean, double.IsFinite(deviation) && deviation > 0 ? deviation : 1);
    }
}
