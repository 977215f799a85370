using Pics.Host;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>The samples of the verb sample, as pictures and as tables.</summary>
[Collection(TensorTests.Name)]
public class SampleVerbTests(QueryRuns runs)
{
    private static string Sample(params string[] words)
    {
        var (code, output, error) = Run(["sample", .. words]);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.csv.gz")]
    public void Tables_read_back_with_the_columns_of_the_run(string name)
    {
        using var folder = new TemporaryFolder();
        foreach (var run in new[] { runs.Mixed, runs.Letters })
        {
            Assert.Equal($"500 samples are in '{folder[name]}'.\n", Sample(run, "--count", "500", "--out", folder[name]));
            var schema = Get(TableSchema.ReadFile(Path.Combine(run, "columns.json")));
            var read = Get(CsvTable.Read(folder[name], ReadOptions.Default with { Schema = schema }));
            Assert.Equal((schema, 500), (TableSchema.Of(read), read.Rows));
            Assert.Equal(0, Run("score", run, "--data", folder[name]).Code);
        }

        Assert.Equal(QueryRuns.LetterColumns.Select(column => column.Name), Csvs.Read(folder[name])[0]);
    }

    [Fact]
    public void Samples_follow_the_model_in_the_units_of_the_data()
    {
        const int Count = 20000;
        const double Errors = 5; // standard errors
        using var folder = new TemporaryFolder();
        Sample(runs.Mixed, "--count", $"{Count}", "--out", folder["t.csv"]);
        var table = Csvs.Read(folder["t.csv"]);
        double Ask(string question) => double.Parse(Run("query", runs.Mixed, question).Out.Split(" = ")[1].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
        foreach (var column in new[] { "income", "visits" })
        {
            var (numbers, mean, variance) = (Csvs.Column(table, column), Ask($"E({column})"), Ask($"Var({column})"));
            Assert.InRange((numbers.Average() - mean) / Math.Sqrt(variance / Count), -Errors, Errors);
            Assert.InRange(numbers.Average(number => Math.Pow(number - mean, 2)) / variance, 0.9, 1.1);
        }

        foreach (var (job, flag) in from job in QueryRuns.LetterColumns[^1].Labels from flag in new[] { "0", "1" } select (job, flag))
        {
            var (p, found) = (Ask($"P(flag={flag}, job=\"{job}\")"), table.Skip(1).Count(row => row[0] == flag && row[1] == job) / (double)Count);
            Assert.InRange((found - p) / Math.Sqrt(p * (1 - p) / Count), -Errors, Errors);
        }
    }

    [Theory]
    [InlineData("--within-range")]
    [InlineData(null)]
    public void Samples_stay_in_the_intervals_and_sets_that_are_given(string? within)
    {
        using var folder = new TemporaryFolder();
        var income = Csvs.Column(Csvs.Read(QueryRuns.TableOf(runs.Mixed)), "income").Where(double.IsFinite).Average().ToString("F0", System.Globalization.CultureInfo.InvariantCulture);
        string[] Words(string name, int count, int seed) => [runs.Mixed, "--count", $"{count}", "--seed", $"{seed}", "--given", $"income<{income}, 1<visits<=3, job not in {{cook}}", "--out", folder[name], .. within is null ? [] : new[] { within }];
        Sample(Words("a.csv", 300, 1));
        Sample(Words("b.csv", 300, 1));
        Sample(Words("c.csv", 100, 1));
        Sample(Words("d.csv", 300, 2));
        var table = Csvs.Read(folder["a.csv"]);
        Assert.All(Csvs.Column(table, "income"), number => Assert.True(number < double.Parse(income, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(Csvs.Column(table, "visits"), number => Assert.InRange(number, 2, 3));
        Assert.DoesNotContain(table, row => row.Contains("cook"));
        Assert.Equal(File.ReadAllText(folder["a.csv"]), File.ReadAllText(folder["b.csv"]));
        Assert.StartsWith(File.ReadAllText(folder["c.csv"]), File.ReadAllText(folder["a.csv"]), StringComparison.Ordinal);
        Assert.NotEqual(File.ReadAllText(folder["a.csv"]), File.ReadAllText(folder["d.csv"]));
        var (code, output, error) = Run("sample", runs.Mixed, "--given", "visits<0");
        Assert.Equal((1, string.Empty, "pics: --given 'visits<0' has probability zero under the model, so there are no such rows; give less\n"), (code, output, error));
        Assert.Equal("pics: --given is wrong at character 1: 'job' has texts without an order; expected values, as '=', '!=' or 'in {...}' name them\n", Run("sample", runs.Mixed, "--given", "job<cook").Error);
    }

    [Fact]
    public void Samples_follow_from_the_seed_and_fewer_are_the_first_of_more()
    {
        using var folder = new TemporaryFolder();
        string[] Lines(int count, string seed)
        {
            Sample(runs.Letters, "--count", $"{count}", "--seed", seed, "--out", folder["t.csv"]);
            return File.ReadAllLines(folder["t.csv"]);
        }

        var all = Lines(2500, "7");
        Assert.Equal(2501, all.Length);
        Assert.Equal(all, Lines(2500, "7"));
        Assert.Equal(all[..1101], Lines(1100, "7"));
        Assert.NotEqual(all[..1101], Lines(1100, "8"));
    }

    [Fact]
    public void Latents_of_the_pic_are_drawn_on_a_grid_of_points()
    {
        using var folder = new TemporaryFolder();
        string[] Lines(int count, params string[] words)
        {
            Sample([runs.Letters, "--count", $"{count}", "--out", folder["t.csv"], .. words]);
            return File.ReadAllLines(folder["t.csv"]);
        }

        var all = Lines(40, "--points", "33");
        Assert.Equal(41, all.Length);
        Assert.Equal(all[..11], Lines(10, "--points", "33"));
        Assert.NotEqual(all, Lines(40));
        Assert.Equal((1, "pics: the number of grid points is 1; it must be from 2 to 65536\n"), Run("sample", runs.Letters, "--points", "1") is var (code, _, error) ? (code, error) : default);
    }

    [Fact]
    public void Pictures_in_a_grid_in_a_folder_and_in_a_table_are_the_same()
    {
        using var folder = new TemporaryFolder();
        foreach (var (run, height, width, levels) in new[] { (runs.Shapes, 12, 12, 8), (runs.Colours, 4, 6, 256) })
        {
            var name = Path.GetFileName(run);
            string At(string end) => folder[name + end];
            Assert.EndsWith($"\n5 samples are in '{At(".png")}'.\n", Sample(run, "--count", "5", "--columns", "3", "--out", At(".png")), StringComparison.Ordinal);
            Sample(run, "--count", "5", "--out", At(string.Empty));
            Sample(run, "--count", "5", "--out", At(".csv"));
            Assert.Equal($"5 samples are in '{At(".npy")}'.\n", Sample(run, "--count", "5", "--out", At(".npy")));
            var (grid, size) = (Pngs.Read(At(".png")), (int)Math.Round(84.0 / Math.Max(height, width)));
            Assert.Equal((16 + (2 * size * height) + 4, 16 + (3 * size * width) + 8), (grid.GetLength(0), grid.GetLength(1)));
            var files = Directory.GetFiles(At(string.Empty)).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(Enumerable.Range(1, 5).Select(number => $"sample-0000{number}.png"), files.Select(Path.GetFileName));
            var table = Csvs.Read(At(".csv"));
            var channels = table[0].Length / height / width;
            Assert.Equal(table.Skip(1).SelectMany(row => row).Select(cell => (byte)Csvs.Number(cell)), File.ReadAllBytes(At(".npy"))[^(5 * height * width * channels)..]);
            for (var sample = 0; sample < 5; sample++)
            {
                var picture = Pngs.Read(files[sample]);
                var tile = Pngs.Unscaled(grid, 8 + (sample / 3 * ((size * height) + 4)), 8 + (sample % 3 * ((size * width) + 4)), height, width, size);
                var values = table[sample + 1].Select(cell => (byte)Math.Round(255 * Csvs.Number(cell) / (levels - 1))).Chunk(channels).Select(pixel => new Rgb(pixel[0], pixel[channels / 2], pixel[^1]));
                Assert.Equal(picture.Cast<Rgb>(), tile.Cast<Rgb>());
                Assert.Equal(values, picture.Cast<Rgb>());
            }
        }
    }

    [Fact]
    public void Without_a_file_a_few_samples_are_shown()
    {
        var lines = Sample(runs.Mixed).Split('\n');
        Assert.Equal(("Samples", "These are the first of 64 samples; --out keeps all."), (lines[0], lines[^2]));
        Assert.Equal(10, lines[4..^3].Length);
        Assert.All(lines[4..^3], line => Assert.Matches(@"^  [01] +(clerk|cook|smith, black) +\d+ +-?[\d.]{3,8}  $", line));
        Assert.EndsWith("\n--out keeps the samples.\n", Sample(runs.Shapes, "--count", "2"), StringComparison.Ordinal);
        Assert.Equal(12, Sample(runs.Shapes, "--count", "2").Split('\n').Length - 2);
    }

    [Fact]
    public void What_is_given_is_in_every_row_and_the_rest_follows_it()
    {
        using var folder = new TemporaryFolder();
        Sample(runs.Mixed, "--given", "job=cook", "--count", "3000", "--seed", "5", "--out", folder["g.csv"]);
        Sample(runs.Mixed, "--given", "job=cook", "--count", "3000", "--seed", "5", "--out", folder["h.csv"]);
        Assert.Equal(File.ReadAllBytes(folder["g.csv"]), File.ReadAllBytes(folder["h.csv"]));
        var rows = Csvs.Read(folder["g.csv"])[1..];
        Assert.Equal(3000, rows.Length);
        Assert.All(rows, row => Assert.Equal("cook", row[1]));
        var answer = Run("query", runs.Mixed, "P(flag=1 | job=cook)").Out;
        var probability = double.Parse(System.Text.RegularExpressions.Regex.Match(answer, @"0\.\d+").Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(probability, rows.Count(row => row[0] == "1") / 3000.0, 5 * Math.Sqrt(probability * (1 - probability) / 3000));
        Assert.StartsWith("Samples\n", Sample(runs.Mixed, "--given", "flag=0, job=\"smith, black\"", "--count", "2"), StringComparison.Ordinal);
        void Says(string sentence, params string[] words) => Assert.Equal((1, $"pics: {sentence}\n"), Run(["sample", runs.Mixed, .. words]) is var result ? (result.Code, result.Error) : default);
        foreach (var empty in new[] { "", "  " }) Says("--given is empty; expected what every row has, as 'grade=B, age=40', or no --given", "--given", empty);
        Says("--given is wrong at character 9: expected '=' or another comparison, 'in', found the end; decimals have a point, as flag=0.5", "--given", "flag=0,5");
        Says("--points cannot be given with --given: latents are drawn from their own densities only where nothing is known", "--given", "flag=0", "--points", "9");
        Says("--columns is for pictures side by side, and these samples are a table; leave it out", "--columns", "3");
        Assert.Matches("^pics: --given is wrong .*tailor.*\n$", Run("sample", runs.Mixed, "--given", "job=tailor").Error);
        Assert.Matches("^pics: --given is wrong .*town.*\n$", Run("sample", runs.Mixed, "--given", "town=x").Error);
    }

    [Fact]
    public void What_cannot_be_written_is_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        void Says(string sentence, params string[] words)
        {
            var (code, output, error) = Run(["sample", .. words]);
            Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), (code, output, error.Replace(folder.Path, "HERE", StringComparison.Ordinal)));
        }

        folder.Write("kept", []);
        Says("--count is 0; it must be 1 to 16777216", runs.Mixed, "--count", "0");
        Says("--count is 16777217; it must be 1 to 16777216", runs.Mixed, "--count", "16777217");
        Says("--columns is 0; it must be at least 1", runs.Shapes, "--columns", "0");
        Says("--count is 20000, but a grid has at most 10000 pictures; name a folder or a .csv file for more", runs.Shapes, "--count", "20000", "--out", folder["x.png"]);
        Says("'HERE' is not empty; expected a new or empty folder for the pictures", runs.Shapes, "--out", folder.Path);
        Says("'HERE/kept' is a file; expected a new or empty folder for the pictures", runs.Shapes, "--out", folder["kept"]);
        Says("--out is 'HERE/x.png', but this run is over a table; expected a name that ends with .csv, .csv.gz, .parquet, .arrow, .feather, .npy, .idx or -ubyte", runs.Mixed, "--out", folder["x.png"]);
        Says("'HERE/x.npy' cannot be read or written: an array has numbers, and column 'job' has texts; expected the name of a table, as .csv", runs.Mixed, "--out", folder["x.npy"]);
        Says("'HERE/x.idx' cannot be read or written: an IDX file has images of one channel; expected the name of a .npy file", runs.Colours, "--out", folder["x.idx"]);
        Says("--out is 'HERE/none/x.csv', but there is no folder 'HERE/none'; make it first", runs.Mixed, "--out", folder["none/x.csv"]);
        Says("--out is 'HERE/none/x.png', but there is no folder 'HERE/none'; make it first", runs.Shapes, "--out", folder["none/x.png"]);
        Directory.CreateDirectory(folder["d.csv"]);
        Says("--out is 'HERE/d.csv'; expected the name of a file, not of a folder", runs.Mixed, "--out", folder["d.csv"]);
        Says("the picture would have 73404 x 1068 pixels; expected at most 33554432 in all: draw fewer rows or columns", runs.Shapes, "--count", "10000", "--columns", "12", "--out", folder["x.png"]);
        Assert.Equal(["d.csv", "kept"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
