namespace Pics.Numerics;

/// <summary>The height, width and channels to which pictures are brought: the largest part of that shape in the middle of each, by the mean colour of what each pixel covers.</summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Columns of pixels.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
internal readonly record struct PictureShape(int Height, int Width, int Channels)
{
    /// <summary>Bytes of a decoded pixel: red, green, blue and how it covers what is behind.</summary>
    internal const int Stored = 4;

    /// <summary>Numbers of a picture.</summary>
    public int Length => Height * Width * Channels;

    /// <summary>The size of the part of a picture that is taken.</summary>
    public (int Height, int Width) Part(int height, int width) =>
        (long)width * Height > (long)height * Width ? (height, Nearest((double)height * Width / Height))
        : (long)width * Height < (long)height * Width ? (Nearest((double)width * Height / Width), width)
        : (height, width);

    /// <summary>Brings a picture to the shape.</summary>
    /// <param name="pixels">The stored pixels, row after row.</param>
    /// <param name="upright">Which of them is where.</param>
    /// <param name="row">[height, width, channels]; filled.</param>
    public void Bring(ReadOnlySpan<byte> pixels, PictureOrientation upright, Span<byte> row)
    {
        var part = Part(upright.Height, upright.Width);
        var (top, left) = ((upright.Height - part.Height) / 2, (upright.Width - part.Width) / 2);
        var (down, across) = ((double)part.Height / Height, (double)part.Width / Width); // pixels of the picture in one of the shape
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var (red, green, blue) = (0.0, 0.0, 0.0);
                for (var line = (int)(y * down); line < Math.Min(part.Height, (y + 1) * down); line++)
                    for (var column = (int)(x * across); column < Math.Min(part.Width, (x + 1) * across); column++)
                    {
                        var covered = Covered(line, y, down) * Covered(column, x, across);
                        var pixel = pixels.Slice(Stored * upright.Place(top + line, left + column), 3);
                        (red, green, blue) = (red + (covered * pixel[0]), green + (covered * pixel[1]), blue + (covered * pixel[2]));
                    }

                var (area, place) = (down * across, ((y * Width) + x) * Channels);
                if (Channels == 1) row[place] = Level(((0.299 * red) + (0.587 * green) + (0.114 * blue)) / area);
                else (row[place], row[place + 1], row[place + 2]) = (Level(red / area), Level(green / area), Level(blue / area));
            }
    }

    private static int Nearest(double length) => Math.Max(1, (int)Math.Round(length));

    /// <summary>How much of a stored pixel is in one of the shape, along one axis.</summary>
    private static double Covered(int stored, int made, double step) => Math.Min(stored + 1, (made + 1) * step) - Math.Max(stored, made * step);

    private static byte Level(double value) => (byte)Math.Clamp((int)Math.Round(value), 0, 255);
}
