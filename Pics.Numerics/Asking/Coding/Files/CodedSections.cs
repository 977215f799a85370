using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>The bytes of a coded file: each section with its length before it and a checksum (CRC-32C) behind it.</summary>
/// <remarks>
/// Mark; header, compressed; the model, if it is in the file; one section a block; the lengths of these; and the place of the last section with a second mark, so that
/// a reader finds any block without those before it. All numbers are little endian.
/// </remarks>
internal static class CodedSections
{
    /// <summary>The first bytes of a file. One is above 127, and a line end of each kind is in it, so that whoever changes text damages it visibly.</summary>
    public static ReadOnlySpan<byte> Mark => [0x8b, (byte)'P', (byte)'I', (byte)'C', (byte)'S', (byte)'\r', (byte)'\n', 0x1a];

    /// <summary>The last bytes.</summary>
    public static ReadOnlySpan<byte> End => "PICS-END"u8;

    /// <summary>Bytes from the end at which the place of the last section stands.</summary>
    public const int Trailer = sizeof(long) + 8;

    /// <summary>Bytes of a section beside its content.</summary>
    public const int Around = sizeof(uint) + sizeof(uint);

    /// <summary>CRC-32C of some bytes (Castagnoli; RFC 3720).</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes)) sum = BitOperations.Crc32C(sum, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (var rest in bytes[(bytes.Length / sizeof(ulong) * sizeof(ulong))..]) sum = BitOperations.Crc32C(sum, rest);
        return ~sum;
    }

    /// <summary>Writes a section; returns how many bytes.</summary>
    public static int Write(Stream to, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(number, (uint)content.Length);
        to.Write(number);
        to.Write(content);
        BinaryPrimitives.WriteUInt32LittleEndian(number, Checksum(content));
        to.Write(number);
        return content.Length + Around;
    }

    /// <summary>Reads the section at the place of a stream; null where it is damaged or longer than it may be.</summary>
    public static byte[]? Read(Stream from, long most)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        if (from.ReadAtLeast(number, number.Length, false) < number.Length) return null;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(number);
        if (length > most || length > System.Array.MaxLength || length > from.Length - from.Position - sizeof(uint)) return null;
        var content = new byte[length];
        if (from.ReadAtLeast(content, content.Length, false) < content.Length || from.ReadAtLeast(number, number.Length, false) < number.Length) return null;
        return BinaryPrimitives.ReadUInt32LittleEndian(number) == Checksum(content) ? content : null;
    }

    /// <summary>Smaller bytes for the same.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        using var to = new MemoryStream();
        using (var brotli = new BrotliStream(to, CompressionLevel.SmallestSize, leaveOpen: true)) brotli.Write(bytes);
        return to.ToArray();
    }

    /// <summary>The inverse of <see cref="Pack"/>; null where bytes are not of it, or become more than they may.</summary>
    public static byte[]? Unpack(byte[] packed, int most)
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            using var to = new MemoryStream();
            var piece = new byte[1 << 16];
            for (int read; (read = brotli.Read(piece)) > 0;)
            {
                if (to.Length + read > most) return null;
                to.Write(piece, 0, read);
            }

            return to.ToArray();
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException or IOException)
        {
            return null;
        }
    }
}
