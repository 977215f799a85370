using Pics.Host;
using SkiaSharp;

namespace Pics.Properties;

/// <summary>Looks into pictures that the host wrote.</summary>
internal static class Pngs
{
    public static readonly Rgb White = new(255, 255, 255);

    public static Dataset Images(int height, int width, int channels, int levels, params short[] values) =>
        DataFiles.Get(Dataset.Create("made", DataShape.Pixels(height, width), channels, levels, values));

    public static T Get<T>(Either<Failure, T> result) => result.Match(found => found, failure => throw new InvalidOperationException(failure.Sentence));

    public static string Says<T>(Either<Failure, T> result, string path = "FILE") => result.Match(_ => "no error", failure => failure.Sentence.Replace(path, "FILE", StringComparison.Ordinal));

    public static Rgb[,] Read(string path)
    {
        using var bitmap = SKBitmap.Decode(path);
        var pixels = new Rgb[bitmap.Height, bitmap.Width];
        for (var y = 0; y < bitmap.Height; y++)
            for (var x = 0; x < bitmap.Width; x++)
                pixels[y, x] = new(bitmap.GetPixel(x, y).Red, bitmap.GetPixel(x, y).Green, bitmap.GetPixel(x, y).Blue);
        return pixels;
    }

    /// <summary>The pixels of a small picture whose pixels were drawn as squares; fails where a square has several colours.</summary>
    public static Rgb[,] Unscaled(Rgb[,] drawn, int top, int left, int height, int width, int size)
    {
        var tile = new Rgb[height, width];
        for (var y = 0; y < height * size; y++)
            for (var x = 0; x < width * size; x++)
            {
                if (y % size == 0 && x % size == 0) tile[y / size, x / size] = drawn[top + y, left + x];
                Assert.Equal(tile[y / size, x / size], drawn[top + y, left + x]);
            }

        return tile;
    }

    /// <summary>The row's picture.</summary>
    public static Tile TileOf(Dataset data, int row, ColourTransform colour = ColourTransform.None) => Tile.Of(Get(PictureForm.Of(data, colour)), data.Row(row).AsSpan());
}
