using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary>Numbers that somebody wrote, whatever the language of the machine: decimals have a point, and nothing stands between thousands.</summary>
internal static class NumberText
{
    private static readonly string[] NoNumbers = ["inf", "infinity", "nan", "∞"];

    /// <summary>A real number. Error: it is none, or none that is finite, in a sentence.</summary>
    /// <param name="name">What it is of, as the option.</param>
    /// <param name="text">How it is written.</param>
    public static Either<Failure, double> Real(string name, string text)
    {
        if (NoNumbers.Contains(text.Trim().TrimStart('+', '-').ToLowerInvariant())) return new Failure($"{name} is '{text}'; it must be a number");
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return new Failure($"{name}: '{text}' is not a number; {(text.Contains(',', StringComparison.Ordinal) ? "decimals have a point" : "expected one like 0.01 or 1e-3")}");
        return double.IsFinite(number) ? number : new Failure($"{name} is '{text}', which is too large; it must be a finite number");
    }

    /// <summary>A whole number, also one that is written with decimals that are zeros. Error: it is none, or outside of the range, in a sentence.</summary>
    /// <param name="name">What it is of, as the option.</param>
    /// <param name="text">How it is written.</param>
    /// <param name="least">The least that it may be.</param>
    /// <param name="largest">The largest that it may be.</param>
    public static Either<Failure, long> Whole(string name, string text, long least, long largest)
    {
        var isExact = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact); // not so for numbers beyond all ranges
        if (!Real(name, text).Exists(number => Math.Floor(number) == number) || (isExact && decimal.Floor(exact) != exact))
            return new Failure($"{name} is '{text}'; it must be a whole number{(text.Contains(',', StringComparison.Ordinal) ? " without commas" : string.Empty)}");
        if (isExact && exact >= least && exact <= largest) return (long)exact;
        var isSmall = text.TrimStart().StartsWith('-');
        return new Failure($"{name} is '{text}', which is too {(isSmall ? "small" : "large")}; {(!isSmall ? $"it must be at most {largest}" : least >= -1 ? $"it must be at least {least}" : "expected a number of fewer digits")}");
    }
}
