using System.Numerics;

namespace Pics.Numerics;

/// <summary>Reads the numbers of an array into rows: where they are, if they are in this machine's order, else converted.</summary>
internal static class ArrayNumbers
{
    /// <summary>The rows. Error: <see cref="DataError"/>.</summary>
    /// <typeparam name="T">What they are held as: bytes, or real numbers.</typeparam>
    public static unsafe Either<DataError, RowStore> Read<T>(InputFile file, ArrayHeader header, ArrayLayout layout, ReadOptions options)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var isSame = header.IsNative && header.Size == sizeof(T) && (header.Type == 'f' ? default(T) is float or double : header.Type != 'i' && default(T) is byte);
        if (isSame && !header.IsFortran) return FixedRows.Read<T>(file, header.Start, layout.Rows, layout.Width, layout.IsPlanar ? () => layout.Order()! : null, options);
        var total = (long)layout.Rows * layout.Width * header.Size;
        if (file.Length is { } length && length - header.Start != total) return new DataError.WrongLength(file.Path, length - header.Start, total);
        return header.IsFortran ? Fortran<T>(file, header, layout, total, options) : Converted<T>(file, header, layout, total, options);
    }

    private static Either<DataError, RowStore> Converted<T>(InputFile file, ArrayHeader header, ArrayLayout layout, long total, ReadOptions options)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        using var builder = new RowBuilder<T>(layout.Width, options, layout.Rows);
        var (bytes, row, order) = (System.Array.Empty<byte>(), System.Array.Empty<T>(), (int[]?)null);
        for (var index = 0; index < layout.Rows; index++)
        {
            var found = index == 0 ? FixedRows.ReadFirst(file.Content, layout.Width * header.Size, out bytes) : file.Content.ReadAtLeast(bytes, bytes.Length, false);
            if (found < layout.Width * header.Size) return new DataError.WrongLength(file.Path, ((long)index * layout.Width * header.Size) + found, total);
            if (index == 0) (row, order) = (new T[layout.Width], layout.Order());
            for (var place = 0; place < row.Length; place++)
            {
                var number = header.Number(bytes.AsSpan((order is null ? place : order[place]) * header.Size));
                if (!IsRight<T>(number)) return Outside(file.Path, index, place / layout.Channels, number);
                row[place] = T.CreateTruncating(number);
            }

            builder.Add(row);
        }

        return file.Content.ReadByte() < 0 ? builder.Finish() : new DataError.WrongLength(file.Path, total + 1, total);
    }

    private static Either<DataError, RowStore> Fortran<T>(InputFile file, ArrayHeader header, ArrayLayout layout, long total, ReadOptions options)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        if (total > Math.Min(options.MemoryLimit, System.Array.MaxLength)) return ArrayRows.Across(file.Path, total);
        var found = FixedRows.ReadFirst<byte>(file.Content, (int)total, out var bytes);
        if (found < total) return new DataError.WrongLength(file.Path, found, total);
        if (file.Content.ReadByte() >= 0) return new DataError.WrongLength(file.Path, total + 1, total);
        using var builder = new RowBuilder<T>(layout.Width, options, layout.Rows);
        var (order, row) = (layout.FortranOrder(header), new T[layout.Width]);
        for (var index = 0; index < layout.Rows; index++)
        {
            for (var place = 0; place < row.Length; place++)
            {
                var number = header.Number(bytes.AsSpan((((int)((long)order[place] * layout.Rows)) + index) * header.Size));
                if (!IsRight<T>(number)) return Outside(file.Path, index, place / layout.Channels, number);
                row[place] = T.CreateTruncating(number);
            }

            builder.Add(row);
        }

        return builder.Finish();
    }

    private static bool IsRight<T>(double number) => default(T) is not byte || number is >= 0 and <= byte.MaxValue;

    private static DataError.OutOfRange Outside(string path, int row, int variable, double number) => new(path, row, variable, number, Column.Of(256).Kind);
}
