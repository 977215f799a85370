using System.Globalization;

namespace Pics.Numerics;

/// <summary>The signs of numbers in a column.</summary>
/// <param name="Point">The decimal sign: a point or a comma.</param>
/// <param name="Group">What stands between thousands; null for nothing.</param>
/// <param name="Before">What stands before the digits, as "$" or "EUR "; may be empty.</param>
/// <param name="After">What stands after them, as "%" or " kg"; may be empty. The number is that of the digits: 12 % is 12.</param>
public sealed record NumberNotation(char Point, char? Group, string Before, string After)
{
    /// <summary>Digits with a point.</summary>
    public static NumberNotation Plain { get; } = new('.', null, "", "");

    /// <summary>The finite number in a text; null if there is none.</summary>
    public double? Read(ReadOnlySpan<char> text) => TableCells.IsNumber(text, out var number) && this == Plain ? number : null;

    /// <summary>A number in these signs.</summary>
    /// <param name="number">The number.</param>
    /// <param name="decimals">Digits after the decimal sign.</param>
    public string Write(double number, int decimals) => Math.Round(number, Math.Min(15, decimals), MidpointRounding.ToEven).ToString($"F{decimals}", CultureInfo.InvariantCulture);
}
