using SkiaSharp;

namespace Pics.Numerics;

/// <summary>Where the pixels of an upright picture are among those of its file, by the mark of orientation that cameras write (Exif).</summary>
/// <param name="Height">Rows of the upright picture.</param>
/// <param name="Width">Its columns.</param>
/// <param name="Start">The place of its first pixel among the stored ones, row after row.</param>
/// <param name="RowStep">From a pixel to the one below it.</param>
/// <param name="ColumnStep">From a pixel to the one right of it.</param>
internal readonly record struct PictureOrientation(int Height, int Width, int Start, int RowStep, int ColumnStep)
{
    /// <summary>The orientation of a picture; that of PNG, which the codec does not give, is read from the file.</summary>
    public static PictureOrientation Of(SKCodec codec, string path) => Of(
        codec.EncodedOrigin is var origin and not SKEncodedOrigin.TopLeft ? (int)origin : codec.EncodedFormat == SKEncodedImageFormat.Png ? PngOrientation.Read(path) : 1,
        codec.Info.Height,
        codec.Info.Width);

    /// <summary>By the number of the mark, 1 to 8.</summary>
    /// <param name="mark">1 for as stored; 2 mirrored; 3 turned by half; 4 upside down and mirrored; 5 to 8 with rows and columns exchanged, 6 to be turned clockwise.</param>
    /// <param name="height">Stored rows.</param>
    /// <param name="width">Stored columns.</param>
    public static PictureOrientation Of(int mark, int height, int width)
    {
        var (right, below) = (width - 1, (height - 1) * width); // the places at the ends of the first row and column
        return mark switch
        {
            2 => new(height, width, right, width, -1),
            3 => new(height, width, below + right, -width, -1),
            4 => new(height, width, below, -width, 1),
            5 => new(width, height, 0, 1, width),
            6 => new(width, height, below, 1, -width),
            7 => new(width, height, below + right, -1, -width),
            8 => new(width, height, right, -1, width),
            _ => new(height, width, 0, width, 1),
        };
    }

    /// <summary>The place of a pixel among the stored ones.</summary>
    public int Place(int row, int column) => Start + (row * RowStep) + (column * ColumnStep);
}
