using System.Buffers.Binary;

namespace Pics.Numerics;

/// <summary>The header of an IDX file, big-endian: two zero bytes, the type of its numbers, the number of dimensions, then one 32-bit length a dimension.</summary>
internal static class IdxHeader
{
    private const int Magic = 4; // bytes before the lengths

    private static readonly ImmutableSortedDictionary<byte, ArrayType> Types = ImmutableSortedDictionary.CreateRange(
    [
        Type(0x08, 'u', 1), Type(0x09, 'i', 1), Type(0x0b, 'i', 2), Type(0x0c, 'i', 4), Type(0x0d, 'f', 4), Type(0x0e, 'f', 8),
    ]);

    /// <summary>Whether these are the first bytes of such a file.</summary>
    /// <param name="start">Some bytes.</param>
    /// <param name="length">Bytes of the whole file, if known: another format with the same first bytes is told by them.</param>
    /// <param name="record">Bytes of a record of that format.</param>
    public static bool IsIdx(ReadOnlySpan<byte> start, long? length, int record)
    {
        if (start is not [0, 0, var type, var axes, ..] || !Types.TryGetValue(type, out var known)) return false;
        if (length is not { } bytes || bytes % record != 0) return true;
        return axes is >= 1 and <= 4 && start.Length >= Magic * (axes + 1) && Total(start, axes, known.Size) == bytes;
    }

    /// <summary>The number of dimensions of such a file, from its first bytes.</summary>
    public static int Axes(ReadOnlySpan<byte> start) => start[3];

    /// <summary>Reads it and stops at the first number. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, ArrayHeader> Read(InputFile file)
    {
        var start = file.Take(Magic);
        if (start.Length < Magic) return new DataError.WrongLength(file.Path, start.Length, Magic);
        if (start[0] != 0 || start[1] != 0 || !Types.TryGetValue(start[2], out var type))
            return new DataError.BadMagic(file.Path, $"the bytes {string.Join(' ', start)}", $"the bytes 0 0, then one of {string.Join(' ', Types.Keys)} for the type, then the number of dimensions of an IDX file");
        int axes = start[3];
        if (axes is < 1 or > 4) return new DataError.BadShape(file.Path, $"of {axes} dimensions", "1 for a column, 2 for a table, or 3 or 4 for images");
        var lengths = file.Take(Magic * axes);
        if (lengths.Length < Magic * axes) return new DataError.WrongLength(file.Path, Magic + lengths.Length, Magic * (axes + 1));
        return new ArrayHeader(type, false, [.. Enumerable.Range(0, axes).Select(axis => (long)BinaryPrimitives.ReadUInt32BigEndian(lengths.AsSpan(Magic * axis)))], Magic * (axes + 1));
    }

    private static Int128 Total(ReadOnlySpan<byte> start, int axes, int size)
    {
        var total = (Int128)size;
        for (var axis = 1; axis <= axes && total <= long.MaxValue; axis++) total *= BinaryPrimitives.ReadUInt32BigEndian(start[(Magic * axis)..]);
        return total + (Magic * (axes + 1));
    }

    private static KeyValuePair<byte, ArrayType> Type(byte code, char letter, int size) => new(code, new(letter, size, true, string.Empty));
}
