using System.Runtime.ExceptionServices;

namespace Pics.Numerics;

/// <summary>The text of a table beside its rows: how it is usually written, and what it has beyond that in each block of rows, so that it comes back byte for byte.</summary>
/// <remarks>The text of a table that is compressed with gzip is what is in it: the compressed bytes do not come back.</remarks>
internal static class TableText
{
    private const int Often = 1 << 10; // rows after which it is asked whether to stop
    private const long MostRest = 1 << 30;

    /// <summary>Learns from a table and its rows how it is written, going through it once, and once more where numbers may be written otherwise than in training. Error: <see cref="DataError"/>, also for rows of another table.</summary>
    /// <param name="path">The table; may be compressed.</param>
    /// <param name="options">As the rows were read.</param>
    /// <param name="rows">All its rows.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Either<DataError, TextShape> Learn(string path, ReadOptions options, Dataset rows, CancellationToken cancellation) => rows.Channels > 1
        ? new DataError.BadShape("the rows", $"of {rows.Channels} channels", "rows of a table")
        : TextTable.Read<TextShape>(path, options, table =>
        {
            var (learner, values) = (new ShapeLearner(path, options, table.Form, rows.Form), new double[rows.Dimensions]);
            byte[] above = [];
            for (var row = 0; table.Next(); row++)
            {
                if (row % Often == 0) cancellation.ThrowIfCancellationRequested();
                if (row == 0) above = [.. table.Skipped];
                if (row >= rows.Rows || !table.IsEven) return TextTable.Changed(path);
                rows.Read(row, values);
                learner.See(table, row, values);
            }

            if (learner.Rows != rows.Rows) return TextTable.Changed(path);
            return rows.Rows == 0 ? learner.Finish([.. table.Skipped], []) : learner.Finish(above, [.. table.Skipped]);
        });

    /// <summary>Goes through a table once and gives what each block of rows has beyond them, in order; nothing for a block where all is as it was told. Error: <see cref="DataError"/>.</summary>
    /// <param name="path">The table.</param>
    /// <param name="options">As the rows were read.</param>
    /// <param name="shape">What was learned of it.</param>
    /// <param name="rows">All its rows.</param>
    /// <param name="blockRows">Rows of each block but the last.</param>
    /// <param name="take">Takes the number of a block and its rest; what it throws is passed on.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Either<DataError, LanguageExt.Unit> ForEachBlock(string path, ReadOptions options, TextShape shape, Dataset rows, int blockRows, Action<int, byte[]> take, CancellationToken cancellation)
    {
        ExceptionDispatchInfo? thrown = null; // by what takes blocks, which is no fault of the table
        var done = TextTable.Read<LanguageExt.Unit>(path, options, table =>
        {
            var (values, rest, told, row) = (new double[rows.Dimensions], new RestWriter(TextRests.Lists(shape)), new RowTold(shape, 0), 0);
            for (; table.Next(); row++)
            {
                if (row % Often == 0) cancellation.ThrowIfCancellationRequested();
                if (row >= rows.Rows || table.Form.Names.Length != shape.Columns.Length || !table.IsEven || (row == 0 && !table.Skipped.SequenceEqual(shape.Above))) return TextTable.Changed(path);
                if (row > 0 && row % blockRows == 0 && Given((row / blockRows) - 1)) return TextTable.Changed(path);
                if (row % blockRows == 0) told = new(shape, row);
                rows.Read(row, values);
                TextRests.Add(rest, told, shape, table, row % blockRows, row == 0, values);
                if (row % Often == 0 && rest.Bytes > MostRest) return new DataError.Unreadable(path, $"{blockRows} rows have texts of more than {MostRest} bytes beyond what the model knows; expected blocks of fewer rows");
            }

            if (row != rows.Rows || !table.Skipped.SequenceEqual(row > 0 ? shape.Behind : shape.Above)) return TextTable.Changed(path);
            if (row > 0) Given((row - 1) / blockRows);
            return LanguageExt.Unit.Default;

            bool Given(int block)
            {
                try
                {
                    take(block, rest.Take());
                }
                catch (IOException error)
                {
                    thrown = ExceptionDispatchInfo.Capture(error);
                }

                return thrown is not null;
            }
        });
        thrown?.Throw();
        return done;
    }
}
