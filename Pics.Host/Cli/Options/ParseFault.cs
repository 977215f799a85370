using System.CommandLine;
using System.CommandLine.Parsing;

namespace Pics.Host;

/// <summary>What is wrong with the words of a command line, in a sentence of this program's own.</summary>
internal static class ParseFault
{
    private const string Dashes = "\u2013\u2014\u2015\u2212"; // en dash, em dash, bar and minus

    /// <summary>The first fault; null where there is none.</summary>
    /// <param name="result">What the words mean.</param>
    /// <param name="words">The words.</param>
    public static string? Find(ParseResult result, IReadOnlyList<string> words)
    {
        var verb = result.CommandResult;
        if (result.Tokens.FirstOrDefault(token => token.Type == TokenType.Directive) is { } bracketed) return $"there is no verb '{bracketed.Value}'; --help lists them";
        if (OfDashes(result, verb) is { } dashed) return dashed;
        if (verb.Command.Subcommands.Count > 0) return VerbFault.Find(result);
        if (result.Action is HelpWords) return null;
        return OfNames(result, verb)
            ?? First(words, word => OfTruth(verb.Command, word))
            ?? First(verb.Children.OfType<OptionResult>(), option => OfTaken(verb.Command, option, words) ?? OfCount(option))
            ?? First(result.UnmatchedTokens, word => $"'{word}' is a word too many; {VerbFault.Name(verb)} takes {Takes(verb.Command)}")
            ?? First(verb.Command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0 && result.GetResult(argument) is not { Tokens.Count: > 0 }), argument => Needs(verb, $"<{argument.Name}>", argument.Description))
            ?? First(verb.Command.Options.Where(option => option.Required && result.GetResult(option) is not { IdentifierTokenCount: > 0 }), option => Needs(verb, option.Name, option.Description))
            ?? First(result.Errors.Where(error => error.SymbolResult is OptionResult or ArgumentResult), error => error.Message) // of the program's own parsers
            ?? First(result.Errors, _ => "these words are not understood; --help lists verbs and options");
    }

    /// <summary>A value that is neither true nor false.</summary>
    public static string NoTruth(string option, string word) => $"{option} is '{word}'; it must be true or false";

    private static string? First<T>(IEnumerable<T> all, Func<T, string?> fault) => all.Select(fault).FirstOrDefault(found => found is not null);

    /// <summary>Words that begin as options do where words are expected that do not.</summary>
    private static IEnumerable<string> Strays(ParseResult result, CommandResult verb)
    {
        var free = result.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value).ToList(); // what follows -- is no option
        var placed = verb.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Where(token => token.Value.StartsWith('-'));
        var listed = verb.Children.OfType<OptionResult>().Where(option => option.Option.AllowMultipleArgumentsPerToken).SelectMany(option => option.Tokens).Where(token => token.Value.StartsWith("--", StringComparison.Ordinal));
        return placed.Concat(listed).Select(token => token.Value).Concat(result.UnmatchedTokens.Where(word => word.StartsWith('-'))).Where(word => word.Length > 1 && !free.Contains(word));
    }

    private static string? OfNames(ParseResult result, CommandResult verb)
    {
        if (Strays(result, verb).FirstOrDefault() is not { } word) return null;
        var (name, known) = (word.Split('=', ':')[0], verb.Command.Options.Where(option => !option.Hidden).Select(option => option.Name).ToList());
        return known.Contains(name) ? $"{name} stands before the verb; options come after it"
            : NearWord.Of(name, known) is { } near ? $"there is no option '{name}'; did you mean '{near}'?"
            : $"{VerbFault.Name(verb)} has no option '{name}'; --help after it lists all";
    }

    /// <summary>A word that begins with a dash of texts where options begin with hyphens, as after it was pasted; files may begin so.</summary>
    private static string? OfDashes(ParseResult result, CommandResult verb)
    {
        var words = verb.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).Concat(result.UnmatchedTokens);
        if (words.FirstOrDefault(word => Dashes.Contains(word[..Math.Min(1, word.Length)], StringComparison.Ordinal) && word.Length > 1 && !Path.Exists(word)) is not { } word) return null;
        var name = word.TrimStart([.. Dashes, '-']).Split('=', ':')[0];
        var options = verb.Command.Options.Where(option => !option.Hidden).Select(option => option.Name);
        return $"'{word}' begins with a dash of texts ({word[0]}), which is no hyphen (-); {(NearWord.Of(name, options) is { } near ? $"did you mean '{near}'?" : $"options begin with two hyphens, as --{(name.Length > 0 ? name : "help")}")}";
    }

    private static string? OfTruth(Command command, string word)
    {
        var place = word.IndexOf('=', StringComparison.Ordinal);
        return place > 0 && command.Options.Any(option => option.Name == word[..place] && option.ValueType == typeof(bool)) && !bool.TryParse(word[(place + 1)..], out _) ? NoTruth(word[..place], word[(place + 1)..]) : null;
    }

    /// <summary>An option that took the next one for its value; what is written after = is a value whatever it is.</summary>
    private static string? OfTaken(Command command, OptionResult given, IReadOnlyList<string> words) =>
        First(given.Tokens.Select(token => token.Value).Where(value => command.Options.Any(option => option.Name == value)), taken => words.Zip(words.Skip(1)).Contains((given.Option.Name, taken))
            ? $"{given.Option.Name} has no value; the next word, '{taken}', is an option itself"
            : null);

    private static string? OfCount(OptionResult given)
    {
        var (option, values) = (given.Option, given.Tokens);
        if (given.IdentifierTokenCount == 0) return null;
        if (values.Count < option.Arity.MinimumNumberOfValues) return $"{option.Name} has no value; expected {Expected(option)} after it";
        return option.Arity.MaximumNumberOfValues == 1 && given.IdentifierTokenCount > 1 && option.ValueType != typeof(bool) ? $"{option.Name} is given {given.IdentifierTokenCount} times; give it once" : null;
    }

    private static string Expected(Option option)
    {
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        return type.IsEnum ? $"one of {string.Join(", ", Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => EnumWord.Of((Enum)Enum.ToObject(type, value))))}"
            : type == typeof(double) ? "a number"
            : type == typeof(int) || type == typeof(long) ? "a whole number"
            : type == typeof(int[]) ? "one or more whole numbers"
            : "one";
    }

    private static string Takes(Command command) => command.Arguments.Count == 0 ? "options only" : string.Join(" and ", command.Arguments.Select(argument => $"<{argument.Name}>"));

    private static string Needs(CommandResult verb, string what, string? description)
    {
        var text = description ?? string.Empty;
        if (text.Length > 1 && (char.IsLower(text[1]) || text[1] == ' ')) text = char.ToLowerInvariant(text[0]) + text[1..];
        return $"{VerbFault.Name(verb)} needs {what}: {text.TrimEnd('.')}";
    }
}
