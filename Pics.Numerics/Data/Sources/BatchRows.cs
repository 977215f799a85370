using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace Pics.Numerics;

/// <summary>The rows of Arrow batches, which are read anew each time.</summary>
/// <remarks>Columns of lists, records and bytes are left out, and it is said.</remarks>
internal sealed class BatchRows : TableRows
{
    private readonly Func<IArrowArrayStream> open;
    private readonly int[] places;
    private readonly CellType[] types;
    private readonly string? note;
    private readonly string? said;

    private BatchRows(string source, string name, Func<IArrowArrayStream> open, Schema schema, string? said)
    {
        this.said = said;
        (Source, Name, this.open, Schema) = (source, name, open, schema);
        var kinds = schema.FieldsList.Select(field => ArrowCells.Of(field.DataType)?.Type).ToArray();
        places = [.. Enumerable.Range(0, kinds.Length).Where(place => kinds[place] is not null)];
        types = System.Array.ConvertAll(places, place => kinds[place]!.Value);
        Names = System.Array.ConvertAll(places, place => schema.FieldsList[place].Name ?? string.Empty);
        var left = schema.FieldsList.Where((_, place) => kinds[place] is null).Select(field => $"'{field.Name}' ({field.DataType.Name})").ToList();
        if (left.Count > 0) note = $"{Listed(left)} {(left.Count == 1 ? "is" : "are")} left out: the cells hold lists, records or bytes, not one value each.";
    }

    public override string Source { get; }

    public override string Name { get; }

    public override string[] Names { get; }

    /// <summary>The columns that the batches have.</summary>
    public Schema Schema { get; }

    public override IEnumerable<string> Notes => new[] { note, said }.OfType<string>();

    /// <summary>The rows of a source. Error: <see cref="DataError.Unreadable"/> where it has no column that can be read.</summary>
    /// <param name="source">Where they are from, for people.</param>
    /// <param name="name">The name of the data set.</param>
    /// <param name="open">Begins to read from the first row; may throw, as the whole is guarded by <see cref="SourceGuard"/>.</param>
    /// <param name="said">One more sentence for people.</param>
    public static Either<DataError, BatchRows> Of(string source, string name, Func<IArrowArrayStream> open, string? said = null) => SourceGuard.Run<BatchRows>(source, () =>
    {
        using var stream = open();
        var rows = new BatchRows(source, name, open, stream.Schema, said);
        return rows.Names.Length > 0 ? rows : new DataError.Unreadable(source, $"it has no column with one value a cell{(rows.note is null ? string.Empty : $": {rows.note.TrimEnd('.')}")}; expected numbers, texts, truth values or dates");
    });

    public override CellType TypeOf(int column) => types[column];

    public override bool IsWhole(int column) => ArrowCells.IsWhole(Schema.FieldsList[places[column]].DataType);

    public override Either<DataError, LanguageExt.Unit> ForEach(Visit visit) => SourceGuard.Run<LanguageExt.Unit>(Source, () =>
    {
        using var stream = open();
        var cells = System.Array.ConvertAll(places, place => ArrowCells.Of(Schema.FieldsList[place].DataType)!.Value.Cells);
        var (row, wrongs, number) = (new BatchRow(cells), Enumerable.Range(0, cells.Length).Where(column => cells[column].CanBeWrong).ToArray(), 0L);
        while (stream.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
        {
            using (batch)
            {
                for (var column = 0; column < cells.Length; column++) cells[column].Bind(batch.Column(places[column]));
                for (var index = 0; index < batch.Length; index++, number++)
                {
                    foreach (var column in wrongs)
                        if (!cells[column].IsRight(index))
                            return new DataError.Unreadable(Source, $"row {number}, {TableColumns.Label(Names[column], column)} has a time that is no day of the years 1 to 9999, or none of a day");
                    row.Begin(index);
                    if (visit(new TableRow(row, number)) is { } wrong) return wrong;
                }
            }
        }

        return number > 0 ? LanguageExt.Unit.Default : new DataError.Unreadable(Source, "it has no rows");
    });

    private static string Listed(List<string> names)
    {
        const int Shown = 8;
        return $"{(names.Count == 1 ? "The column" : "The columns")} {string.Join(", ", names.Take(Shown))}{(names.Count > Shown ? $" and {Plural.Of(names.Count - Shown, "other")}" : string.Empty)}";
    }

    /// <summary>One row of a batch after the other.</summary>
    private sealed class BatchRow(ArrowCells[] cells) : TypedRow
    {
        private readonly CellBuffer buffer = new();
        private readonly int[] made = new int[cells.Length]; // for each column the place of its text in the buffer, from 1; 0 where none was asked for
        private int row;

        public void Begin(int row)
        {
            this.row = row;
            buffer.Clear();
            System.Array.Clear(made);
        }

        public override ReadOnlySpan<char> Text(int column)
        {
            if (made[column] == 0)
            {
                cells[column].Add(buffer, row);
                made[column] = buffer.Count;
            }

            return buffer[made[column] - 1];
        }

        public override bool IsTyped(int column, out TypedCell cell) => cells[column].IsTyped(row, out cell);
    }
}
