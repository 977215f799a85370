using System.Text.Json;
using Pics.Host;

namespace Pics.Properties;

/// <summary>Memory over many training steps.</summary>
[Collection(TensorTests.Name)]
public class StepsBenchTests
{
    private static readonly string[] Small = ["bench", "steps", "--structure", "quad-tree", "--k", "4", "--width", "8", "--batch-size", "64"];

    [Fact]
    public void Memory_is_looked_at_every_so_many_steps()
    {
        using var folder = new TemporaryFolder();
        var curve = Measure(folder, "--steps", "9", "--every", "2", "--validate-every", "4");
        Assert.Equal([2L, 4, 6, 8, 9], curve.Points.Select(point => point.Step));
        Assert.All(curve.Points, point => Assert.True(point is { ManagedMiB: > 0, ResidentMiB: > 0, Tensors: > 0 }));
    }

    [Fact]
    public void Growth_is_from_the_second_quarter_to_the_last()
    {
        var curve = new MemoryCurve([.. Enumerable.Range(0, 8).Select(index => new MemoryPoint(index, index < 2 ? 100 : 5, index, 7))]);
        Assert.Equal((0, 4, 3, 5), (curve.ManagedGrowth, curve.ResidentGrowth, curve.ResidentBase, curve.ManagedBase));
    }

    [Fact]
    public void Impossible_numbers_of_steps_are_refused_in_a_sentence() =>
        Assert.Equal((1, string.Empty, "pics: --steps is 0 and --every 5; each must be at least 1\n"), ConsoleRuns.Run([.. Small, "--steps", "0", "--every", "5"]));

    [Fact]
    [Trait("Category", "Soak")]
    public void Memory_is_flat_over_ten_thousand_steps()
    {
        using var folder = new TemporaryFolder();
        var curve = Measure(folder, "--steps", "10000", "--every", "250");
        Assert.Equal(40, curve.Points.Count);
        Assert.InRange(curve.ManagedGrowth, -1000, (0.02 * curve.ManagedBase) + 2);
        Assert.InRange(curve.ResidentGrowth, -1000, (0.02 * curve.ResidentBase) + 4);
        Assert.Equal(curve.Points[10].Tensors, curve.Points[^1].Tensors);
    }

    /// <summary>In a process of its own: what other tests leave to be collected must not count.</summary>
    private static MemoryCurve Measure(TemporaryFolder folder, params string[] words)
    {
        using var process = HostProcess.Start([.. Small, .. words, "--json", folder["curve.json"]]);
        var (code, output, error) = process.Wait(TimeSpan.FromHours(2));
        Assert.Equal((0, string.Empty), (code, error));
        Assert.Contains("From the second quarter to the last", output, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(File.ReadAllText(folder["curve.json"]));
        return new([.. document.RootElement.GetProperty("curve").GetProperty("points").EnumerateArray().Select(point => point.Deserialize<MemoryPoint>(RunSettings.Json)!)]);
    }
}
