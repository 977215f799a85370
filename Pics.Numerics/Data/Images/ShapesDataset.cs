namespace Pics.Numerics;

/// <summary>A generated data set: small grey images, each of one disc, ring, bar or box anywhere on a dark, noisy background.</summary>
/// <remarks>
/// Needs no files, and is the same on every platform for the same seed: only additions, products, quotients and square roots
/// of seeded numbers are used. Pixels depend on each other through place, size and kind of the shape, so a model that sees
/// pixels as independent does badly.
/// </remarks>
public static class ShapesDataset
{
    /// <summary>The name by which it is asked for.</summary>
    public const string Name = "shapes";

    private const double Noise = 0.06; // in units of full brightness: about half a grey level

    /// <summary>Generates images of one channel. Error: <see cref="DataError.BadShape"/> for an impossible size.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="seed">Equal seeds give equal images.</param>
    /// <param name="size">Height and width in pixels, 4 to 1024.</param>
    /// <param name="levels">Grey levels, 2 to 256.</param>
    public static Either<DataError, Dataset> Generate(int rows, int seed, int size = 12, int levels = 8)
    {
        if (rows < 1 || size is < 4 or > 1024 || levels is < 2 or > 256 || (long)rows * size * size > System.Array.MaxLength)
            return new DataError.BadShape(Name, $"{rows} images of {size} x {size} pixels with {levels} levels", "at least one image, a size of 4 to 1024, 2 to 256 levels, and memory for all pixels");
        var random = new SplitMix((ulong)seed);
        var values = new short[rows * size * size];
        for (var row = 0; row < rows; row++) Draw(values.AsSpan(row * size * size, size * size), size, levels, random);
        return Dataset.Own(Name, DataShape.Pixels(size, size), 1, levels, values);
    }

    private static void Draw(Span<short> image, int size, int levels, SplitMix random)
    {
        var distance = RandomShape(size, random);
        var (bright, dark) = (random.Uniform(0.6, 1), random.Uniform(0, 0.15));
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var coverage = Math.Clamp(0.5 - distance(x + 0.5, y + 0.5), 0, 1);
                var noise = Noise * (random.Uniform() + random.Uniform() + random.Uniform() - 1.5) * 2;
                image[(y * size) + x] = (short)Math.Clamp((int)((dark + ((bright - dark) * coverage) + noise) * levels), 0, levels - 1);
            }
    }

    /// <summary>The distance in pixels from the edge of a random shape, negative inside.</summary>
    private static Func<double, double, double> RandomShape(int size, SplitMix random)
    {
        var kind = random.Below(4);
        var (centreX, centreY) = (random.Uniform(0.3, 0.7) * size, random.Uniform(0.3, 0.7) * size);
        var radius = random.Uniform(0.15, 0.35) * size;
        var (axisX, axisY) = Direction(random);
        double Round(double x, double y) => Length(x - centreX, y - centreY) - radius;
        double Box(double x, double y, double halfLength, double halfWidth)
        {
            var along = Math.Abs(((x - centreX) * axisX) + ((y - centreY) * axisY)) - halfLength;
            var across = Math.Abs(((y - centreY) * axisX) - ((x - centreX) * axisY)) - halfWidth;
            return Math.Max(along, across);
        }

        return kind switch
        {
            0 => Round,
            1 => (x, y) => Math.Abs(Round(x, y)) - (0.06 * size),
            2 => (x, y) => Box(x, y, 1.2 * radius, 0.07 * size),
            _ => (x, y) => Box(x, y, radius, 0.7 * radius),
        };
    }

    /// <summary>A random unit vector: a point of the disc, put on its edge.</summary>
    private static (double X, double Y) Direction(SplitMix random)
    {
        while (true)
        {
            var (x, y) = (random.Uniform(-1, 1), random.Uniform(-1, 1));
            var length = Length(x, y);
            if (length is > 0.1 and < 1) return (x / length, y / length);
        }
    }

    private static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
