using SkiaSharp;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class ImageFolderLaws
{
    private static readonly ReadOptions Two = ReadOptions.Default with { ImageSize = (2, 2) };

    /// <summary>A picture whose colours follow from their places.</summary>
    private static byte[] Picture(int width, int height, SKColorType type, Func<int, int, SKColor> colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(width, height, type, SKAlphaType.Opaque);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, colour(x, y));
        using var data = bitmap.Encode(format, 100);
        return data.ToArray();
    }

    private static byte[] Rgb(int width, int height, Func<int, int, SKColor> colour) => Picture(width, height, SKColorType.Rgba8888, colour);

    private static byte[] Grey(int width, int height, Func<int, int, byte> level) => Picture(width, height, SKColorType.Gray8, (x, y) => new(level(x, y), level(x, y), level(x, y)));

    [Property(MaxTest = 30)]
    public void Pictures_of_the_wanted_size_are_read_as_they_are(byte size, byte seed, bool grey, bool streamed)
    {
        using var folder = new TemporaryFolder();
        var side = 1 + (size % 9);
        byte Level(int x, int y, int channel) => (byte)((x * 31) + (y * 17) + (channel * 101) + seed);
        folder.Write("a.png", grey ? Grey(side, side, (x, y) => Level(x, y, 0)) : Rgb(side, side, (x, y) => new(Level(x, y, 0), Level(x, y, 1), Level(x, y, 2))));
        var data = Get(ImageFolder.Read(folder.Path, (streamed ? Streamed : ReadOptions.Default) with { ImageSize = (side, side) }));
        var channels = grey ? 1 : 3;
        Assert.Equal((1, side * side, channels, 256, (side, side), streamed), (data.Rows, data.Variables, data.Channels, data.Categories, data.Image!.Value, data.IsStreamed));
        Assert.Equal(Enumerable.Range(0, side * side * channels).Select(place => (double)Level(place / channels % side, place / channels / side, place % channels)), data.Row(0));
    }

    [Fact]
    public void The_middle_square_is_brought_to_the_size_by_means()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.png", Grey(8, 4, (x, y) => (byte)(x is < 2 or > 5 ? 255 : (10 * (x - 2)) + y)));
        Assert.Equal([5.5, 25.5, 7.5, 27.5], Get(ImageFolder.Read(folder.Path, Two)).Row(0), (expected, found) => Math.Abs(expected - found) <= 0.5);
        folder.Write("a.png", Grey(3, 3, (x, _) => (byte)(90 * x)));
        Assert.Equal([30, 150, 30, 150], Get(ImageFolder.Read(folder.Path, Two)).Row(0).ToArray()); // (0 * 1 + 90 * 0.5) / 1.5
        folder.Write("a.png", Grey(1, 1, (_, _) => 77));
        Assert.Equal([77, 77, 77, 77], Get(ImageFolder.Read(folder.Path, Two)).Row(0).ToArray());
    }

    [Fact]
    public void Folders_are_read_in_the_order_of_paths_and_in_one_kind_of_colours()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["sub"]);
        File.WriteAllBytes(Path.Combine(folder["sub"], "c.JPG"), Picture(2, 2, SKColorType.Rgba8888, (_, _) => new(200, 200, 200), SKEncodedImageFormat.Jpeg));
        folder.Write("b.png", Rgb(2, 2, (_, _) => new(10, 20, 30)));
        folder.Write("a.png", Grey(2, 2, (_, _) => 5));
        folder.Write("notes.txt", [1]);
        Assert.Equal([5, 18, 200], Values(Get(ImageFolder.Read(folder.Path, Two.WithChannels(1)))).Chunk(4).Select(image => image[0]));
        Assert.Equal([5, 10, 200], Values(Get(ImageFolder.Read(folder.Path, Two))).Chunk(12).Select(image => image[0]));
    }

    [Fact]
    public void Wrong_folders_and_pictures_are_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        string Says(ReadOptions options) => Explain(ImageFolder.Read(folder.Path, options), folder.Path);
        Assert.Equal("'none' does not exist; expected a folder with PNG or JPEG pictures", Explain(ImageFolder.Read("none", Two), "FILE"));
        Assert.Equal("'FILE' has the shape 0 x 0 pixels; expected an image size of 1 to 4096", Says(Two with { ImageSize = (0, 0) }));
        Assert.Equal("'FILE' has the shape 2 channels; expected 1 for grey or 3 for RGB", Says(Two with { Channels = 2 }));
        Assert.Equal("'FILE/*.png' does not exist; expected at least one PNG or JPEG picture in the folder", Says(Two));
        folder.Write("a.png", []);
        Assert.Equal("'FILE/a.png' cannot be read: it is no PNG or JPEG picture, or a damaged one", Says(Two));
        folder.Write("a.png", Text("GIF89a"));
        Assert.Equal("'FILE/a.png' cannot be read: it is no PNG or JPEG picture, or a damaged one", Says(Two));
        var whole = Rgb(40, 40, (x, y) => new((byte)(x * y), (byte)x, (byte)(y * 7)));
        folder.Write("a.png", whole[..^200]);
        Assert.Equal("'FILE/a.png' cannot be read: the picture is cut short", Says(Two));
        folder.Write("a.png", Huge(whole, 100_000, 90_000));
        Assert.Equal("'FILE/a.png' has the shape 90000 x 100000 pixels; expected at most 33554432 in all", Says(Two));
    }

    [Fact]
    public void Pictures_of_one_size_keep_it_and_others_need_one_to_be_said()
    {
        using var folder = new TemporaryFolder();
        string Says() => Explain(ImageFolder.Read(folder.Path, ReadOptions.Default), folder.Path);
        const string Expected = "expected the image size (--image-size) that the middle of each is brought to, as 8 or 8x24 for height x width";
        folder.Write("a.png", Grey(3, 3, (x, y) => (byte)((3 * y) + x)));
        folder.Write("b.png", Grey(3, 3, (_, _) => 7));
        var data = Get(ImageFolder.Read(folder.Path, ReadOptions.Default));
        Assert.Equal((2, (3, 3)), (data.Rows, data.Image));
        Assert.Equal(Enumerable.Range(0, 9).Select(value => (double)value), data.Row(0));
        folder.Write("c.png", Grey(2, 3, (_, _) => 7));
        Assert.Equal($"'FILE' cannot be read: its pictures have several sizes, 3 x 3 and 3 x 2 pixels among them; {Expected}", Says());
        File.Delete(folder["a.png"]);
        File.Delete(folder["b.png"]);
        Assert.Equal((1, (3, 2)), Get(ImageFolder.Read(folder.Path, ReadOptions.Default)) is var own ? (own.Rows, own.Image) : default);
        Assert.Equal((1, (2, 2)), (Get(ImageFolder.Read(folder.Path, Two)).Rows, Get(ImageFolder.Read(folder.Path, Two)).Image));
    }

    /// <summary>A PNG that claims another size.</summary>
    private static byte[] Huge(byte[] png, int width, int height)
    {
        byte[] size = [.. BitConverter.GetBytes(width).Reverse(), .. BitConverter.GetBytes(height).Reverse()];
        byte[] header = [.. png[12..16], .. size, .. png[24..29]];
        return [.. png[..12], .. header, .. BitConverter.GetBytes(Checksum(header)).Reverse(), .. png[33..]];
    }

    private static uint Checksum(byte[] bytes)
    {
        var rest = uint.MaxValue;
        foreach (var value in bytes)
        {
            rest ^= value;
            for (var bit = 0; bit < 8; bit++) rest = (rest & 1) == 1 ? (rest >> 1) ^ 0xEDB88320 : rest >> 1;
        }

        return ~rest;
    }

    [Fact]
    public void Damaged_pictures_never_throw()
    {
        using var folder = new TemporaryFolder();
        var (random, colour) = (new Random(5), (Func<int, int, SKColor>)((x, y) => new((byte)(x * y), (byte)x, (byte)(y * 7))));
        var files = new[] { Rgb(20, 20, colour), Picture(20, 20, SKColorType.Rgba8888, colour, SKEncodedImageFormat.Jpeg), Grey(20, 20, (x, y) => (byte)(x * y)) };
        for (var i = 0; i < 600; i++)
        {
            folder.Write("a.png", Damage(files[i % 3], random));
            ImageFolder.Read(folder.Path, Two).IfLeft(error => Assert.NotEmpty(error.Explain()));
        }
    }
}
