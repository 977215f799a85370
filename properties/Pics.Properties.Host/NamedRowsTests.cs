using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>Rows that verbs are given: by a path, by --data or by --sql, and what of them is refused.</summary>
[Collection(TensorTests.Name)]
public sealed class NamedRowsTests(QueryRuns runs) : IClassFixture<QueryRuns>, IDisposable
{
    private const string Rows = "flag,job,visits,income\n1,cook,2,30000\n0,clerk,,12000.5\n,,3,\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Good(params string[] words)
    {
        var (code, output, error) = Run(words);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    /// <summary>Columns of numbers have no decimals that say nothing.</summary>
    private static string Whole(string cell) => cell.EndsWith(".00", StringComparison.Ordinal) ? cell[..^3] : cell;

    private void Says(string sentence, params string[] words)
    {
        var (code, output, error) = Run(words);
        Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), (code, output, error.Replace(folder.Path, "HERE", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_verb_about_rows_takes_a_path_data_and_a_query()
    {
        var table = folder.Write("t.csv", Text(Rows));
        string[][] ways = [[table], ["--data", table], ["--sql", $"from '{table}'"], ["--sql", $"select income, visits, job, flag from read_csv('{table}')"]];
        string[] Each(Func<string[], string> ask) => [.. ways.Select(way => ask(way)).Distinct()];
        Assert.Single(Each(way =>
        {
            Good(["score", runs.Mixed, .. way, "--out", folder["s.csv"]]);
            return File.ReadAllText(folder["s.csv"]);
        }));
        Assert.Single(Each(way => Good(["eval", runs.Mixed, .. way]).Split('\n').Single(line => line.Contains(" given ", StringComparison.Ordinal))));
        var filled = Each(way =>
        {
            Good(["impute", runs.Mixed, .. way, "--by", "mode", "--out", folder["f.csv"], "--probabilities", folder["p.csv"]]);
            return string.Join('\n', Csvs.Read(folder["f.csv"]).Select(row => string.Join('|', row.Select(Whole).Order(StringComparer.Ordinal)))) + File.ReadAllText(folder["p.csv"]);
        });
        Assert.DoesNotContain("||", Assert.Single(filled), StringComparison.Ordinal);
        Assert.Single(Each(way => Good(["impute", runs.Mixed, .. way, "--remove", "0.4"])));
        foreach (var way in ways) Assert.Contains("visits", Good(["data", "describe", .. way]), StringComparison.Ordinal);
        var big = folder.Write("big.csv", Text(QueryRuns.TwinTable(60, 3)));
        string[] small = ["--structure", "balanced-tree", "--k", "2", "--stage", "region-graph", "--out", folder["d.svg"]];
        foreach (var way in new string[][] { [big], ["--data", big], ["--sql", $"from '{big}'"] })
        {
            Good(["draw", .. way, .. small]);
            Assert.Contains("{0-5}", File.ReadAllText(folder["d.svg"]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_query_that_draws_is_run_once_when_its_holes_are_filled()
    {
        var query = "select (random() * 3)::int::double visits, case when random() < 0.5 then 'cook' end job from range(200)";
        Good("impute", runs.Mixed, "--sql", query, "--by", "mode", "--out", folder["f.csv"], "--probabilities", folder["p.csv"]);
        var filled = Csvs.Read(folder["f.csv"]);
        var fills = Csvs.Read(folder["p.csv"]).Skip(1).Where(row => row[1] == "job").ToDictionary(row => int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture), row => row[2]);
        Assert.Equal(201, filled.Length);
        Assert.InRange(fills.Count, 50, 150);
        Assert.All(Enumerable.Range(0, 200), row => Assert.Equal((fills.TryGetValue(row, out var fill) ? fill : "cook"), filled[row + 1][1]));
    }

    [Fact]
    public void Rows_that_are_named_twice_or_not_at_all_are_refused()
    {
        var table = folder.Write("t.csv", Text(Rows));
        foreach (var verb in new[] { "score", "eval", "impute" })
        {
            Says("--data is 'HERE/u.csv', and the rows are also given as 'HERE/t.csv'; give one of them", verb, runs.Mixed, table, "--data", folder["u.csv"]);
            Says("--sql cannot be given with 'HERE/t.csv'; a query names its files itself", verb, runs.Mixed, table, "--sql", "select 1");
            Says("--sql cannot be given with 'HERE/t.csv'; a query names its files itself", verb, runs.Mixed, "--data", table, "--sql", "select 1");
            Says("--unseen is for rows that are named, by a path or a query; training has seen the run's own", verb, runs.Mixed, "--unseen", "hide");
        }

        Says("impute needs a table with missing cells: a path, or --sql with a query", "impute", runs.Mixed, "--out", folder["f.csv"]);
        Says($"--out is 'HERE/t.csv', the table that is read; expected another file, so that it is not lost", "impute", runs.Mixed, "--sql", $"from '{table}'", "--out", table);
        Says("--data is 'HERE/u.csv', and the data are also given as 'HERE/t.csv'; give one of them", "data", "describe", table, "--data", folder["u.csv"]);
        Says("data describe needs a file or folder, as an argument or with --data, or --sql with a query", "data", "describe");
    }

    [Fact]
    public void What_would_be_ignored_of_given_rows_is_refused()
    {
        var table = folder.Write("t.csv", Text(Rows));
        foreach (var split in new[] { "train", "validation", "test" })
        {
            Says("--split is for data that come in splits, and 'HERE/t.csv' does not; leave it out", "score", runs.Mixed, table, "--split", split);
            Says("--split is for data that come in splits, and 'the query' does not; leave it out", "score", runs.Mixed, "--sql", $"from '{table}'", "--split", split);
            Good("score", runs.Mixed, "--split", split);
        }

        Says("--unseen other is for models that were trained with it, and no column of this one has the value '(other)'; train with --unseen other and a column of texts, or give --unseen hide, which takes such values as not observed", "score", runs.Mixed, table, "--unseen", "other");
        Says("--unseen is for tables, and this run is over images; leave it out", "score", runs.Shapes, table, "--unseen", "hide");
        Says("--seed cannot be given with --by expectation, in which nothing is random", "impute", runs.Mixed, table, "--out", folder["f.csv"], "--seed", "3");
        Says("--seed cannot be given with --by mode, in which nothing is random", "impute", runs.Mixed, table, "--by", "mode", "--out", folder["f.csv"], "--seed", "3");
        Says("--unseen hide is for rows that a model takes, and there is none; only --unseen other says something of what is learned", "data", "describe", table, "--unseen", "hide");
        Says("--within-range is for columns of numbers with a range of training, and there is none; leave it out", "impute", runs.Twins, folder.Write("w.csv", Text("n,o\n,10\n")), "--within-range", "--out", folder["f.csv"]);
        Says("--within-range is for columns of numbers with a range of training, and there is none; leave it out", "sample", runs.Shapes, "--within-range");
        Says("--columns is for a grid of pictures, an --out that ends with .png; leave it out", "sample", runs.Shapes, "--columns", "3");
        Says("--with-other is for columns with the value '(other)', and no column of this model has it; leave it out", "sample", runs.Mixed, "--with-other");
        Says("--k cannot be given with --points, which draws latents and no nodes of a rule", "sample", runs.Mixed, "--points", "9", "--k", "4");
        Says("--cases cannot be given with --case, which is one", "verify", runs.Mixed, "--case", "1", "--cases", "2");
        Says("--kinds has 'a' as real and as ordinal; expected one of them", "data", "describe", table, "--kinds", "a=real,b=count,a=ordinal");
        Says("--array is for data that are read, and --dataset shapes is generated; leave it out", "train", "--array", "x", "--out", folder["run"]);
        Assert.Equal(["t.csv", "w.csv"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Sampled_rows_have_values_of_training_alone_unless_others_are_asked_for()
    {
        var table = folder.Write("o.csv", Text("c,d\n" + string.Concat(Enumerable.Range(0, 120).Select(row => $"{(row % 2 == 0 ? $"u{row}" : "ab"[row / 2 % 2].ToString())},{"xyz"[row % 3]}\n"))));
        Good("train", table, "--unseen", "other", "--keep", "c", "--structure", "balanced-tree", "--k", "4", "--width", "8", "--max-steps", "40", "--batch-size", "32", "--out", folder["run"]);
        string[] Drawn(params string[] more)
        {
            Good(["sample", folder["run"], "--count", "150", "--out", folder["s.csv"], .. more]);
            return [.. Csvs.Read(folder["s.csv"]).Skip(1).Select(row => row[0]).Distinct().Order(StringComparer.Ordinal)];
        }

        foreach (var way in new string[][] { [], ["--points", "17"], ["--given", "d=x"] })
        {
            Assert.Equal(["a", "b"], Drawn(way));
            Assert.Equal(["(other)", "a", "b"], Drawn([.. way, "--with-other"]));
        }

        Assert.Equal(["(other)"], Drawn("--given", "c=\"(other)\""));
        Good("score", folder["run"], folder.Write("n.csv", Text("c,d\nnew,x\n")), "--unseen", "other");
    }
}
