using System.CommandLine;
using Pics.Host;

namespace Pics.Properties;

/// <summary>Command lines that are mistyped: what is wrong is named, with what is near it, in this program's own words.</summary>
[Collection(TensorTests.Name)]
public sealed class MistypedTests : IDisposable
{
    private static readonly string[] Foreign = ["System.", "Nullable", "`1", "Int32", "JSON value", "LineNumber", "BytePosition", "expected type", "Unrecognized", "Required ", "Response file", ".NET", "deserializ"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("there is no verb 'trian'; did you mean 'train'?", "trian", "--k", "4")]
    [InlineData("there is no verb 'data descrbe'; did you mean 'data describe'?", "data", "descrbe", "people.csv")]
    [InlineData("there is no option '--structur'; did you mean '--structure'?", "train", "--structur", "quad-tree")]
    [InlineData("there is no option '--learning_rate'; did you mean '--learning-rate'?", "train", "people.csv", "--learning_rate=0.1")]
    [InlineData("--k is 'abc'; it must be a whole number", "train", "--k", "abc")]
    [InlineData("--learning-rate: '0,01' is not a number; decimals have a point", "train", "--learning-rate", "0,01")]
    [InlineData("--merge is 'cpp'; it must be one of cp, tucker", "train", "--merge", "cpp")]
    [InlineData("--seed is given 2 times; give it once", "train", "--seed", "1", "--seed", "2")]
    [InlineData("eval needs <run>: a folder that train wrote", "eval", "--k", "8")]
    [InlineData("'other' is a word too many; query takes <run> and <question>", "query", "RUN", "P(a)", "other")]
    public void Ten_lines_are_told_what_is_wrong(string sentence, params string[] words) => Says(sentence, words);

    [Theory]
    [InlineData("no verb is given; --help lists them")]
    [InlineData("data needs a verb: describe or fetch", "data")]
    [InlineData("there is no verb 'exprt'; did you mean 'export'?", "exprt", "RUN")]
    [InlineData("there is no verb 'plot'; --help lists them", "plot", "RUN")]
    [InlineData("there is no verb 'trian'; did you mean 'train'?", "help", "trian")]
    [InlineData("there is no verb 'trian'; did you mean 'train'?", "trian", "--help")]
    [InlineData("there is no verb '[diagram]'; --help lists them", "[diagram]", "train")]
    [InlineData("there is no option '--verion' without a verb; did you mean '--version'?", "--verion")]
    [InlineData("--k stands before the verb; options come after it", "--k", "4", "train")]
    [InlineData("eval has no option '--nothing-like-it'; --help after it lists all", "eval", "RUN", "--nothing-like-it")]
    [InlineData("there is no option '-k'; did you mean '--k'?", "train", "-k", "4")]
    [InlineData("there is no option '--rul'; did you mean '--rule'?", "eval", "RUN", "--k", "8", "16", "--rul", "simpson")]
    [InlineData("there is no option '--max'; did you mean '--max-epochs'?", "train", "--max", "4")]
    [InlineData("--k has no value; expected a whole number after it", "train", "--k")]
    [InlineData("--sigma has no value; expected a number after it", "train", "--sigma")]
    [InlineData("--rule has no value; expected one of trapezoidal, midpoint, simpson, gauss-legendre, clenshaw-curtis, gauss-hermite after it", "eval", "RUN", "--rule")]
    [InlineData("--k has no value; expected one or more whole numbers after it", "eval", "RUN", "--k")]
    [InlineData("--out has no value; expected one after it", "score", "RUN", "--out")]
    [InlineData("--out has no value; the next word, '--surprises', is an option itself", "score", "RUN", "--out", "--surprises")]
    [InlineData("--out has no value; expected one after it", "score", "RUN", "--out=")]
    [InlineData("--double is 'maybe'; it must be true or false", "train", "--double=maybe")]
    [InlineData("--k is '4.5'; it must be a whole number", "eval", "RUN", "--k", "8", "4.5")]
    [InlineData("--learning-rate is 'inf'; it must be a number", "train", "--learning-rate", "inf")]
    [InlineData("draw needs --out: the picture: SVG if the name ends with .svg, for Graphviz if with .dot", "draw")]
    [InlineData("there is no verb 'trane'; did you mean 'train'?", "trane", "people.csv")]
    [InlineData("'\u2013k' begins with a dash of texts (\u2013), which is no hyphen (-); did you mean '--k'?", "train", "\u2013k", "4")]
    [InlineData("'\u2014batch-size=4' begins with a dash of texts (\u2014), which is no hyphen (-); did you mean '--batch-size'?", "train", "people.csv", "\u2014batch-size=4")]
    [InlineData("'\u2212nothing-like-it' begins with a dash of texts (\u2212), which is no hyphen (-); options begin with two hyphens, as --nothing-like-it", "eval", "RUN", "\u2212nothing-like-it")]
    [InlineData("'\u2013help' begins with a dash of texts (\u2013), which is no hyphen (-); did you mean '--help'?", "\u2013help")]
    [InlineData("'b' is a word too many; impute takes <run> and <table>", "impute", "RUN", "a", "b")]
    public void Every_kind_of_mistake_is_told(string sentence, params string[] words) => Says(sentence, words);

    [Fact]
    public void Help_is_a_verb_too()
    {
        Assert.Equal(ConsoleRuns.Run("--help"), ConsoleRuns.Run("help"));
        Assert.Equal(ConsoleRuns.Run("train", "--help"), ConsoleRuns.Run("help", "train"));
        Assert.Equal(ConsoleRuns.Run("data", "describe", "--help"), ConsoleRuns.Run("help", "data", "describe"));
        Assert.Equal((0, string.Empty), ConsoleRuns.Run("help", "train") is var (code, _, error) ? (code, error) : default);
    }

    [Fact]
    public void Words_that_begin_with_an_at_sign_are_words()
    {
        File.WriteAllText(folder["people.csv"], "--k\n3\n");
        var table = folder["@people.csv"];
        File.WriteAllText(table, "a,b\n" + string.Concat(Enumerable.Range(0, 20).Select(row => $"{row % 2},{row % 3}\n")));
        var (code, output, error) = HostProcess.Run(folder.Path, "data", "describe", "@people.csv");
        Assert.Equal((0, string.Empty), (code, error));
        Assert.Contains("'@people.csv'", output, StringComparison.Ordinal);
        Assert.Equal((1, "pics: 'none' is not a run folder: it has no config.json; name a folder that 'train' wrote\n"), ConsoleRuns.Run("query", "none", "@name") is var asked ? (asked.Code, asked.Error) : default);
        Assert.Equal("@r.npz", CommandLine.Root([], default).Parse(["export", "RUN", "--out", "@r.npz"], OptionWords.Plain).GetValue<string>("--out"));
    }

    [Fact]
    public void Files_that_are_not_there_are_told_with_what_is_near()
    {
        File.WriteAllText(folder["train.csv"], "a,b\n1,2\n");
        string Says(string name) => ConsoleRuns.Run("data", "describe", folder[name]).Error.Replace(folder.Path, "HERE", StringComparison.Ordinal);
        Assert.Equal("pics: 'HERE/train.cvs' does not exist; did you mean 'HERE/train.csv'?\n", Says("train.cvs"));
        Assert.Equal("pics: 'HERE/tran.csv' does not exist; did you mean 'HERE/train.csv'?\n", Says("tran.csv"));
        File.WriteAllText(folder["s.csv"], "a,b\n1,2\n");
        Assert.StartsWith("pics: 'HERE/t.csv' does not exist; expected a file with ", Says("t.csv"), StringComparison.Ordinal);
        Assert.StartsWith("pics: 'HERE/people.json' does not exist; expected a file with ", Says("people.json"), StringComparison.Ordinal);
        Assert.StartsWith("pics: 'HERE/none/train.csv' does not exist; expected a file with ", Says("none/train.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_after_two_dashes_are_no_options()
    {
        Assert.Equal("pics: '--run' is not a run folder: it has no config.json; name a folder that 'train' wrote\n", ConsoleRuns.Run("eval", "--", "--run").Error);
        Assert.Equal("pics: '-' is not a run folder: it has no config.json; name a folder that 'train' wrote\n", ConsoleRuns.Run("eval", "-").Error);
    }

    [Fact]
    public void Verbs_have_the_names_that_they_are_found_by()
    {
        var verbs = CommandLine.Verbs([], default);
        Assert.All(verbs, verb => Assert.Equal(verb.Name, verb.Make().Name));
        Assert.All(verbs, verb => Assert.Equal([verb.Name], CommandLine.Root([verb.Name], default).Subcommands.Select(made => made.Name)));
        Assert.All(new string[][] { [], ["trian"], ["--help"] }, words => Assert.Equal(verbs.Count, CommandLine.Root(words, default).Subcommands.Count));
    }

    [Fact]
    public void No_option_of_any_verb_answers_in_the_words_of_a_library()
    {
        var verbs = Verbs(CommandLine.Root([], default)).Where(verb => verb.Command.Subcommands.Count == 0 && !verb.Command.Hidden).ToList();
        Assert.True(verbs.Count > 15);
        foreach (var (path, command) in verbs)
            foreach (var option in command.Options.Where(option => option.Name is not ("--help" or "--version")))
                foreach (var tail in new string[][] { [option.Name], [option.Name, "x,y"], [$"{option.Name}=,"], [option.Name, "1", option.Name, "2"], [$"{option.Name}x", "1"] })
                {
                    string[] words = [.. path, .. tail, .. Enumerable.Repeat("w", 9)]; // too many words, so that no verb runs
                    var (code, output, error) = ConsoleRuns.Run(words);
                    Assert.True(code is 2 || command.Arguments.Any(argument => argument.Arity.MaximumNumberOfValues > words.Length), string.Join(' ', words));
                    Assert.Empty(output);
                    Own(error, string.Join(' ', words));
                }
    }

    private static IEnumerable<(string[] Path, Command Command)> Verbs(Command command, params string[] path) =>
        [(path, command), .. command.Subcommands.SelectMany(verb => Verbs(verb, [.. path, verb.Name]))];

    private static void Says(string sentence, params string[] words)
    {
        Assert.Equal((2, string.Empty, $"pics: {sentence}\n"), ConsoleRuns.Run(words));
        Own(sentence, string.Join(' ', words));
    }

    internal static void Own(string sentence, string words) => Assert.All(Foreign, foreign => Assert.False(sentence.Contains(foreign, StringComparison.Ordinal), $"{words}: {sentence}"));
}
