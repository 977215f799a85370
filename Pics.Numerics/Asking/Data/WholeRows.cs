namespace Pics.Numerics;

/// <summary>Images that are put together from patches, as <see cref="PatchRows"/> cuts them.</summary>
/// <param name="patches">Rows [height, width, channels] of patches.</param>
/// <param name="picked">Which of them, one after the other; null for all.</param>
/// <param name="size">Height and width of an image, pixels.</param>
/// <param name="patch">Height and width of a patch, which divide those.</param>
/// <param name="channels">Numbers per pixel.</param>
internal sealed class WholeRows(RowStore patches, int[]? picked, (int Height, int Width) size, (int Height, int Width) patch, int channels) : RowStore
{
    private readonly int across = size.Width / patch.Width;
    private readonly int together = size.Height / patch.Height * (size.Width / patch.Width); // patches of an image

    public override int Rows => (picked?.Length ?? patches.Rows) / together;

    public override int Width => size.Height * size.Width * channels;

    public override bool IsReal => patches.IsReal;

    public override long Bytes => patches.Bytes;

    public override bool IsInFile => patches.IsInFile;

    public override void Read(int row, Span<double> target) => Join(row, patches.Read, target);

    public override void Read(int row, Span<long> target) => Join(row, patches.Read, target);

    /// <summary>Patches are looked at before they are put together.</summary>
    public override (int Row, int Place, double Value)? FindOutside(ReadOnlySpan<int> values) => null;

    private void Join<T>(int row, Reading<T> read, Span<T> target)
    {
        var pixels = System.Buffers.ArrayPool<T>.Shared.Rent(patches.Width);
        var length = patch.Width * channels;
        for (var part = 0; part < together; part++)
        {
            var number = (row * together) + part;
            read(picked is null ? number : picked[number], pixels.AsSpan(0, patches.Width));
            var (top, left) = (part / across * patch.Height, part % across * patch.Width);
            for (var line = 0; line < patch.Height; line++)
                pixels.AsSpan(line * length, length).CopyTo(target[((((top + line) * size.Width) + left) * channels)..]);
        }

        System.Buffers.ArrayPool<T>.Shared.Return(pixels);
    }

    private delegate void Reading<T>(int row, Span<T> target);
}
