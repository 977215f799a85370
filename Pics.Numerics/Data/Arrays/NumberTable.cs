namespace Pics.Numerics;

/// <summary>Tables of numbers that are in rows already: whole ones learned as those of a text, real ones centred and scaled.</summary>
internal static class NumberTable
{
    /// <summary>Whole numbers. Error: <see cref="DataError.Unreadable"/>.</summary>
    public static Either<DataError, Dataset> Read(string path, string name, RowStore rows, ReadOptions options) => TableLearner.Read(new Cells(path, name, rows), options);

    /// <summary>Real numbers of a table or of images, NaN where not observed. Error: <see cref="DataError.OutOfRange"/> for an infinite one.</summary>
    public static Either<DataError, Dataset> Scale(string name, ArrayLayout layout, RowStore rows, ReadOptions options)
    {
        if (rows.FindOutside(new int[rows.Width]) is var (row, place, value)) return new DataError.OutOfRange(name, row, place / layout.Channels, value, new ColumnKind.Real(0, 1));
        var known = options.Schema?.Columns.Select(column => column.Known as ColumnKind.Real).ToArray();
        var kinds = known is not null && known.Length == layout.Variables.Variables && known.All(kind => kind is not null)
            ? [.. known.Select(kind => kind!)]
            : Learn(rows, layout);
        return Dataset.Of(name, [.. kinds.Select(kind => new Column(string.Empty, kind))], layout.Channels, layout.Variables.Image, new RowView.Scaled(rows, kinds, layout.Channels));
    }

    private static ImmutableArray<ColumnKind.Real> Learn(RowStore rows, ArrayLayout layout)
    {
        var spreads = new Spread[layout.Variables.Variables];
        var values = new double[rows.Width];
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.Read(row, values);
            for (var place = 0; place < values.Length; place++)
                if (!double.IsNaN(values[place]))
                    spreads[place / layout.Channels].See(values[place]);
        }

        return [.. spreads.Select(spread => spread.Kind)];
    }

    /// <summary>The mean and deviation of numbers that are seen one by one (Welford).</summary>
    private struct Spread
    {
        private long count;
        private double mean;
        private double squares; // of the differences to the mean

        /// <summary>Numbers less their mean, in deviations.</summary>
        public readonly ColumnKind.Real Kind => new(mean, count > 0 && Math.Sqrt(squares / count) is var deviation && double.IsFinite(deviation) && deviation > 0 ? deviation : 1);

        public void See(double number)
        {
            count++;
            var difference = number - mean;
            mean = double.IsFinite(difference) ? mean + (difference / count) : (mean * (1 - (1.0 / count))) + (number / count); // numbers near the largest that there is
            squares += difference * (number - mean);
        }
    }

    /// <summary>The numbers as cells without headings.</summary>
    private sealed class Cells(string path, string name, RowStore rows) : TableRows
    {
        public override string Source => path;

        public override string Name => name;

        public override string[] Names { get; } = System.Array.ConvertAll(new string[rows.Width], _ => string.Empty);

        public override CellType TypeOf(int column) => CellType.Number;

        public override Either<DataError, LanguageExt.Unit> ForEach(Visit visit)
        {
            var (cells, values) = (new CellBuffer(), new double[rows.Width]);
            for (var row = 0; row < rows.Rows; row++)
            {
                rows.Read(row, values);
                cells.Clear();
                foreach (var value in values)
                {
                    if (double.IsNaN(value)) cells.Add([]);
                    else cells.Add(value, double.IsInteger(value) ? "F0" : "R");
                }

                if (visit(new TableRow(cells, row)) is { } wrong) return wrong;
            }

            return LanguageExt.Unit.Default;
        }
    }
}
