using System.Buffers.Binary;

namespace Pics.Numerics;

/// <summary>The mark of orientation in the eXIf chunk of a PNG file.</summary>
internal static class PngOrientation
{
    private const int Signature = 8; // bytes before the first chunk
    private const int Chunk = 8; // bytes of length and name before the content; four of a checksum follow it
    private const int Checksum = 4;
    private const int LargestExif = 1 << 20;
    private const int Entry = 12; // bytes of a field: tag, type, count and value
    private const int Tag = 0x0112;
    private const int Short = 3; // the type of a number of two bytes

    /// <summary>1 to 8; 1 where nothing is said.</summary>
    public static int Read(string path)
    {
        using var file = RegularFile.OpenRead(path);
        file.Position = Signature;
        Span<byte> head = stackalloc byte[Chunk];
        while (file.ReadAtLeast(head, Chunk, false) == Chunk)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (head[4..].SequenceEqual("eXIf"u8) && length <= LargestExif)
            {
                var exif = new byte[length];
                return file.ReadAtLeast(exif, exif.Length, false) == exif.Length ? Find(exif) : 1;
            }

            if (head[4..].SequenceEqual("IEND"u8) || length > file.Length - file.Position) return 1;
            file.Position += length + Checksum;
        }

        return 1;
    }

    /// <summary>The mark in Exif data, whose first directory of fields has it.</summary>
    public static int Find(ReadOnlySpan<byte> exif)
    {
        if (exif.StartsWith("Exif\0\0"u8)) exif = exif[6..]; // as in JPEG, which some write here too
        if (exif.Length < 8 || !(exif.StartsWith("MM\0*"u8) || exif.StartsWith("II*\0"u8))) return 1;
        var isBig = exif[0] == (byte)'M';
        var start = isBig ? BinaryPrimitives.ReadUInt32BigEndian(exif[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(exif[4..]);
        if (start > exif.Length - 2) return 1;
        var fields = exif[(int)start..];
        for (int field = 0, count = Number(fields, isBig), place = 2; field < count && place + Entry <= fields.Length; field++, place += Entry)
            if (Number(fields[place..], isBig) == Tag)
                return Number(fields[(place + 2)..], isBig) == Short && Number(fields[(place + 8)..], isBig) is >= 1 and <= 8 and var mark ? mark : 1;
        return 1;
    }

    private static int Number(ReadOnlySpan<byte> bytes, bool isBig) => isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
