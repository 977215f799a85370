using FsCheck.Xunit;
using Pics.Host;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>What a run prints while it goes on is a page, however long the run is.</summary>
[Collection(TensorTests.Name)]
public sealed class TrainingViewTests : IDisposable
{
    private const int Most = 20; // lines of a run
    private const int Page = 60;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Property]
    public bool A_run_has_few_lines_with_its_first_best_and_last_validation(ushort steps, byte every, ushort ends, ushort best)
    {
        var (total, between) = (steps + 1L, every + 1);
        var end = Math.Min(total, ends + 1L);
        var records = Records(end, between, best % end).ToList();
        var (shown, rest) = Shown(new(0, total, between, all: false), records);
        var validations = records.OfType<TrainingRecord.Validated>().ToList();
        var lines = shown.Concat(rest).ToList();
        return lines.Count <= Most + 2 && lines.Distinct().Count() == lines.Count && shown[0] == records[0]
            && lines.Contains(validations[0]) && lines.Contains(validations[^1]) && lines.Contains(validations.FindLast(record => record.IsBest)!);
    }

    [Fact]
    public void Few_records_are_all_shown_and_many_where_that_is_asked_for()
    {
        var few = Records(300, 50, 100).ToList();
        Assert.Equal(few.Count(IsLine), Shown(new(0, 300, 50, all: false), few).Lines.Count);
        var many = Records(3000, 10, 100).ToList();
        Assert.Equal(many.Count(IsLine), Shown(new(0, 3000, 10, all: true), many).Lines.Count);
        Assert.InRange(Shown(new(0, 3000, 10, all: false), many).Lines.Count, 5, Most);

        static bool IsLine(TrainingRecord record) => record is TrainingRecord.Validated || record.Step == 1 || record.Step % 50 == 0;
    }

    [Fact]
    public void A_small_table_gives_a_page_and_all_validations_where_they_are_asked_for()
    {
        var table = folder.Write("people.csv", Text("job,tea\n" + string.Concat(Enumerable.Range(0, 100).Select(row => $"{(row % 3 == 0 ? "cook" : "smith")},{(row % 3 == 0 ? "y" : "n")}\n"))));
        string[] words = ["train", table, "--k", "2", "--width", "4", "--max-epochs", "30", "--patience", "30"];
        var (code, output, error) = ConsoleRuns.Run([.. words, "--out", folder["run"]]);
        Assert.Equal((0, string.Empty), (code, error));
        var lines = output.Split('\n');
        Assert.InRange(lines.Length, 20, Page);
        Assert.InRange(lines.Count(IsRecord), 5, Most);
        Assert.Contains(lines, line => line.Contains("step 270/270", StringComparison.Ordinal) && line.StartsWith("validation", StringComparison.Ordinal));
        var kept = File.ReadLines(Path.Combine(folder["run"], "metrics.jsonl")).Count(line => line.Contains("\"validation\"", StringComparison.Ordinal));
        Assert.Equal(30, kept);
        var all = ConsoleRuns.Run([.. words, "--verbose", "--out", folder["all"]]).Out.Split('\n');
        Assert.Equal(kept, all.Count(line => line.StartsWith("validation  ", StringComparison.Ordinal)));
        RunFolders.AssertSame(folder["run"], folder["all"]);
        Assert.Equal((1, "pics: --verbose cannot be given with --dry-run, which trains nothing\n"), ConsoleRuns.Run([.. words, "--dry-run", "--verbose"]) is var dry ? (dry.Code, dry.Error) : default);

        static bool IsRecord(string line) => line.StartsWith("validation  ", StringComparison.Ordinal) || line.StartsWith("train   ", StringComparison.Ordinal);
    }

    private static (List<TrainingRecord> Lines, List<TrainingRecord> Late) Shown(ShownRecords records, IReadOnlyList<TrainingRecord> all) =>
        ([.. all.Where(records.Shows)], [.. records.Rest(all.OfType<TrainingRecord.Validated>().Last(record => record.IsBest).Step)]);

    /// <summary>Those of a run: each step, and validations of which those up to a step are better and better.</summary>
    private static IEnumerable<TrainingRecord> Records(long steps, int every, long best)
    {
        for (var step = 1L; step <= steps; step++)
        {
            yield return new TrainingRecord.Trained(step, 1, 0, 0, 0, 0);
            if (step % every == 0 || step == steps) yield return new TrainingRecord.Validated(step, 1, 0, 0, 0, step <= Math.Max(best, every));
        }
    }
}
