namespace Pics.Host;

/// <summary>Bits per dimension that is observed, which rows have only where something is.</summary>
internal static class ObservedBits
{
    /// <summary>Those of a split; NaN where nothing is observed.</summary>
    public static double KnownBits(this SplitScore score) => score.Observed is 0 ? double.NaN : score.BitsPerDimension;

    /// <summary>Those of many rows; NaN where nothing is observed.</summary>
    public static double KnownBits(this MeanLogLikelihood mean) => mean.Observed == 0 ? double.NaN : mean.Bits;

    /// <summary>Those of a row; NaN where nothing is observed.</summary>
    public static double KnownBits(this RowScore score) => score.Observed == 0 ? double.NaN : score.BitsPerDimension;

    /// <summary>For people: a dash where they are not known.</summary>
    public static string Text(double bits) => double.IsNaN(bits) ? "-" : Tables.Number(bits, 4);

    /// <summary>Figures for scripts.</summary>
    public static object Document(ModelScores scores) => new
    {
        scores.K,
        scores.Rule,
        scores.LogZ,
        splits = scores.Splits.Select(split => new { split.Split, split.Rows, split.LogLikelihood, bitsPerDimension = JsonOutput.Known(split.KnownBits()), split.Observed }),
    };
}
