using System.CommandLine;
using Pics.Host;

namespace Pics.Properties;

/// <summary>What does not fit into memory is refused, with the settings that would fit.</summary>
[Collection(TensorTests.Name)]
public class MemoryCheckTests
{
    private static readonly Road.Input Size = new(4, 4, 1, 4);

    private static RunSettings Settings(params string[] words)
    {
        var options = new RunOptions();
        var command = new Command("train");
        foreach (var option in options.All) command.Options.Add(option);
        return options.Bind(command.Parse(["--structure", "quad-graph", .. words]));
    }

    private static long Estimate(RunSettings settings) => MemoryCheck.Estimate(Build(settings), settings, settings.Training.RowsAtOnce, EngineKind.Scaled).Total;

    private static Road Build(RunSettings settings) => Road.Build(settings, Size).Match(road => road, failure => throw new InvalidOperationException(failure.Sentence));

    private static string Refusal(RunSettings settings, long available) =>
        MemoryCheck.Refuse(Build(settings), Size, settings, EngineKind.Scaled, "--micro-batch", available).Match(_ => string.Empty, failure => failure.Sentence);

    [Fact]
    public void What_fits_is_allowed()
    {
        var settings = Settings("--k", "16");
        Assert.Empty(Refusal(settings, Estimate(settings)));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_largest_numbers_that_do()
    {
        var settings = Settings("--k", "64", "--batch-size", "256", "--width", "16");
        var available = Estimate(settings with { Learning = settings.Learning with { MicroBatch = 77 } }) + 1;
        var rows = Enumerable.Range(1, 255).Last(fewer => Estimate(settings with { Learning = settings.Learning with { MicroBatch = fewer } }) <= available);
        var nodes = Enumerable.Range(2, 62).Last(fewer => Estimate(settings with { Model = settings.Model with { K = fewer } }) <= available);
        Assert.Equal((77, true), (rows, nodes is > 2 and < 63));
        var shared = Estimate(settings with { Model = settings.Model with { IntegralSharing = Sharing.Full } }) <= available ? " or --integral-sharing full" : string.Empty;
        Assert.Equal(
            $"a training step with the scaled engine would need about {Estimate(settings) >> 20} MiB, {available >> 20} MiB are available; --micro-batch {rows} or --k {nodes}{shared} would fit",
            Refusal(settings, available));
    }

    [Fact]
    public void More_sharing_is_named_where_it_fits()
    {
        var settings = Settings("--k", "2", "--batch-size", "1", "--width", "64", "--integral-sharing", "none", "--input-sharing", "none");
        var available = Estimate(settings with { Model = settings.Model with { IntegralSharing = Sharing.Composite } });
        Assert.EndsWith("MiB are available; --integral-sharing composite would fit", Refusal(settings, available), StringComparison.Ordinal);
        available = Estimate(settings with { Model = settings.Model with { IntegralSharing = Sharing.Full, InputSharing = Sharing.Composite } });
        Assert.EndsWith("MiB are available; --input-sharing composite --integral-sharing full would fit", Refusal(settings, available), StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_does_not_fit_is_cut_into_the_largest_parts_that_do()
    {
        var settings = Settings("--k", "64", "--batch-size", "256", "--width", "16");
        RunSettings? chosen = null;
        int Choose(RunSettings wanted, long available) => MemoryCheck.Choose(Build(wanted), Size, wanted, EngineKind.Scaled, available).Match(
            found =>
            {
                chosen = found;
                return 0;
            },
            failure =>
            {
                Console.Error.Write(failure.Sentence);
                return 1;
            });
        var available = Estimate(settings with { Learning = settings.Learning with { MicroBatch = 77 } });
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(ConsoleRuns.Capture(() => Choose(settings, Estimate(settings)))));
        Assert.Equal(settings, chosen);
        Assert.Equal(
            (0, $"pics: a training step with the scaled engine would need about {Estimate(settings) >> 20} MiB, {available >> 20} MiB are available; the batch is evaluated in parts of 77 rows (--micro-batch 77)\n"),
            StoppedRun.Quiet(ConsoleRuns.Capture(() => Choose(settings, available))));
        Assert.Equal(settings with { Learning = settings.Learning with { MicroBatch = 77 } }, chosen);
        var asked = settings with { Learning = settings.Learning with { MicroBatch = 100 } }; // what was asked for is not changed
        Assert.Equal(1, ConsoleRuns.Capture(() => Choose(asked, available)).Code);
    }

    [Fact]
    public void A_k_that_no_memory_is_enough_for_is_refused_before_its_numbers_are_made()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, ConsoleRuns.Run(["train", .. StoppedRun.Small, "--root-merge", "cp", "--out", folder["run"]]).Code);
        foreach (var words in new[] { new[] { "eval", folder["run"], "--k", "65536" }, ["sample", folder["run"], "--k", "65536", "--out", folder["x.csv"]], ["score", folder["run"], "--k", "65536", "--out", folder["x.csv"]] })
        {
            var (code, _, error) = ConsoleRuns.Run(words);
            Assert.Equal(1, code);
            Assert.Matches("^pics: this model at K = 65536 would need about [0-9]+ MiB, [0-9]+ MiB are available; --k [0-9]+ is the largest that would fit\n$", error);
        }
    }

    [Fact]
    public void What_fits_in_no_way_is_refused_too() => Assert.EndsWith(
        "0 MiB are available; no --micro-batch, --k or sharing alone makes it fit, use smaller ones together or a smaller --width",
        Refusal(Settings("--k", "8"), 0),
        StringComparison.Ordinal);

    [Fact]
    public void Training_is_refused_in_one_sentence()
    {
        var result = ConsoleRuns.Run(["train", "--dataset", "shapes", "--structure", "quad-graph", "--merge", "tucker", "--k", "4096"]);
        Assert.Equal(1, result.Code);
        Assert.Matches("^pics: a training step with the (fused|scaled) engine would need about [0-9]+ MiB, [0-9]+ MiB are available; --k [0-9]+ would fit\n$", result.Error);
    }
}
