using System.Globalization;

namespace Pics.Numerics;

/// <summary>The rows of an array as those of a table, so that kinds of columns are learned as from any table.</summary>
internal sealed class ArrayRows : TableRows
{
    /// <summary>Bytes of the longest row.</summary>
    public const int LargestRow = 1 << 24;

    private const int MostColumns = 1 << 16;

    private readonly ArraySource source;
    private readonly ArrayHeader header;

    private ArrayRows(ArraySource source, ArrayHeader header, string name)
    {
        (this.source, this.header, Name) = (source, header, name);
        Names = header.Fields.IsEmpty ? System.Array.ConvertAll(new string[Width(header)], _ => string.Empty) : [.. header.Fields.Select(field => field.Name)];
    }

    public override string Source => source.Path;

    public override string Name { get; }

    public override string[] Names { get; }

    /// <summary>Whether an array is a table: rows with named fields, texts, or one or two axes.</summary>
    public static bool Are(ArrayHeader header) => !header.Fields.IsEmpty || !header.Values.IsNumber || header.Shape.Length is 1 or 2;

    /// <summary>The rows of an array, if its shape is that of a table and its first row, or all of an uncompressed file, is there. Error: <see cref="DataError"/>.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="name">For people.</param>
    /// <param name="options">How much may be in memory.</param>
    public static Either<DataError, TableRows> Of(ArraySource source, string name, ReadOptions options) => source.Read<TableRows>((file, header) =>
    {
        var (path, shape, isNamed) = (file.Path, header.Shape, !header.Fields.IsEmpty);
        if (shape.Length is < 1 or > 2 || (isNamed && shape.Length > 1) || shape.Any(length => length < 1))
            return new DataError.BadShape(path, header.Lengths, $"an array [rows]{(isNamed ? " of rows with named fields" : " or [rows, columns]")}, and lengths of at least 1");
        if (shape[0] > int.MaxValue) return new DataError.BadShape(path, header.Lengths, $"at most {int.MaxValue} rows");
        if (!isNamed && shape.Length > 1 && shape[1] > MostColumns) return new DataError.Unreadable(path, $"it has {shape[1]} columns; expected at most {MostColumns}");
        var row = (long)Width(header) * header.Size;
        if (row > LargestRow) return new DataError.Unreadable(path, $"its rows have {row} bytes; expected at most {LargestRow}");
        var total = row * shape[0];
        if (file.Length is { } length && length - header.Start != total) return new DataError.WrongLength(path, length - header.Start, total);
        if (IsAcross(header) && total > Math.Min(options.MemoryLimit, System.Array.MaxLength)) return Across(path, total);
        var found = FixedRows.ReadFirst<byte>(file.Content, (int)row, out _);
        return found == row ? new ArrayRows(source, header, name) : new DataError.WrongLength(path, found, total);
    });

    /// <summary>What is said of an array whose first axis is the fastest, and which is too large for the memory.</summary>
    public static DataError.Unreadable Across(string path, long bytes) => new(path, string.Create(CultureInfo.InvariantCulture, $"its {bytes} bytes have the first axis as the fastest (Fortran order), which is read in memory only; save it in C order, or allow more memory"));

    /// <inheritdoc/>
    public override CellType TypeOf(int column) => Type(column).Cell;

    /// <inheritdoc/>
    public override Either<DataError, LanguageExt.Unit> ForEach(Visit visit) => source.Read((file, _) => IsAcross(header) ? Whole(file, visit) : RowByRow(file, visit));

    private static int Width(ArrayHeader header) => header.Fields.IsEmpty && header.Shape.Length > 1 ? (int)header.Shape[1] : 1;

    private static bool IsAcross(ArrayHeader header) => header.IsFortran && header.Shape.Length > 1 && header.Shape[1] > 1;

    private ArrayType Type(int column) => header.Fields.IsEmpty ? header.Values : header.Fields[column].Type;

    private Either<DataError, LanguageExt.Unit> RowByRow(InputFile file, Visit visit)
    {
        var (cells, bytes) = (new ArrayCells(), new byte[Width(header) * header.Size]);
        for (var row = 0; row < header.Shape[0]; row++)
        {
            var found = file.Content.ReadAtLeast(bytes, bytes.Length, false);
            if (found < bytes.Length) return new DataError.WrongLength(file.Path, ((long)row * bytes.Length) + found, bytes.Length * header.Shape[0]);
            cells.Buffer.Clear();
            for (var column = 0; column < Names.Length; column++)
                if (Add(cells, row, column, bytes.AsSpan(header.Fields.IsEmpty ? column * header.Size : header.Fields[column].Offset)) is { } fault)
                    return fault;
            if (visit(new TableRow(cells.Buffer, row)) is { } wrong) return wrong;
        }

        return End(file, bytes.Length * header.Shape[0]);
    }

    /// <summary>Of an array whose first axis is the fastest.</summary>
    private Either<DataError, LanguageExt.Unit> Whole(InputFile file, Visit visit)
    {
        var (rows, total) = ((int)header.Shape[0], header.Shape[0] * Names.Length * header.Size);
        var found = FixedRows.ReadFirst<byte>(file.Content, (int)total, out var bytes);
        if (found < total) return new DataError.WrongLength(file.Path, found, total);
        var cells = new ArrayCells();
        for (var row = 0; row < rows; row++)
        {
            cells.Buffer.Clear();
            for (var column = 0; column < Names.Length; column++)
                if (Add(cells, row, column, bytes.AsSpan(((column * rows) + row) * header.Size)) is { } fault)
                    return fault;
            if (visit(new TableRow(cells.Buffer, row)) is { } wrong) return wrong;
        }

        return End(file, total);
    }

    private DataError.Unreadable? Add(ArrayCells cells, int row, int column, ReadOnlySpan<byte> bytes)
    {
        var type = Type(column);
        return cells.Add(type, bytes[..type.Size]) is { } fault ? new(source.Path, $"row {row}, {TableColumns.Label(Names[column], column)} has {fault}") : null;
    }

    private static Either<DataError, LanguageExt.Unit> End(InputFile file, long total) =>
        file.Content.ReadByte() < 0 ? LanguageExt.Unit.Default : new DataError.WrongLength(file.Path, total + 1, total);
}
