using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace Pics.Host;

/// <summary>Help that says defaults in the words that options take.</summary>
/// <param name="help">The help as it is, with the names of the program's values.</param>
internal sealed class HelpWords(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    private const string Verb = "help";

    public override bool ClearsParseErrors => true;

    /// <summary>The words with the verb help as the option of its name: <c>help train</c> is <c>train --help</c>.</summary>
    public static IReadOnlyList<string> Asked(IReadOnlyList<string> words) => words.Count > 0 && words[0] == Verb ? [.. words.Skip(1), $"--{Verb}"] : words;

    /// <summary>For all verbs.</summary>
    public static void Use(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().First();
        option.Action = new HelpWords((SynchronousCommandLineAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var (configuration, output) = (parseResult.InvocationConfiguration, parseResult.InvocationConfiguration.Output);
        using var text = new StringWriter();
        configuration.Output = text;
        var code = help.Invoke(parseResult);
        configuration.Output = output;
        output.Write(parseResult.CommandResult.Command.Options.Aggregate(text.ToString(), Worded));
        return code;
    }

    private static string Worded(string text, Option option) => option.HasDefaultValue && option.GetDefaultValue() is Enum value
        ? Regex.Replace(text, $@"(?<=\[default:\s+){value}(?=\])", Choice.Word(value), RegexOptions.None, Timeout.InfiniteTimeSpan)
        : text;
}
