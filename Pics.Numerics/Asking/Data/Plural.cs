using System.Globalization;

namespace Pics.Numerics;

/// <summary>Numbers of things in a sentence.</summary>
internal static class Plural
{
    /// <summary>A number and what there are so many of: 1 value, 2 values.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">What one is called; several have an s at the end.</param>
    public static string Of(long number, string one) => string.Create(CultureInfo.InvariantCulture, $"{number} {one}{End(number)}");

    /// <summary>One form of a word for one thing, and another for more or none.</summary>
    public static string Of(long number, string one, string more) => number == 1 ? one : more;

    private static string End(long number) => Of(number, string.Empty, "s");
}
