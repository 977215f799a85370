namespace Pics.Numerics;

/// <summary>Patches of the rows of images, those of an image one after the other, from left to right and then from top to bottom.</summary>
/// <param name="images">Rows [height, width, channels].</param>
/// <param name="size">Height and width of an image, pixels.</param>
/// <param name="patch">Height and width of a patch, which divide those.</param>
/// <param name="channels">Numbers per pixel.</param>
internal sealed class PatchRows(RowStore images, (int Height, int Width) size, (int Height, int Width) patch, int channels) : RowStore
{
    private static long made; // stores

    private readonly long number = Interlocked.Increment(ref made);
    private readonly int across = size.Width / patch.Width;
    private readonly int together = size.Height / patch.Height * (size.Width / patch.Width); // patches of an image

    public override int Rows => images.Rows * together;

    public override int Width => patch.Height * patch.Width * channels;

    public override bool IsReal => images.IsReal;

    public override long Bytes => images.Bytes;

    public override bool IsInFile => images.IsInFile;

    public override void Read(int row, Span<double> target) => Copy(row, Image<double>(row / together, images.Read), target);

    public override void Read(int row, Span<long> target) => Copy(row, Image<long>(row / together, images.Read), target);

    /// <summary>Images are looked at when they are read, before they are cut, so that every number is right.</summary>
    public override (int Row, int Place, double Value)? FindOutside(ReadOnlySpan<int> values) => null;

    /// <summary>An image, which a thread keeps for its next patch.</summary>
    private ReadOnlySpan<T> Image<T>(int image, Reading<T> read)
    {
        if (Kept<T>.Of == (number, image)) return Kept<T>.Values.AsSpan(0, images.Width);
        Kept<T>.Of = default;
        if (Kept<T>.Values.Length < images.Width) Kept<T>.Values = new T[images.Width];
        read(image, Kept<T>.Values.AsSpan(0, images.Width));
        Kept<T>.Of = (number, image);
        return Kept<T>.Values.AsSpan(0, images.Width);
    }

    private void Copy<T>(int row, ReadOnlySpan<T> image, Span<T> target)
    {
        var (top, left) = (row % together / across * patch.Height, row % together % across * patch.Width);
        var length = patch.Width * channels;
        for (var line = 0; line < patch.Height; line++)
            image.Slice((((top + line) * size.Width) + left) * channels, length).CopyTo(target[(line * length)..]);
    }

    private delegate void Reading<T>(int row, Span<T> target);

    private static class Kept<T>
    {
        [ThreadStatic]
        private static T[]? values;

        [ThreadStatic]
        public static (long Store, int Image) Of; // stores are counted from 1

        public static T[] Values
        {
            get => values ?? [];
            set => values = value;
        }
    }
}
