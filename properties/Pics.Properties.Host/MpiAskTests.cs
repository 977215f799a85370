using System.Text;
using static Pics.Properties.MpiProcesses;

namespace Pics.Properties;

/// <summary>What eval, score and reproduce say and write under Open MPI and MPICH is what one process does. Skipped where a launcher is not installed.</summary>
[Collection(TensorTests.Name)]
public sealed class MpiAskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("openmpi", 2, "table")]
    [InlineData("mpich", 2, "table")]
    [InlineData("mpich", 3, "json")]
    public void Ranks_evaluate_as_one_process(string launcher, int ranks, string format)
    {
        string[] words = ["eval", Run(), Table("more.csv", 1700), "--k", "3", "5", "--threads", "1", "--format", format];
        AssertSame(Alone(words), Wait(Start(launcher, ranks, words)));
    }

    [SkippableTheory]
    [InlineData("openmpi", 2, "--surprises")]
    [InlineData("mpich", 2)]
    [InlineData("mpich", 3, "--surprises", "--format", "json")]
    public void Ranks_score_as_one_process(string launcher, int ranks, params string[] more)
    {
        string[] words = ["score", Run(), Table("more.csv", 200), "--batch-size", "16", "--threads", "1", "--out", folder["scores.csv"], .. more];
        var alone = Alone(words);
        var table = File.ReadAllBytes(folder["scores.csv"]);
        File.Delete(folder["scores.csv"]);
        AssertSame(alone, Wait(Start(launcher, ranks, words)));
        Assert.Equal(table, File.ReadAllBytes(folder["scores.csv"]));
    }

    [Fact]
    public void Ranks_score_as_one_does_in_code()
    {
        var run = Run();
        IReadOnlyList<RowScore> Scores(Func<PicModel, Dataset, LanguageExt.Either<PicsFault, IReadOnlyList<RowScore>>> score)
        {
            using var model = PicModel.Open(run).OrThrow();
            return [.. score(model, model.Sample(100, seed: 3).OrThrow()).OrThrow()];
        }

        var alone = Scores((model, data) => model.Scores(data, batchSize: 7));
        Assert.All(Ranks.Run(3, ranks => Scores((model, data) => model.ScoresAmong(ranks, data, true, 7, default))), scores => Assert.Equal(alone, scores));
    }

    [SkippableTheory]
    [InlineData("openmpi", "score")]
    [InlineData("mpich", "eval")]
    public void Rows_that_one_rank_lacks_end_all_in_one_sentence(string launcher, string verb)
    {
        string[] words = [verb, Run(), "--threads", "1", .. verb == "score" ? ["--out", folder["scores.csv"]] : Array.Empty<string>(), "--data"];
        AssertFault($"rank 1 of 2: '{folder["nowhere.csv"]}' ", Wait(Start(launcher, words, folder["rows.csv"], folder["nowhere.csv"])));
        Assert.False(File.Exists(folder["scores.csv"]));
    }

    [SkippableFact]
    public void Ranks_that_ask_about_other_rows_are_refused() =>
        AssertFault("the ranks differ in the checksum of the rows: it is ", Wait(Start("mpich", ["eval", Run(), "--threads", "1", "--data"], folder["rows.csv"], Table("other.csv", 30))));

    [SkippableFact]
    public void Experiments_have_the_table_of_one_process()
    {
        var file = Experiment("""{ "name": "QT PIC", "options": {} }, { "name": "QT PC", "options": { "model": "pc", "from": "QT PIC" }, "against": "QT PIC" }, { "name": "BT PIC", "options": { "structure": "quad-graph" } }""");
        Assert.Equal((0, string.Empty), ConsoleRuns.Run("reproduce", file, "--out", folder["alone"]) is var alone ? (alone.Code, alone.Error) : default);
        var (code, output, error) = Wait(Start("openmpi", 2, ["reproduce", file, "--out", folder["ranks"]]));
        Assert.True(code == 0, output + error);
        Assert.Contains("3 runs for 2 ranks; what is shown is of rank 0, which makes 2 of them.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("BT PIC, seed", output, StringComparison.Ordinal);
        foreach (var (one, other) in Directory.GetDirectories(folder["alone"]).Order().Zip(Directory.GetDirectories(folder["ranks"]).Order()))
        {
            Assert.Equal(Path.GetFileName(one), Path.GetFileName(other));
            Assert.Equal(File.ReadAllBytes(Path.Combine(one, "model.safetensors")), File.ReadAllBytes(Path.Combine(other, "model.safetensors")));
            Assert.Equal(RunFolders.Lines(one), RunFolders.Lines(other));
        }

        Assert.Equal(Timeless(folder["alone"]), Timeless(folder["ranks"]));
        Assert.Contains("| QT PC | ", string.Join('\n', Timeless(folder["ranks"])), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    public void A_run_that_fails_on_one_rank_ends_all_in_one_sentence(string launcher)
    {
        var file = Experiment("""{ "name": "long", "options": { "max-steps": 1000000, "max-epochs": 1000000, "patience": 1000000 } }, { "name": "wrong", "options": { "dataset": "file", "data": "nowhere.csv" } }""");
        AssertFault("rank 1 of 2: 'nowhere.csv' ", Wait(Start(launcher, 2, ["reproduce", file, "--out", folder["ranks"]])));
        Assert.False(File.Exists(Path.Combine(folder["ranks"], "table.md")));
    }

    /// <summary>A table with cells that are not observed.</summary>
    private string Table(string name, int rows) => folder.Write(name, Encoding.UTF8.GetBytes(string.Concat(
        Enumerable.Range(0, rows).Select(row => $"{(row % 11 == 0 ? string.Empty : row % 3)},{row * row % 7 % 2},{(row % 5 == 4 ? string.Empty : row % 4)}\n").Prepend("a,b,c\n"))));

    private string Run()
    {
        Assert.Equal((0, string.Empty), ConsoleRuns.Run("train", Table("rows.csv", 90), "--k", "3", "--width", "4", "--max-steps", "5", "--threads", "1", "--out", folder["run"]) is var trained ? (trained.Code, trained.Error) : default);
        return folder["run"];
    }

    private string Experiment(string rows) => folder.Write("small.json", Encoding.UTF8.GetBytes(
        $$"""{ "title": "Small", "measure": "bits-per-dimension", "common": { "dataset": "shapes", "structure": "quad-tree", "k": 3, "width": 4, "max-steps": 6, "batch-size": 100, "threads": 1 }, "rows": [{{rows}}], "seeds": [1], "evaluations": [{ "k": 5 }] }"""));

    private static (int Code, string Out, string Error) Alone(string[] words) => HostProcess.Run(Environment.CurrentDirectory, words);

    private static void AssertSame((int Code, string Out, string Error) alone, (int Code, string Out, string Error) ranks)
    {
        Assert.Equal((0, string.Empty), (alone.Code, alone.Error));
        Assert.True(ranks.Code == 0, ranks.Out + ranks.Error);
        Assert.Equal(alone.Out, ranks.Out);
    }

    /// <summary>The lines of an experiment's table without times and folders.</summary>
    private static IEnumerable<string> Timeless(string folder) => File.ReadAllLines(Path.Combine(folder, "table.md")).Select(line => line.Replace(folder, string.Empty, StringComparison.Ordinal).Split(" | "))
        .Select(cells => string.Join(" | ", cells.Where((_, place) => cells.Length < 7 || place is not (3 or 4))));
}
