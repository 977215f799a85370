using System.Text.Json;
using Pics.Host;

namespace Pics.Properties;

/// <summary>Experiments: their files, their tables, their errors.</summary>
[Collection(TensorTests.Name)]
public class ReproduceTests
{
    private const string Small = """
        {
          "title": "Small", "measure": "bits-per-dimension", "common": { "dataset": "shapes", "max-steps": 10, "k": 4, "width": 8, "batch-size": 64 }, "seeds": [1, 2],
          "rows": [
            { "name": "QT PIC", "options": { "structure": "quad-tree" }, "against": "QT PC" },
            { "name": "QT PC", "options": { "structure": "quad-tree", "model": "pc" }, "published": { "others": 1.25 } }
          ],
          "evaluations": [{ "k": 8 }, { "k": 5, "rule": "gauss-legendre" }]
        }
        """;

    [Fact]
    public void An_experiment_writes_one_row_a_model_and_repeats_nothing()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("small.json", System.Text.Encoding.UTF8.GetBytes(Small));
        var first = ConsoleRuns.Run("reproduce", file, "--out", folder["out"]);
        Assert.Equal((0, string.Empty), (first.Code, first.Error));
        Assert.Equal(["qt-pc-seed1", "qt-pc-seed2", "qt-pic-seed1", "qt-pic-seed2"], Directory.GetDirectories(folder["out"]).Select(Path.GetFileName).Order());
        var table = File.ReadAllText(Path.Combine(folder["out"], "table.md"));
        Assert.Contains("| model | parameters | steps (best) | ms per step | seconds | validation | test | against | difference | others |", table, StringComparison.Ordinal);
        Assert.Contains("| QT PIC | ", table, StringComparison.Ordinal);
        Assert.Contains("| model | Trapezoidal 8 | GaussLegendre 5 |", table, StringComparison.Ordinal);
        Assert.Contains("`train --dataset shapes --max-steps 10 --k 4 --batch-size 64 --structure quad-tree --model pc --seed 2`", table, StringComparison.Ordinal);
        using var figures = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["out"], "table.json")));
        var run = figures.RootElement.GetProperty("runs")[3];
        var command = run.GetProperty("command").GetString()!.Split(' ');
        var alone = ConsoleRuns.Run([.. command, "--out", folder["alone"]]);
        Assert.Equal(0, alone.Code);
        using var results = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["alone"], "results.json")));
        Assert.Equal(
            run.GetProperty("results").GetProperty("scores").GetRawText().Replace(" ", string.Empty, StringComparison.Ordinal).Replace("\n", string.Empty, StringComparison.Ordinal),
            results.RootElement.GetProperty("scores").GetRawText().Replace(" ", string.Empty, StringComparison.Ordinal).Replace("\n", string.Empty, StringComparison.Ordinal));

        var again = ConsoleRuns.Run("reproduce", file, "--out", folder["out"]);
        Assert.DoesNotContain("Training", again.Out, StringComparison.Ordinal);
        Assert.Equal(table, File.ReadAllText(Path.Combine(folder["out"], "table.md")));
    }

    [Fact]
    public void A_row_that_was_interrupted_goes_on_and_a_finished_one_keeps_no_checkpoints()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("small.json", System.Text.Encoding.UTF8.GetBytes(Small.Replace("\"seeds\": [1, 2]", "\"seeds\": [1]", StringComparison.Ordinal)));
        var row = Path.Combine(folder["out"], "qt-pic-seed1");
        string[] words = ["--max-steps", "10", "--k", "4", "--width", "8", "--batch-size", "64", "--structure", "quad-tree", "--seed", "1"];
        Assert.Equal(0, ConsoleRuns.Run(["train", .. words, "--out", row]).Code);
        File.Delete(Path.Combine(row, "results.json"));
        var result = ConsoleRuns.Run("reproduce", file, "--out", folder["out"]);
        Assert.Equal((0, string.Empty), (result.Code, result.Error));
        Assert.Contains("Going on from the checkpoint of step 10, ", result.Out, StringComparison.Ordinal);
        Assert.Equal(["qt-pc-seed1", "qt-pic-seed1"], Directory.GetDirectories(folder["out"]).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetDirectories(folder["out"]), path => Assert.Equal(["events"], Directory.GetDirectories(path).Select(Path.GetFileName)));
    }

    [Fact]
    public void Experiments_of_the_program_are_well_formed()
    {
        Assert.NotEmpty(Experiment.Names);
        Assert.All(Experiment.Names, name => Assert.Equal("well-formed", Experiment.Read(name).Match(_ => "well-formed", failure => failure.Sentence)));
        Assert.Equal(0, ConsoleRuns.Run("reproduce").Code);
    }

    [Theory]
    [InlineData("{", "'FILE' is not an experiment: ")]
    [InlineData("""{ "title": "x", "measure": "bits-per-dimension", "common": {}, "rows": [], "seeds": [1] }""", "the experiment 'FILE' has no rows or no seeds; it needs at least one of each")]
    [InlineData("""{ "title": "x", "measure": "bits-per-dimension", "common": {}, "rows": [{ "name": "a", "options": {} }, { "name": "a", "options": {} }], "seeds": [1] }""", "the experiment 'FILE' has two rows of one name; each row needs its own")]
    [InlineData("""{ "title": "x", "measure": "bits-per-dimension", "common": {}, "rows": [{ "name": "a", "options": {}, "against": "b" }], "seeds": [1] }""", "the experiment 'FILE' sets 'a' against 'b', which is no row of it")]
    [InlineData("""{ "title": "x", "measure": "bits-per-dimension", "common": {}, "rows": [{ "name": "a", "options": { "ks": 3 } }], "seeds": [1] }""", "'a' has the unknown option 'ks'; did you mean 'k'?")]
    [InlineData("""{ "title": "x", "measure": "bits-per-dimension", "common": {}, "rows": [{ "name": "a", "options": { "k": "many" } }], "seeds": [1] }""", "the row 'a': --k is 'many'; it must be a whole number")]
    public void Bad_experiments_get_one_sentence(string json, string sentence)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("bad.json", System.Text.Encoding.UTF8.GetBytes(json));
        var (code, _, error) = ConsoleRuns.Run("reproduce", file, "--out", folder["out"]);
        Assert.Equal(1, code);
        Assert.StartsWith($"pics: {sentence}", error.Replace(file, "FILE", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Runs_are_dealt_out_and_what_begins_from_a_run_goes_where_that_is()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("chain.json", """{ "title": "x", "measure": "bits-per-dimension", "common": {}, "rows": [{ "name": "a", "options": {} }, { "name": "b", "options": { "from": "a" } }, { "name": "c", "options": { "from": "elsewhere" } }, { "name": "d", "options": { "from": "b" } }, { "name": "e", "options": {} }], "seeds": [1, 2] }"""u8.ToArray());
        var experiment = Experiment.Read(file).IfLeft(failure => throw new InvalidOperationException(failure.Sentence));
        Assert.Equal(
            ["a1 0", "a2 1", "b1 0", "b2 1", "c1 2", "c2 0", "d1 0", "d2 1", "e1 1", "e2 2"],
            Dealt(experiment, 3));
        Assert.All(Dealt(experiment, 1), text => Assert.EndsWith(" 0", text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Dealt(Experiment experiment, int ranks)
    {
        var runs = (from row in experiment.Rows from seed in experiment.Seeds select (row, seed)).ToList();
        return runs.Zip(ExperimentDeal.Of(experiment, runs, ranks), (run, rank) => $"{run.row.Name}{run.seed} {rank}");
    }

    [Fact]
    public void Unknown_names_and_rows_are_refused()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("small.json", System.Text.Encoding.UTF8.GetBytes(Small));
        Assert.StartsWith("pics: there is no experiment 'none'; name one of ", ConsoleRuns.Run("reproduce", "none").Error, StringComparison.Ordinal);
        Assert.StartsWith("pics: --only is 'none', which is part of no row's name; the rows are QT PIC, QT PC", ConsoleRuns.Run("reproduce", file, "--only", "none").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--family bernoulli needs values 0 and 1, and variable 0 has 8 values", "--family", "bernoulli")]
    [InlineData("--families names the column 'x', of which there is none; use a column's name or its number, 0 to 143", "--families", "x=gaussian")]
    [InlineData("--families has '3=normal'; it must be entries like age=gaussian with commas between, of the families categorical, bernoulli, binomial, gaussian, discretised-logistic, poisson and histogram", "--families", "3=normal")]
    [InlineData("--distances is '4,x'; it must be whole numbers of pixels with commas between, for example 8,4,2,1", "--structure", "poon-domingos", "--distances", "4,x")]
    public void Bad_families_and_structures_get_one_sentence(string sentence, params string[] words)
    {
        var (code, _, error) = ConsoleRuns.Run([.. new[] { "train", "--max-steps", "1" }, .. words]);
        Assert.Equal((1, $"pics: {sentence}"), (code, error.TrimEnd()));
    }

    [Fact]
    public void A_table_of_text_trains_with_families_by_column_and_missing_cells()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        var rows = Enumerable.Range(0, 300).Select(row =>
        {
            var city = random.Next(3);
            return $"{(random.Next(9) == 0 ? "?" : new[] { "Oslo", "Rome", "Wien" }[city])},{(city * 10) + random.NextDouble():F3},{city + random.Next(2)},{random.Next(2)}";
        });
        var file = folder.Write("people.csv", System.Text.Encoding.UTF8.GetBytes("city,height,visits,member\n" + string.Join('\n', rows) + "\n"));
        var trained = ConsoleRuns.Run("train", "--dataset", "file", "--data", file, "--structure", "hidden-chow-liu", "--families", "visits=poisson", "--k", "6", "--width", "64", "--batch-size", "50", "--learning-rate", "0.005", "--max-steps", "300", "--max-epochs", "1000", "--out", folder["run"]);
        Assert.Equal((0, string.Empty), (trained.Code, trained.Error));
        Assert.Contains("log-likelihood in nats", trained.Out, StringComparison.Ordinal);
        using var results = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["run"], "results.json")));
        var test = results.RootElement.GetProperty("scores").GetProperty("splits")[1].GetProperty("logLikelihood").GetDouble();
        var line = trained.Out.Split('\n').First(text => text.Contains("independent columns", StringComparison.Ordinal));
        var independent = double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(test > independent + 1, $"{test} against {independent}");
    }

    [Theory]
    [InlineData("--family", "discretised-logistic")]
    [InlineData("--families", "3=gaussian,140=poisson,7=binomial")]
    [InlineData("--structure", "hidden-chow-liu", "--grouping", "circuit")]
    [InlineData("--structure", "random-binary-trees", "--replicas", "2", "--depth", "3")]
    [InlineData("--structure", "poon-domingos", "--distances", "6,3")]
    [InlineData("--structure", "balanced-tree", "--merge", "tucker")]
    [InlineData("--structure", "quad-tree", "--binarise", "--merge", "tucker")]
    [InlineData("--structure", "linear-chain")]
    [InlineData("--structure", "random-splits")]
    [InlineData("--structure", "fully-factorised")]
    public void Families_and_structures_train_and_are_read_again(params string[] words)
    {
        using var folder = new TemporaryFolder();
        var trained = ConsoleRuns.Run(["train", "--max-steps", "4", "--k", "3", "--width", "8", "--out", folder["run"], .. words]);
        Assert.Equal((0, string.Empty), (trained.Code, trained.Error));
        var evaluated = ConsoleRuns.Run("eval", folder["run"]);
        Assert.Equal((0, string.Empty), (evaluated.Code, evaluated.Error));
        Assert.Contains("log Z = ", evaluated.Out, StringComparison.Ordinal);
    }
}
