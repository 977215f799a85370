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
    public void What_does_not_fit_is_refused_with_the_largest_halves_that_do()
    {
        var settings = Settings("--k", "64", "--batch-size", "256", "--width", "16");
        var available = Estimate(settings with { MicroBatch = 64 });
        Assert.True(Estimate(settings with { K = 16 }) <= available && Estimate(settings with { K = 32 }) > available);
        Assert.Equal(
            $"a training step with the scaled engine would need about {Estimate(settings) >> 20} MiB, {available >> 20} MiB are available; --micro-batch 64 or --k 16 would fit",
            Refusal(settings, available));
    }

    [Fact]
    public void What_fits_in_no_way_is_refused_too() => Assert.EndsWith(
        "0 MiB are available; no --micro-batch or --k alone makes it fit, use smaller ones together or a smaller --width",
        Refusal(Settings("--k", "8"), 0),
        StringComparison.Ordinal);

    [Fact]
    public void Training_is_refused_in_one_sentence()
    {
        var result = HostTests.Run(["train", "--dataset", "shapes", "--structure", "quad-graph", "--merge", "tucker", "--k", "4096"]);
        Assert.Equal(1, result.Code);
        Assert.Matches("^pics: a training step with the (fused|scaled) engine would need about [0-9]+ MiB, [0-9]+ MiB are available; --k [0-9]+ would fit\n$", result.Error);
    }
}
