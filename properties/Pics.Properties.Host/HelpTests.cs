using System.Text.RegularExpressions;
using Pics.Host;

namespace Pics.Properties;

/// <summary>What --help says.</summary>
[Collection(TensorTests.Name)]
public class HelpTests
{
    [Theory]
    [InlineData("step")]
    [InlineData("query")]
    [InlineData("memory")]
    public void A_default_is_said_once(string measurement)
    {
        var lines = ConsoleRuns.Run("bench", measurement, "--help").Out.Split('\n');
        var start = System.Array.FindIndex(lines, line => line.Contains("--batch-size", StringComparison.Ordinal));
        var text = string.Concat(lines[start..].TakeWhile((line, index) => index == 0 || !line.TrimStart().StartsWith("--", StringComparison.Ordinal)));
        Assert.Single(Regex.Matches(text, @"\[default:"));
    }

    [Fact]
    public void What_is_needed_is_marked()
    {
        foreach (var verb in new[] { "draw", "export", "import" })
            Assert.Matches(@"--out <out>\s+\(REQUIRED\)|--out <out> \(REQUIRED\)", ConsoleRuns.Run(verb, "--help").Out);
    }

    [Theory]
    [InlineData("cp", "train")]
    [InlineData("trapezoidal", "train")]
    [InlineData("auto", "eval")]
    [InlineData("test", "score")]
    [InlineData("grey", "bench", "step")]
    public void Defaults_are_the_words_that_options_take(string word, params string[] verb)
    {
        var (code, output, error) = ConsoleRuns.Run([.. verb, "--help"]);
        Assert.Equal((0, string.Empty), (code, error));
        Assert.Contains($"[default: {word}]", output, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex(@"\[default: [A-Z][A-Za-z]+\]", RegexOptions.None, TimeSpan.FromSeconds(10)), output.Replace("[default: False]", string.Empty, StringComparison.Ordinal));
    }
}
