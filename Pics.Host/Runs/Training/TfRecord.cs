using System.Buffers.Binary;
using System.Numerics;

namespace Pics.Host;

/// <summary>Records as TensorFlow frames them: length, checksum of the length, content, checksum of the content.</summary>
internal static class TfRecord
{
    /// <summary>Bytes of a record beside its content.</summary>
    public const int Overhead = LengthBytes + (2 * ChecksumBytes);

    private const int LengthBytes = sizeof(ulong);
    private const int ChecksumBytes = sizeof(uint);
    private const uint MaskDelta = 0xa282ead8; // of the format: a checksum of data that hold checksums would be weak

    /// <summary>The bytes of a record.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> content)
    {
        var record = new byte[Overhead + content.Length];
        var length = record.AsSpan(0, LengthBytes);
        var rest = record.AsSpan(LengthBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(rest, Checksum(length));
        content.CopyTo(rest[ChecksumBytes..]);
        BinaryPrimitives.WriteUInt32LittleEndian(rest[(ChecksumBytes + content.Length)..], Checksum(content));
        return record;
    }

    /// <summary>The masked CRC-32C.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes) crc = BitOperations.Crc32C(crc, value);
        return BitOperations.RotateRight(~crc, 15) + MaskDelta;
    }
}
