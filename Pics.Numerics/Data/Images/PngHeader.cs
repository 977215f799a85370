namespace Pics.Numerics;

/// <summary>What the first chunk of a PNG file says.</summary>
internal static class PngHeader
{
    private const int DepthAt = 24; // after the signature, the length and name of the first chunk, the width and the height

    /// <summary>The bits of a number of a pixel, or of its place in a palette; 0 where the file is cut off.</summary>
    public static int Bits(string path)
    {
        using var file = RegularFile.OpenRead(path);
        file.Position = DepthAt;
        return Math.Max(0, file.ReadByte());
    }
}
