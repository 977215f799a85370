namespace Pics.Host;

/// <summary>What one column, or all values together, of a data set are.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Kind">What its values are, for people.</param>
/// <param name="Values">Some of them, or from which to which they are, for people.</param>
/// <param name="Missing">Values that are not observed.</param>
/// <param name="Least">The least number; null where values are texts, or none is observed.</param>
/// <param name="Largest">The largest number.</param>
/// <param name="Mean">Of the numbers.</param>
internal sealed record ColumnDescription(string Name, string Kind, string Values, long Missing, double? Least, double? Largest, double? Mean)
{
    /// <summary>The mean as the column's cells are written: a date for dates.</summary>
    public string Middle { get; init; } = string.Empty;
}

/// <summary>What one split of a data set is.</summary>
internal sealed record SplitDescription(string Split, string Source, int Rows, long Bytes, bool IsStreamed, ColumnDescription All, IReadOnlyList<ColumnDescription> Columns)
{
    /// <summary>Looks at all values once.</summary>
    public static SplitDescription Of(string split, Dataset data)
    {
        var columns = data.Columns.Select(column => new Numbers(column)).ToArray();
        var values = new double[data.Dimensions];
        for (var row = 0; row < data.Rows; row++)
        {
            data.Read(row, values);
            for (var place = 0; place < values.Length; place++) columns[place / data.Channels].See(values[place]);
        }

        var described = columns.Select((numbers, index) => numbers.Describe(data.Form.Heading(index))).ToList();
        return new(split, data.Name, data.Rows, data.Bytes, data.IsStreamed, Numbers.Together(columns), data.Image is null ? described : []);
    }

    /// <summary>What a column's values are, for people.</summary>
    public static string Kind(ColumnKind kind) => FormFit.Kind(kind);

    /// <summary>The numbers of a column, in the data's own units.</summary>
    private sealed class Numbers(Column column)
    {
        private readonly double?[]? labels = column.Kind is ColumnKind.Categorical { Labels.IsEmpty: false } categorical ? Labels(column, categorical.Values) : null;

        private long missing;
        private long count;
        private double sum;
        private double least = double.PositiveInfinity;
        private double largest = double.NegativeInfinity;

        public static ColumnDescription Together(IReadOnlyList<Numbers> all)
        {
            var count = all.Sum(numbers => numbers.count);
            return new(string.Empty, string.Empty, string.Empty, all.Sum(numbers => numbers.missing), count > 0 ? all.Min(numbers => numbers.least) : null, count > 0 ? all.Max(numbers => numbers.largest) : null, count > 0 ? all.Sum(numbers => numbers.sum) / count : null);
        }

        /// <summary>The numbers of labels; none where some are texts or codes, so that no mean is of a part of them.</summary>
        private static double?[] Labels(Column column, int values)
        {
            double?[] numbers = [.. Enumerable.Range(0, values).Select(value => column.Number(value))];
            return numbers.Take(values - (column.HasOther ? 1 : 0)).Contains(null) ? new double?[values] : numbers;
        }

        public void See(double value)
        {
            if (double.IsNaN(value))
            {
                missing++;
                return;
            }

            if (Number(value) is not { } number) return;
            count++;
            sum += number;
            (least, largest) = (Math.Min(least, number), Math.Max(largest, number));
        }

        public ColumnDescription Describe(string name)
        {
            var (from, to, mean) = count > 0 ? ((double?)least, (double?)largest, (double?)(sum / count)) : default;
            return new(name, ColumnWords.Kind(column), ColumnWords.Values(column, from, to), missing, from, to, mean) { Middle = ColumnWords.Mean(column, mean) };
        }

        private double? Number(double value) => labels is not null ? labels[(int)value] : column.Kind is ColumnKind.Real real ? column.Form.Round((value * real.Scale) + real.Centre) : value; // centred numbers are not those that were written, to the last digit
    }
}
