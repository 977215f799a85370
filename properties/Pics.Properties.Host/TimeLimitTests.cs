using System.Text.Json;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>Runs that end by the clock: they finish after a step, say so, and go on with more time.</summary>
[Collection(TensorTests.Name)]
public sealed class TimeLimitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_out_of_time_is_finished_and_goes_on_with_more_of_it()
    {
        var first = Run("train", "--dataset", "shapes", "--width", "8", "--k", "2", "--batch-size", "64", "--max-seconds", "1e-6", "--max-steps", "4", "--out", folder["run"]);
        Assert.Equal((0, string.Empty, "finished", 0), (first.Code, first.Error, Outcome("reason").GetString(), Outcome("steps").GetInt32()));
        var again = Run("train", "--resume", folder["run"]);
        Assert.Equal((0, $"The run in '{folder["run"]}' finished after 0 steps, and nothing is changed; it goes on with a larger --max-epochs, --max-steps or --max-seconds.\n", string.Empty), again);
        Assert.Equal((1, string.Empty, "pics: --max-seconds is 1E-07, and 1E-06 in the run; a limit can be raised, not lowered\n"), Run("train", "--resume", folder["run"], "--max-seconds", "1e-7"));
        Assert.Equal(0, Run("train", "--resume", folder["run"], "--max-seconds", "1e6").Code);
        Assert.Equal(4, Outcome("steps").GetInt32());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void A_time_that_no_run_has_is_refused(string seconds)
    {
        var (code, output, error) = Run("train", "--dataset", "shapes", "--width", "8", "--k", "2", "--max-seconds", seconds, "--out", folder["run"]);
        Assert.Equal((1, string.Empty, $"pics: the number of seconds is {seconds}; it must be a positive number\n"), (code, output, error));
    }

    private JsonElement Outcome(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder["run"], "results.json")));
        return document.RootElement.GetProperty("outcome").GetProperty(name).Clone();
    }
}
