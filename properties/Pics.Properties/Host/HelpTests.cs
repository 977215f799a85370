using System.Text.RegularExpressions;
using Pics.Host;

namespace Pics.Properties;

/// <summary>What --help says.</summary>
[Collection(TensorTests.Name)]
public class HelpTests
{
    [Theory]
    [InlineData("cp", "train")]
    [InlineData("trapezoidal", "train")]
    [InlineData("auto", "eval")]
    [InlineData("test", "score")]
    [InlineData("grey", "bench", "step")]
    public void Defaults_are_the_words_that_options_take(string word, params string[] verb)
    {
        var (code, output, error) = HostTests.Run([.. verb, "--help"]);
        Assert.Equal((0, string.Empty), (code, error));
        Assert.Contains($"[default: {word}]", output, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex(@"\[default: [A-Z][A-Za-z]+\]", RegexOptions.None, TimeSpan.FromSeconds(10)), output.Replace("[default: False]", string.Empty, StringComparison.Ordinal));
    }
}
