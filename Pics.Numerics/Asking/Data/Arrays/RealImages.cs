namespace Pics.Numerics;

/// <summary>Images of real numbers: each pixel centred and scaled by what all rows have there.</summary>
internal static class RealImages
{
    /// <summary>The data set, NaN where not observed. Error: <see cref="DataError.OutOfRange"/> for an infinite number.</summary>
    public static Either<DataError, Dataset> Scale(string name, ArrayLayout layout, RowStore rows, ReadOptions options)
    {
        if (rows.FindOutside(new int[rows.Width]) is var (row, place, value)) return new DataError.OutOfRange(name, row, place / layout.Channels, value, new ColumnKind.Real(0, 1));
        var known = options.Schema?.Columns.Select(column => column.Known as ColumnKind.Real).ToArray();
        var kinds = known is not null && known.Length == layout.Variables.Variables && known.All(kind => kind is not null)
            ? [.. known.Select(kind => kind!)]
            : Learn(rows, layout);
        return Dataset.Of(name, [.. kinds.Select(kind => new Column(string.Empty, kind))], layout.Channels, layout.Variables.Image, new RowView.Scaled(rows, kinds, layout.Channels));
    }

    /// <summary>The mean and deviation of each pixel (Welford).</summary>
    private static ImmutableArray<ColumnKind.Real> Learn(RowStore rows, ArrayLayout layout)
    {
        var (pixels, values) = (new (long Count, double Mean, double Squares)[layout.Variables.Variables], new double[rows.Width]);
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.Read(row, values);
            for (var place = 0; place < values.Length; place++)
                if (!double.IsNaN(values[place]))
                    See(ref pixels[place / layout.Channels], values[place]);
        }

        return [.. pixels.Select(pixel => new ColumnKind.Real(pixel.Mean, Deviation(pixel.Count, pixel.Squares)))];
    }

    private static void See(ref (long Count, double Mean, double Squares) pixel, double number)
    {
        var (count, difference) = (pixel.Count + 1, number - pixel.Mean);
        var mean = double.IsFinite(difference) ? pixel.Mean + (difference / count) : (pixel.Mean * (1 - (1.0 / count))) + (number / count); // numbers near the largest that there is
        pixel = (count, mean, pixel.Squares + (difference * (number - mean)));
    }

    private static double Deviation(long count, double squares) => count > 0 && Math.Sqrt(squares / count) is var deviation && double.IsFinite(deviation) && deviation > 0 ? deviation : 1;
}
