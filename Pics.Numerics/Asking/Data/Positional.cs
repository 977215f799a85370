using System.Globalization;

namespace Pics.Numerics;

/// <summary>Numbers in digits without an exponent.</summary>
internal static class Positional
{
    /// <summary>The fewest digits that read as a number, with so many after the point at least.</summary>
    /// <param name="number">Finite, not negative.</param>
    /// <param name="decimals">Digits after the point at least.</param>
    public static string Of(double number, int decimals)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        if (text.IndexOf('E', StringComparison.Ordinal) is >= 0 and var end) text = Expanded(text.AsSpan(0, end), int.Parse(text.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        if (decimals <= 0) return text;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var missing = decimals - (point < 0 ? 0 : text.Length - point - 1);
        return missing <= 0 ? text : $"{text}{(point < 0 ? "." : string.Empty)}{new string('0', missing)}";
    }

    private static string Expanded(ReadOnlySpan<char> mantissa, int exponent)
    {
        var digits = string.Concat(mantissa[..1], mantissa.Length > 2 ? mantissa[2..] : default);
        if (exponent < 0) return $"0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1 ? digits + new string('0', exponent + 1 - digits.Length) : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }
}
