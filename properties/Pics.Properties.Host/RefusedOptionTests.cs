using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Options that would lose a file, that have no effect, or whose number is too large for anything; and words that are the same everywhere.</summary>
[Collection(TensorTests.Name)]
public sealed class RefusedOptionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Here(string text) => text.Replace(folder.Path, "HERE", StringComparison.Ordinal);

    private void Refused(string sentence, params string[] words)
    {
        var (code, output, error) = ConsoleRuns.Run(words);
        Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), (code, output, Here(error)));
    }

    [Fact]
    public void No_verb_writes_over_its_table()
    {
        var table = folder.Write("m.csv", Text("a,b\n1,?\n"));
        File.CreateSymbolicLink(folder["link.csv"], table);
        foreach (var path in new[] { table, Path.Combine(folder.Path, "x", "..", "m.csv"), folder["link.csv"] })
        {
            Refused($"--out is '{Here(path)}', the table that is read; expected another file, so that it is not lost", "impute", folder["run"], table, "--out", path);
            Refused($"--probabilities is '{Here(path)}', the table that is read; expected another file, so that it is not lost", "impute", folder["run"], table, "--out", folder["o.csv"], "--probabilities", path);
            Refused($"--out is '{Here(path)}', the table that is read; expected another file, so that it is not lost", "score", folder["run"], table, "--out", path);
        }

        Assert.Equal("a,b\n1,?\n", File.ReadAllText(table));
    }

    [Fact]
    public void Impute_by_one_way_beside_remove_is_refused() =>
        Refused("--by cannot be given with --remove, which fills in every way", "impute", folder["run"], "m.csv", "--remove", "0.1", "--by", "mode");

    [Theory]
    [InlineData("--sigma is 1E+300; it must be at most 1000000", "--sigma", "1e300")]
    [InlineData("--weight-decay is 1E+300; it must be at most 1000000", "--weight-decay", "1e300")]
    [InlineData("--smoothing is 1E+300; it must be at most 1000000", "--structure", "hidden-chow-liu", "--smoothing", "1e300")]
    public void A_number_that_is_too_large_is_refused_at_once(string sentence, params string[] words) => Refused(sentence, ["train", "--out", folder["run"], .. words]);

    [Fact]
    public void Table_options_beside_a_file_of_images_are_refused()
    {
        Directory.CreateDirectory(folder["p"]);
        File.WriteAllBytes(folder["p/a.png"], [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
        foreach (var option in new[] { "--missing", "--schema" }) Refused($"{option} is for tables, and the data are images; leave it out", "train", "--data", folder["p"], "--out", folder["run"], option, "x");
    }

    [Fact]
    public void Choices_are_printed_as_options_are_written()
    {
        Assert.Contains(", cp merge, inputs full, integrals composite, K = 2", ConsoleRuns.Run("inspect", "--k", "2", "--height", "2", "--columns", "2").Out, StringComparison.Ordinal);
        Assert.Contains(": quad-graph, cp merge, K = 2, ", ConsoleRuns.Run("train", "--k", "2", "--width", "4", "--max-steps", "2", "--out", folder["run"]).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NegativeInfinity, "-inf")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(-1.25, "-1.250")]
    public void An_infinite_number_has_one_word(double value, string word) => Assert.Equal(word, Pics.Host.Tables.Number(value, 3));
}
