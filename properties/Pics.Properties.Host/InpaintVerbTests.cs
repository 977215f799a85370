using System.Globalization;
using Pics.Host;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>The pictures of the verb inpaint, read back from their file.</summary>
[Collection(TensorTests.Name)]
public class InpaintVerbTests(QueryRuns runs)
{
    private static readonly Rgb Hidden = Rgb.NotObserved(true, 0, 0);

    private static string Inpaint(params string[] words)
    {
        var (code, output, error) = Run(["inpaint", .. words]);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    /// <summary>The pictures of one row: original, masked, the samples, best, mean, deviation.</summary>
    private static Rgb[][,] Row(string path, int row, int height, int width, int draws, int label = 1)
    {
        var (drawn, size) = (Pngs.Read(path), (int)Math.Round(84.0 / Math.Max(height, width)));
        var (top, left) = (8 + 13 + (row * ((size * height) + 4)), 8 + ((6 * label) - 1) + 8);
        return [.. Enumerable.Range(0, draws + 5).Select(column => Pngs.Unscaled(drawn, top, left + (column * (Math.Max(size * width, 53) + 4)), height, width, size))];
    }

    private static IEnumerable<(int Y, int X)> Places(Rgb[,] picture) => from y in Enumerable.Range(0, picture.GetLength(0)) from x in Enumerable.Range(0, picture.GetLength(1)) select (y, x);

    private static Dataset Shapes() => Get(ShapesDataset.Generate(2000, 2));

    [Theory]
    [InlineData("left")]
    [InlineData("right")]
    [InlineData("top")]
    [InlineData("bottom")]
    [InlineData("centre")]
    [InlineData("random:0.4")]
    public void What_is_seen_stays_in_every_picture(string words)
    {
        using var folder = new TemporaryFolder();
        Assert.EndsWith($"\nThe pictures are in '{folder["i.png"]}'.\n", Inpaint(runs.Shapes, "--rows", "3", "--draws", "2", "--mask", words, "--out", folder["i.png"]), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder.Path));
        var mask = Pngs.Get(Mask.Parse(words, 42, Shapes()));
        for (var row = 0; row < 3; row++)
        {
            var (tiles, original, hidden) = (Row(folder["i.png"], row, 12, 12, 2), Pngs.TileOf(Shapes(), row), mask.Hidden(row));
            Assert.Equal(original.Pixels.Select(pixel => pixel!.Value), tiles[0].Cast<Rgb>());
            Assert.Contains(true, hidden);
            foreach (var (y, x) in Places(tiles[0]))
            {
                var isHidden = hidden[(y * 12) + x];
                Assert.Equal(isHidden ? Hidden : tiles[0][y, x], tiles[1][y, x]);
                if (isHidden) continue;
                Assert.All(tiles[2..^1], tile => Assert.Equal(tiles[0][y, x], tile[y, x]));
                Assert.Equal(default, tiles[^1][y, x]); // no deviation
            }

            Assert.Contains(Places(tiles[0]), place => tiles[2][place.Y, place.X] != tiles[3][place.Y, place.X]);
            Assert.Contains(Places(tiles[0]), place => tiles[^1][place.Y, place.X] != default);
        }
    }

    [Fact]
    public void Masks_are_read_from_files()
    {
        using var folder = new TemporaryFolder();
        var numbers = Enumerable.Range(0, 144).Select(place => place % 5 == 0 ? 0.0 : 1).ToArray();
        Inpaint(runs.Shapes, "--rows", "1", "--draws", "1", "--mask", folder.Write("m.npy", NumpyFiles.Array("|u1", [12, 12], numbers)), "--out", folder["i.png"]);
        Assert.Equal(numbers.Select(number => number == 0), Row(folder["i.png"], 0, 12, 12, 1)[1].Cast<Rgb>().Select(pixel => pixel == Hidden));
    }

    [Fact]
    public void A_row_is_filled_alike_whatever_rows_and_samples_come_with_it()
    {
        using var folder = new TemporaryFolder();
        string[] words = [runs.Shapes, "--mask", "random:0.5", "--seed", "3"];
        Inpaint([.. words, "--rows", "9", "--draws", "3", "--out", folder["all.png"]]);
        Inpaint([.. words, "--first", "7", "--rows", "1", "--draws", "2", "--out", folder["one.png"]]);
        var (all, one) = (Row(folder["all.png"], 7, 12, 12, 3), Row(folder["one.png"], 0, 12, 12, 2));
        Assert.All(Enumerable.Range(0, 4), tile => Assert.Equal(all[tile].Cast<Rgb>(), one[tile].Cast<Rgb>()));
        Assert.Equal(all[^2].Cast<Rgb>(), one[^2].Cast<Rgb>());
        Inpaint([.. words[..3], "--seed", "4", "--first", "7", "--rows", "1", "--draws", "2", "--out", folder["other.png"]]);
        Assert.NotEqual(one[1].Cast<Rgb>(), Row(folder["other.png"], 0, 12, 12, 2)[1].Cast<Rgb>());
    }

    [Fact]
    public void Means_and_deviations_are_those_of_many_samples()
    {
        const int Draws = 250;
        using var folder = new TemporaryFolder();
        Inpaint(runs.Shapes, "--rows", "1", "--draws", $"{Draws}", "--out", folder["i.png"]);
        var tiles = Row(folder["i.png"], 0, 12, 12, Draws);
        var deviations = new Dictionary<(int, int), double>();
        foreach (var (y, x) in Places(tiles[0]))
        {
            var levels = tiles[2..^3].Select(tile => (double)tile[y, x].Red).ToList();
            var (mean, deviation) = (levels.Average(), Math.Sqrt(levels.Average(level => Math.Pow(level - levels.Average(), 2))));
            Assert.InRange(tiles[^2][y, x].Red - mean, (-5 * deviation / Math.Sqrt(Draws)) - 0.5, (5 * deviation / Math.Sqrt(Draws)) + 0.5);
            deviations[(y, x)] = deviation;
        }

        foreach (var (y, x) in Places(tiles[0])) Assert.InRange(tiles[^1][y, x].Brightness - (deviations[(y, x)] / deviations.Values.Max()), -0.25, 0.25);
    }

    [Fact]
    public void Transformed_colours_are_shown_as_they_were()
    {
        using var folder = new TemporaryFolder();
        var output = Inpaint(runs.Colours, "--data", runs.ColourData, "--first", "2", "--rows", "2", "--draws", "64", "--mask", "left", "--out", folder["i.png"]);
        Assert.Contains("\nBits per hidden dimension (YCoCg-R) given what is seen: ", output, StringComparison.Ordinal);
        Assert.Contains("\nMean and deviation are those of 64 samples: the channels of YCoCg-R have no exact ones in colours.\n", output, StringComparison.Ordinal);
        var data = Get(NumpyReader.ReadArray(runs.ColourData, ReadOptions.Default));
        for (var row = 0; row < 2; row++)
        {
            var tiles = Row(folder["i.png"], row, 4, 6, 64);
            Assert.Equal(Pngs.TileOf(data, row + 2).Pixels.Select(pixel => pixel!.Value), tiles[0].Cast<Rgb>());
            foreach (var (y, x) in Places(tiles[0]))
            {
                Assert.Equal(x < 3 ? Rgb.NotObserved(false, x, y) : tiles[0][y, x], tiles[1][y, x]);
                if (x >= 3) Assert.All(tiles[2..^1], tile => Assert.Equal(tiles[0][y, x], tile[y, x]));
                byte Mean(Func<Rgb, byte> channel) => (byte)Math.Round(tiles[2..^3].Average(tile => channel(tile[y, x])));
                Assert.Equal(new Rgb(Mean(pixel => pixel.Red), Mean(pixel => pixel.Green), Mean(pixel => pixel.Blue)), tiles[^2][y, x]);
            }
        }
    }

    [Fact]
    public void Bits_are_those_of_score_where_all_is_hidden()
    {
        using var folder = new TemporaryFolder();
        var output = Inpaint(runs.Shapes, "--rows", "4", "--mask", "random:1");
        Run("score", runs.Shapes, "--out", folder["s.csv"]);
        var rows = output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(cells => cells.Length == 5 && int.TryParse(cells[0], out _)).ToList();
        var bits = Csvs.Column(Csvs.Read(folder["s.csv"]), "bits per dimension");
        Assert.Equal(Enumerable.Range(0, 4).Select(row => $"{row} 144 {bits[row].ToString("F3", CultureInfo.InvariantCulture)}"), rows.Select(cells => string.Join(' ', cells[..3])));
        Assert.All(rows, cells => Assert.True(double.Parse(cells[4], CultureInfo.InvariantCulture) <= double.Parse(cells[3], CultureInfo.InvariantCulture)));
        Assert.Contains("\nRow 0 from left to right: original, masked, sample 1, sample 2, sample 3, sample 4.\n", output, StringComparison.Ordinal);
        Assert.EndsWith("\n--out keeps the pictures of all rows.\n", output, StringComparison.Ordinal);
        Assert.Matches(@"\n  0 +0 +\n", Inpaint(runs.Shapes, "--rows", "1", "--mask", "random:0"));
    }

    [Fact]
    public void What_cannot_be_done_is_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        void Says(string sentence, params string[] words)
        {
            var (code, output, error) = Run(["inpaint", .. words]);
            Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), (code, output, error.Replace(folder.Path, "HERE", StringComparison.Ordinal)));
        }

        Says("this run is over a table; inpaint fills images, impute fills tables", runs.Mixed, "--out", folder["x.png"]);
        Says("--rows is 0; it must be 1 to 1000", runs.Shapes, "--rows", "0");
        Says("--draws is 1001; it must be 1 to 1000", runs.Shapes, "--draws", "1001");
        Says("--first is -1; rows are counted from 0", runs.Shapes, "--first", "-1");
        Says("--first is 2000, but there are only the rows 0 to 1999", runs.Shapes, "--first", "2000");
        Says("--out is 'HERE/x.jpg'; expected a name that ends with .png", runs.Shapes, "--out", folder["x.jpg"]);
        Says("--out is 'HERE/none/x.png', but there is no folder 'HERE/none'; make it first", runs.Shapes, "--out", folder["none/x.png"]);
        Says("--mask is 'middle', and there is no such file; expected left, right, top, bottom, centre, random:p with p from 0 to 1, or a PNG or .npy file", runs.Shapes, "--mask", "middle", "--out", folder["x.png"]);
        Says("--rows 1000 with --draws 2 makes 7000 pictures; expected at most 4000 in one file", runs.Shapes, "--rows", "1000", "--draws", "2", "--out", folder["x.png"]);
        Says("'HERE/c.npy' has images of 4 x 6 pixels with 3 channel(s); expected images of 12 x 12 pixels with 1 channel(s) as the run was trained on", runs.Shapes, "--data", folder.Write("c.npy", NumpyFiles.Array("|u1", [1, 4, 6, 3], new double[72])));
        Says("'g.npy' cannot be read: it has the value 8 at row 0, pixel 0, and the pixels of the training rows have the 8 levels 0, 1, ..., 7; expected those, or a model of other levels (--levels at training)", runs.Shapes, "--data", folder.Write("g.npy", NumpyFiles.Array("|u1", [1, 12, 12], [.. Enumerable.Repeat(8.0, 144)])));
        Assert.Equal(["c.npy", "g.npy"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
