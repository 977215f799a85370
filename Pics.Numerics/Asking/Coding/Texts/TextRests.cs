namespace Pics.Numerics;

/// <summary>From the text of a block's rows to what it has beyond their values, and back.</summary>
internal static class TextRests
{
    private const int Skipped = 0; // lists: lines before a row, its end, what is before each cell, each cell
    private const int End = 1;
    private const int Columns = 2;

    /// <summary>How many lists a block of a table has.</summary>
    public static int Lists(TextShape shape) => Columns + (2 * shape.Columns.Length);

    /// <summary>Takes a row of a table.</summary>
    /// <param name="to">The rest of its block.</param>
    /// <param name="told">What was told of the block.</param>
    /// <param name="shape">How the table is written.</param>
    /// <param name="table">At the row.</param>
    /// <param name="row">Its place in the block.</param>
    /// <param name="isFirst">Whether it is the first one of the table, before which <see cref="TextShape.Above"/> stands.</param>
    /// <param name="values">What the row has.</param>
    public static void Add(RestWriter to, RowTold told, TextShape shape, TextTable table, int row, bool isFirst, ReadOnlySpan<double> values)
    {
        if (!isFirst) to.Add(Skipped, row, table.Skipped, []);
        for (var column = 0; column < shape.Columns.Length; column++)
        {
            var cell = table.Cell(column);
            to.Add(Columns + (2 * column), row, table.Before(column), shape.Gap(column, column == 0 ? 0 : table.Cell(column - 1).Length, cell.Length));
            to.Add(Columns + (2 * column) + 1, row, cell, told.Cell(column, values));
            told.See(column, cell);
        }

        to.Add(End, row, table.End, shape.End);
    }

    /// <summary>Writes the text of all rows of a block; false, maybe after some of it, where the rest cannot be of them.</summary>
    /// <param name="shape">How the table is written.</param>
    /// <param name="first">The number of the first row in the table.</param>
    /// <param name="values">The rows, as data sets hold them: [rows, variables].</param>
    /// <param name="rest">What they have beyond their values.</param>
    /// <param name="to">Where the text goes; what it throws is passed on.</param>
    public static bool Restore(TextShape shape, long first, ReadOnlySpan<double> values, ReadOnlySpan<byte> rest, Stream to)
    {
        var variables = shape.Form.Dimensions;
        var rows = values.Length / variables;
        if (RestReader.Open(rest, Lists(shape), rows) is not { } found) return false;
        var told = new RowTold(shape, first);
        for (var row = 0; row < rows; row++)
        {
            to.Write(found.Next(Skipped, row, []));
            for (var (column, before) = (0, 0); column < shape.Columns.Length; column++)
            {
                var cell = found.Next(Columns + (2 * column) + 1, row, told.Cell(column, values.Slice(row * variables, variables)));
                to.Write(found.Next(Columns + (2 * column), row, shape.Gap(column, before, cell.Length)));
                to.Write(cell);
                told.See(column, cell);
                before = cell.Length;
            }

            to.Write(found.Next(End, row, shape.End));
        }

        return true;
    }
}
