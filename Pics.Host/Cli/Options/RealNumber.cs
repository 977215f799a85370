using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Pics.Host;

/// <summary>Options whose value is a real number, with a point and without separators of thousands.</summary>
internal static class RealNumber
{
    private const string Kind = "number";

    /// <summary>An option with a default.</summary>
    public static Option<double> Of(string name, string description, double byDefault) =>
        new(name) { Description = description, HelpName = Kind, CustomParser = result => Parse(name, result, isFinite: true) ?? byDefault, DefaultValueFactory = _ => byDefault };

    /// <summary>An option that may be left out.</summary>
    public static Option<double?> Optional(string name, string description) => new(name) { Description = description, HelpName = Kind, CustomParser = result => Parse(name, result, isFinite: true) };

    /// <summary>An option that may be left out, of a range that the verb names to whatever is outside it, NaN and infinities too.</summary>
    public static Option<double?> Ranged(string name, string description) => new(name) { Description = description, HelpName = Kind, CustomParser = result => Parse(name, result, isFinite: false) };

    private static double? Parse(string name, ArgumentResult result, bool isFinite)
    {
        var word = result.Tokens[0].Value;
        if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            result.AddError($"{name}: '{word}' is not a number; {(word.Contains(',', StringComparison.Ordinal) ? "decimals have a point" : "expected one like 0.01 or 1e-3")}");
        else if (isFinite && !double.IsFinite(number))
            result.AddError($"{name} is '{word}'; it must be a finite number");
        else
            return number;
        return null;
    }
}
