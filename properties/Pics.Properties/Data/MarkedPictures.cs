using System.IO.Compression;
using SkiaSharp;

namespace Pics.Properties;

/// <summary>Pictures of grey levels, and the same with a mark of orientation as cameras write it.</summary>
internal static class MarkedPictures
{
    private const int Block = 8; // pixels of a level in JPEG, which it keeps nearly

    /// <summary>A PNG of grey levels.</summary>
    public static byte[] Png(byte[,] levels) => Encode(levels, 1, SKEncodedImageFormat.Png, SKColorType.Gray8, level => new(level, level, level));

    /// <summary>A PNG stored in colours.</summary>
    public static byte[] Colours(byte[,] levels) => Encode(levels, 1, SKEncodedImageFormat.Png, SKColorType.Rgba8888, level => new(level, (byte)(255 - level), 7));

    /// <summary>A PNG of the same levels in red, green and blue.</summary>
    public static byte[] GreyInColours(byte[,] levels) => Encode(levels, 1, SKEncodedImageFormat.Png, SKColorType.Rgba8888, level => new(level, level, level));

    /// <summary>A PNG of black, where a level is how far it covers what is behind.</summary>
    public static byte[] BlackCovering(byte[,] levels)
    {
        using var bitmap = new SKBitmap(levels.GetLength(1), levels.GetLength(0), SKColorType.Rgba8888, SKAlphaType.Unpremul);
        for (var y = 0; y < bitmap.Height; y++)
            for (var x = 0; x < bitmap.Width; x++)
                bitmap.SetPixel(x, y, new(0, 0, 0, levels[y, x]));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>A grey PNG of 16 bits a pixel, the level in both of its bytes.</summary>
    public static byte[] Deep(byte[,] levels)
    {
        var (height, width) = (levels.GetLength(0), levels.GetLength(1));
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Compress, true))
            for (var y = 0; y < height; y++)
                zlib.Write([0, .. Enumerable.Range(0, width).SelectMany(x => new[] { levels[y, x], levels[y, x] })]);
        byte[] Part(byte[] chunk) => [.. Big(chunk.Length - 4), .. chunk, .. Big((int)Checksum(chunk))];
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Part([.. "IHDR"u8, .. Big(width), .. Big(height), 16, 0, 0, 0, 0]), .. Part([.. "IDAT"u8, .. packed.ToArray()]), .. Part([.. "IEND"u8])];
    }

    /// <summary>A PNG with a mark of 1 to 8 in its eXIf chunk.</summary>
    public static byte[] Png(byte[,] levels, int mark, bool isBig)
    {
        const int AfterHeader = 33;
        var png = Png(levels);
        byte[] chunk = [.. "eXIf"u8, .. Exif(mark, isBig)];
        return [.. png[..AfterHeader], .. Big(chunk.Length - 4), .. chunk, .. Big((int)Checksum(chunk)), .. png[AfterHeader..]];
    }

    /// <summary>A JPEG of 8 x 8 pixels a level, with a mark.</summary>
    public static byte[] Jpeg(byte[,] levels, int mark, bool isBig)
    {
        var jpeg = Encode(levels, Block, SKEncodedImageFormat.Jpeg, SKColorType.Gray8, level => new(level, level, level));
        byte[] exif = [.. "Exif\0\0"u8, .. Exif(mark, isBig)];
        var length = exif.Length + 2;
        return [.. jpeg[..2], 0xff, 0xe1, (byte)(length >> 8), (byte)length, .. exif, .. jpeg[2..]];
    }

    private static byte[] Encode(byte[,] levels, int block, SKEncodedImageFormat format, SKColorType type, Func<byte, SKColor> colour)
    {
        using var bitmap = new SKBitmap(levels.GetLength(1) * block, levels.GetLength(0) * block, type, SKAlphaType.Opaque);
        for (var y = 0; y < bitmap.Height; y++)
            for (var x = 0; x < bitmap.Width; x++)
                bitmap.SetPixel(x, y, colour(levels[y / block, x / block]));
        using var data = bitmap.Encode(format, 100);
        return data.ToArray();
    }

    /// <summary>One directory with a field of another tag before that of orientation.</summary>
    private static byte[] Exif(int mark, bool isBig)
    {
        byte[] Short(int number) => isBig ? [(byte)(number >> 8), (byte)number] : [(byte)number, (byte)(number >> 8)];
        byte[] Long(int number) => isBig ? Big(number) : [.. Big(number).Reverse()];
        byte[] Field(int tag, int value) => [.. Short(tag), .. Short(3), .. Long(1), .. Short(value), 0, 0];
        return [.. isBig ? "MM"u8 : "II"u8, .. Short(42), .. Long(8), .. Short(2), .. Field(0x0100, 5), .. Field(0x0112, mark), .. Long(0)];
    }

    private static byte[] Big(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static uint Checksum(byte[] bytes)
    {
        var rest = uint.MaxValue;
        foreach (var value in bytes)
        {
            rest ^= value;
            for (var bit = 0; bit < 8; bit++) rest = (rest & 1) == 1 ? (rest >> 1) ^ 0xEDB88320 : rest >> 1;
        }

        return ~rest;
    }
}
