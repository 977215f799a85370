using LanguageExt;
using SkiaSharp;

namespace Pics.Host;

/// <summary>A picture while it is drawn.</summary>
internal sealed class Raster : IDisposable
{
    private const long MostPixels = 1 << 25; // 128 MiB while it is drawn; more is not looked at as one picture
    private const int Bytes = 4; // of a pixel

    private readonly SKBitmap bitmap;

    private Raster(SKBitmap bitmap) => this.bitmap = bitmap;

    /// <summary>A white picture; an error if it is too large.</summary>
    public static Either<Failure, Raster> Create(long height, long width)
    {
        if (height * width > MostPixels) return new Failure($"the picture would have {height} x {width} pixels; expected at most {MostPixels} in all: draw fewer rows or columns");
        var bitmap = new SKBitmap();
        if (bitmap.TryAllocPixels(new SKImageInfo((int)width, (int)height, SKColorType.Rgba8888, SKAlphaType.Opaque)))
        {
            bitmap.Erase(SKColors.White);
            return new Raster(bitmap);
        }

        bitmap.Dispose();
        return new Failure($"there is not enough memory for a picture of {height} x {width} pixels; draw fewer rows or columns");
    }

    /// <summary>Draws a small picture, each pixel as a square.</summary>
    /// <param name="left">Of the drawn squares.</param>
    /// <param name="top">Of the drawn squares.</param>
    /// <param name="tile">What is drawn.</param>
    /// <param name="size">Pixels of a square's side.</param>
    public void Draw(int left, int top, Tile tile, int size)
    {
        for (var y = 0; y < tile.Height; y++)
            for (var x = 0; x < tile.Width; x++)
            {
                var colour = tile.Colour(x, y);
                for (var line = 0; line < size; line++)
                    for (var column = 0; column < size; column++)
                        Set(left + (x * size) + column, top + (y * size) + line, colour);
            }
    }

    /// <summary>Fills a rectangle.</summary>
    public void Fill(int left, int top, int height, int width, Rgb colour)
    {
        for (var y = top; y < top + height; y++)
            for (var x = left; x < left + width; x++)
                Set(x, y, colour);
    }

    /// <summary>Draws a line of black letters.</summary>
    public void Draw(int left, int top, string text)
    {
        foreach (var (x, y) in PixelFont.Ink(text)) Set(left + x, top + y, default);
    }

    /// <summary>Writes a PNG file, atomically.</summary>
    public Either<Failure, Unit> Write(string path) => Png()
        .MapLeft(failure => new Failure($"'{path}' cannot be written: {failure.Sentence}"))
        .Bind(bytes => AtomicFile.Write(path, stream => stream.Write(bytes)).MapLeft(Failure.Of));

    /// <summary>The bytes of a PNG file.</summary>
    public Either<Failure, byte[]> Png()
    {
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data is null ? new Failure($"the picture of {bitmap.Height} x {bitmap.Width} pixels cannot be made a PNG file") : data.ToArray();
    }

    public void Dispose() => bitmap.Dispose();

    private void Set(int x, int y, Rgb colour)
    {
        var pixel = bitmap.GetPixelSpan().Slice((y * bitmap.RowBytes) + (x * Bytes), Bytes);
        (pixel[0], pixel[1], pixel[2], pixel[3]) = (colour.Red, colour.Green, colour.Blue, byte.MaxValue);
    }
}
