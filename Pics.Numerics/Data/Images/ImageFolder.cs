using SkiaSharp;

namespace Pics.Numerics;

/// <summary>Reads a folder of PNG and JPEG pictures, those in its folders too, in the ordinal order of their paths.</summary>
/// <remarks>
/// The square in the middle of each is brought to the wanted size by the mean colour of what each pixel covers; pictures that are squares of one size
/// keep it if no other is wanted. All are grey if the
/// first one is, and RGB otherwise, unless the options say it; transparent ones lie on black, and colour profiles and orientation marks are not applied.
/// </remarks>
public static class ImageFolder
{
    private const int MostPixels = 1 << 25; // of a picture before it is decoded; more looks hostile
    private const int LargestSize = 4096; // of the pictures that come out, so that a row has at most so many squared variables
    private const int MostPngPixels = 8 * 1032; // a byte of a file: one bit each, and deflate makes at most 1032 bytes of one
    private const int MostJpegPixels = 8 * 64; // a byte of a file: each block of 8 x 8 takes a bit at least
    private const string CutShort = "the picture is cut short";
    private const string Wanted = "a folder with PNG or JPEG pictures";

    private static readonly string[] Endings = [".png", ".jpg", ".jpeg"];

    /// <summary>Reads all pictures. Error: <see cref="DataError"/>, with the file that is wrong.</summary>
    public static Either<DataError, Dataset> Read(string folder, ReadOptions options)
    {
        if (!Directory.Exists(folder)) return new DataError.Missing(folder, Wanted);
        if (options.ImageSize is { } said and (< 1 or > LargestSize)) return new DataError.BadShape(folder, $"{said} x {said} pixels", $"an image size of 1 to {LargestSize}");
        if (options.Channels is { } wanted and not (1 or 3)) return new DataError.BadShape(folder, $"{wanted} channels", "1 for grey or 3 for RGB");
        return InputFile.Guard(folder, () =>
        {
            var files = Files(folder).Order(StringComparer.Ordinal).ToList();
            if (files.Count == 0) return new DataError.Missing(Path.Combine(folder, "*.png"), "at least one PNG or JPEG picture in the folder");
            return from size in options.ImageSize is { } wished ? wished : OwnSize(folder, files)
                   from channels in options.Channels is { } given ? given : Picture(files[0], codec => (Either<DataError, int>)(codec.Info.ColorType == SKColorType.Gray8 ? 1 : 3))
                   from data in Read(folder, files, size, channels, options)
                   select data;
        });
    }

    /// <summary>Whether a folder has pictures.</summary>
    internal static bool IsIn(string folder) => Files(folder).Any();

    /// <summary>Whether these are the first bytes of a picture.</summary>
    internal static bool IsPicture(ReadOnlySpan<byte> start) => start is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xff, 0xd8, 0xff, ..];

    private static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System })
        .Where(path => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase));

    /// <summary>The size of pictures that are all squares of one size, from their headers.</summary>
    private static Either<DataError, int> OwnSize(string folder, List<string> files)
    {
        const string Expected = "expected the image size that the square in the middle of each is brought to";
        (int Height, int Width)? first = null;
        foreach (var path in files)
        {
            var read = Picture(path, codec => (Either<DataError, (int Height, int Width)>)(codec.Info.Height, codec.Info.Width));
            if (read.IsLeft) return read.Map(_ => 0);
            var (height, width) = read.IfLeft((0, 0));
            var one = first ??= (height, width);
            if (one != (height, width)) return new DataError.Unreadable(folder, $"its pictures have several sizes, {one.Height} x {one.Width} and {height} x {width} pixels among them; {Expected}");
            if (height != width) return new DataError.Unreadable(folder, $"its pictures are of {height} x {width} pixels, which is no square; {Expected}");
            if (height > LargestSize) return new DataError.Unreadable(folder, $"its pictures are of {height} x {width} pixels; {Expected}, at most {LargestSize}");
        }

        return first!.Value.Height;
    }

    private static Either<DataError, Dataset> Read(string folder, List<string> files, int size, int channels, ReadOptions options)
    {
        using var rows = new RowBuilder<byte>(size * size * channels, options, files.Count);
        var row = new byte[size * size * channels];
        foreach (var path in files)
        {
            var read = Picture(path, codec => Decode(path, codec, size, channels, row));
            if (read.IsLeft) return read.Map(_ => (Dataset)null!);
            rows.Add(row);
        }

        return Dataset.Of(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), DataShape.Pixels(size, size), channels, 256, rows.Finish());
    }

    private static Either<DataError, T> Picture<T>(string path, Func<SKCodec, Either<DataError, T>> use) => InputFile.Guard<T>(path, () =>
    {
        using var codec = SKCodec.Create(path);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg)) return new DataError.Unreadable(path, "it is no PNG or JPEG picture, or a damaged one");
        var pixels = (long)codec.Info.Width * codec.Info.Height;
        if (pixels > MostPixels) return new DataError.BadShape(path, $"{codec.Info.Height} x {codec.Info.Width} pixels", $"at most {MostPixels} in all");
        return pixels > new FileInfo(path).Length * (codec.EncodedFormat == SKEncodedImageFormat.Png ? MostPngPixels : MostJpegPixels)
            ? new DataError.Unreadable(path, CutShort)
            : use(codec);
    });

    private static Either<DataError, LanguageExt.Unit> Decode(string path, SKCodec codec, int size, int channels, byte[] row)
    {
        using var bitmap = new SKBitmap();
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul, null);
        if (!bitmap.TryAllocPixels(info)) return new DataError.Unreadable(path, "there is not enough memory for its pixels");
        if (codec.GetPixels(info, bitmap.GetPixels()) is var result and not SKCodecResult.Success)
            return new DataError.Unreadable(path, result == SKCodecResult.IncompleteInput ? CutShort : "the picture is damaged");
        Shrink(bitmap.GetPixelSpan(), bitmap.RowBytes, info.Width, info.Height, size, channels, row);
        return LanguageExt.Unit.Default;
    }

    /// <summary>The mean colours of the parts of the square in the middle.</summary>
    private static void Shrink(ReadOnlySpan<byte> pixels, int stride, int width, int height, int size, int channels, Span<byte> row)
    {
        var side = Math.Min(width, height);
        var (left, top, step) = ((width - side) / 2, (height - side) / 2, (double)side / size);
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var (red, green, blue) = (0.0, 0.0, 0.0);
                for (var line = (int)(y * step); line < Math.Min(side, (y + 1) * step); line++)
                    for (var column = (int)(x * step); column < Math.Min(side, (x + 1) * step); column++)
                    {
                        var part = Covered(line, y, step) * Covered(column, x, step);
                        var pixel = pixels.Slice(((top + line) * stride) + ((left + column) * 4), 3);
                        (red, green, blue) = (red + (part * pixel[0]), green + (part * pixel[1]), blue + (part * pixel[2]));
                    }

                var (area, place) = (step * step, ((y * size) + x) * channels);
                if (channels == 1) row[place] = Level(((0.299 * red) + (0.587 * green) + (0.114 * blue)) / area);
                else (row[place], row[place + 1], row[place + 2]) = (Level(red / area), Level(green / area), Level(blue / area));
            }
    }

    /// <summary>How much of a source pixel is in a target pixel, along one axis.</summary>
    private static double Covered(int source, int target, double step) => Math.Min(source + 1, (target + 1) * step) - Math.Max(source, target * step);

    private static byte Level(double value) => (byte)Math.Clamp((int)Math.Round(value), 0, 255);
}
