using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>Tables with types that verbs read and write.</summary>
[Collection(TensorTests.Name)]
public class TypedTableTests(QueryRuns runs)
{
    private const string Head = "flag,job,visits,income\n";

    private static void Runs(params string[] words)
    {
        var (code, _, error) = Run(words);
        Assert.Equal((0, string.Empty), (code, error));
    }

    [Theory]
    [InlineData(".parquet")]
    [InlineData(".arrow")]
    [InlineData(".feather")]
    public void Scores_and_samples_are_those_that_text_has(string ending)
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text(Head + "1,cook,2,30000\n0,clerk,,1e4\n,,,\n"));
        foreach (var file in new[] { "s.csv", "s" + ending }) Runs("score", runs.Mixed, "--data", table, "--surprises", "--out", folder[file]);
        Assert.Equal("row: Number, log-likelihood: Number, bits per dimension: Number, anomaly rank: Number, most surprising: Text, surprise: Number, tail probability: Number", TypedRows.Of(folder["s" + ending])[0]);
        Same(folder["s.csv"], folder["s" + ending]);
        foreach (var file in new[] { "d.csv", "d" + ending }) Runs("sample", runs.Mixed, "--count", "1500", "--out", folder[file]);
        Assert.Equal("flag: Number, job: Text, visits: Number, income: Number", TypedRows.Of(folder["d" + ending])[0]);
        Same(folder["d.csv"], folder["d" + ending]);
    }

    [Fact]
    public void Tables_with_types_are_filled_as_text_is_and_keep_what_they_held()
    {
        using var folder = new TemporaryFolder();
        var text = folder.Write("t.csv", Text(Head + "1,cook,2,30000.5\n0,,3,\n,clerk,,12000\n"));
        folder.Write("t.json", Text("""[{"flag": 1, "job": "cook", "visits": 2, "income": 30000.5}, {"flag": 0, "job": null, "visits": 3}, {"job": "clerk", "income": 12000}]"""));
        TypedRows.Make(folder, "COPY (SELECT flag::SMALLINT AS flag, job, visits::INT AS visits, income FROM read_csv('FOLDER/t.csv')) TO 'FOLDER/t.parquet' (FORMAT parquet)");
        Runs("impute", runs.Mixed, text, "--by", "mode", "--out", folder["f.csv"], "--probabilities", folder["p.csv"]);
        var wanted = Csvs.Read(folder["f.csv"]).Select(row => string.Join('|', row)).ToArray();
        Assert.Equal(("1|cook|2|30000.5", "0", "3"), (wanted[1], wanted[2].Split('|')[0], wanted[2].Split('|')[2]));
        foreach (var source in new[] { "t.csv", "t.json", "t.parquet" })
        {
            foreach (var ending in new[] { ".parquet", ".arrow", ".csv" })
            {
                var (filled, said) = (folder[$"{source}.filled{ending}"], folder[$"{source}.said{ending}"]);
                Runs("impute", runs.Mixed, folder[source], "--by", "mode", "--out", filled, "--probabilities", said);
                Same(folder["f.csv"], filled);
                Same(folder["p.csv"], said);
                if (ending != ".csv") Assert.Equal("flag: Number, job: Text, visits: Number, income: Number", TypedRows.Of(filled)[0]);
            }
        }
    }

    [Fact]
    public void Cells_that_are_not_filled_keep_their_blanks_and_words()
    {
        using var folder = new TemporaryFolder();
        var text = folder.Write("t.csv", Text("note,job,visits,flag\n\" pad \",cook,2,\n\"  two\nlines \", clerk ,3,1\nNA,,4,0\n"));
        Runs("impute", runs.Mixed, text, "--by", "mode", "--out", folder["f.csv"]);
        Assert.Matches("^note,job,visits,flag\n\" pad \",cook,2,[01]\n\"  two\nlines \", clerk ,3,1\nNA,[a-z, \"]+,4,0\n$", File.ReadAllText(folder["f.csv"]));
        foreach (var ending in new[] { ".parquet", ".arrow" })
        {
            Runs("impute", runs.Mixed, text, "--by", "mode", "--out", folder["f" + ending]);
            Assert.Equal([" pad ", "  two\nlines ", ""], Notes(folder["f" + ending]));
        }

        var json = folder.Write("t.json", Text("""[{"note": " pad ", "job": "cook", "visits": 2}, {"note": "NA", "job": "cook", "visits": 2}, {"note": " ", "job": "cook", "visits": 2}]"""));
        foreach (var ending in new[] { ".csv", ".parquet", ".arrow" })
        {
            Runs("impute", runs.Mixed, json, "--by", "mode", "--out", folder["j" + ending]);
            if (ending == ".csv") Assert.StartsWith("note,job,visits\n pad ,cook,2\nNA,cook,2\n ,cook,2\n", File.ReadAllText(folder["j.csv"]), StringComparison.Ordinal);
            else Assert.Equal([" pad ", "NA", " "], Notes(folder["j" + ending]));
        }
    }

    /// <summary>The whole texts of the first column.</summary>
    private static string[] Notes(string path) => Get(DataFormats.WithRows<string[]>(path, ReadOptions.Default, rows =>
    {
        var texts = new List<string>();
        return rows.ForEach(row =>
        {
            texts.Add(row.Whole(0).ToString());
            return null;
        }).Map(_ => texts.ToArray());
    }));

    [Fact]
    public void Endings_that_no_table_has_are_refused()
    {
        using var folder = new TemporaryFolder();
        var json = folder.Write("t.json", Text("""[{"flag": 1, "job": "cook", "visits": 2, "income": 1.5}]"""));
        void Says(string sentence, params string[] words) => Assert.Equal((1, $"pics: {sentence}; expected a name that ends with .csv, .csv.gz, .parquet, .arrow or .feather\n"), Run(words) is var (code, _, error) ? (code, error.Replace(folder.Path, "HERE", StringComparison.Ordinal)) : default);
        Says("--out is 'HERE/s.xlsx'", "score", runs.Mixed, "--out", folder["s.xlsx"]);
        Says("--out is 'HERE/f.json'", "impute", runs.Mixed, json, "--out", folder["f.json"]);
        Says("--probabilities is 'HERE/p'", "impute", runs.Mixed, json, "--out", folder["f.csv"], "--probabilities", folder["p"]);
        Assert.Equal([json], Directory.GetFiles(folder.Path));
    }

    /// <summary>Cells of a text and of a file of any form, numbers as numbers.</summary>
    private static void Same(string text, string file)
    {
        static string Plain(string cell) => TableCells.IsNumber(cell, out var number) ? CsvText.Number(number) : cell;
        Assert.Equal(Csvs.Read(text).Skip(1).Select(row => string.Join('|', row.Select(Plain))), TypedRows.Of(file, ReadOptions.Default with { Header = HeaderKind.Present }).Skip(1).Select(row => string.Join('|', row.Split('|').Select(Plain))));
    }
}
