using System.Globalization;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>The intervals that the verb impute writes, and how many removed cells lie in theirs.</summary>
[Collection(TensorTests.Name)]
public class ImputeIntervalTests(QueryRuns runs)
{
    private static string Impute(params string[] words)
    {
        var (code, output, error) = Run(["impute", .. words]);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    private string Ask(string question) => Run("query", runs.Mixed, question).Out.Split(" = ")[1].Trim();

    [Fact]
    public void Ends_are_quantiles_given_the_row_and_texts_are_sets()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text("flag,job,visits,income\n1,cook,2,\n1,cook,,31000.5\n0,,,30000\n"));
        var output = Impute(runs.Mixed, table, "--out", folder["f.csv"], "--probabilities", folder["p.csv"], "--interval", "0.9");
        Assert.EndsWith($"4 of 12 cells were missing; they are filled in '{folder["f.csv"]}', their probabilities are in '{folder["p.csv"]}', with their intervals of 90 %.\n", output, StringComparison.Ordinal);
        var p = Csvs.Read(folder["p.csv"]);
        Assert.Equal(["row", "column", "value", "probability", "low", "high", "values"], p[0]);
        Assert.Equal(["0 income", "1 visits", "2 job", "2 visits"], p.Skip(1).Select(row => $"{row[0]} {row[1]}"));
        foreach (var (at, part) in new[] { (4, "0.05"), (5, "0.95") })
        {
            Assert.Equal(double.Parse(Ask($"Q({part}, income | flag=1, job=cook, visits=2)"), CultureInfo.InvariantCulture), Csvs.Number(p[1][at]), 0.00501);
            Assert.Equal(Ask($"Q({part}, visits | flag=1, job=cook, income=31000.5)"), p[2][at]);
            Assert.Equal(Ask($"Q({part}, visits | flag=0, income=30000)"), p[4][at]);
        }

        var sets = Run("query", runs.Mixed, "P(job | flag=0, income=30000)").Out.Split('\n')[4..7].Select(line => line.Trim()).Select(line => (Label: line[..line.LastIndexOf(' ')].Trim(), P: double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))).OrderByDescending(one => one.P).ToArray();
        var sum = 0.0;
        Assert.Equal(string.Join(", ", sets.TakeWhile(one => (sum += one.P) - one.P < 0.9).Select(one => one.Label.Contains(' ', StringComparison.Ordinal) ? $"\"{one.Label}\"" : one.Label)), p[3][6]);
        Assert.Equal((string.Empty, string.Empty, string.Empty), (p[3][4], p[3][5], p[1][6]));
        var filled = File.ReadAllBytes(folder["f.csv"]);
        Impute(runs.Mixed, table, "--out", folder["f.csv"], "--probabilities", folder["p.csv"]);
        Assert.Equal(filled, File.ReadAllBytes(folder["f.csv"]));
        Assert.Equal(p.Select(row => row[..4]), Csvs.Read(folder["p.csv"]));
    }

    [Fact]
    public void Removed_cells_are_counted_that_lie_in_their_intervals()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Run("sample", runs.Mixed, "--count", "4000", "--seed", "7", "--out", folder["t.csv"]).Code);
        var output = Impute(runs.Mixed, folder["t.csv"], "--remove", "0.3", "--interval", "0.8");
        var lines = output.TrimEnd().Split('\n')[^2..];
        Assert.Matches(@"^Of \d,\d\d\d numbers and texts in an order \d\d\.\d\d % lie in their interval of 80 %; the standard error of that is 0\.\d\d %, and columns of few values have more in theirs\.$", lines[0]);
        Assert.Matches(@"^Of \d,\d\d\d other texts \d\d\.\d\d % lie in their set of 80 %; ", lines[1]);
        double Share(string line) => double.Parse(line[..line.IndexOf(" % lie", StringComparison.Ordinal)].Split(' ')[^1], CultureInfo.InvariantCulture);
        Assert.All(lines, line => Assert.InRange(Share(line), 77, 100)); // the rows are the model's own
        var plain = Impute(runs.Mixed, folder["t.csv"], "--remove", "0.3");
        Assert.StartsWith(plain, output, StringComparison.Ordinal);
        Assert.DoesNotContain("interval", plain, StringComparison.Ordinal);
        Assert.Equal(output, Impute(runs.Mixed, folder["t.csv"], "--remove", "0.3", "--interval", "0.8"));
    }

    [Theory]
    [InlineData("--interval is 1; it must be above 0 and below 1", "--interval", "1", "--remove", "0.5")]
    [InlineData("--interval is -0.5; it must be above 0 and below 1", "--interval", "-0.5", "--out", "f.csv")]
    [InlineData("--interval is written to the table of --probabilities; give that too, or --remove to measure how many cells lie in theirs", "--interval", "0.9", "--out", "f.csv")]
    public void What_cannot_be_told_is_refused_in_a_sentence(string sentence, params string[] words)
    {
        var (code, output, error) = Run(["impute", runs.Mixed, "t.csv", .. words]);
        Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), (code, output, error));
    }
}
