using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace Pics.Numerics;

/// <summary>Writes Arrow files (Feather of version 2) in batches, not compressed, with texts as they are.</summary>
internal static class ArrowFile
{
    private const int MostInBatch = 1 << 16; // rows
    private const int CellsInBatch = 1 << 22;

    /// <summary>Writes a file. Throws <see cref="IOException"/>.</summary>
    public static void Write(Stream stream, IReadOnlyList<TableFileColumn> columns, Action<Action<IReadOnlyList<string>>> give)
    {
        var schema = new Schema(columns.Select(column => new Field(column.Name, TypeOf(column.Value), nullable: true)), null);
        using var writer = new ArrowFileWriter(stream, schema, leaveOpen: true);
        var (batch, most) = (new List<IReadOnlyList<string>>(), Math.Clamp(CellsInBatch / columns.Count, 1, MostInBatch));
        void Flush()
        {
            using var written = new RecordBatch(schema, columns.Select((column, place) => ArrayOf(column, batch.Select(row => row[place]))), batch.Count);
            writer.WriteRecordBatch(written);
            batch.Clear();
        }

        writer.WriteStart();
        give(row =>
        {
            batch.Add(row);
            if (batch.Count == most) Flush();
        });
        if (batch.Count > 0) Flush();
        writer.WriteEnd();
    }

    private static IArrowType TypeOf(TableValue value) => value switch
    {
        TableValue.Number => DoubleType.Default,
        TableValue.Whole => Int64Type.Default,
        TableValue.Truth => BooleanType.Default,
        TableValue.Date => Date32Type.Default,
        TableValue.DateTime => Moments,
        TableValue.Time => Times,
        _ => StringType.Default,
    };

    private static readonly TimestampType Moments = new(TimeUnit.Microsecond, (string?)null);
    private static readonly Time64Type Times = new(TimeUnit.Microsecond);

    private static IArrowArray ArrayOf(TableFileColumn column, IEnumerable<string> cells) => column.Value switch
    {
        TableValue.Number => Built(new DoubleArray.Builder(), cells, all => all.AppendNull(), (all, cell) => all.Append(TableFileCell.Number(column, cell)), all => all.Build()),
        TableValue.Whole => Built(new Int64Array.Builder(), cells, all => all.AppendNull(), (all, cell) => all.Append(TableFileCell.Whole(column, cell)), all => all.Build()),
        TableValue.Truth => Built(new BooleanArray.Builder(), cells, all => all.AppendNull(), (all, cell) => all.Append(TableFileCell.Truth(column, cell)), all => all.Build()),
        TableValue.Date => Built(new Date32Array.Builder(), cells, all => all.AppendNull(), (all, cell) => all.Append(TableFileCell.Date(column, cell)), all => all.Build()),
        TableValue.DateTime => Built(new TimestampArray.Builder(Moments), cells, all => all.AppendNull(), (all, cell) => all.Append(new DateTimeOffset(TableFileCell.DateTime(column, cell), TimeSpan.Zero)), all => all.Build()),
        TableValue.Time => Built(new Time64Array.Builder(Times), cells, all => all.AppendNull(), (all, cell) => all.Append(TableFileCell.Time(column, cell).Ticks / TimeSpan.TicksPerMicrosecond), all => all.Build()),
        _ => Built(new StringArray.Builder(), cells, all => all.AppendNull(), (all, cell) => all.Append(cell, System.Text.Encoding.UTF8), all => all.Build()),
    };

    private static IArrowArray Built<T>(T builder, IEnumerable<string> cells, Action<T> none, Action<T, string> some, Func<T, IArrowArray> build)
    {
        foreach (var cell in cells)
        {
            if (cell.Length == 0) none(builder);
            else some(builder, cell);
        }

        return build(builder);
    }
}
