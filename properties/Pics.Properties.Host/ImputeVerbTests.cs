using System.Globalization;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>The tables of the verb impute, and how good its fills are.</summary>
[Collection(TensorTests.Name)]
public class ImputeVerbTests(QueryRuns runs)
{
    private const string Head = "a,b,c,d,likes tea,f,g,age group,region,job\n";

    /// <summary>Spaces, quotes, line ends, an empty line and no end to the last line, all of which stay; {0} to {4} are the missing cells.</summary>
    private const string Holes = "\uFEFFa, b ,c,d,\"likes tea\",f,g,age group,region,job\r\n 1,{0},0,1,\"yes\",0 ,0,4,{1},cook\r\n\r\n0,1,1,0,no,1,1,1,0,\"smith, black\"\n1,0,1,0,no,1,1,{2},0,{3}\n1,0,1,0,{4},1,1,1,2,clerk";

    private static string Impute(params string[] words)
    {
        var (code, output, error) = Run(["impute", .. words]);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    private static string With(params string[] cells) => Enumerable.Range(0, cells.Length).Aggregate(Holes, (text, cell) => text.Replace($"{{{cell}}}", cells[cell], StringComparison.Ordinal));

    /// <summary>The labels of a row's missing cells and the probability of each way to fill them, from the reference engine.</summary>
    private (string[][] Fills, double[] P) Posterior(string row)
    {
        var missing = row.Split(';').Select((cell, column) => (cell, column)).Where(pair => pair.cell.Length == 0).Select(pair => pair.column).ToArray();
        string[][] fills = [.. Worlds.Of(missing.Select(column => QueryRuns.LetterColumns[column].Labels))];
        var p = Worlds.Likelihoods(runs.Letters, Head + string.Concat(fills.Select(fill =>
        {
            var cells = row.Split(';');
            for (var place = 0; place < missing.Length; place++) cells[missing[place]] = fill[place];
            return QueryRuns.Line(cells);
        })));
        return (fills, [.. p.Select(value => value / p.Sum())]);
    }

    private static readonly string[] Rows = ["1;;0;1;yes;0;0;4;;cook", "0;1;1;0;no;1;1;1;0;smith, black", "1;0;1;0;no;1;1;;0;", "1;0;1;0;;1;1;1;2;clerk"];

    [Theory]
    [InlineData("expectation", false)]
    [InlineData("mode", true)]
    [InlineData("mpe", false)]
    [InlineData("sample", false)]
    public void Only_missing_cells_change_and_their_probabilities_are_the_posteriors(string by, bool compressed)
    {
        using var folder = new TemporaryFolder();
        var (table, filled) = (folder.Write("t.csv", compressed ? Gzip(Text(With("", "?", "NA", "", "null"))) : Text(With("", "?", "NA", "", "null"))), folder["f.csv"]);
        var output = Impute(runs.Letters, table, "--by", by, "--out", filled, "--probabilities", folder["p.csv.gz"]);
        Assert.Contains("'?' was taken as not observed, in 1 cell of 'region'", output, StringComparison.Ordinal);
        Assert.EndsWith($"5 of 40 cells were missing; they are filled in '{filled}', their probabilities are in '{folder["p.csv.gz"]}'.\n", output, StringComparison.Ordinal);
        var found = Csvs.Read(folder["p.csv.gz"]);
        Assert.Equal(["row", "column", "value", "probability"], found[0]);
        Assert.Equal(["0 b", "0 region", "2 age group", "2 job", "3 likes tea"], found.Skip(1).Select(row => $"{row[0]} {row[1]}"));
        Assert.Equal(With([.. found.Skip(1).Select(row => row[2].Contains(',', StringComparison.Ordinal) ? $"\"{row[2]}\"" : row[2])]), System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(filled)));
        foreach (var group in found.Skip(1).GroupBy(row => row[0]))
        {
            var ((fills, p), place) = (Posterior(Rows[int.Parse(group.Key, CultureInfo.InvariantCulture)]), 0);
            foreach (var cell in group)
            {
                var at = place++;
                var column = QueryRuns.LetterColumns.Single(column => column.Name == cell[1]);
                double Of(string label) => fills.Zip(p).Sum(pair => pair.Item1[at] == label ? pair.Item2 : 0);
                Assert.Equal(Of(cell[2]), Csvs.Number(cell[3]), 1e-9);
                if (by == "mode" || (by == "expectation" && column.Name is "job" or "likes tea")) Assert.Equal(column.Labels.MaxBy(Of), cell[2]);
                else if (by == "expectation")
                {
                    var mean = column.Labels.Sum(label => Of(label) * Csvs.Number(label));
                    Assert.Equal(column.Labels.MinBy(label => Math.Abs(Csvs.Number(label) - mean)), cell[2]);
                }
            }

            if (by == "mpe") Assert.Equal(fills[Array.IndexOf(p, p.Max())], group.Select(cell => cell[2]));
        }
    }

    [Fact]
    public void Real_numbers_are_filled_in_their_own_units_with_densities()
    {
        using var folder = new TemporaryFolder();
        double Ask(string question) => double.Parse(Run("query", runs.Mixed, question).Out.Split(" = ")[1].Split('\n')[0].Split(',')[0], CultureInfo.InvariantCulture);
        var table = folder.Write("t.csv", Text("flag,job,visits,income\n1,cook,2,\n1,cook,,31000.5\n"));
        Impute(runs.Mixed, table, "--by", "expectation", "--out", folder["f.csv"], "--probabilities", folder["p.csv"]);
        var (filled, p) = (Csvs.Read(folder["f.csv"]), Csvs.Read(folder["p.csv"]));
        Assert.Equal(Ask("E(income | flag=1, job=cook, visits=2)"), Csvs.Number(filled[1][3]), 0.005001); // two decimals, as the column has
        Assert.Equal(Math.Round(Ask("E(visits | flag=1, job=cook, income=31000.5)")), Csvs.Number(filled[2][2]));
        Assert.Equal(["1", "cook", "31000.5"], [filled[2][0], filled[2][1], filled[2][3]]);
        Assert.Equal(Ask($"P(income={filled[1][3]} | flag=1, job=cook, visits=2)"), Csvs.Number(p[1][3]), 1e-12);
        Assert.Equal(Ask($"P(visits={filled[2][2]} | flag=1, job=cook, income=31000.5)"), Csvs.Number(p[2][3]), 1e-9);
    }

    [Fact]
    public void No_other_count_or_number_is_more_probable_than_the_mode()
    {
        using var folder = new TemporaryFolder();
        double Ask(string question) => double.Parse(Run("query", runs.Mixed, question).Out.Split(" = ")[1].Split('\n')[0].Split(',')[0], CultureInfo.InvariantCulture);
        (string Cells, string Given)[] rows = [("0,,,", "flag=0"), ("1,\"smith, black\",,", "flag=1, job=\"smith, black\"")];
        Impute(runs.Mixed, folder.Write("t.csv", Text("flag,job,visits,income\n" + string.Concat(rows.Select(row => row.Cells + "\n")))), "--by", "mode", "--out", folder["f.csv"], "--probabilities", folder["p.csv"]);
        var (filled, p) = (Csvs.Read(folder["f.csv"]), Csvs.Read(folder["p.csv"]).Skip(1).ToDictionary(row => $"{row[0]} {row[1]}", row => Csvs.Number(row[3])));
        var ofMeans = new List<double>(); // their densities, by those of the modes
        for (var row = 0; row < rows.Length; row++)
        {
            var (visits, income) = (p[$"{row} visits"], p[$"{row} income"]);
            Assert.Equal(Ask($"P(visits={filled[row + 1][2]} | {rows[row].Given})"), visits, 1e-9);
            Assert.Equal(Ask($"P(income={filled[row + 1][3]} | {rows[row].Given})"), income, 1e-12);
            for (var count = 0; count < 12; count++) Assert.True(Ask($"P(visits={count} | {rows[row].Given})") <= visits * (1 + 1e-9), $"{count} in row {row}");
            for (var number = 12000; number < 50000; number += 2000) Assert.True(Ask($"P(income={number} | {rows[row].Given})") <= income * (1 + 1e-9), $"{number} in row {row}");
            ofMeans.Add(Ask($"P(income={Ask($"E(income | {rows[row].Given})").ToString("R", CultureInfo.InvariantCulture)} | {rows[row].Given})") / income);
        }

        Assert.All(ofMeans, ratio => Assert.True(ratio <= 1 + 1e-9, $"{ratio}"));
        Assert.Contains(ofMeans, ratio => ratio < 1 - 1e-6);
    }

    [Fact]
    public void Samples_follow_the_posterior_and_the_seed()
    {
        const int Rows = 4000;
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text(Head + string.Concat(Enumerable.Repeat("1,0,1,0,no,1,1,,0,\n", Rows))));
        byte[] Filled(string seed)
        {
            Impute(runs.Letters, table, "--by", "sample", "--seed", seed, "--out", folder["f.csv"]);
            return File.ReadAllBytes(folder["f.csv"]);
        }

        var first = Filled("1");
        Assert.Equal(first, Filled("1"));
        Assert.NotEqual(first, Filled("2"));
        var (fills, p) = Posterior("1;0;1;0;no;1;1;;0;");
        var found = Csvs.Read(folder["f.csv"]).Skip(1).ToList();
        for (var way = 0; way < fills.Length; way++)
        {
            var share = found.Count(row => row[7] == fills[way][0] && row[9] == fills[way][1]) / (double)Rows;
            Assert.InRange((share - p[way]) / Math.Sqrt(p[way] * (1 - p[way]) / Rows), -5, 5);
        }
    }

    [Fact]
    public void A_table_is_not_filled_in_place_and_one_without_holes_stays()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text(With("", "1", "", "cook", "")));
        Assert.Equal((1, $"pics: --out is '{table}', the table that is read; expected another file, so that it is not lost\n"), ConsoleRuns.Run("impute", runs.Letters, table, "--out", table) is var (code, _, error) ? (code, error) : default);
        Impute(runs.Letters, table, "--out", folder["v.csv"]);
        table = folder["v.csv"];
        Assert.StartsWith("0 of 40 cells were missing; ", Impute(runs.Letters, table, "--out", folder["u.csv"]), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(table), File.ReadAllBytes(folder["u.csv"]));
    }

    [Fact]
    public void The_model_beats_means_and_modes_of_columns_that_depend_on_each_other()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text(QueryRuns.TwinTable(300, 17)));
        var output = Impute(runs.Twins, table, "--remove", "0.2");
        var lines = output.Split('\n');
        Assert.Matches(@"^3\d\d cells, 20 % of those observed, were removed at random and filled from the rest of their rows$", lines[0]);
        var scores = lines.Select(line => line.Trim().Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(cells => cells.Length is 2 or 3).ToDictionary(cells => cells[0], cells => cells[1..]);
        double Error(string by) => double.Parse(scores[by][0], CultureInfo.InvariantCulture);
        double Right(string by) => double.Parse(scores[by][1], CultureInfo.InvariantCulture);
        Assert.Equal(["filled by", "column mean", "column mode", "expectation", "mode", "mpe", "sample"], scores.Keys);
        Assert.Single(scores["column mean"]);
        Assert.InRange(Error("column mean"), 0.9, 1.1);
        Assert.InRange(Right("column mode"), 20, 50);
        foreach (var by in new[] { "expectation", "mode", "mpe", "sample" }) Assert.True(Error(by) < 0.65 * Error("column mean") && Right(by) > 80, output);
        Assert.Equal(output, Impute(runs.Twins, table, "--remove", "0.2"));
        Assert.NotEqual(output, Impute(runs.Twins, table, "--remove", "0.2", "--seed", "5"));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Columns_are_found_by_heading()
    {
        using var folder = new TemporaryFolder();
        string Filled(string text)
        {
            Impute(runs.Twins, folder.Write("t.csv", Text(text)), "--by", "mode", "--out", folder["o.csv"]);
            return File.ReadAllText(folder["o.csv"]);
        }

        var cell = Filled("n,o,p,q,r,s\n0,10,,30,40,50\n").Split('\n')[1].Split(',')[2];
        Assert.Equal($"s,note,q,p,o,n,r\n50,?,30,{cell},10,0,40\n", Filled("s,note,q,p,o,n,r\n50,?,30,,10,0,40\n"));
        var rest = Filled("p,n\n,0\n").Split('\n')[1].Split(',');
        Assert.Equal(("0", 2, true), (rest[1], rest.Length, rest[0].Length > 0));
    }

    [Fact]
    public void What_cannot_be_done_is_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        void Says(string sentence, params string[] words)
        {
            var (code, output, error) = Run(["impute", .. words]);
            Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), (code, output, error.Replace(folder.Path, "HERE", StringComparison.Ordinal)));
        }

        string Write(string name, string text) => folder.Write(name, Text(text));
        var table = Write("t.csv", QueryRuns.TwinTable(5, 1));
        Says("impute needs --out with a file for the filled table, or --remove to measure instead", runs.Twins, table);
        Says("--remove is 1; it must be between 0 and 1", runs.Twins, table, "--remove", "1");
        Assert.Equal((2, "pics: --remove is 'NaN'; it must be a number\n"), ConsoleRuns.Run("impute", runs.Twins, table, "--remove", "NaN") is var (code, _, error) ? (code, error) : default);
        Says("--remove measures and writes nothing; leave it or --out and --probabilities out", runs.Twins, table, "--remove", "0.5", "--out", folder["x"]);
        Says("--remove 1E-09 takes no cell of 'HERE/t.csv' away; use a larger part, or a larger table", runs.Twins, table, "--remove", "1e-9");
        Says("--out and --probabilities are both 'HERE/x'; expected two files", runs.Twins, table, "--out", folder["x"], "--probabilities", folder["x"]);
        Says("--out is 'HERE/none/x', but there is no folder 'HERE/none'; make it first", runs.Twins, table, "--out", folder["none/x"]);
        Says("--probabilities is 'HERE/none/x.csv', but there is no folder 'HERE/none'; make it first", runs.Twins, table, "--out", folder["x"], "--probabilities", folder["none/x.csv"]);
        Says("--out is 'HERE'; expected the name of a file, not of a folder", runs.Twins, table, "--out", folder.Path);
        Says("this run is over images; impute fills tables, inpaint fills images", runs.Shapes, table, "--out", folder["x"]);
        Says("'HERE/none.csv' does not exist; expected a file with IDX images, NumPy arrays and archives, CIFAR-10 records, lines of 0 and 1, a table in text, JSON records, Parquet or Arrow; or a folder with the files of a known data set, *.train.data, *.parquet or PNG or JPEG pictures", runs.Twins, folder["none.csv"], "--out", folder["x"]);
        Says("'HERE/o.csv' cannot be read: it has no column of the model, but 'a', 'b'; expected some of 'n', 'o', 'p', 'q', 'r', 's'", runs.Twins, Write("o.csv", "a,b\nx,1\ny,2\n"), "--out", folder["x"]);
        Says("'HERE/o.csv' cannot be read: line 2, column 'n' has '7'; expected one of its 3 values, or --unseen hide, which takes others as not observed", runs.Twins, Write("o.csv", "n,o,p,q,r,s\n7,10,20,30,40,50\n"), "--out", folder["x"]);
        Says("'HERE/o.csv' cannot be read: line 3 has 2 value(s); expected 6 as in the first line", runs.Twins, Write("o.csv", "n,o,p,q,r,s\n,10,20,30,40,50\n1,2\n"), "--out", folder["x"]);
        Says("row 1: the evidence has probability zero under the model, so nothing is defined given it; observe less", runs.Mixed, Write("o.csv", "flag,job,visits,income\n1,cook,2,30000\n,cook,2,1e200\n"), "--out", folder["x.csv"]);
        Says("'HERE/a.npy' is no table, but has the format 'NumPy array'; impute fills tables in text, JSON records, Parquet and Arrow", runs.Twins, folder.Write("a.npy", NumpyFiles.Array("<i4", [1, 6], [0, 10, 20, 30, 40, 50])), "--out", folder["x"]);
        Assert.Equal(["a.npy", "o.csv", "t.csv"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
