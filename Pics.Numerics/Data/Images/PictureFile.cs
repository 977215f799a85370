using SkiaSharp;

namespace Pics.Numerics;

/// <summary>What the header of a PNG or JPEG picture says, with its mark of orientation obeyed.</summary>
/// <param name="Path">The file.</param>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Columns of pixels.</param>
/// <param name="IsStoredInColours">Whether its pixels could have colours; they need not, as in pictures that programs write in red, green and blue throughout.</param>
/// <param name="IsDeep">Whether its numbers have 16 bits, of which the upper 8 are read.</param>
internal sealed record PictureFile(string Path, int Height, int Width, bool IsStoredInColours, bool IsDeep)
{
    private const int MostPixels = 1 << 25; // of a picture before it is decoded; more looks hostile
    private const int MostPngPixels = 8 * 1032; // a byte of a file: one bit each, and deflate makes at most 1032 bytes of one
    private const int MostJpegPixels = 8 * 64; // a byte of a file: each block of 8 x 8 takes a bit at least
    private const string CutShort = "the picture is cut short";

    /// <summary>Reads the header. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, PictureFile> Read(string path) => Open<PictureFile>(path, codec =>
    {
        var upright = PictureOrientation.Of(codec, path);
        return new PictureFile(path, upright.Height, upright.Width, codec.Info.ColorType != SKColorType.Gray8, codec.EncodedFormat == SKEncodedImageFormat.Png && PngHeader.Bits(path) > 8);
    });

    /// <summary>Whether any pixel has a colour. Error: <see cref="DataError"/>.</summary>
    public Either<DataError, bool> HasColours() => IsStoredInColours ? Pixels((_, pixels) => AreColoured(pixels)) : false;

    /// <summary>Reads the pixels, upright and in a shape; transparent ones lie on black. Error: <see cref="DataError"/>.</summary>
    /// <param name="shape">What it is brought to.</param>
    /// <param name="row">[height, width, channels]; filled.</param>
    /// <returns>What its pixels have.</returns>
    public Either<DataError, PictureLook> Decode(PictureShape shape, byte[] row) => Pixels((codec, pixels) =>
    {
        shape.Bring(pixels, PictureOrientation.Of(codec, Path), row);
        return new PictureLook(IsStoredInColours && AreColoured(pixels), codec.Info.AlphaType != SKAlphaType.Opaque && AreTransparent(pixels));
    });

    private delegate T UseOfPixels<T>(SKCodec codec, ReadOnlySpan<byte> pixels);

    private static bool AreTransparent(ReadOnlySpan<byte> pixels)
    {
        for (var at = PictureShape.Stored - 1; at < pixels.Length; at += PictureShape.Stored)
            if (pixels[at] != byte.MaxValue) return true;
        return false;
    }

    private static bool AreColoured(ReadOnlySpan<byte> pixels)
    {
        for (var at = 0; at < pixels.Length; at += PictureShape.Stored)
            if (pixels[at] != pixels[at + 1] || pixels[at] != pixels[at + 2]) return true;
        return false;
    }

    private Either<DataError, T> Pixels<T>(UseOfPixels<T> use) => Open<T>(Path, codec =>
    {
        using var bitmap = new SKBitmap();
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul, null);
        if (!bitmap.TryAllocPixels(info)) return new DataError.Unreadable(Path, "there is not enough memory for its pixels");
        if (codec.GetPixels(info, bitmap.GetPixels()) is var result and not SKCodecResult.Success)
            return new DataError.Unreadable(Path, result == SKCodecResult.IncompleteInput ? CutShort : "the picture is damaged");
        return use(codec, bitmap.GetPixelSpan());
    });

    private static Either<DataError, T> Open<T>(string path, Func<SKCodec, Either<DataError, T>> use) => InputFile.Guard<T>(path, () =>
    {
        RegularFile.Check(path);
        using var codec = SKCodec.Create(path);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg)) return new DataError.Unreadable(path, "it is no PNG or JPEG picture, or a damaged one");
        var pixels = (long)codec.Info.Width * codec.Info.Height;
        if (pixels > MostPixels) return new DataError.BadShape(path, $"{codec.Info.Height} x {codec.Info.Width} pixels", $"at most {MostPixels} in all");
        return pixels > new FileInfo(path).Length * (codec.EncodedFormat == SKEncodedImageFormat.Png ? MostPngPixels : MostJpegPixels)
            ? new DataError.Unreadable(path, CutShort)
            : use(codec);
    });
}
