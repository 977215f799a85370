using static Pics.Properties.DataFiles;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class ColourLaws
{
    private const int Colours = 1 << 24;

    private static (int Red, int Green, int Blue) Colour(int number) => (number >> 16, (number >> 8) & 255, number & 255);

    [Fact]
    public void Lossless_transform_of_every_colour_comes_back()
    {
        var seen = new bool[Colours];
        for (var number = 0; number < Colours; number++)
        {
            var (red, green, blue) = Colour(number);
            var (y, co, cg) = Numerics.Colour.Forward(ColourTransform.YCoCgR, red, green, blue);
            if (Numerics.Colour.Inverse(ColourTransform.YCoCgR, y, co, cg) != (red, green, blue)) Assert.Fail($"{Colour(number)}");
            seen[(y << 16) | (co << 8) | cg] = true;
        }

        Assert.DoesNotContain(false, seen); // one to one, so that no bits are lost or gained
    }

    [Fact]
    public void Lossy_transform_of_every_colour_comes_back_within_its_bound()
    {
        var worst = 0;
        for (var number = 0; number < Colours; number++)
        {
            var (red, green, blue) = Colour(number);
            var (y, co, cg) = Numerics.Colour.Forward(ColourTransform.YCoCg, red, green, blue);
            var (r, g, b) = Numerics.Colour.Inverse(ColourTransform.YCoCg, y, co, cg);
            var orange = (red / 255.0) - (blue / 255.0);
            var middle = (blue / 255.0) + (orange / 2);
            var leaf = (green / 255.0) - middle;
            var luma = middle + (leaf / 2);
            if (!(IsLevel(y, (luma * 2) - 1) && IsLevel(co, orange) && IsLevel(cg, leaf))) Assert.Fail($"{Colour(number)} became {(y, co, cg)}");
            worst = Math.Max(worst, Math.Max(Math.Abs(r - red), Math.Max(Math.Abs(g - green), Math.Abs(b - blue))));
        }

        Assert.Equal(1, worst);
    }

    [Fact]
    public void Rows_come_back_from_a_lossless_transform_alone()
    {
        var random = new Random(1);
        var images = Get(Dataset.Create("made", DataShape.Pixels(2, 2), 3, 256, Enumerable.Range(0, 120).Select(place => (short)(place < 3 ? -1 : random.Next(256)))));
        foreach (var transform in new[] { ColourTransform.None, ColourTransform.YCoCgR }) Assert.Equal(Values(images), Values(Get(Numerics.Colour.Undo(transform, Get(Numerics.Colour.Apply(transform, images))))));
        Assert.Contains("lossy YCoCg; expected a lossless transform", Numerics.Colour.Undo(ColourTransform.YCoCg, images).Match(_ => string.Empty, error => error.Explain()), StringComparison.Ordinal);
    }

    /// <summary>Whether a level is that of a value in [-1, 1], up to rounding just at the border of two.</summary>
    private static bool IsLevel(int level, double value) => Math.Min(Math.Floor(((value + 1) / 2 * 256) + 1e-9), 255) == level;

    [Theory]
    [InlineData(ColourTransform.None, 200, 100, 50, 200, 100, 50)]
    [InlineData(ColourTransform.YCoCgR, 200, 100, 50, 176, 106, 153)] // Co = 50 - 200 = 106, t = 200 + 53 = 253, Cg = 253 - 100 = 153, Y = 100 + 76
    [InlineData(ColourTransform.YCoCg, 255, 255, 255, 255, 128, 128)]
    [InlineData(ColourTransform.YCoCg, 0, 0, 0, 0, 128, 128)]
    [InlineData(ColourTransform.YCoCg, 255, 0, 0, 64, 255, 64)]
    public void Colours_become_what_the_definition_says(ColourTransform transform, int red, int green, int blue, int y, int co, int cg) =>
        Assert.Equal((y, co, cg), Numerics.Colour.Forward(transform, red, green, blue));

    [Theory]
    [InlineData(ColourTransform.YCoCgR)]
    [InlineData(ColourTransform.YCoCg)]
    public void Data_sets_are_transformed_row_by_row_and_stay_where_they_are(ColourTransform transform)
    {
        var pixels = new short[] { 200, 100, 50, 0, 255, 7, 1, 2, 3, 9, -1, 9 };
        var data = Get(Dataset.Create("made", DataShape.Pixels(1, 2), 3, 256, pixels));
        var changed = Get(Numerics.Colour.Apply(transform, data.Take([1, 0])));
        (double, double, double) Expected(int r, int g, int b) => Numerics.Colour.Forward(transform, r, g, b);
        Assert.Equal([Expected(1, 2, 3), (double.NaN, double.NaN, double.NaN)], Triples(changed.Row(0)));
        Assert.Equal([Expected(200, 100, 50), Expected(0, 255, 7)], Triples(changed.Row(1)));
        var whole = new long[6];
        changed.Read(0, whole);
        Assert.Equal([-1, -1, -1], whole[3..]);
        Assert.Equal(data.Bytes, changed.Bytes);
        Assert.Same(data, Get(Numerics.Colour.Apply(ColourTransform.None, data)));
        using var folder = new TemporaryFolder();
        var streamed = Get(Cifar10.ReadFile(folder.Write("x.bin", new byte[3073]), Streamed));
        Assert.True(Get(Numerics.Colour.Apply(transform, streamed)).IsStreamed);
    }

    [Fact]
    public void Data_without_colours_is_refused_in_a_sentence()
    {
        var grey = Get(Dataset.Create("made", DataShape.Pixels(1, 2), 1, 256, [1, 2]));
        Assert.Equal("'made' has the shape 1 channel(s) of 256 values; expected 3 channels of 256 values for the colour transform YCoCg-R", Explain(Numerics.Colour.Apply(ColourTransform.YCoCgR, grey), "FILE"));
    }

    private static List<(double, double, double)> Triples(ImmutableArray<double> row) => [.. row.Chunk(3).Select(pixel => (pixel[0], pixel[1], pixel[2]))];
}
