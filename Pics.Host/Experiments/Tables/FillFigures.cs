namespace Pics.Host;

/// <summary>How well cells that were taken away came back.</summary>
/// <param name="By">Who filled them.</param>
/// <param name="Percent">How many of the cells were taken away.</param>
/// <param name="Error">NRMSE: the root of the mean square error of numbers, each in standard deviations of its column in training; NaN without any.</param>
/// <param name="Accuracy">The part of the other cells that came back as they were; NaN without any.</param>
internal sealed record FillFigures(string By, int Percent, double Error, double Accuracy)
{
    /// <summary>Compares fills with what was there.</summary>
    /// <param name="by">Who filled.</param>
    /// <param name="percent">How many cells were taken away.</param>
    /// <param name="split">The rows, and the deviations of columns.</param>
    /// <param name="removed">What was taken away from the test rows.</param>
    /// <param name="fill">The number, or the number of the value, by row and column.</param>
    public static FillFigures Of(string by, int percent, TrialSplit split, Removal removed, Func<int, int, double> fill)
    {
        var summaries = ColumnSummary.Of(split.Train);
        var (squares, numbers, right, values) = (0.0, 0, 0, 0);
        foreach (var (row, column, value) in removed.Cells)
        {
            var known = split.Test.Columns[column];
            if (!TrialFile.IsNumber(known))
            {
                values++;
                if (Math.Round(fill(row, column)) == value) right++;
            }
            else if (summaries[column].Deviation is > 0 and var deviation)
            {
                var difference = (fill(row, column) - known.Number(value)!.Value) / deviation;
                squares += difference * difference;
                numbers++;
            }
        }

        return new(by, percent, numbers == 0 ? double.NaN : Math.Sqrt(squares / numbers), values == 0 ? double.NaN : (double)right / values);
    }

    /// <summary>Fills that need no model: the mean of a column of numbers, the most frequent value of another.</summary>
    public static FillFigures OfMeans(int percent, TrialSplit split, Removal removed)
    {
        var summaries = ColumnSummary.Of(split.Train);
        return Of("mean and mode", percent, split, removed, (_, column) => TrialFile.IsNumber(split.Test.Columns[column]) ? summaries[column].Mean ?? double.NaN : summaries[column].Mode);
    }
}
