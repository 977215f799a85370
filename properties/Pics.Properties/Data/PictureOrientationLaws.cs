using static Pics.Properties.DataFiles;
using static Pics.Properties.MarkedPictures;

namespace Pics.Properties;

/// <summary>Pictures are read as viewers show them.</summary>
[Collection(TensorTests.Name)]
public class PictureOrientationLaws
{
    private static readonly byte[,] Stored = { { 0, 80, 40 }, { 160, 255, 200 } };

    private static byte[,] Make(int height, int width, Func<int, int, byte> level)
    {
        var made = new byte[height, width];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                made[y, x] = level(y, x);
        return made;
    }

    private static byte[,] Mirrored(byte[,] picture) => Make(picture.GetLength(0), picture.GetLength(1), (y, x) => picture[y, picture.GetLength(1) - 1 - x]);

    private static byte[,] UpsideDown(byte[,] picture) => Make(picture.GetLength(0), picture.GetLength(1), (y, x) => picture[picture.GetLength(0) - 1 - y, x]);

    private static byte[,] Exchanged(byte[,] picture) => Make(picture.GetLength(1), picture.GetLength(0), (y, x) => picture[x, y]);

    /// <summary>What a viewer shows, made of three simple moves.</summary>
    private static byte[,] Shown(byte[,] stored, int mark) => mark switch
    {
        2 => Mirrored(stored),
        3 => UpsideDown(Mirrored(stored)),
        4 => UpsideDown(stored),
        5 => Exchanged(stored),
        6 => Mirrored(Exchanged(stored)),
        7 => UpsideDown(Mirrored(Exchanged(stored))),
        8 => UpsideDown(Exchanged(stored)),
        _ => stored,
    };

    [Property(MaxTest = 100)]
    public void Every_mark_of_a_png_is_obeyed(byte mark, bool isBig, byte height, byte width, byte seed)
    {
        using var folder = new TemporaryFolder();
        var stored = Make(1 + (height % 5), 1 + (width % 5), (y, x) => (byte)((y * 50) + (x * 31) + seed));
        var shown = Shown(stored, mark % 10);
        folder.Write("a.png", Png(stored, mark % 10, isBig));
        var data = Get(ImageFolder.Read(folder.Path, ReadOptions.Default.WithLevels(256)));
        Assert.Equal((shown.GetLength(0), shown.GetLength(1)), data.Image);
        Assert.Equal(shown.Cast<byte>().Select(level => (double)level), data.Row(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Every_mark_of_a_jpeg_is_obeyed(int mark)
    {
        using var folder = new TemporaryFolder();
        var shown = Shown(Stored, mark);
        foreach (var isBig in new[] { false, true })
        {
            folder.Write("a.jpg", Jpeg(Stored, mark, isBig));
            var data = Get(ImageFolder.Read(folder.Path, ReadOptions.Default.WithImageSize(shown.GetLength(0), shown.GetLength(1))));
            Assert.Equal(shown.Cast<byte>().Select(level => (double)level), data.Row(0), (expected, found) => Math.Abs(expected - found) <= 2);
        }
    }

    [Fact]
    public void A_mask_is_turned_as_pictures_are()
    {
        using var folder = new TemporaryFolder();
        byte[,] mask = { { 0, 255, 255 }, { 255, 255, 255 } };
        var data = Get(Dataset.Create("x", DataShape.Pixels(3, 2), 1, 2, new short[6]));
        Assert.Equal(Shown(mask, 6).Cast<byte>().Select(level => level == 0), Get(MaskFile.Read(folder.Write("m.png", Png(mask, 6, true)), data)));
    }

    [Fact]
    public void Damaged_marks_are_none()
    {
        using var folder = new TemporaryFolder();
        var (random, whole) = (new Random(3), Png(Stored, 6, true));
        var start = whole.AsSpan().IndexOf("eXIf"u8);
        for (var i = 0; i < 300; i++)
        {
            var damaged = whole.ToArray();
            damaged[start - 4 + random.Next(46)] = (byte)random.Next(256);
            folder.Write("a.png", damaged);
            ImageFolder.Read(folder.Path, ReadOptions.Default).IfLeft(error => Assert.NotEmpty(error.Explain()));
        }

        for (var length = 0; length < 40; length++) Assert.InRange(PngOrientation.Find(whole.AsSpan(start + 4, length)), 1, 8);
    }
}
