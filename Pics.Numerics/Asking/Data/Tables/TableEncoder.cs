namespace Pics.Numerics;

/// <summary>Takes the cells of a table row by row: small whole numbers if all columns are categories, real numbers otherwise.</summary>
internal sealed class TableEncoder : IDisposable
{
    private readonly ImmutableArray<Column> columns;
    private readonly CellEncoder[] encoders;
    private readonly RowBuilder<short>? categories;
    private readonly RowBuilder<double>? numbers;
    private readonly short[] small;
    private readonly double[] row;

    /// <param name="columns">What they are.</param>
    /// <param name="options">How cells are taken, and how much memory rows may take.</param>
    /// <param name="types">What the source says of each.</param>
    /// <param name="own">How the source writes each, where that is otherwise than in training.</param>
    public TableEncoder(ImmutableArray<Column> columns, ReadOptions options, Func<int, CellType> types, OwnForms own)
    {
        this.columns = columns;
        encoders = [.. columns.Select((column, index) => new CellEncoder(column, options, types(index), own[index]))];
        (small, row) = (new short[columns.Length], new double[columns.Length]);
        if (columns.All(column => column.Kind is ColumnKind.Categorical)) categories = new(columns.Length, options);
        else numbers = new(columns.Length, options);
    }

    /// <summary>What was hidden in the cells of each column.</summary>
    public IReadOnlyList<HiddenCells> Hidden => [.. encoders.Select(encoder => encoder.Hidden)];

    /// <summary>Sets a cell that is not observed.</summary>
    public void Hide(int column) => row[column] = double.NaN;

    /// <summary>Sets a cell to that of a table; false if it does not belong into its column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="from">The row of the table.</param>
    /// <param name="place">The column of the table.</param>
    public bool Set(int column, in TableRow from, int place) => encoders[column].Read(from, place, out row[column]);

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        numbers?.Add(row);
        if (categories is null) return;
        for (var column = 0; column < row.Length; column++) small[column] = double.IsNaN(row[column]) ? (short)-1 : (short)row[column];
        categories.Add(small);
    }

    /// <summary>The data set of all rows.</summary>
    public Either<DataError, Dataset> Finish(string name) => Dataset.Of(name, columns, 1, null, categories is null ? numbers!.Finish() : categories.Finish());

    /// <inheritdoc/>
    public void Dispose()
    {
        categories?.Dispose();
        numbers?.Dispose();
    }
}
