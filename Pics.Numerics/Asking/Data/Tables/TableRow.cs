using nietras.SeparatedValues;

namespace Pics.Numerics;

/// <summary>The cells of rows of a source that has types: texts that are made where they are asked for, and values without a text.</summary>
internal abstract class TypedRow
{
    /// <summary>The text of a cell; empty where not observed. It stays as long as the row does.</summary>
    public abstract ReadOnlySpan<char> Text(int column);

    /// <summary>The value of a cell without its text; false where it is not observed, and for what only its text tells.</summary>
    public abstract bool IsTyped(int column, out TypedCell cell);
}

/// <summary>One row of a table: texts that were read from a file, or that are there, or values that have texts.</summary>
internal readonly ref struct TableRow
{
    private readonly SepReader.Row row;
    private readonly string[]? cells;
    private readonly CellBuffer? buffer;
    private readonly TypedRow? typed;
    private readonly long number;

    /// <summary>A row of a file.</summary>
    /// <param name="row">Its texts; empty where not observed.</param>
    /// <param name="line">Where it begins, from 1.</param>
    public TableRow(SepReader.Row row, long line)
    {
        this.row = row;
        number = line;
    }

    /// <summary>A row that is there.</summary>
    /// <param name="cells">Its texts; empty where not observed.</param>
    /// <param name="number">From 0.</param>
    public TableRow(string[] cells, int number) => (this.cells, this.number) = (cells, number);

    /// <summary>A row that a source has written into a buffer.</summary>
    /// <param name="buffer">Its texts; empty where not observed.</param>
    /// <param name="number">From 0.</param>
    public TableRow(CellBuffer buffer, long number) => (this.buffer, this.number) = (buffer, number);

    /// <summary>A row of a source that has types.</summary>
    /// <param name="typed">Its cells.</param>
    /// <param name="number">From 0.</param>
    public TableRow(TypedRow typed, long number) => (this.typed, this.number) = (typed, number);

    /// <summary>Where it is, for people.</summary>
    public string Place => cells is null && buffer is null && typed is null ? $"line {number}" : $"row {number}";

    /// <summary>The text of a cell, without blanks around it.</summary>
    public ReadOnlySpan<char> this[int column] => Whole(column).Trim();

    /// <summary>The text of a cell with the blanks that belong to it: those between quotes, and those that a source with types has.</summary>
    public ReadOnlySpan<char> Whole(int column) =>
        typed is not null ? typed.Text(column)
        : buffer is not null ? buffer[column]
        : cells is null ? row[column].Span
        : cells[column];

    /// <summary>The value of a cell without its text; false where only its text tells it.</summary>
    public bool IsTyped(int column, out TypedCell cell)
    {
        if (typed is not null) return typed.IsTyped(column, out cell);
        cell = default;
        return false;
    }
}
