using System.Globalization;
using System.Text.RegularExpressions;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>A family is over the numbers that are written: it is heard before the kinds of columns are learned.</summary>
[Collection(TensorTests.Name)]
public sealed partial class FamilyKindTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--families", "dose=gaussian")]
    [InlineData("--families", "0=gaussian")]
    [InlineData("--family", "gaussian")]
    [InlineData("--kinds", "dose=real")]
    public void A_density_is_per_unit_of_the_numbers(params string[] words)
    {
        var run = Trained("dose", Enumerable.Range(0, 100).Select(row => 10 * (row * row % 10)), words);
        var (density, variance) = (Asked(run, "P(dose=40)"), Asked(run, "Var(dose)"));
        Assert.InRange(variance, 400, 2000);
        Assert.InRange(density, 0.2 / Math.Sqrt(2 * Math.PI * variance), 3 / Math.Sqrt(2 * Math.PI * variance)); // ten times that if ranks were densities
    }

    [Theory]
    [InlineData("--families", "calls=poisson")]
    [InlineData("--kinds", "calls=count")]
    public void Counts_are_the_numbers_and_not_their_ranks(params string[] words)
    {
        int[] numbers = [0, 0, 0, 0, 10, 11, 13, 14];
        var run = Trained("calls", Enumerable.Range(0, 80).Select(row => numbers[row % 8]), words);
        Assert.InRange(Asked(run, "E(calls)"), 3.5, 9); // of ranks it would be 1.25
    }

    [Fact]
    public void A_family_for_numbers_is_refused_for_texts()
    {
        var table = folder.Write("t.csv", Text("job,a\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{(row % 3 == 0 ? "cook" : "smith")},{row % 2}\n"))));
        var (code, _, error) = ConsoleRuns.Run("train", table, "--families", "job=gaussian", "--out", folder["run"]);
        Assert.Equal(1, code);
        Assert.Matches("^pics: [^\\n]*job[^\\n]*\\n$", error);
    }

    private string Trained(string name, IEnumerable<int> numbers, string[] words)
    {
        var table = folder.Write("t.csv", Text($"{name}\n" + string.Concat(numbers.Select(number => $"{number}\n"))));
        var (code, _, error) = ConsoleRuns.Run(["train", table, "--structure", "fully-factorised", "--k", "4", "--width", "16", "--max-steps", "150", "--out", folder["run"], .. words]);
        Assert.Equal((0, string.Empty), (code, error));
        return folder["run"];
    }

    private static double Asked(string run, string question)
    {
        var (code, output, error) = ConsoleRuns.Run("query", run, question);
        Assert.Equal((0, string.Empty), (code, error));
        return double.Parse(Answered().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"= ([0-9.eE+-]+)")]
    private static partial Regex Answered();
}
