using Pics.Host;
using static Pics.Properties.Pngs;

namespace Pics.Properties;

/// <summary>What pictures of rows show, pixel by pixel.</summary>
[Collection(TensorTests.Name)]
public class PictureLaws
{
    private static Rgb Grey(int level) => Rgb.Grey((byte)level);

    [Property(MaxTest = 60)]
    public void Levels_go_from_black_to_white(byte levels, byte level)
    {
        var most = 1 + levels; // 1 to 256
        var value = (short)(level % most);
        var expected = most == 1 ? 0 : (int)Math.Round(255.0 * value / (most - 1));
        Assert.Equal(Grey(expected), TileOf(Images(1, 1, 1, most, value), 0).Colour(0, 0));
    }

    [Property(MaxTest = 100)]
    public void Transformed_colours_are_drawn_as_they_were(byte red, byte green, byte blue)
    {
        var data = Images(1, 2, 3, 256, red, green, blue, blue, red, green);
        var changed = DataFiles.Get(Numerics.Colour.Apply(ColourTransform.YCoCgR, data));
        Assert.Equal([new Rgb(red, green, blue), new Rgb(blue, red, green)], TileOf(changed, 0, ColourTransform.YCoCgR).Pixels.Select(pixel => pixel!.Value));
        Assert.Equal(TileOf(data, 0).Pixels.ToArray(), TileOf(changed, 0, ColourTransform.YCoCgR).Pixels.ToArray());
    }

    [Fact]
    public void Pixels_not_observed_are_drawn_unlike_any_grey()
    {
        var grey = TileOf(Images(1, 2, 1, 2, -1, 1), 0);
        Assert.Null(grey.Pixels[0]);
        Assert.Equal((new Rgb(150, 60, 60), White), (grey.Colour(0, 0), grey.Colour(1, 0)));
        var colours = TileOf(Images(1, 3, 3, 256, 7, -1, 7, -1, -1, -1, 1, 2, 3), 0);
        Assert.Equal([Grey(96), Grey(160), new(1, 2, 3)], Enumerable.Range(0, 3).Select(x => colours.Colour(x, 0)));
        Assert.Equal(grey.Pixels.ToArray(), TileOf(Images(1, 2, 1, 2, 0, 1), 0).Without([true, false]).Pixels.ToArray());
    }

    [Theory]
    [InlineData(new double[] { 7, 200 }, new[] { 7, 200 })]
    [InlineData(new double[] { 0, 16, 240 }, new[] { 0, 16, 240 })]
    [InlineData(new double[] { 0, 128 }, new[] { 0, 128 })]
    [InlineData(new double[] { 7 / 255.0, 200 / 255.0 }, new[] { 7, 200 })]
    [InlineData(new double[] { 0, 0.5, 1 }, new[] { 0, 128, 255 })]
    [InlineData(new double[] { 0, 1 }, new[] { 0, 255 })]
    [InlineData(new double[] { 0, 255 }, new[] { 0, 255 })]
    [InlineData(new double[] { 1, 2 }, new[] { 128, 255 })]
    [InlineData(new double[] { 0, 4, 8, 16 }, new[] { 0, 64, 128, 255 })]
    [InlineData(new double[] { -1, 1 }, new[] { 0, 255 })]
    [InlineData(new double[] { 0, 1000 }, new[] { 0, 255 })]
    public void Levels_that_are_bytes_are_drawn_as_they_are_and_grades_up_to_white(double[] numbers, int[] drawn)
    {
        var row = Enumerable.Range(0, numbers.Length).Select(level => (double)level).ToArray();
        using var rows = new RowBuilder<double>(row.Length, ReadOptions.Default);
        rows.Add(row);
        var data = DataFiles.Get(Dataset.Of("made", [.. Enumerable.Repeat(new PixelLevels([.. numbers]).Column, row.Length)], 1, (1, row.Length), rows.Finish()));
        Assert.Equal(drawn.Select(Grey), Tile.Of(Get(PictureForm.Of(data, ColourTransform.None)), row).Pixels.Select(pixel => pixel!.Value));
    }

    [Fact]
    public void Means_between_two_levels_are_drawn_between_their_greys()
    {
        var form = Get(PictureForm.Of(Images(1, 3, 1, 3, 0, 0, 0), ColourTransform.None));
        Assert.Equal([Grey(64), Grey(191), Grey(255)], Tile.Of(form, [0.5, 1.5, 9]).Pixels.Select(pixel => pixel!.Value));
    }

    [Fact]
    public void Spreads_get_brighter_from_black_to_white()
    {
        var form = Get(PictureForm.Of(Images(1, 101, 1, 2, new short[101]), ColourTransform.None));
        var tile = Tile.Heat(form, [.. Enumerable.Range(0, 101).Select(step => step / 50.0)], 2);
        var brightness = tile.Pixels.Select(pixel => pixel!.Value.Brightness).ToArray();
        Assert.Equal((Grey(0), White), (tile.Colour(0, 0), tile.Colour(100, 0)));
        Assert.All(Enumerable.Range(1, 100), step => Assert.True(brightness[step] > brightness[step - 1] && Math.Abs(brightness[step] - (step / 100.0)) < 0.06));
        Assert.Equal([Grey(0), null], Tile.Heat(Get(PictureForm.Of(Images(1, 2, 1, 2, 0, 0), ColourTransform.None)), [0, double.NaN], 0).Pixels.ToArray());
        var colours = Get(PictureForm.Of(Images(1, 1, 3, 256, 0, 0, 0), ColourTransform.None));
        Assert.Equal(Rgb.Heat(0.5), Tile.Heat(colours, [3, 0, 6], Math.Sqrt(60)).Pixels[0]); // sqrt(45 / 3) of sqrt(60)
    }

    [Fact]
    public void Data_without_pictures_are_refused_in_a_sentence()
    {
        static string Of(Dataset data, ColourTransform colour = ColourTransform.None) => Says(PictureForm.Of(data, colour));
        using var folder = new TemporaryFolder();
        Assert.Equal("'made' is a table of 2 column(s); pictures are drawn of images only", Of(DataFiles.Get(Dataset.Create("made", DataShape.Table(2), 1, 2, [0, 1]))));
        Assert.Equal("'made' has 2 channels; pictures are drawn of images with 1 channel (grey) or 3 (colours)", Of(Images(1, 1, 2, 2, 0, 1)));
        Assert.Equal("'made' has 1 channel(s) of 256 levels; YCoCg-R has 3 of 256", Of(Images(1, 1, 1, 256, 0), ColourTransform.YCoCgR));
        Assert.Equal("'made' has 3 channel(s) of 8 levels; lossy YCoCg has 3 of 256", Of(Images(1, 1, 3, 8, 0, 1, 2), ColourTransform.YCoCg));
        var real = DataFiles.Get(NumpyReader.ReadArray(folder.Write("r.npy", NumpyFiles.Array("<f4", [2, 2, 1], [0.5, 1, 1.5, 2])), ReadOptions.Default));
        Assert.Equal("'r.npy' has pixels of real numbers; pictures are drawn of images with levels 0, 1, ... only", Of(real));
    }
}
