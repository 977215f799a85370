namespace Pics.Host;

/// <summary>A small picture, pixel by pixel; some pixels may be not observed.</summary>
internal sealed class Tile
{
    private Tile(int height, int width, bool isGrey, ImmutableArray<Rgb?> pixels) => (Height, Width, IsGrey, Pixels) = (height, width, isGrey, pixels);

    public int Height { get; }

    public int Width { get; }

    /// <summary>Whether all colours are greys.</summary>
    public bool IsGrey { get; }

    /// <summary>The colours [height, width]; nothing where not observed.</summary>
    public ImmutableArray<Rgb?> Pixels { get; }

    /// <summary>The picture of a row.</summary>
    /// <param name="form">What the values are.</param>
    /// <param name="row">[variables, channels]; means may lie between two levels. NaN or negative where not observed.</param>
    public static Tile Of(PictureForm form, ReadOnlySpan<double> row)
    {
        var pixels = ImmutableArray.CreateBuilder<Rgb?>(form.Height * form.Width);
        for (var at = 0; at < row.Length; at += form.Channels) pixels.Add(form.Pixel(row.Slice(at, form.Channels)));
        return new(form.Height, form.Width, form.IsGrey, pixels.ToImmutable());
    }

    /// <summary>Spreads as a picture that is black at 0 and white at the largest; of colours the mean square over their channels.</summary>
    /// <param name="form">Of the images that vary.</param>
    /// <param name="spreads">Standard deviations [variables, channels]; NaN where there is none.</param>
    /// <param name="largest">What is drawn white, so that several pictures have one scale; where it is 0, all is black.</param>
    public static Tile Heat(PictureForm form, ReadOnlySpan<double> spreads, double largest)
    {
        var pixels = ImmutableArray.CreateBuilder<Rgb?>(form.Height * form.Width);
        for (var at = 0; at < spreads.Length; at += form.Channels)
        {
            var squares = 0.0;
            foreach (var spread in spreads.Slice(at, form.Channels)) squares += spread * spread;
            pixels.Add(double.IsNaN(squares) ? null : Rgb.Heat(largest > 0 ? Math.Clamp(Math.Sqrt(squares / form.Channels) / largest, 0, 1) : 0));
        }

        return new(form.Height, form.Width, false, pixels.ToImmutable());
    }

    /// <summary>The picture with some pixels not observed.</summary>
    /// <param name="hidden">[height, width].</param>
    public Tile Without(IReadOnlyList<bool> hidden) => new(Height, Width, IsGrey, [.. Pixels.Select((pixel, place) => hidden[place] ? null : pixel)]);

    /// <summary>A colour for every pixel, also for those that are not observed.</summary>
    public Rgb Colour(int x, int y) => Pixels[(y * Width) + x] ?? Rgb.NotObserved(IsGrey, x, y);
}
