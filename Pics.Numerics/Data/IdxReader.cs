using System.Buffers.Binary;
using System.Globalization;

namespace Pics.Numerics;

/// <summary>Reads IDX files of unsigned bytes, plain or compressed with gzip (told by their first bytes, not their names).</summary>
/// <remarks>
/// Header, big-endian: two zero bytes, the type 8, the number of dimensions, then one 32-bit length a dimension. Memory grows with
/// the bytes that are really there, never with what a header claims.
/// </remarks>
public static class IdxReader
{
    private const int UnsignedByte = 8;

    /// <summary>Images as a data set of 256 grey levels. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, Dataset> ReadImages(string path) => Read(path, 3, "images, three dimensions").Bind(file =>
        Dataset.Own(Path.GetFileName(path), DataShape.Pixels(file.Lengths[1], file.Lengths[2]), 1, 256, file.Data));

    /// <summary>Labels, one a row. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, ImmutableArray<byte>> ReadLabels(string path) =>
        Read(path, 1, "labels, one dimension").Map(file => file.Data.ToImmutableArray());

    private static Either<DataError, (int[] Lengths, byte[] Data)> Read(string path, int dimensions, string wanted)
    {
        if (Directory.Exists(path)) return new DataError.Unreadable(path, $"it is a folder; expected an IDX file of {wanted}");
        if (!File.Exists(path)) return new DataError.Missing(path, $"an IDX file of {wanted}");
        try
        {
            using var file = File.OpenRead(path);
            if (!file.CanSeek) return new DataError.Unreadable(path, "it is not a regular file");
            Span<byte> start = stackalloc byte[2];
            var isGzip = file.ReadAtLeast(start, 2, false) == 2 && GzipContent.IsGzip(start);
            file.Position = 0;
            using var stream = isGzip ? GzipContent.Open(file, System.Array.MaxLength + (4L * (dimensions + 1))) : file;
            return stream is null
                ? new DataError.Unreadable(path, "its gzip data is damaged, cut short or followed by other bytes")
                : Parse(path, stream, dimensions);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new DataError.Unreadable(path, error.Message.TrimEnd('.'));
        }
    }

    private static Either<DataError, (int[] Lengths, byte[] Data)> Parse(string path, Stream stream, int dimensions)
    {
        var header = new byte[4 * (dimensions + 1)];
        var found = stream.ReadAtLeast(header, header.Length, false);
        var expected = string.Create(CultureInfo.InvariantCulture, $"the bytes 0 0 {UnsignedByte} {dimensions} of an IDX file with {dimensions} dimension(s) of unsigned bytes");
        if (found >= 4 && (header[0] != 0 || header[1] != 0 || header[2] != UnsignedByte || header[3] != dimensions))
            return new DataError.BadMagic(path, $"the bytes {string.Join(' ', header.Take(4))}", expected);
        if (found < header.Length) return new DataError.WrongLength(path, found, header.Length);

        var lengths = new int[dimensions];
        var total = 1L;
        for (var axis = 0; axis < dimensions; axis++)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 * (axis + 1)));
            total = length is 0 or > int.MaxValue || total > int.MaxValue ? long.MaxValue : total * length;
            lengths[axis] = unchecked((int)length);
        }

        if (total > System.Array.MaxLength)
            return new DataError.BadShape(path, string.Join(" x ", lengths.Select(length => (uint)length)), $"lengths of at least 1 and at most {System.Array.MaxLength} bytes in all");
        var data = ReadUpTo(stream, (int)total);
        if (data.Count < total) return new DataError.WrongLength(path, data.Count, total);
        return stream.ReadByte() < 0 ? (lengths, data.Bytes) : new DataError.WrongLength(path, total + 1, total);
    }

    /// <summary>At most so many bytes, read piece by piece.</summary>
    private static (byte[] Bytes, long Count) ReadUpTo(Stream stream, int count)
    {
        const int Piece = 1 << 20;
        var bytes = new byte[Math.Min(count, Piece)];
        var filled = 0;
        while (true)
        {
            var read = stream.Read(bytes, filled, bytes.Length - filled);
            filled += read;
            if (read == 0 || filled == count) return (bytes, filled);
            if (filled == bytes.Length) System.Array.Resize(ref bytes, (int)Math.Min(count, 2L * bytes.Length));
        }
    }
}
