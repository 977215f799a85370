namespace Pics.Host;

/// <summary>What all images of a data set are like: grey, with whole values.</summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Levels">Values of a pixel, 0 to one less.</param>
internal sealed record ImageForm(int Height, int Width, int Levels)
{
    /// <summary>Pixels of an image.</summary>
    public int Pixels => Height * Width;
}
