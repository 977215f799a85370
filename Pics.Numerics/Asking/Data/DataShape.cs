namespace Pics.Numerics;

/// <summary>How the variables of a row are laid out.</summary>
/// <param name="Variables">Their number.</param>
/// <param name="Image">Height and width, if they are the pixels of an image.</param>
public readonly record struct DataShape(int Variables, (int Height, int Width)? Image)
{
    /// <summary>The columns of a table.</summary>
    public static DataShape Table(int variables) => new(variables, null);

    /// <summary>The pixels of an image, row by row.</summary>
    /// <remarks>A product past the largest integer is kept at it, so that <see cref="Dataset.Create"/> refuses it.</remarks>
    public static DataShape Pixels(int height, int width) => new((int)Math.Min((long)height * width, int.MaxValue), (height, width));
}
