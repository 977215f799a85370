using FsCheck.Fluent;
using FsCheck.Xunit;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Images that are cut into patches lose nothing, and patches are where they are said to be.</summary>
[Properties(MaxTest = 100)]
public class PatchLaws
{
    private static Dataset Images(int rows, int height, int width, int channels, Func<int, short> value) =>
        Get(Dataset.Create("made", DataShape.Pixels(height, width), channels, 256, Enumerable.Range(0, rows * height * width * channels).Select(value)));

    [Fact]
    public void Patches_go_from_left_to_right_and_then_from_top_to_bottom()
    {
        var patches = Get(Patches.Cut(Images(2, 4, 6, 1, place => (short)place), 2, 3));
        Assert.Equal((8, 6, 1, (2, 3)), (patches.Rows, patches.Variables, patches.Channels, patches.Image!.Value));
        Assert.Equal([0, 1, 2, 6, 7, 8], patches.Row(0).ToArray());
        Assert.Equal([3, 4, 5, 9, 10, 11], patches.Row(1).ToArray());
        Assert.Equal([12, 13, 14, 18, 19, 20], patches.Row(2).ToArray());
        Assert.Equal([39, 40, 41, 45, 46, 47], patches.Row(7).ToArray());
        Assert.Equal(["Images of 4 x 6 pixels are cut into 4 patches of 2 x 3 pixels, each a row."], patches.Notes.ToArray());
    }

    /// <summary>Whatever the sizes, the channels, which rows are picked and what is not observed, as real and as whole numbers, in any order.</summary>
    [Property]
    public bool Patches_put_together_are_the_images(int seed)
    {
        var random = new Random(seed);
        var (high, wide, height, width, channels) = (random.Next(1, 4), random.Next(1, 4), random.Next(1, 4), random.Next(1, 4), random.Next(1, 4));
        var all = Images(5, high * height, wide * width, channels, _ => (short)random.Next(-1, 256));
        var images = random.Next(2) == 0 ? all : all.Take([3, 0, 4]);
        var patches = Get(Patches.Cut(images, height, width));
        var together = new double[images.Rows][];
        foreach (var row in Enumerable.Range(0, patches.Rows).OrderBy(_ => random.Next()))
        {
            var (image, patch) = (row / (high * wide), row % (high * wide));
            together[image] ??= new double[images.Dimensions];
            var (values, levels) = (patches.Row(row), new long[patches.Dimensions]);
            patches.Read(row, levels);
            if (!values.Select(value => double.IsNaN(value) ? -1 : (long)value).SequenceEqual(levels)) return false;
            for (var place = 0; place < values.Length; place++)
            {
                var (pixel, channel) = (place / channels, place % channels);
                var (y, x) = ((patch / wide * height) + (pixel / width), (patch % wide * width) + (pixel % width));
                together[image][(((y * wide * width) + x) * channels) + channel] = values[place];
            }
        }

        var joined = Get(Patches.Join(patches, high * height, wide * width));
        if (!joined.Form.Equals(images.Form) || !Values(joined).SequenceEqual(Values(images)) || patches.Whole != (high * height, wide * width) || joined.Whole is not null) return false;
        var whole = new long[images.Dimensions];
        joined.Read(1, whole);
        if (!whole.SequenceEqual(images.Row(1).Select(value => double.IsNaN(value) ? -1 : (long)value))) return false;
        var some = Get(Patches.Join(patches.Take(Enumerable.Range(high * wide, high * wide)), high * height, wide * width));
        if (!some.Row(0).AsSpan().SequenceEqual(images.Row(1).AsSpan())) return false;
        return patches.Rows == images.Rows * high * wide && Enumerable.Range(0, images.Rows).All(image => together[image].AsSpan().SequenceEqual(images.Row(image).AsSpan()));
    }

    [Fact]
    public void Patches_of_patches_of_their_own_size_are_the_same()
    {
        var once = Get(Patches.Cut(Images(3, 4, 4, 3, place => (short)(place % 256)), 2, 2));
        Assert.Equal(Values(once), Values(Get(Patches.Cut(once, 2, 2))));
        Assert.Equal(Values(once), Values(Get(Patches.Cut(Get(Patches.Cut(Images(3, 4, 4, 3, place => (short)(place % 256)), 2, 4)), 2, 2))));
    }

    [Fact]
    public void Patches_that_make_no_images_are_refused()
    {
        var patches = Get(Patches.Cut(Images(1, 4, 6, 1, place => (short)place), 2, 3));
        foreach (var (rows, height, width, reason) in new[]
        {
            (patches, 4, 7, "patches of 2 x 3 pixels"),
            (patches, 0, 6, "patches of 2 x 3 pixels"),
            (patches.First(3), 4, 6, "3 patches"),
            (Get(Dataset.Table("t", [Column.Of(2)], [1])), 1, 1, "1 column of a table"),
        }) Assert.Contains(reason, Patches.Join(rows, height, width).Match(_ => string.Empty, error => error.Explain()), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_in_files_stay_there()
    {
        using var folder = new TemporaryFolder();
        byte[] record = [1, .. Enumerable.Range(0, 3072).Select(place => (byte)(place * 7))];
        var path = folder.Write("x.bin", [.. record, .. record.Reverse().Skip(1).Prepend((byte)2)]);
        var (held, streamed) = (Get(Patches.Cut(Get(Cifar10.ReadFile(path, ReadOptions.Default)), 8, 16)), Get(Patches.Cut(Get(Cifar10.ReadFile(path, Streamed)), 8, 16)));
        Assert.Equal((16, true, false), (streamed.Rows, streamed.IsStreamed, held.IsStreamed));
        Assert.Equal(Values(held), Values(streamed));
        Assert.Equal(held.Bytes, streamed.Bytes);
    }

    [Fact]
    public void What_cannot_be_cut_is_refused_in_a_sentence()
    {
        static string Says(Dataset data, int height, int width) => Explain(Patches.Cut(data, height, width), "FILE");
        var images = Images(2, 4, 6, 1, _ => 1);
        Assert.Equal("'made' has the shape images of 4 x 6 pixels; expected a height and a width that are multiples of 4, so that they are cut into patches of 4 x 4 pixels (--patch)", Says(images, 4, 4));
        Assert.Equal("'made' has the shape images of 4 x 6 pixels; expected a height that is a multiple of 3 and a width that is a multiple of 2, so that they are cut into patches of 3 x 2 pixels (--patch)", Says(images, 3, 2));
        Assert.Equal("'made' has the shape patches of 0 x 2 pixels (--patch); expected a height and a width of at least 1", Says(images, 0, 2));
        Assert.Equal("'made' has the shape patches of 2 x -1 pixels (--patch); expected a height and a width of at least 1", Says(images, 2, -1));
        Assert.Equal("'made' has the shape 3 columns of a table; expected images, which alone are cut into patches of 2 x 2 pixels (--patch)", Says(Get(Dataset.Create("made", DataShape.Table(3), 1, 2, [0, 1, 0])), 2, 2));
        using var folder = new TemporaryFolder();
        var real = Get(NumpyReader.ReadArray(folder.Write("r.npy", NumpyFiles.Array("<f4", [2, 2, 2], [0.1, 3.7, 2, 9, 4.4, 4, 4, -3])), ReadOptions.Default));
        Assert.Equal("'r.npy' has the shape pixels that are other numbers at other places, as real numbers are; expected pixels of levels (--levels), which alone are cut into patches of 1 x 2 pixels (--patch)", Says(real, 1, 2));
    }
}
