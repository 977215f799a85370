namespace Pics.Host;

/// <summary>What is filled in without a model.</summary>
/// <param name="Column">The column.</param>
/// <param name="Mean">Of the numbers, in their own units; null where there are texts.</param>
/// <param name="Deviation">Likewise, the standard deviation.</param>
/// <param name="Mode">The most frequent value as data sets hold it; of real numbers none, NaN.</param>
internal sealed record ColumnSummary(Column Column, double? Mean, double? Deviation, double Mode)
{
    public bool IsReal => Column.Kind is ColumnKind.Real or ColumnKind.Binned;

    /// <summary>What the mode is as a number; of real numbers the mean.</summary>
    public double? NumberOfMode => IsReal ? Mean : Number(Column, Mode);

    /// <summary>A value in the data's own units; nothing if it is a text.</summary>
    public static double? Number(Column column, double value) => column.Number(value);

    /// <summary>Of the columns of a table.</summary>
    public static IReadOnlyList<ColumnSummary> Of(Dataset data)
    {
        var counts = data.Columns.Select(_ => new Dictionary<double, int>()).ToArray();
        var row = new double[data.Variables];
        for (var index = 0; index < data.Rows; index++)
        {
            data.Read(index, row);
            for (var column = 0; column < row.Length; column++)
                if (!double.IsNaN(row[column])) counts[column][row[column]] = counts[column].GetValueOrDefault(row[column]) + 1;
        }

        return [.. data.Columns.Select((column, index) => Of(column, counts[index]))];
    }

    private static ColumnSummary Of(Column column, Dictionary<double, int> counts)
    {
        var total = counts.Values.Sum();
        var mode = column.Kind is ColumnKind.Real or ColumnKind.Binned ? double.NaN : total == 0 ? 0 : counts.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key).First().Key;
        if (total == 0 || counts.Keys.Any(value => Number(column, value) is null)) return new(column, null, null, mode);
        var numbers = counts.Select(entry => (Number: Number(column, entry.Key)!.Value, Count: entry.Value)).ToList();
        var mean = numbers.Sum(entry => entry.Number * entry.Count) / total;
        return new(column, mean, Math.Sqrt(numbers.Sum(entry => entry.Count * (entry.Number - mean) * (entry.Number - mean)) / total), mode);
    }
}
