using System.CommandLine;
using System.CommandLine.Parsing;

namespace Pics.Host;

/// <summary>Options whose value is one of a few words, in kebab case like the run's config.json.</summary>
internal static class Choice
{
    /// <summary>An option with a default.</summary>
    public static Option<T> Of<T>(string name, string description, T byDefault)
        where T : struct, Enum =>
        new(name)
        {
            Description = $"{description} {Words<T>()}",
            HelpName = "word",
            CustomParser = result => Parse<T>(name, result) ?? byDefault,
            DefaultValueFactory = _ => byDefault,
        };

    /// <summary>An option that may be left out.</summary>
    public static Option<T?> Optional<T>(string name, string description)
        where T : struct, Enum =>
        new(name) { Description = $"{description.Replace("{words}", Words<T>(), StringComparison.Ordinal)}", HelpName = "word", CustomParser = result => Parse<T>(name, result) };

    /// <summary>The word for a value.</summary>
    public static string Word(Enum value) => EnumWord.Of(value);

    private static string Words<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(value => Word(value))) + ".";

    private static T? Parse<T>(string name, ArgumentResult result)
        where T : struct, Enum
    {
        var word = result.Tokens[0].Value;
        foreach (var value in Enum.GetValues<T>())
            if (string.Equals(Word(value), word, StringComparison.OrdinalIgnoreCase) || string.Equals(value.ToString(), word, StringComparison.OrdinalIgnoreCase))
                return value;
        result.AddError($"{name} is '{word}'; it must be one of {Words<T>().TrimEnd('.')}");
        return null;
    }
}
