using System.Buffers.Binary;
using System.IO.Compression;
using Pics.Host;
using SkiaSharp;

namespace Pics.Properties;

/// <summary>The readers of pictures and masks.</summary>
internal static class PictureTargets
{
    private const int Picture = 1 << 27; // bytes that the largest picture takes while it is decoded

    private static readonly ReadOptions Options = ReadOptions.Default with { ImageSize = (3, 3) };
    private static readonly Dataset Images = Pngs.Images(4, 4, 1, 2, new short[3 * 16]);
    private static readonly byte[] Magic = [0x89, .. "PNG\r\n\u001a\n"u8];

    private static readonly ImmutableArray<byte[]> Pictures =
    [
        Encode(5, 4, SKColorType.Gray8, SKEncodedImageFormat.Png), Encode(4, 4, SKColorType.Rgba8888, SKEncodedImageFormat.Png), Encode(9, 7, SKColorType.Rgba8888, SKEncodedImageFormat.Jpeg), Encode(4, 4, SKColorType.Gray8, SKEncodedImageFormat.Jpeg),
    ];

    private static readonly ImmutableArray<byte[]> Masks =
    [
        NumpyFiles.Array("|b1", [4, 4], [.. Enumerable.Range(0, 16).Select(place => (double)(place % 2))]),
        NumpyFiles.Array("<f4", [3, 4, 4], [.. Enumerable.Range(0, 48).Select(place => (double)(place % 3 % 2))], fortran: true),
    ];

    private static readonly Gen<byte[]> MaskArrays =
        from type in Gen.Elements("|b1", "|u1", "<f4", ">f8", "<i4")
        from fortran in Gen.Elements(true, false)
        from shape in Gen.Elements<int[]>([4, 4], [3, 4, 4], [4, 3], [16], [1, 4, 4])
        from numbers in Gen.Frequency((40, Gen.Elements(0.0, 1.0)), (1, Gen.Elements(2.0, 0.5, -1, double.NaN))).ArrayOf(shape.Aggregate((one, other) => one * other))
        select NumpyFiles.Array(type, shape, numbers, fortran);

    /// <summary>PNG pictures with right checksums and wrong sizes, forms, chunks and lengths.</summary>
    private static readonly Gen<byte[]> Drawn =
        from height in Side
        from width in Side
        from depth in Gen.Elements<byte>(8, 8, 8, 8, 1, 2, 4, 16, 0, 3, 255)
        from colour in Gen.Elements<byte>(0, 0, 2, 2, 6, 6, 3, 4, 1, 255)
        from rest in Gen.Elements<byte>(0, 0, 0, 0, 1, 2)
        from pixels in Gen.Frequency((3, Gen.Constant(height * ((width * colour switch { 2 => 3, 6 => 4, 4 => 2, _ => 1 } * depth / 8) + 1))), (1, Gen.Choose(0, 300).Select(count => (long)count)))
        from levels in Mutations.Bytes(16)
        from others in Chunk.ListOf().Where(list => list.Count < 4)
        from order in Gen.Choose(0, 3)
        let head = Chunks("IHDR", [.. Four(width), .. Four(height), depth, colour, 0, 0, rest])
        let data = Chunks("IDAT", Deflate(Enumerable.Range(0, (int)Math.Clamp(pixels, 0, 1 << 11)).Select(place => place % Math.Max(1, width + 1) == 0 || levels.Length == 0 ? (byte)0 : levels[place % levels.Length])))
        let some = others.SelectMany(bytes => bytes)
        select order switch
        {
            0 => (byte[])[.. Magic, .. some, .. head, .. data, .. Chunks("IEND", [])],
            1 => [.. Magic, .. head, .. data, .. some],
            _ => [.. Magic, .. head, .. some, .. data, .. Chunks("IEND", [])],
        };

    private static Gen<long> Side => Gen.Frequency((6, Gen.Choose(1, 8).Select(side => (long)side)), (1, Mutations.Edge), (1, Gen.Elements<long>(4, 5792, 33554432)));

    private static Gen<byte[]> Chunk { get; } =
        from name in Gen.Elements("PLTE", "tRNS", "iCCP", "zTXt", "tEXt", "acTL", "fcTL", "gAMA", "eXIf", "IDAT", "IHDR", "IEND", "abcd", "\0\0\0\0")
        from content in Gen.OneOf(Mutations.Bytes(30), Gen.Choose(0, 1 << 12).Select(count => (byte[])[.. "p\0\0"u8, .. Deflate(new byte[count])]))
        from claim in Gen.Frequency((9, Gen.Constant(-1L)), (1, Mutations.Edge))
        select Chunks(name, content, claim);

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        Folder("pictures, PNG", "a.png", [Pictures[0], Pictures[1]], Drawn),
        Folder("pictures, JPEG", "a.jpg", [Pictures[2], Pictures[3]], Gen.OneOf(Mutations.Of([Pictures[2], Pictures[3]]), Mutations.Bytes(40).Select(bytes => (byte[])[0xff, 0xd8, 0xff, .. bytes]))),
        Mask("masks, PNG", "m.png", [Pictures[1], Encode(4, 4, SKColorType.Gray8, SKEncodedImageFormat.Png)], Drawn),
        Mask("masks, NumPy", "m.npy", Masks, Gen.OneOf(MaskArrays, NumpyLies.Arrays, NumpyLies.Compressed(MaskArrays))) with { Multiple = DataTargets.Inflated },
    ];

    private static FuzzTarget Folder(string name, string file, ImmutableArray<byte[]> seeds, Gen<byte[]> lies) =>
        new(name, file, seeds, lies, path => Reading.Of(ImageFolder.Read(Path.GetDirectoryName(path)!, Options), DataTargets.Verify)) { Native = Picture };

    private static FuzzTarget Mask(string name, string file, ImmutableArray<byte[]> seeds, Gen<byte[]> lies) =>
        new(name, file, seeds, lies, path => Reading.Of(MaskFile.Read(path, Images), hidden => Assert.True(hidden.Length is 16 or 48)));

    private static byte[] Encode(int width, int height, SKColorType type, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height, type, SKAlphaType.Opaque);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, new((byte)(40 * x), (byte)(30 * y), 99));
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    private static byte[] Chunks(string name, byte[] content, long claim = -1)
    {
        byte[] body = [.. DataFiles.Text(name), .. content];
        return [.. Four(claim >= 0 ? claim : content.Length), .. body, .. Four(Crc(body))];
    }

    /// <summary>CRC-32 as PNG has it.</summary>
    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320);
        }

        return ~crc;
    }

    private static byte[] Four(long number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
        return bytes;
    }

    private static byte[] Deflate(IEnumerable<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Fastest)) stream.Write([.. bytes]);
        return packed.ToArray();
    }
}
