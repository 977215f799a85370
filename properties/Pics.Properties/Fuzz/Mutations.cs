using System.Buffers.Binary;

namespace Pics.Properties;

/// <summary>Changes of the bytes of right files: flip, overwrite with a special number, insert, delete, truncate, splice, repeat.</summary>
internal static class Mutations
{
    /// <summary>Numbers at and past the edges of what sizes and offsets can be.</summary>
    public static readonly ImmutableArray<long> Edges =
    [
        0, 1, 2, 3, 4, 5, 8, 16, 28, 255, 256, 257, short.MaxValue, 1 << 15, ushort.MaxValue, 1 << 16, 1 << 24, (1 << 24) + 1, 1 << 28, int.MaxValue - 1, int.MaxValue,
        1L << 31, uint.MaxValue - 1, uint.MaxValue, 1L << 32, 1L << 40, long.MaxValue - 1, long.MaxValue, -1, -2, int.MinValue, long.MinValue,
    ];

    /// <summary>Any edge.</summary>
    public static Gen<long> Edge { get; } = Gen.Elements<long>(Edges);

    /// <summary>Some bytes of any kind.</summary>
    public static Gen<byte[]> Bytes(int most) => Gen.Choose(0, most).SelectMany(count => Exactly(count));

    /// <summary>As many bytes as are asked for, each below a number.</summary>
    public static Gen<byte[]> Exactly(int count, int below = 256) => Gen.Choose(0, below - 1).Select(value => (byte)value).ArrayOf(count);

    /// <summary>One of the seeds after one to four changes.</summary>
    public static Gen<byte[]> Of(ImmutableArray<byte[]> seeds) =>
        from seed in Gen.Elements<byte[]>(seeds)
        from changes in Gen.Choose(1, 4)
        from changed in Enumerable.Range(0, changes).Aggregate(Gen.Constant(seed), (before, _) => before.SelectMany(bytes => Change(bytes, seeds)))
        select changed;

    private static Gen<byte[]> Change(byte[] bytes, ImmutableArray<byte[]> seeds) =>
        from place in Gen.Choose(0, bytes.Length)
        from wanted in Gen.Frequency((4, Gen.Choose(1, 8)), (1, Gen.Choose(0, bytes.Length)))
        from kind in Gen.Choose(0, 8)
        from changed in Change(bytes, place, Math.Min(bytes.Length - place, wanted), kind, seeds)
        select changed;

    private static Gen<byte[]> Change(byte[] bytes, int place, int length, int kind, ImmutableArray<byte[]> seeds)
    {
        byte[] With(IEnumerable<byte> middle, int instead) => [.. bytes.AsSpan(0, place), .. middle, .. bytes.AsSpan(place + instead)];
        return kind switch
        {
            0 when length > 0 => Gen.Choose(0, 7).Select(bit => With([(byte)(bytes[place] ^ (1 << bit))], 1)),
            1 when length > 0 => Exactly(length).Select(drawn => With(drawn, length)),
            2 or 3 when bytes.Length > 0 => Overwrite(bytes),
            4 => Gen.Choose(1, 8).SelectMany(count => Exactly(count)).Select(drawn => With(drawn, 0)),
            5 => Gen.Constant(With([], length)),
            6 => Gen.Constant(bytes[..place]),
            7 => from other in Gen.Elements<byte[]>(seeds) from start in Gen.Choose(0, other.Length) select (byte[])[.. bytes.AsSpan(0, place), .. other.AsSpan(start)],
            _ => Gen.Choose(1, 4).Select(times => With(Enumerable.Repeat(bytes[place..(place + length)], times).SelectMany(piece => piece), 0)),
        };
    }

    /// <summary>Puts an edge at any place, in one to eight bytes of either order.</summary>
    private static Gen<byte[]> Overwrite(byte[] bytes) =>
        from edge in Edge
        from isReversed in Gen.Elements(false, true)
        from width in Gen.Elements(1, 2, 4, 8)
        let size = Math.Min(width, bytes.Length)
        from place in Gen.Choose(0, bytes.Length - size)
        select (byte[])[.. bytes.AsSpan(0, place), .. Number(edge, size, isReversed), .. bytes.AsSpan(place + size)];

    private static byte[] Number(long edge, int size, bool isReversed)
    {
        var number = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, edge);
        if (isReversed) number.AsSpan(0, size).Reverse();
        return number[..size];
    }
}
