using System.CommandLine;
using Pics.Host;

namespace Pics.Properties;

/// <summary>Numbers among the options of all verbs.</summary>
public class NumberOptionTests
{
    private static readonly Type[] Real = [typeof(double), typeof(double?), typeof(float), typeof(float?), typeof(decimal), typeof(decimal?), typeof(double[])];
    private static readonly Type[] Whole = [typeof(int), typeof(int?), typeof(long), typeof(long?), typeof(int[])];

    /// <summary>Every verb with the words that lead to it.</summary>
    private static IEnumerable<(string[] Words, Command Command)> Verbs(Command command, params string[] words) =>
        [(words, command), .. command.Subcommands.SelectMany(verb => Verbs(verb, [.. words, verb.Name]))];

    private static List<(string[] Words, Option Option)> Options(Type[] types) =>
        [.. from verb in Verbs(CommandLine.Root([], default)) from option in verb.Command.Options where types.Contains(option.ValueType) select (verb.Words, option)];

    [Fact]
    public void Real_numbers_have_a_point_and_no_comma()
    {
        var options = Options(Real);
        Assert.Empty(new[] { "--learning-rate", "--sigma", "--weight-decay", "--min-delta", "--smoothing", "--validation", "--tolerance", "--remove" }.Except(options.Select(option => option.Option.Name)));
        foreach (var (words, option) in options)
            foreach (var text in new[] { "0,01", "1,5e-3", "1,000", "1,000.5" })
                Assert.Contains($"{option.Name}: '{text}' is not a number; decimals have a point", Errors(words, option, text));
    }

    [Fact]
    public void Real_numbers_are_numbers_and_finite()
    {
        foreach (var (words, option) in Options(Real))
        {
            Assert.Contains($"{option.Name}: 'x' is not a number; expected one like 0.01 or 1e-3", Errors(words, option, "x"));
            Assert.DoesNotContain(Errors(words, option, "1e-3"), error => error.Contains(option.Name, StringComparison.Ordinal));
            if (option.Name == "--remove") continue; // the verb says which numbers it takes
            foreach (var text in new[] { "NaN", "Infinity", "-Infinity", "1e999" })
                Assert.Contains($"{option.Name} is '{text}'; it must be a finite number", Errors(words, option, text));
        }
    }

    [Fact]
    public void Whole_numbers_have_no_comma()
    {
        foreach (var (words, option) in Options(Whole)) Assert.Contains(Errors(words, option, "1,000"), error => error.Contains($"'1,000' for option '{option.Name}'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "learningRate": "0,01" }""", "--learning-rate: '0,01' is not a number; decimals have a point")]
    [InlineData("""{ "sigma": "0,5" }""", "--sigma: '0,5' is not a number; decimals have a point")]
    [InlineData("""{ "weight-decay": "NaN" }""", "--weight-decay is 'NaN'; it must be a finite number")]
    [InlineData("""{ "minDelta": 1e999 }""", "--min-delta is '1e999'; it must be a finite number")]
    public void Numbers_in_a_configuration_are_as_strict(string text, string sentence)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["c.json"], text);
        var (code, _, error) = HostTests.Run("train", "--config", folder["c.json"], "--out", folder["run"]);
        Assert.Equal((1, $"pics: '{folder["c.json"]}': {sentence}\n"), (code, error));
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void A_decimal_comma_is_wrong_words_on_the_command_line()
    {
        var (code, _, error) = HostTests.Run("train", "--learning-rate", "0,01");
        Assert.Equal((2, "pics: --learning-rate: '0,01' is not a number; decimals have a point (--help lists verbs and options)\n"), (code, error));
    }

    private static IEnumerable<string> Errors(string[] words, Option option, string text) => CommandLine.Root(words, default).Parse([.. words, $"{option.Name}={text}"]).Errors.Select(error => error.Message);
}
