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
    public static Gen<byte[]> Bytes(int most) =>
        from count in Gen.Choose(0, most)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select Random(count, seed);

    /// <summary>One of the seeds after one to four changes.</summary>
    public static Gen<byte[]> Of(ImmutableArray<byte[]> seeds) => Gen.Choose(0, int.MaxValue - 1).Select(number =>
    {
        var random = new Random(number);
        var bytes = seeds[random.Next(seeds.Length)].ToArray();
        for (var left = random.Next(1, 5); left > 0; left--) bytes = Change(bytes, seeds, random);
        return bytes;
    });

    private static byte[] Random(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Change(byte[] bytes, ImmutableArray<byte[]> seeds, Random random)
    {
        var place = random.Next(bytes.Length + 1);
        var length = Math.Min(bytes.Length - place, random.Next(5) == 0 ? random.Next(bytes.Length + 1) : random.Next(1, 9));
        switch (random.Next(9))
        {
            case 0 when length > 0:
                bytes[place] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1 when length > 0:
                random.NextBytes(bytes.AsSpan(place, length));
                return bytes;
            case 2 or 3 when bytes.Length > 0:
                Overwrite(bytes, random);
                return bytes;
            case 4:
                return [.. bytes.AsSpan(0, place), .. Random(random.Next(1, 9), random.Next()), .. bytes.AsSpan(place)];
            case 5:
                return [.. bytes.AsSpan(0, place), .. bytes.AsSpan(place + length)];
            case 6:
                return bytes[..place];
            case 7:
                var other = seeds[random.Next(seeds.Length)];
                return [.. bytes.AsSpan(0, place), .. other.AsSpan(random.Next(other.Length + 1))];
            default:
                return [.. bytes.AsSpan(0, place), .. Enumerable.Repeat(bytes[place..(place + length)], random.Next(1, 5)).SelectMany(piece => piece), .. bytes.AsSpan(place)];
        }
    }

    /// <summary>Puts an edge at any place, in one to eight bytes of either order.</summary>
    private static void Overwrite(byte[] bytes, Random random)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, Edges[random.Next(Edges.Length)]);
        var size = Math.Min(1 << random.Next(4), bytes.Length);
        if (random.Next(2) == 0) number[..size].Reverse();
        number[..size].CopyTo(bytes.AsSpan(random.Next(bytes.Length - size + 1)));
    }
}
