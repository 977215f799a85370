namespace Pics.Numerics;

/// <summary>The cells that the rows of a block probably have, row by row: from their values, and from the cells above them.</summary>
/// <param name="shape">How the table is written.</param>
/// <param name="first">The number of the first row of the block in the table.</param>
internal sealed class RowTold(TextShape shape, long first)
{
    private readonly byte[]?[] above = new byte[]?[shape.Columns.Length]; // of columns that the model does not have

    /// <summary>The cell of a column.</summary>
    /// <param name="column">Of the table.</param>
    /// <param name="values">Of the row.</param>
    public ReadOnlySpan<byte> Cell(int column, ReadOnlySpan<double> values) => shape.Columns[column] switch
    {
        TextColumn.Known known => shape.Predict(column, values[known.Model]),
        TextColumn.Other { Rule: OtherRule.Same } other => above[column] ?? other.Usual,
        TextColumn.Other { Rule: OtherRule.Next } other => above[column] is { } cell ? shape.Advanced(cell, 1) : shape.Advanced(other.Usual, first),
        TextColumn.Other other => other.Usual,
        _ => [],
    };

    /// <summary>Takes the cell that a column has, for the row below.</summary>
    public void See(int column, ReadOnlySpan<byte> cell)
    {
        if (shape.Columns[column] is TextColumn.Other { Rule: not OtherRule.Usual }) above[column] = cell.Length > TextShape.LongestCell ? null : cell.ToArray();
    }
}
