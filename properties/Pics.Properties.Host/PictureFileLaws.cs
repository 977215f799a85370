using Pics.Host;
using static Pics.Properties.Pngs;

namespace Pics.Properties;

/// <summary>Grids of pictures and folders of them, read back from their files.</summary>
[Collection(TensorTests.Name)]
public class PictureFileLaws
{
    private static Rgb Black => default;

    private static Either<Failure, PictureGrid> Grid(string[] titles, params (string Label, Tile[] Tiles)[] rows) =>
        PictureGrid.Create(titles, rows.Select(row => new PictureRow(row.Label, row.Tiles.ToArr())));

    private static Rgb[,] Drawn(Either<Failure, PictureGrid> grid)
    {
        using var folder = new TemporaryFolder();
        Get(Get(grid).Write(folder["grid.png"]));
        Assert.Single(Directory.GetFiles(folder.Path));
        return Read(folder["grid.png"]);
    }

    [Property(MaxTest = 30)]
    public void Every_pixel_of_every_picture_is_a_square_in_its_place(PositiveInt seed, byte heights, byte widths, bool grey)
    {
        var (height, width, channels) = (1 + (heights % 30), 1 + (widths % 30), grey ? 1 : 3);
        var random = new Random(seed.Get);
        var values = Enumerable.Range(0, 3 * height * width * channels).Select(_ => (short)random.Next(-1, 256)).ToArray();
        var tiles = Enumerable.Range(0, 3).Select(row => TileOf(Images(height, width, channels, 256, values), row)).ToArray();
        var found = Drawn(Grid([string.Empty, string.Empty], (string.Empty, tiles[..2]), (string.Empty, tiles[2..])));
        var size = Math.Max(1, (int)Math.Round(84.0 / Math.Max(height, width)));
        Assert.Equal((16 + (2 * size * height) + 4, 16 + (2 * size * width) + 4), (found.GetLength(0), found.GetLength(1)));
        var expected = new Rgb[found.GetLength(0), found.GetLength(1)];
        for (var y = 0; y < expected.GetLength(0); y++)
            for (var x = 0; x < expected.GetLength(1); x++)
                expected[y, x] = At(y, x);
        Assert.Equal(expected, found);

        Rgb At(int y, int x)
        {
            var (row, column) = ((y - 8) / ((size * height) + 4), (x - 8) / ((size * width) + 4));
            var (down, across) = ((y - 8) % ((size * height) + 4), (x - 8) % ((size * width) + 4));
            var index = (row * 2) + column;
            var isInside = y >= 8 && x >= 8 && row < 2 && column < 2 && index < 3 && down < size * height && across < size * width;
            var isFramed = y >= 6 && x >= 6 && y < found.GetLength(0) - 6 && x < found.GetLength(1) - 6;
            return isInside ? tiles[index].Colour(across / size, down / size) : isFramed ? Rgb.Ground : White;
        }
    }

    [Fact]
    public void Titles_and_labels_are_drawn_in_black_letters()
    {
        var tile = TileOf(Images(28, 28, 1, 2, [.. Enumerable.Repeat((short)1, 784)]), 0);
        var found = Drawn(Grid(["MPE", "standard deviation"], ("row 7", [tile, tile])));
        Assert.Equal((16 + 22 + 84, 16 + 37 + 84 + 4 + 84), (found.GetLength(0), found.GetLength(1))); // two lines of titles; 29 and 8 pixels of a label
        Assert.Equal(["#...#", "##.##", "#.#.#", "#.#.#", "#...#", "#...#", "#...#"], Letters(found, top: 17, left: 45, height: 7, width: 5)); // the M
        Assert.Equal([".....", ".....", "#.##.", "##..#", "#....", "#....", "#...."], Letters(found, top: 67, left: 8, height: 7, width: 5)); // the r of row
        Assert.Equal(133 + 46, Ink(found, top: 8, height: 9, left: 133).Max); // the right edge of 'standard'; 'deviation' is below it
        Assert.True(Ink(found, top: 17, height: 9, left: 133).Count > 40);
    }

    [Fact]
    public void Letters_outside_the_sheet_are_boxes_and_long_words_are_cut()
    {
        var tile = TileOf(Images(1, 1, 1, 2, 1), 0);
        var found = Drawn(Grid(["é"], (string.Empty, [tile])));
        Assert.Equal(["#####", "#...#", "#...#", "#...#", "#...#", "#...#", "#####"], Letters(found, top: 8, left: 8, height: 7, width: 5));
        Assert.Equal(16 + 95, Drawn(Grid([new string('x', 1000)], (string.Empty, [tile]))).GetLength(1));
        Assert.Equal(16 + 95 + 8 + 84, Drawn(Grid([string.Empty], (new string('x', 1000), [tile]))).GetLength(1));
    }

    [Fact]
    public void Every_letter_of_the_sheet_has_ink_of_its_own()
    {
        var letters = Enumerable.Range('!', '~' - '!' + 1).Select(letter => string.Join(' ', PixelFont.Ink($"{(char)letter}"))).ToList();
        Assert.DoesNotContain(string.Empty, letters);
        Assert.Equal(letters.Count, letters.Distinct().Count());
        Assert.Empty(PixelFont.Ink(" "));
    }

    [Fact]
    public void Grids_that_are_none_are_refused_in_a_sentence()
    {
        var (small, large) = (TileOf(Images(1, 2, 1, 2, 0, 0), 0), TileOf(Images(2, 2, 1, 2, 0, 0, 0, 0), 0));
        Assert.Equal("a grid of pictures has no pictures; expected at least one", Says(Grid([])));
        Assert.Equal("a grid of pictures has no pictures; expected at least one", Says(Grid(["a"], ("b", []))));
        Assert.Equal("row 2 of a grid of pictures has 2 of them; expected at most 1, one below each title", Says(Grid(["a"], ("b", [small]), ("c", [small, small]))));
        Assert.Equal("row 2 of a grid of pictures has one of 2 x 2 pixels; expected 1 x 2 as in the first", Says(Grid(["a"], ("b", [small]), ("c", [large]))));
        var many = Grid(["a"], [.. Enumerable.Repeat(("", new[] { large }), 5000)]);
        Assert.Equal("the picture would have 440025 x 100 pixels; expected at most 33554432 in all: draw fewer rows or columns", Says(Get(many).Write("none.png")));
        using var folder = new TemporaryFolder();
        Assert.Equal("'FILE' cannot be read or written: it does not name a file", Says(Get(Grid(["a"], ("b", [small]))).Write(folder["x/"]), folder["x/"]));
    }

    [Property(MaxTest = 20)]
    public void Sample_files_are_read_back_as_the_same_images(PositiveInt seed, byte sizes, bool grey, bool transformed)
    {
        using var folder = new TemporaryFolder();
        var (side, channels, random) = (1 + (sizes % 12), grey ? 1 : 3, new Random(seed.Get));
        var data = Images(side, side, channels, 256, [.. Enumerable.Range(0, 11 * side * side * channels).Select(_ => (short)random.Next(256))]);
        var colour = transformed && !grey ? ColourTransform.YCoCgR : ColourTransform.None;
        var changed = DataFiles.Get(Numerics.Colour.Apply(colour, data));
        Get(SampleFiles.Write(folder["out"], Enumerable.Range(0, 11).Select(row => TileOf(changed, row, colour))));
        Assert.Equal(["sample-00001.png", "sample-00011.png"], Directory.GetFiles(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal).Where((_, index) => index is 0 or 10));
        var read = DataFiles.Get(ImageFolder.Read(folder["out"], ReadOptions.Default with { ImageSize = (side, side), Channels = channels }));
        Assert.Equal(DataFiles.Values(data), DataFiles.Values(read));
    }

    [Fact]
    public void Sample_folders_in_use_are_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        var tile = TileOf(Images(1, 1, 1, 2, 1), 0);
        Assert.Equal("'FILE' is not empty; expected a new or empty folder for the pictures", Says(SampleFiles.Write(Path.GetDirectoryName(folder.Write("a", []))!, [tile]), folder.Path));
        Assert.Equal("'FILE' is a file; expected a new or empty folder for the pictures", Says(SampleFiles.Write(folder["a"], [tile]), folder["a"]));
        Assert.StartsWith("'FILE' cannot be written: ", Says(SampleFiles.Write(folder["a/b"], [tile]), folder["a/b"]), StringComparison.Ordinal);
    }

    private static string[] Letters(Rgb[,] picture, int top, int left, int height, int width) =>
        [.. Enumerable.Range(top, height).Select(y => string.Concat(Enumerable.Range(left, width).Select(x => picture[y, x] == Black ? '#' : '.')))];

    private static (int Count, int Max) Ink(Rgb[,] picture, int top, int height, int left)
    {
        var columns = (from y in Enumerable.Range(top, height) from x in Enumerable.Range(left, picture.GetLength(1) - left) where picture[y, x] == Black select x).ToList();
        return (columns.Count, columns.DefaultIfEmpty(0).Max());
    }
}
