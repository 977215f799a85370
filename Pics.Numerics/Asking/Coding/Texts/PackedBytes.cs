namespace Pics.Numerics;

/// <summary>Bytes that are compressed where that makes them fewer, and that never become many more than they are.</summary>
internal static class PackedBytes
{
    private const byte AsTheyAre = 0;
    private const byte Compressed = 1;
    private const long Free = 1 << 22; // bytes that any may become
    private const long MostTimes = 256;

    /// <summary>The fewer of both ways.</summary>
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        var packed = CodedSections.Pack(bytes);
        return packed.Length < bytes.Length && bytes.Length <= Most(packed.Length) ? [Compressed, .. packed] : [AsTheyAre, .. bytes];
    }

    /// <summary>The inverse of <see cref="Of"/>; null for bytes that are not of it.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [AsTheyAre, .. var rest] => rest.ToArray(),
        [Compressed, .. var rest] => CodedSections.Unpack(rest.ToArray(), Most(rest.Length)),
        _ => null,
    };

    private static int Most(long packed) => (int)Math.Min(Free + (MostTimes * packed), System.Array.MaxLength);
}
