using System.Numerics;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>Reads rows of one length that follow each other to the end of a file, in this machine's byte order.</summary>
/// <remarks>Memory grows with the bytes that are really there, never with what a header claims. A plain file past the limit is read where it is.</remarks>
internal static class FixedRows
{
    /// <summary>The rows. Error: <see cref="DataError.WrongLength"/>.</summary>
    /// <typeparam name="T">The numbers of the file.</typeparam>
    /// <param name="file">At its first row.</param>
    /// <param name="offset">Where that is.</param>
    /// <param name="rows">How many there should be.</param>
    /// <param name="width">Numbers per row.</param>
    /// <param name="reorder">Gives for each place of a row the place in the file that its number comes from; null for the same.</param>
    /// <param name="options">The limit.</param>
    public static unsafe Either<DataError, RowStore> Read<T>(InputFile file, long offset, int rows, int width, Func<int[]>? reorder, ReadOptions options)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var total = (long)rows * width * sizeof(T);
        if (file.Length is { } length && length - offset != total) return new DataError.WrongLength(file.Path, length - offset, total);
        if (file.Length is not null && total > options.MemoryLimit && rows > 0)
            return Ordered(RowStore.OfFile<T>(file.Path, offset, rows, width), reorder?.Invoke());
        using var builder = new RowBuilder<T>(width, options, rows);
        var (row, next, order) = (System.Array.Empty<T>(), System.Array.Empty<T>(), (int[]?)null);
        for (var index = 0; index < rows; index++)
        {
            var found = index == 0 ? ReadFirst(file.Content, width, out row) : file.Content.ReadAtLeast(MemoryMarshal.AsBytes(row.AsSpan()), width * sizeof(T), false);
            if (found < width * sizeof(T)) return new DataError.WrongLength(file.Path, ((long)index * width * sizeof(T)) + found, total);
            if (index == 0 && reorder is not null) (next, order) = (new T[width], reorder()); // the row is there
            for (var place = 0; place < next.Length; place++) next[place] = row[order![place]];
            builder.Add(order is null ? row : next);
        }

        return file.Content.ReadByte() < 0 ? builder.Finish() : new DataError.WrongLength(file.Path, total + 1, total);
    }

    private static RowStore Ordered(RowStore rows, int[]? order) => order is null ? rows : new RowView.Reordered(rows, order);

    /// <summary>A row of which it is not known whether it is there, read piece by piece.</summary>
    public static unsafe int ReadFirst<T>(Stream stream, int width, out T[] row)
        where T : unmanaged
    {
        const int Piece = 1 << 20;
        var (count, filled) = (width * sizeof(T), 0);
        var bytes = new byte[Math.Min(count, Piece)];
        while (true)
        {
            var read = stream.Read(bytes, filled, bytes.Length - filled);
            filled += read;
            if (read == 0 || filled == count) break;
            if (filled == bytes.Length) System.Array.Resize(ref bytes, (int)Math.Min(count, 2L * bytes.Length));
        }

        row = filled == count ? MemoryMarshal.Cast<byte, T>(bytes).ToArray() : [];
        return filled;
    }
}
