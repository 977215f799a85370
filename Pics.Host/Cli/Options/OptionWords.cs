using System.CommandLine;
using System.CommandLine.Parsing;

namespace Pics.Host;

/// <summary>How the words of a command line are read, for all verbs alike: numbers, truth values, and words that begin with @, which are words as others.</summary>
internal static class OptionWords
{
    /// <summary>No word is taken for the name of a file with more words.</summary>
    public static ParserConfiguration Plain { get; } = new() { ResponseFileTokenReplacer = null };

    /// <summary>Has the numbers and truth values of a verb, and of the verbs below it, read here.</summary>
    public static T Use<T>(T command)
        where T : Command
    {
        foreach (var option in command.Options) Use(option);
        foreach (var verb in command.Subcommands) Use(verb);
        return command;
    }

    private static void Use(Option option)
    {
        switch (option)
        {
            case Option<double> { CustomParser: null } real: real.CustomParser = result => Real(option, result); break;
            case Option<double?> { CustomParser: null } real: real.CustomParser = result => Real(option, result); break;
            case Option<int> { CustomParser: null } whole: whole.CustomParser = result => (int)Whole(option, result.Tokens[0], result, int.MinValue, int.MaxValue); break;
            case Option<int?> { CustomParser: null } whole: whole.CustomParser = result => (int)Whole(option, result.Tokens[0], result, int.MinValue, int.MaxValue); break;
            case Option<long> { CustomParser: null } whole: whole.CustomParser = result => Whole(option, result.Tokens[0], result, long.MinValue, long.MaxValue); break;
            case Option<long?> { CustomParser: null } whole: whole.CustomParser = result => Whole(option, result.Tokens[0], result, long.MinValue, long.MaxValue); break;
            case Option<int[]> { CustomParser: null } list: list.CustomParser = result => [.. result.Tokens.Select(token => (int)Whole(option, token, result, int.MinValue, int.MaxValue))]; break;
            case Option<bool> { CustomParser: null } flag: flag.CustomParser = result => Truth(option, result); break;
            case Option<bool?> { CustomParser: null } flag: flag.CustomParser = result => Truth(option, result); break;
            default: break; // texts, choices, and what is read otherwise
        }
    }

    private static double Real(Option option, ArgumentResult result) => Or(NumberText.Real(option.Name, result.Tokens[0].Value), result);

    private static long Whole(Option option, Token token, ArgumentResult result, long least, long largest) => Or(NumberText.Whole(option.Name, token.Value, least, largest), result);

    private static bool Truth(Option option, ArgumentResult result)
    {
        if (result.Tokens.Count == 0) return true;
        if (bool.TryParse(result.Tokens[0].Value, out var truth)) return truth;
        result.AddError(ParseFault.NoTruth(option.Name, result.Tokens[0].Value));
        return false;
    }

    private static T Or<T>(LanguageExt.Either<Failure, T> found, ArgumentResult result)
        where T : struct => found.IfLeft(failure =>
        {
            result.AddError(failure.Sentence);
            return default(T);
        });
}
