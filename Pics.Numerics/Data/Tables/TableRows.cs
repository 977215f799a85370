using nietras.SeparatedValues;

namespace Pics.Numerics;

/// <summary>The rows of a table as texts, wherever they are from: what kinds and labels of columns are learned from.</summary>
internal abstract class TableRows
{
    /// <summary>What is done with a row: null to go on.</summary>
    public delegate DataError.Unreadable? Visit(TableRow row);

    /// <summary>Where they are from, for people.</summary>
    public abstract string Source { get; }

    /// <summary>The name of the data set.</summary>
    public abstract string Name { get; }

    /// <summary>The names of the columns; empty ones where there are none.</summary>
    public abstract string[] Names { get; }

    /// <summary>Goes through the rows from the first one. Error: <see cref="DataError"/>.</summary>
    public abstract Either<DataError, LanguageExt.Unit> ForEach(Visit visit);
}

/// <summary>One row of a table: texts that were read from a file, or that are there.</summary>
internal readonly ref struct TableRow
{
    private readonly SepReader.Row row;
    private readonly string[]? cells;
    private readonly long number;

    /// <summary>A row of a file.</summary>
    public TableRow(SepReader.Row row)
    {
        this.row = row;
        number = row.LineNumberFrom;
    }

    /// <summary>A row that is there.</summary>
    /// <param name="cells">Its texts; empty where not observed.</param>
    /// <param name="number">From 0.</param>
    public TableRow(string[] cells, int number) => (this.cells, this.number) = (cells, number);

    /// <summary>Where it is, for people.</summary>
    public string Place => cells is null ? $"line {number}" : $"row {number}";

    /// <summary>The text of a cell, without blanks around it.</summary>
    public ReadOnlySpan<char> this[int column] => cells is null ? row[column].Span.Trim() : cells[column].AsSpan().Trim();
}
