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
        [.. from verb in Verbs(CommandLine.Root([], default)) from option in verb.Command.Options where types.Contains(option.ValueType) && option.Name != "--channels" // which has words too
          select (verb.Words, option)];

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
            foreach (var text in new[] { "NaN", "Infinity", "-Infinity", "inf", "+inf", "-INF", "nan", "∞" })
                Assert.Contains($"{option.Name} is '{text}'; it must be a number", Errors(words, option, text));
            Assert.Contains($"{option.Name} is '1e999', which is too large; it must be a finite number", Errors(words, option, "1e999"));
        }
    }

    [Fact]
    public void Whole_numbers_are_whole_however_they_are_written()
    {
        foreach (var (words, option) in Options(Whole))
        {
            foreach (var text in new[] { "4.5", "x", "inf", "NaN", "1e-30", "4.00000000000000000001", "-" })
                Assert.Contains($"{option.Name} is '{text}'; it must be a whole number", Errors(words, option, text));
            foreach (var text in new[] { "1,000", "4,0" }) Assert.Contains($"{option.Name} is '{text}'; it must be a whole number without commas", Errors(words, option, text));
            foreach (var text in new[] { "4", "4.0", "-4.000", "4e1", "+4" }) Assert.DoesNotContain(Errors(words, option, text), error => error.Contains(option.Name, StringComparison.Ordinal));
            Assert.Contains(Errors(words, option, "99999999999999999999"), error => error.StartsWith($"{option.Name} is '99999999999999999999', which is too large; it must be at most ", StringComparison.Ordinal));
        }
    }

    [Property]
    public bool Whole_numbers_are_what_is_written(long number, byte zeros) =>
        Pics.Host.NumberText.Whole("n", $"{number}.{new string('0', 1 + (zeros % 5))}", long.MinValue, long.MaxValue).Exists(found => found == number)
        && Pics.Host.NumberText.Whole("n", $"{number}", long.MinValue, long.MaxValue).Exists(found => found == number);

    [Fact]
    public void Every_value_that_is_no_text_is_read_by_the_program_itself()
    {
        // What the parsing library reads itself it would refuse in its own words.
        var own = Real.Concat(Whole).Append(typeof(bool)).Append(typeof(bool?)).Append(typeof(Pics.Host.PictureSize)).ToHashSet();
        Assert.All(Verbs(CommandLine.Root([], default)).SelectMany(verb => verb.Command.Options).Where(option => option.GetType().IsGenericType), option =>
        {
            var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
            Assert.True(type == typeof(string) || type == typeof(string[]) || type.IsEnum || own.Contains(option.ValueType), $"{option.Name} is of {option.ValueType}");
            if (type != typeof(string) && type != typeof(string[])) Assert.NotNull(option.GetType().GetProperty("CustomParser")!.GetValue(option));
        });
    }

    [Theory]
    [InlineData("""{ "learningRate": "0,01" }""", "--learning-rate: '0,01' is not a number; decimals have a point")]
    [InlineData("""{ "sigma": "0,5" }""", "--sigma: '0,5' is not a number; decimals have a point")]
    [InlineData("""{ "weight-decay": "NaN" }""", "--weight-decay is 'NaN'; it must be a number")]
    [InlineData("""{ "minDelta": 1e999 }""", "--min-delta is '1e999', which is too large; it must be a finite number")]
    [InlineData("""{ "maxSteps": 4.5 }""", "--max-steps is '4.5'; it must be a whole number")]
    [InlineData("""{ "k": "4,0" }""", "--k is '4,0'; it must be a whole number without commas")]
    [InlineData("""{ "k": true }""", "--k is 'true'; it must be a whole number")]
    [InlineData("""{ "double": 1 }""", "--double is '1'; it must be true or false")]
    [InlineData("""{ "merge": "cpp" }""", "--merge is 'cpp'; it must be one of cp, tucker")]
    public void Numbers_in_a_configuration_are_as_strict(string text, string sentence)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["c.json"], text);
        var (code, _, error) = ConsoleRuns.Run("train", "--config", folder["c.json"], "--out", folder["run"]);
        Assert.Equal((1, $"pics: '{folder["c.json"]}': {sentence}\n"), (code, error));
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void A_decimal_comma_is_wrong_words_on_the_command_line()
    {
        var (code, _, error) = ConsoleRuns.Run("train", "--learning-rate", "0,01");
        Assert.Equal((2, "pics: --learning-rate: '0,01' is not a number; decimals have a point\n"), (code, error));
    }

    [Fact]
    public void Decimals_that_are_zeros_are_no_decimals()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["c.json"], """{ "k": 3.0, "width": 8.0, "maxSteps": 2.0, "learningRate": 1E-2 }""");
        Assert.Equal((0, string.Empty), ConsoleRuns.Run("train", "--config", folder["c.json"], "--period", "5.0", "--structure", "quad-tree", "--out", folder["run"]) is var (code, _, error) ? (code, error) : default);
        var config = File.ReadAllText(Path.Combine(folder["run"], "config.json"));
        foreach (var line in new[] { "\"k\": 3,", "\"width\": 8,", "\"maxSteps\": 2,", "\"period\": 5," }) Assert.Contains(line, config, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder["run"], "config.json"), config.Replace("\"k\": 3,", "\"k\": 3.0,", StringComparison.Ordinal));
        Assert.Equal(0, ConsoleRuns.Run("eval", folder["run"]).Code);
    }

    [Theory]
    [InlineData("0,5", "--mask random: '0,5' is not a number; decimals have a point")]
    [InlineData("1,5e-1", "--mask random: '1,5e-1' is not a number; decimals have a point")]
    [InlineData("inf", "--mask is 'random:inf'; expected random:p with p from 0 to 1")]
    public void The_part_of_a_random_mask_has_a_point(string part, string sentence)
    {
        var data = DataFiles.Get(Dataset.Create("d", DataShape.Table(4), 1, 2, new short[4]));
        Assert.Equal(sentence, Pics.Host.Mask.Parse($"random:{part}", 1, data).Match(_ => "no error", failure => failure.Sentence));
    }

    [Theory]
    [InlineData("8,4.0,2", true)]
    [InlineData("8,4.5", false)]
    [InlineData("8;4", false)]
    [InlineData("8,-4", false)]
    public void Lists_of_whole_numbers_are_as_strict(string distances, bool isRight)
    {
        var result = ConsoleRuns.Run("inspect", "--structure", "poon-domingos", "--distances", distances, "--height", "8", "--columns", "8", "--k", "2");
        Assert.Equal(isRight ? (0, string.Empty) : (1, $"pics: --distances is '{distances}'; it must be whole numbers of pixels with commas between, for example 8,4,2,1\n"), (result.Code, result.Error));
    }

    private static IEnumerable<string> Errors(string[] words, Option option, string text) => CommandLine.Root(words, default).Parse([.. words, $"{option.Name}={text}"]).Errors.Select(error => error.Message);
}
