using System.Buffers.Binary;
using System.Globalization;

namespace Pics.Numerics;

/// <summary>Reads IDX files, plain or compressed with gzip (told by their first bytes, not their names).</summary>
/// <remarks>Header, big-endian: two zero bytes, the type (8 for unsigned bytes), the number of dimensions, then one 32-bit length a dimension.</remarks>
public static class IdxReader
{
    private const int UnsignedByte = 8;
    internal const string Emnist = "emnist"; // how names of files with transposed images begin

    /// <summary>Images as a data set of grey levels: 256 unless the images have few, as those of black and white. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, Dataset> ReadImages(string path) => ReadImages(path, ReadOptions.Default);

    /// <summary>Images as a data set of grey levels: as many as are wished or known, else 256 unless the images have few. Error: <see cref="DataError"/>.</summary>
    /// <param name="path">EMNIST stores its images transposed; those of a file with such a name come out upright.</param>
    /// <param name="options">Levels, and when rows stay in the file.</param>
    public static Either<DataError, Dataset> ReadImages(string path, ReadOptions options)
    {
        var isTransposed = Path.GetFileName(path).StartsWith(Emnist, StringComparison.OrdinalIgnoreCase);
        return Read(path, 3, "an IDX file of images, three dimensions", (file, offset, lengths) =>
            from rows in FixedRows.Read<byte>(file, offset, lengths[0], lengths[1] * lengths[2], isTransposed ? () => Transposed(lengths[1], lengths[2]) : null, options)
            from images in LevelRows.Read(Path.GetFileName(path), isTransposed ? DataShape.Pixels(lengths[2], lengths[1]) : DataShape.Pixels(lengths[1], lengths[2]), 1, rows, null, options)
            select images);
    }

    /// <summary>Numbers of any type: a column, a table, or images of one channel or of those of a fourth dimension, as those of a NumPy array. Error: <see cref="DataError"/>.</summary>
    /// <param name="path">EMNIST stores its images transposed; those of bytes in a file with such a name come out upright.</param>
    /// <param name="options">What is known of the columns, and when rows stay in the file.</param>
    public static Either<DataError, Dataset> Read(string path, ReadOptions options) => InputFile.Read<byte[]>(path, "an IDX file", file => file.Take(4))
        .Bind(start => IsImages(start) && !options.AreRealPixels ? ReadImages(path, options) : ArrayData.Read(new ArraySource.Idx(path), Path.GetFileName(path), false, options));

    /// <summary>Labels, one per row. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, ImmutableArray<byte>> ReadLabels(string path) =>
        Read(path, 1, "an IDX file of labels, one dimension", (file, offset, lengths) => FixedRows
            .Read<byte>(file, offset, lengths[0], 1, null, ReadOptions.Default with { MemoryLimit = long.MaxValue })
            .Map(Values));

    /// <summary>Whether these are the first bytes of a file of images of unsigned bytes.</summary>
    private static bool IsImages(ReadOnlySpan<byte> start) => start is [0, 0, UnsignedByte, 3, ..];

    private static Either<DataError, T> Read<T>(string path, int dimensions, string wanted, Func<InputFile, long, int[], Either<DataError, T>> rows) =>
        InputFile.Read(path, wanted, file => Header(file, dimensions).Bind(lengths => rows(file, 4 * (dimensions + 1), lengths)));

    private static Either<DataError, int[]> Header(InputFile file, int dimensions)
    {
        var length = 4 * (dimensions + 1);
        var header = file.Take(length);
        var expected = string.Create(CultureInfo.InvariantCulture, $"the bytes 0 0 {UnsignedByte} {dimensions} of an IDX file with {dimensions} dimension(s) of unsigned bytes");
        if (header.Length >= 4 && (header[0] != 0 || header[1] != 0 || header[2] != UnsignedByte || header[3] != dimensions))
            return new DataError.BadMagic(file.Path, $"the bytes {string.Join(' ', header.Take(4))}", expected);
        if (header.Length < length) return new DataError.WrongLength(file.Path, header.Length, length);

        var lengths = Enumerable.Range(1, dimensions).Select(axis => BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 * axis))).ToArray();
        var pixels = lengths.Skip(1).Aggregate(1L, (product, next) => product > RegionLimits.MaxVariables ? product : product * next);
        return lengths.All(axis => axis > 0) && lengths[0] <= int.MaxValue && pixels <= RegionLimits.MaxVariables
            ? System.Array.ConvertAll(lengths, axis => (int)axis)
            : new DataError.BadShape(file.Path, string.Join(" x ", lengths), $"lengths of at least 1, at most {int.MaxValue} rows and at most {RegionLimits.MaxVariables} pixels per row");
    }

    private static int[] Transposed(int height, int width)
    {
        var order = new int[height * width];
        for (var place = 0; place < order.Length; place++) order[place] = (place % height * width) + (place / height);
        return order;
    }

    private static ImmutableArray<byte> Values(RowStore rows)
    {
        var (labels, row) = (new byte[rows.Rows], new long[1]);
        for (var index = 0; index < labels.Length; index++)
        {
            rows.Read(index, row);
            labels[index] = (byte)row[0];
        }

        return [.. labels];
    }
}
