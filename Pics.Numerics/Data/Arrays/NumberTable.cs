using System.Globalization;

namespace Pics.Numerics;

/// <summary>Tables of numbers that are in rows already: whole ones learned as those of a text, real ones centred and scaled.</summary>
internal static class NumberTable
{
    /// <summary>Whole numbers. Error: <see cref="DataError.Unreadable"/>.</summary>
    public static Either<DataError, Dataset> Read(string path, string name, RowStore rows, ReadOptions options)
    {
        var schemas = TableColumns.Schemas(path, System.Array.ConvertAll(new string[rows.Width], _ => string.Empty), options);
        return schemas.Bind(known =>
        {
            var kinds = Learn(rows, known);
            if (kinds.FindIndex(kind => kind is null) is >= 0 and var column) return new DataError.Unreadable(path, $"column {column + 1} has more than {short.MaxValue} values; expected fewer of a categorical column");
            return Encode(path, name, rows, [.. kinds.Select(kind => new Column(string.Empty, kind!))], options);
        });
    }

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

    private static List<ColumnKind?> Learn(RowStore rows, ColumnSchema?[] known)
    {
        var learners = System.Array.ConvertAll(known, _ => new ColumnLearner());
        Visit(rows, learners, 1);
        return [.. learners.Select((learner, column) => known[column]?.Known ?? learner.Fit(known[column]?.Kind))];
    }

    private static ImmutableArray<ColumnKind.Real> Learn(RowStore rows, ArrayLayout layout)
    {
        var learners = Enumerable.Range(0, layout.Variables.Variables).Select(_ => new ColumnLearner()).ToArray();
        Visit(rows, learners, layout.Channels);
        return [.. learners.Select(learner => (ColumnKind.Real)learner.Fit(TableColumnKind.Real)!)];
    }

    private static void Visit(RowStore rows, ColumnLearner[] learners, int channels)
    {
        var values = new double[rows.Width];
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.Read(row, values);
            for (var place = 0; place < values.Length; place++)
                if (!double.IsNaN(values[place]))
                    learners[place / channels].See(values[place]);
        }
    }

    private static Either<DataError, Dataset> Encode(string path, string name, RowStore rows, ImmutableArray<Column> columns, ReadOptions options)
    {
        using var encoder = new TableEncoder(columns, options);
        var values = new double[rows.Width];
        Span<char> text = stackalloc char[32];
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.Read(row, values);
            for (var column = 0; column < values.Length; column++)
            {
                values[column].TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
                if (!encoder.Set(column, text[..length])) return new DataError.Unreadable(path, $"row {row}, column {column + 1} has '{text[..length]}'; expected {TableCells.Expected(columns[column].Kind)}");
            }

            encoder.EndRow();
        }

        return encoder.Finish(name);
    }
}
