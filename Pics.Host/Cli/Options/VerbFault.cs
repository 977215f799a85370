using System.CommandLine;
using System.CommandLine.Parsing;

namespace Pics.Host;

/// <summary>What is wrong with words that lead to no verb.</summary>
internal static class VerbFault
{
    /// <summary>The fault, in a sentence; null where help or the version is asked for.</summary>
    /// <param name="result">What the words mean: the program itself, or a verb that has others below it.</param>
    public static string? Find(ParseResult result)
    {
        var (given, command) = (result.CommandResult, result.CommandResult.Command);
        if (result.UnmatchedTokens.Count == 0) return result.Action is not null && result.Errors.Count == 0 || result.Action is HelpWords ? null : command is RootCommand ? "no verb is given; --help lists them" : $"{Name(given)} needs a verb: {string.Join(" or ", Verbs(command))}";
        var word = result.UnmatchedTokens.FirstOrDefault(word => !word.StartsWith('-'));
        if (word is null || result.UnmatchedTokens[0] != word)
            return $"there is no option '{result.UnmatchedTokens[0]}' without a verb{(NearWord.Of(result.UnmatchedTokens[0], command.Options.Select(option => option.Name)) is { } meant ? $"; did you mean '{meant}'?" : "; --help lists verbs")}";
        var before = command is RootCommand ? string.Empty : $"{Name(given)} ";
        return $"there is no verb '{before}{word}'; {(NearWord.Of(word, Verbs(command)) is { } near ? $"did you mean '{before}{near}'?" : $"{(before.Length == 0 ? string.Empty : before)}--help lists them")}";
    }

    /// <summary>A verb as it is typed: <c>data describe</c>; the program's own name for none.</summary>
    public static string Name(CommandResult verb)
    {
        var names = new List<string>();
        for (SymbolResult? place = verb; place is CommandResult { Command: not RootCommand } found; place = found.Parent) names.Insert(0, found.Command.Name);
        return names.Count == 0 ? "pics" : string.Join(' ', names);
    }

    private static IEnumerable<string> Verbs(Command command) => command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name);
}
