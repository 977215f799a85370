using Pics.Host;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>Runs on images of few levels, of floats and of pictures, from training to pictures.</summary>
[Collection(TensorTests.Name)]
public sealed class LevelRunTests : IDisposable
{
    private const int Rows = 60;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Images of 3 x 3 pixels, made of numbers by their place.</summary>
    private string Images(string name, string type, Func<int, double> number)
    {
        var random = new Random(4);
        return folder.Write(name, NumpyFiles.Array(type, [Rows, 3, 3], [.. Enumerable.Range(0, Rows * 9).Select(_ => number(random.Next(256)))]));
    }

    private (int Code, string Out, string Error) Train(string data, string run, params string[] more) =>
        Run(["train", data, "--structure", "quad-tree", "--k", "2", "--width", "4", "--batch-size", "8", "--max-steps", "6", "--validate-every", "3", "--out", folder[run], .. more]);

    private static string[] Figures(string text) => [.. text.Split('\n').Where(line => line.Contains("this model", StringComparison.Ordinal) || line.Contains("uniform", StringComparison.Ordinal)).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    [Fact]
    public void The_same_numbers_of_other_types_train_to_the_same_figures()
    {
        var bytes = Train(Images("b.npy", "|u1", level => level), "b");
        Assert.Equal((0, string.Empty), (bytes.Code, bytes.Error));
        Assert.DoesNotContain("Note:", bytes.Out, StringComparison.Ordinal);
        Assert.Contains("uniform 8.0000 8.0000", Figures(bytes.Out));
        var (whole, over) = (Train(Images("w.npy", "<f4", level => level), "w"), Train(Images("o.npy", "<f4", level => level / 255.0), "o"));
        Assert.Equal(Figures(bytes.Out), Figures(whole.Out));
        Assert.Equal(Figures(bytes.Out), Figures(over.Out));
        Assert.Contains("Note: Its real numbers are whole ones from 0 to 255, so pixels have 256 levels.", whole.Out, StringComparison.Ordinal);
        Assert.Contains("Note: Its numbers are multiples of 1/255 from 0 to 1, so pixels have 256 levels.", over.Out, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder["b"], "model.safetensors")), File.ReadAllBytes(Path.Combine(folder["o"], "model.safetensors")));
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("bernoulli")]
    public void Black_and_white_images_have_two_levels_that_are_drawn(string family)
    {
        var data = Images("x.npy", "|u1", level => level < 128 ? 0 : 255);
        var trained = Train(data, "run", "--family", family);
        Assert.Equal((0, string.Empty), (trained.Code, trained.Error));
        Assert.Contains("Note: Its pixels have the 2 levels 0 and 255, and each is one of 2 values; --levels 256 would make it one of 256.", trained.Out, StringComparison.Ordinal);
        Assert.Contains("uniform 1.0000 1.0000", Figures(trained.Out));
        Assert.Equal(0, Run("sample", folder["run"], "--count", "4", "--out", folder["s.png"]).Code);
        Assert.Equal([new Rgb(0, 0, 0), Pngs.White], Pngs.Read(folder["s.png"]).Cast<Rgb>().Distinct().OrderBy(colour => colour.Red).Where(colour => colour.Red is 0 or 255));
        Assert.Equal(0, Run("sample", folder["run"], "--count", "4", "--out", folder["s.csv"]).Code);
        Assert.All(File.ReadAllLines(folder["s.csv"])[1..], line => Assert.All(line.Split(','), cell => Assert.Contains(cell, new[] { "0", "255" })));
        Assert.Equal(0, Run("inpaint", folder["run"], "--rows", "1", "--draws", "1", "--out", folder["i.png"]).Code);
        Assert.Equal(0, Run("eval", folder["run"], "--data", data).Code);
        Assert.Equal((0, string.Empty), Run("train", "--resume", folder["run"], "--max-steps", "8") is var resumed ? (resumed.Code, resumed.Error) : default);
        foreach (var verb in new[] { "eval", "score", "inpaint" })
            Assert.Contains("the pixels of the training rows have the 2 levels 0 and 255; expected those", Run(verb, folder["run"], "--data", Images("y.npy", "|u1", level => level)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Real_images_are_said_to_be_densities_before_training()
    {
        var trained = Train(Images("x.npy", "<f4", level => (level - 100) / 77.0), "run");
        Assert.Equal(0, trained.Code);
        var note = trained.Out.IndexOf("Note: Its pixels are real numbers, neither whole ones from 0 to 255 nor multiples of 1/255: the model has densities of them, whose bits per dimension cannot be compared with those of levels, and no pictures are drawn.", StringComparison.Ordinal);
        Assert.InRange(note, 0, trained.Out.IndexOf("Training a PIC", StringComparison.Ordinal));
        Assert.Equal(0, Run("eval", folder["run"], "--data", Images("y.npy", "|u1", level => level)).Code);
    }

    [Fact]
    public void Levels_are_wished_and_wishes_that_say_nothing_are_refused()
    {
        var data = Images("x.npy", "|u1", level => level % 2);
        Assert.Contains("uniform 8.0000 8.0000", Figures(Train(data, "run", "--levels", "256").Out));
        Assert.Contains("\"levels\": 256", File.ReadAllText(Path.Combine(folder["run"], "config.json")), StringComparison.Ordinal);
        string Says(params string[] words) => Run(["train", .. words, "--out", folder["other"]]).Error;
        Assert.Equal("pics: --levels is 1; it must be from 2 to 256\n", Says(data, "--levels", "1"));
        Assert.Equal("pics: --levels is for data that are read, and --dataset shapes is generated; leave it out\n", Says("--levels", "2"));
        Assert.Equal("pics: --levels is for images, and the data are a table; leave it out\n", Says(folder.Write("t.csv", Text("a\n1\n2\n")), "--levels", "2"));
        Assert.Equal("pics: --channels is for folders of pictures, and the data are none; leave it out\n", Says(data, "--channels", "grey"));
    }

    [Fact]
    public void Folders_of_pictures_train_on_their_own_rows_in_the_wished_shape()
    {
        foreach (var (split, level) in new[] { ("train", 40), ("test", 200) })
        {
            Directory.CreateDirectory(folder[split]);
            for (var number = 0; number < 12; number++)
            {
                byte[,] picture = { { (byte)(level + number), 1, 2, 3 }, { 4, 5, 6, (byte)number } };
                File.WriteAllBytes(Path.Combine(folder[split], $"{number}.png"), number % 2 == 0 ? MarkedPictures.Png(picture) : MarkedPictures.Colours(picture));
            }
        }

        var trained = Train(folder.Path, "run", "--image-size", "1x2", "--channels", "grey");
        Assert.Equal((0, string.Empty), (trained.Code, trained.Error));
        Assert.Contains(" 11 training rows.", trained.Out, StringComparison.Ordinal);
        Assert.Contains("Note: Pictures are taken by their folders: 'train' (12 pictures) to learn from, 'test' (12 pictures) to report on", trained.Out, StringComparison.Ordinal);
        Assert.Contains("Note: 12 of 24 pictures have colours, and are turned grey.", trained.Out, StringComparison.Ordinal);
        Assert.Contains("\"imageSize\": \"1x2\"", File.ReadAllText(Path.Combine(folder["run"], "config.json")), StringComparison.Ordinal);
        Assert.Contains("12 row(s)", Run("score", folder["run"], "--split", "test").Out, StringComparison.Ordinal);
        Assert.Equal(0, Run("train", "--config", Path.Combine(folder["run"], "config.json"), "--out", folder["again"]).Code);
        Assert.Equal((2, "pics: --image-size is '8y3'; it must be a whole number of pixels for squares, or height x width as 8x24\n"), Run("data", "describe", folder.Path, "--image-size", "8y3") is var wrong ? (wrong.Code, wrong.Error) : default);
    }

    [Fact]
    public void Inspect_takes_channels_of_pixels_and_of_pictures()
    {
        Assert.Contains("3 x 3 pixels of 2 channel(s)", Run("inspect", "--height", "3", "--columns", "3", "--channels", "2", "--k", "2").Out, StringComparison.Ordinal);
        folder.Write("a.png", MarkedPictures.Colours(new byte[3, 3]));
        for (var number = 0; number < 4; number++) folder.Write($"{number}.png", MarkedPictures.Png(new byte[3, 3]));
        Assert.Contains("3 x 3 pixels of 1 channel(s)", Run("inspect", folder.Path, "--channels", "grey", "--k", "2").Out, StringComparison.Ordinal);
        Assert.Equal("pics: --channels is 5; pictures are grey or rgb\n", Run("inspect", folder.Path, "--channels", "5").Error);
    }
}
