using static Pics.Properties.DataFiles;
using static Pics.Properties.MarkedPictures;

namespace Pics.Properties;

/// <summary>What of a folder of pictures is which split, in which shape, and what is said of it.</summary>
[Collection(TensorTests.Name)]
public sealed class PictureFolderLaws : IDisposable
{
    private static readonly ReadOptions Options = ReadOptions.Default.WithLevels(256);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static byte[,] Flat(int height, int width, byte level)
    {
        var made = new byte[height, width];
        for (var place = 0; place < made.Length; place++) made[place / width, place % width] = level;
        return made;
    }

    private void Put(string path, byte level, int count = 3)
    {
        Directory.CreateDirectory(folder[path]);
        for (var number = 0; number < count; number++) File.WriteAllBytes(Path.Combine(folder[path], $"{number}.png"), Png(Flat(2, 2, level)));
    }

    private static double[] Levels(Dataset? data) => data is null ? [] : [.. Values(data).Distinct().Order()];

    private string Says(ReadOptions? options = null) => Explain(ImageFolder.ReadSplits(folder.Path, options ?? Options), folder.Path);

    [Theory]
    [InlineData("train", "val", "test")]
    [InlineData("Train", "VALID", "Test")]
    [InlineData("TRAINING", "Validation", "testing")]
    [InlineData("deep/down/train", "deep/down/valid", "deep/down/test")]
    [InlineData("cat/train", "cat/valid", "cat/test")]
    public void Splits_are_folders_of_any_case_and_depth(string train, string validation, string test)
    {
        Put(train, 40);
        Put(Path.Combine(train, "dog"), 50);
        Put(validation, 100);
        Put(test, 200, 2);
        var (first, second, third) = Get(ImageFolder.ReadSplits(folder.Path, Options));
        Assert.Equal((6, 3, 2), (first.Rows, second!.Rows, third!.Rows));
        Assert.Equal([40, 50], Levels(first));
        Assert.Equal([100], Levels(second));
        Assert.Equal([200], Levels(third));
        Assert.Contains($"'{Path.GetFileName(train)}' (6 pictures) to learn from", first.Notes[0], StringComparison.Ordinal);
        Assert.Equal(DataFormat.ImageFolder, Get(DataFormats.Read(folder.Path, Options)).Format);
    }

    [Fact]
    public void Pictures_beside_splits_are_left_alone_and_classes_are_named()
    {
        Put("train/cats", 40);
        Put("train/dogs", 41);
        Put("test/dogs", 200);
        Put("more", 90);
        Put(".", 91, 1);
        var (train, validation, test) = Get(ImageFolder.ReadSplits(folder.Path, Options));
        Assert.Equal([40, 41], Levels(train));
        Assert.Null(validation);
        Assert.Equal([200], Levels(test));
        Assert.Equal(
            [
                "Pictures are taken by their folders: 'train' (6 pictures) to learn from, 'test' (3 pictures) to report on; validation rows are held out of those to learn from.",
                $"4 pictures beside these folders are left alone: 0.png, more{Path.DirectorySeparatorChar}.",
                "Pictures lie in 2 folders, as classes do (cats, dogs); these labels are not used.",
            ],
            train.Notes.ToArray());
        Assert.Equal(train.Notes.ToArray(), test!.Notes.ToArray());
    }

    [Fact]
    public void Folders_that_are_no_splits_are_one_set()
    {
        Put("cats", 40);
        Put("dogs", 41);
        var (all, validation, test) = Get(ImageFolder.ReadSplits(folder.Path, Options));
        Assert.Equal((6, true, true), (all.Rows, validation is null, test is null));
        Assert.Equal(["Pictures lie in 2 folders, as classes do (cats, dogs); these labels are not used."], all.Notes.ToArray());
        Put(".", 42, 1);
        Assert.Equal(["Pictures in folders inside it are rows as the others (cats, dogs)."], Get(ImageFolder.Read(folder.Path, Options)).Notes.ToArray());
    }

    [Fact]
    public void What_may_mix_test_rows_into_training_is_refused()
    {
        Put("test", 200);
        Assert.Equal("'FILE' cannot be read: it has 'test', but no folder 'train' with pictures to learn from; expected one, or the rows to learn from named and these beside them (--data, --validation-data, --test-data)", Says());
        Assert.Equal(3, Get(ImageFolder.Read(folder.Path, Options.Like(Get(Dataset.Create("x", DataShape.Pixels(2, 2), 1, 256, new short[4])).Form))).Rows);
        Put(".", 42, 1);
        Assert.StartsWith("'FILE' cannot be read: it has 'test', but no folder 'train'", Says(), StringComparison.Ordinal);
        Directory.Move(folder["test"], folder["train"]);
        Assert.Equal("'FILE' cannot be read: it has 'train', and beside it 0.png, none of them a folder 'validation' or 'test'; expected such a folder, or the path of the one to learn from, or another name for it if it is a class", Says());
        File.Delete(Path.Combine(folder.Path, "0.png"));
        Assert.Equal((3, true), Get(ImageFolder.ReadSplits(folder.Path, Options)) is var (train, _, test) ? (train.Rows, test is null) : default);
        Put("train/test", 9);
        Assert.Contains("it lies in a folder 'train' and in one for validation or testing inside it", Says(), StringComparison.Ordinal);
    }

    [Property(MaxTest = 60)]
    public void A_shape_is_the_largest_part_in_the_middle(byte high, byte wide, byte tall, byte broad)
    {
        var (shape, height, width) = (new PictureShape(1 + (high % 9), 1 + (wide % 9), 1), 1 + (tall % 40), 1 + (broad % 40));
        var (part, across) = shape.Part(height, width);
        Assert.True((part == height || across == width) && part <= height && across <= width && part >= 1 && across >= 1);
        Assert.InRange(Math.Abs(((double)part * shape.Width) - ((double)across * shape.Height)), 0, Math.Max(shape.Width, shape.Height) * 0.5 + 1e-9 is var most && (part == 1 || across == 1) ? double.MaxValue : most);
    }

    [Fact]
    public void Sizes_and_colours_are_as_they_are_or_as_wished_and_what_is_lost_is_said()
    {
        byte[,] stripes = { { 255, 255, 0, 0, 255, 255 }, { 255, 255, 0, 0, 255, 255 } };
        folder.Write("a.png", Png(stripes));
        folder.Write("b.png", Colours(stripes));
        var own = Get(ImageFolder.Read(folder.Path, Options));
        Assert.Equal((3, (2, 6)), (own.Channels, own.Image));
        Assert.Equal(["1 of 2 pictures have colours, so all are read in red, green and blue; --channels grey turns them grey."], own.Notes.ToArray());
        var grey = Get(ImageFolder.Read(folder.Path, Options.WithChannels(1).WithImageSize(1, 3)));
        Assert.Equal((1, (1, 3)), (grey.Channels, grey.Image));
        Assert.Equal([255, 0, 255], grey.Row(0).ToArray());
        Assert.Equal(["1 of 2 pictures have colours, and are turned grey."], grey.Notes.ToArray());
        var square = Get(ImageFolder.Read(folder.Path, Options.WithImageSize(4)));
        Assert.All(square.Row(0), level => Assert.Equal(0, level));
        Assert.Equal(
            [
                "2 of 2 pictures have another shape than 4 x 4 pixels (height x width) and are cut to their middle, the first one to 2 x 2 of 2 x 6; --image-size takes other shapes, as 8x24.",
                "2 of 2 pictures have fewer pixels than 4 x 4, and are enlarged.",
            ],
            square.Notes.Take(2));
        File.Delete(folder["b.png"]);
        Assert.Equal(["None of 1 pictures has colours; red, green and blue are equal in all."], Get(ImageFolder.Read(folder.Path, Options.WithChannels(3))).Notes.ToArray());
    }

    [Fact]
    public void Pictures_of_equal_red_green_and_blue_are_grey()
    {
        byte[,] levels = { { 255, 3, 0 }, { 255, 128, 7 } };
        folder.Write("a.png", GreyInColours(levels));
        folder.Write("b.png", Png(levels));
        var read = Get(ImageFolder.Read(folder.Path, Options));
        Assert.Equal((1, 2, 0), (read.Channels, read.Rows, read.Notes.Length));
        Assert.Equal(read.Row(1).ToArray(), read.Row(0).ToArray());
        Assert.Equal(["None of 2 pictures has colours; red, green and blue are equal in all."], Get(ImageFolder.Read(folder.Path, Options.WithChannels(3))).Notes.ToArray());
    }

    [Fact]
    public void Pictures_that_are_transparent_or_have_16_bits_are_counted()
    {
        byte[,] levels = { { 255, 3, 0 }, { 255, 128, 7 } };
        folder.Write("a.png", BlackCovering(levels));
        folder.Write("b.png", BlackCovering(new byte[,] { { 255, 255, 255 }, { 255, 255, 255 } }));
        folder.Write("c.png", Deep(levels));
        folder.Write("d.png", Png(levels));
        var read = Get(ImageFolder.Read(folder.Path, Options));
        Assert.Equal(
            [
                "1 of 4 pictures have transparent pixels, which are read as black, so what is drawn in black on them is not seen; pictures laid on white beforehand keep it.",
                "1 of 4 pictures have 16 bits a number; 8 are read, so 65536 levels become 256.",
            ],
            read.Notes.ToArray());
        Assert.All(read.Row(0), level => Assert.Equal(0, level));
        Assert.Equal(read.Row(3).ToArray(), read.Row(2).ToArray());
    }

    [Fact]
    public void Black_and_white_pictures_have_two_levels_unless_test_pictures_have_more()
    {
        byte[,] board = new byte[6, 6];
        for (var place = 0; place < board.Length; place++) board[place / 6, place % 6] = (byte)(place % 2 == 0 ? 255 : 0);
        Directory.CreateDirectory(folder["train"]);
        File.WriteAllBytes(Path.Combine(folder["train"], "a.png"), Png(board));
        Assert.Equal(2, Get(ImageFolder.Read(folder.Path, ReadOptions.Default)).Categories);
        Directory.CreateDirectory(folder["test"]);
        File.WriteAllBytes(Path.Combine(folder["test"], "a.png"), Png(Flat(6, 6, 90)));
        Assert.Equal(256, Get(ImageFolder.Read(folder.Path, ReadOptions.Default)).Categories);
    }
}
