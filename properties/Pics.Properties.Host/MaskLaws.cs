using Pics.Host;
using SkiaSharp;
using static Pics.Properties.Pngs;

namespace Pics.Properties;

/// <summary>Which pixels and cells the option --mask hides.</summary>
[Collection(TensorTests.Name)]
public class MaskLaws
{
    private static readonly Dataset Table = DataFiles.Get(Dataset.Create("made", DataShape.Table(3), 1, 2, [0, 1, 1, 0, 0, 0]));

    private static string Drawn(bool[] hidden, int width) => string.Join(' ', hidden.Chunk(width).Select(row => string.Concat(row.Select(cell => cell ? '#' : '.'))));

    private static string Drawn(string text, int height, int width) => Drawn(Get(Mask.Parse(text, 0, Images(height, width, 1, 2, new short[height * width]))).Hidden(0), width);

    [Theory]
    [InlineData("left", "##... ##... ##... ##...")]
    [InlineData("right", "...## ...## ...## ...##")]
    [InlineData("top", "##### ##### ..... .....")]
    [InlineData("bottom", "..... ..... ##### #####")]
    [InlineData("centre", "..... .###. .###. .....")]
    public void Words_hide_parts_of_images(string text, string expected) => Assert.Equal(expected, Drawn(text, 4, 5));

    [Fact]
    public void Halves_of_odd_images_leave_the_middle()
    {
        Assert.Equal("### ... ...", Drawn("top", 3, 3));
        Assert.Equal("... ... ###", Drawn("bottom", 3, 3));
        Assert.Equal("...... .####. .####. .####. ......", Drawn("centre", 5, 6));
        Assert.Equal(".", Drawn("left", 1, 1));
    }

    [Property(MaxTest = 50)]
    public void Random_masks_follow_from_seed_and_row(int seed, NonNegativeInt row)
    {
        var (mask, again) = (Get(Mask.Parse("random:0.5", seed, Wide)), Get(Mask.Parse("random:0.5", seed, Wide)));
        Assert.False(mask.IsSame);
        Assert.Equal(mask.Hidden(row.Get), again.Hidden(row.Get));
        Assert.NotEqual(mask.Hidden(row.Get), mask.Hidden(row.Get + 1));
        Assert.NotEqual(mask.Hidden(row.Get), Get(Mask.Parse("random:0.5", seed + 1, Wide)).Hidden(row.Get));
    }

    private static readonly Dataset Wide = DataFiles.Get(Dataset.Create("made", DataShape.Table(200), 1, 2, new short[200]));

    [Theory]
    [InlineData("random:0", 0)]
    [InlineData("random:0.3", 0.3)]
    [InlineData("random:1", 1)]
    public void Random_masks_hide_their_share(string text, double share)
    {
        var mask = Get(Mask.Parse(text, 3, Wide));
        var found = Enumerable.Range(0, 500).SelectMany(mask.Hidden).Average(hidden => hidden ? 1 : 0);
        Assert.InRange(Math.Abs(found - share), 0, share is 0 or 1 ? 0 : 5 * Math.Sqrt(share * (1 - share) / 100_000));
    }

    [Fact]
    public void Dark_pixels_of_a_picture_are_hidden()
    {
        using var folder = new TemporaryFolder();
        using var bitmap = new SKBitmap(3, 2, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        bitmap.Pixels = [new(0, 0, 0), new(255, 255, 255), new(100, 100, 100), new(0, 255, 0), new(0, 0, 255), new(255, 255, 255, 0)];
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        var mask = Get(Mask.Parse(folder.Write("m", png.ToArray()), 0, Images(2, 3, 1, 2, new short[12])));
        Assert.True(mask.IsSame);
        Assert.Equal("#.# .##", Drawn(mask.Hidden(1), 3));
    }

    [Theory]
    [InlineData("|b1", false)]
    [InlineData("|u1", true)]
    [InlineData("<f8", false)]
    [InlineData(">i4", true)]
    public void Arrays_are_masks_for_all_rows_or_one_a_row(string type, bool fortran)
    {
        using var folder = new TemporaryFolder();
        var images = Images(2, 3, 1, 2, new short[12]);
        Mask Of(Dataset data, int[] shape, params double[] numbers) => Get(Mask.Parse(folder.Write("m.npy", NumpyFiles.Array(type, shape, numbers, fortran)), 0, data));
        var same = Of(images, [2, 3], 1, 0, 0, 1, 1, 0);
        Assert.Equal((true, ".## ..#", ".## ..#"), (same.IsSame, Drawn(same.Hidden(0), 3), Drawn(same.Hidden(1), 3)));
        var each = Of(images, [2, 2, 3], 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1);
        Assert.Equal((false, ".## ..#", "##. ..."), (each.IsSame, Drawn(each.Hidden(0), 3), Drawn(each.Hidden(1), 3)));
        Assert.Equal("..#", Drawn(Of(Table, [3], 1, 1, 0).Hidden(1), 3));
        Assert.Equal("#.#", Drawn(Of(Table, [2, 3], 1, 1, 0, 0, 1, 0).Hidden(1), 3));
    }

    [Fact]
    public void Wrong_masks_are_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        var images = Images(2, 3, 1, 2, new short[12]);
        string Of(string text, Dataset? data = null) => Says(Mask.Parse(text, 0, data ?? images), folder.Path);
        string File(byte[] content, Dataset? data = null) => Of(folder.Write("m", content), data);
        static byte[] Array(int[] shape, params double[] numbers) => NumpyFiles.Array("<f4", shape, numbers);
        Assert.Equal("--mask is 'middle', and there is no such file; expected left, right, top, bottom, centre, random:p with p from 0 to 1, or a PNG or .npy file", Of("middle"));
        Assert.Equal("--mask is 'random:2'; expected random:p with p from 0 to 1", Of("random:2"));
        Assert.Equal("--mask is 'random:'; expected random:p with p from 0 to 1", Of("random:"));
        Assert.Equal("--mask is 'random:nan'; expected random:p with p from 0 to 1", Of("random:nan"));
        Assert.Equal("--mask is 'left', a part of images, but 'made' is a table; expected random:p with p from 0 to 1, or a .npy file", Of("left", Table));
        Assert.Equal("'FILE/m' cannot be read: it is neither a PNG picture nor a NumPy array", File([]));
        Assert.Equal("'FILE/m' has the shape 3 x 2; expected 2 x 3 as a row of 'made', or 2 x 2 x 3 with one mask per row", File(Array([3, 2], 0, 0, 0, 0, 0, 0)));
        Assert.Equal("'FILE/m' has the shape 2; expected 3 as a row of 'made', or 2 x 3 with one mask per row", File(Array([2], 0, 0), Table));
        Assert.Equal("'FILE/m' cannot be read: it has the number 0.5; expected 0 where hidden and 1 where observed", File(Array([3], 0, 1, 0.5), Table));
        Assert.Equal("'FILE/m' holds 11 bytes of data where its header promises 12; the file is truncated", File(Array([3], 0, 1, 0)[..^1], Table));
        Assert.Equal("'FILE/m' holds at least 13 bytes of data where its header promises 12; the file is too long", File([.. Array([3], 0, 1, 0), 0], Table));
        using var bitmap = new SKBitmap(2, 2, SKColorType.Gray8, SKAlphaType.Opaque);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        Assert.Equal("'FILE/m' has the shape 2 x 2 pixels; expected 2 x 3 as the images of 'made' have", File(png.ToArray()));
        Assert.Equal("'FILE/m' cannot be read: it is a picture, but 'made' is a table; expected a NumPy array of 3 as a row of 'made', or 2 x 3 with one mask per row", File(png.ToArray(), Table));
        Assert.Equal("'FILE/m' cannot be read: the picture is damaged", File(png.ToArray()[..10]));
    }

    [Fact]
    public void Damaged_mask_files_never_throw()
    {
        using var bitmap = new SKBitmap(3, 2, SKColorType.Gray8, SKAlphaType.Opaque);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        var images = Images(2, 3, 1, 2, new short[12]);
        DataFiles.Survives(600, [png.ToArray(), NumpyFiles.Array("|u1", [2, 3], [1, 0, 0, 1, 1, 0])], "m", path => Mask.Parse(path, 0, images).MapLeft(failure => (DataError)new DataError.Unreadable(path, failure.Sentence)));
    }
}
