using System.Globalization;
using System.IO.Compression;

namespace Pics.Numerics;

/// <summary>Reads arrays of NumPy: one in a .npy file, plain or compressed with gzip, or one of a .npz archive.</summary>
/// <remarks>
/// The first axis is that of the rows. Bytes are 256 values, truth values two; other whole numbers are 0 to 255 in images and learned as
/// those of a table in columns; real numbers are centred and scaled. Numbers in this machine's byte order with the last axis the fastest
/// are mapped where they are, if they are many.
/// </remarks>
public static class NumpyReader
{
    private const string Entry = ".npy";
    private const int Shown = 8; // names of arrays in a sentence
    private const int Most = 256; // arrays whose headers are looked at; a small file can name one array many times

    /// <summary>Reads an array. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, Dataset> ReadArray(string path, ReadOptions options) =>
        InputFile.Read(path, "a NumPy file", file => Read(file, Path.GetFileName(path), false, options));

    /// <summary>Reads the array <c>data</c> of an archive, or the only one with rows of several numbers; in an archive with <c>labels</c>, rows of bytes that could be square RGB images are taken as such, channel after channel. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, Dataset> ReadArchive(string path, ReadOptions options) => InputFile.Read(path, "a NumPy archive", file =>
    {
        if (file.Length is null) return new DataError.Unreadable(path, "it is compressed again with gzip; expected the archive itself");
        try
        {
            using var archive = new ZipArchive(file.Content, ZipArchiveMode.Read, leaveOpen: true);
            var arrays = archive.Entries.Where(entry => entry.FullName.EndsWith(Entry, StringComparison.Ordinal)).ToList();
            if (Choose(path, arrays) is not { } chosen)
            {
                var names = string.Join(", ", arrays.Take(Shown).Select(entry => $"'{entry.FullName[..^Entry.Length]}'"));
                return new DataError.Unreadable(path, $"it holds {(arrays.Count == 0 ? "no arrays" : $"{arrays.Count} arrays, {names}{(arrays.Count > Shown ? " and others" : string.Empty)}")}; expected one named 'data', or only one with rows of several numbers{(arrays.Count > Most ? $" among at most {Most}" : string.Empty)}");
            }

            using var content = chosen.Open();
            var planar = chosen.FullName == "data" + Entry && arrays.Any(entry => entry.FullName == "labels" + Entry);
            return Read(new($"{path}/{chosen.FullName}", content, null), Path.GetFileName(path), planar, options);
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException)
        {
            return new DataError.Unreadable(path, "it is no zip archive, or a damaged one");
        }
    });

    private static ZipArchiveEntry? Choose(string path, List<ZipArchiveEntry> arrays)
    {
        if (arrays.Find(entry => entry.FullName == "data" + Entry) is { } data) return data;
        if (arrays.Count <= 1) return arrays.FirstOrDefault();
        if (arrays.Count > Most) return null;
        var wide = arrays.Where(entry =>
        {
            using var content = entry.Open();
            return ArrayHeader.Read(new(path, content, null)).Match(header => header.Shape.Length > 1, _ => false);
        }).Take(2).ToList();
        return wide.Count == 1 ? wide[0] : null;
    }

    private static Either<DataError, Dataset> Read(InputFile file, string name, bool planar, ReadOptions options) =>
        from header in ArrayHeader.Read(file)
        from layout in ArrayLayout.Of(file.Path, header, planar && header is { Type: 'u', Size: 1, Shape.Length: 2 })
        from data in Read(file, name, header, layout, options)
        select data;

    private static Either<DataError, Dataset> Read(InputFile file, string name, ArrayHeader header, ArrayLayout layout, ReadOptions options)
    {
        var isImage = layout.Variables.Image is not null;
        if (header.Type == 'b' || header is { Type: 'u', Size: 1 })
            return Numbers<byte>(file, header, layout, options).Bind(rows => Dataset.Of(name, layout.Variables, layout.Channels, header.Type == 'b' ? 2 : 256, rows));
        if (header.Type != 'f' && isImage)
            return Numbers<byte>(file, header, layout, options).Bind(rows => Dataset.Of(name, layout.Variables, layout.Channels, 256, rows));
        var numbers = header is { Type: 'f', Size: 4 } ? Numbers<float>(file, header, layout, options) : Numbers<double>(file, header, layout, options);
        return header.Type == 'f'
            ? numbers.Bind(rows => NumberTable.Scale(name, layout, rows, options))
            : numbers.Bind(rows => NumberTable.Read(file.Path, name, rows, options));
    }

    private static unsafe Either<DataError, RowStore> Numbers<T>(InputFile file, ArrayHeader header, ArrayLayout layout, ReadOptions options)
        where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
    {
        var isSame = header.IsNative && header.Size == sizeof(T) && (header.Type == 'f' ? default(T) is float or double : header.Type != 'i' && default(T) is byte);
        if (isSame && !header.IsFortran) return FixedRows.Read<T>(file, header.Start, layout.Rows, layout.Width, layout.IsPlanar ? () => layout.Order()! : null, options);
        var total = (long)layout.Rows * layout.Width * header.Size;
        if (file.Length is { } length && length - header.Start != total) return new DataError.WrongLength(file.Path, length - header.Start, total);
        return header.IsFortran ? Fortran<T>(file, header, layout, total, options) : Converted<T>(file, header, layout, total, options);
    }

    private static Either<DataError, RowStore> Converted<T>(InputFile file, ArrayHeader header, ArrayLayout layout, long total, ReadOptions options)
        where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
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
        where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
    {
        if (total > Math.Min(options.MemoryLimit, System.Array.MaxLength))
            return new DataError.Unreadable(file.Path, string.Create(CultureInfo.InvariantCulture, $"its {total} bytes have the first axis as the fastest (Fortran order), which is read in memory only; save it in C order, or allow more memory"));
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
