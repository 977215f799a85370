using System.Globalization;

namespace Pics.Numerics;

/// <summary>How the negative numbers of a column are marked.</summary>
public enum NegativeSign
{
    /// <summary>-5.</summary>
    Before,

    /// <summary>5-.</summary>
    After,

    /// <summary>(5).</summary>
    Brackets,
}

/// <summary>The signs of numbers in a column.</summary>
/// <param name="Point">The decimal sign: a point or a comma.</param>
/// <param name="Group">What stands between thousands; null for nothing.</param>
/// <param name="Before">What stands before the digits, as "$" or "EUR "; may be empty.</param>
/// <param name="After">What stands after them, as "%" or " kg"; may be empty. The number is that of the digits: 12 % is 12.</param>
public sealed record NumberNotation(char Point, char? Group, string Before, string After)
{
    private const int Longest = 1024; // letters of a number
    private const double Large = 1e21; // from here on, and below the small one, plain numbers have exponents
    private const double Small = 1e-9;

    /// <summary>Digits with a point.</summary>
    public static NumberNotation Plain { get; } = new('.', null, "", "");

    /// <summary>How negative numbers are marked; a minus before the number is always read.</summary>
    public NegativeSign Negative { get; init; }

    internal bool IsPlain => ReferenceEquals(this, Plain) || this == Plain;

    /// <summary>The finite number in a text; null if there is none.</summary>
    public double? Read(ReadOnlySpan<char> text)
    {
        if (IsPlain) return TableCells.IsPrinted(text, out var plain) ? plain : null;
        var rest = text.Trim();
        var isNegative = false;
        if (Negative == NegativeSign.Brackets && rest is ['(', .., ')'])
        {
            isNegative = true;
            rest = rest[1..^1].Trim();
        }

        var isSigned = TakeSign(ref rest, ref isNegative);
        if (!TakeStart(ref rest, Before.AsSpan().Trim())) return null;
        if (!isSigned) TakeSign(ref rest, ref isNegative);
        TakeMinus(ref rest, ref isNegative);
        if (!TakeEnd(ref rest, After.AsSpan().Trim())) return null;
        TakeMinus(ref rest, ref isNegative);
        return Digits(rest) is { } number ? isNegative && number != 0 ? -number : number : null;
    }

    /// <summary>A number in these signs, with all digits that it has.</summary>
    /// <param name="number">The number.</param>
    /// <param name="decimals">Digits after the decimal sign at least.</param>
    public string Write(double number, int decimals)
    {
        if (IsPlain && Math.Abs(number) is >= Large or (> 0 and < Small)) return number.ToString("R", CultureInfo.InvariantCulture);
        var digits = Signed(Positional.Of(Math.Abs(number), decimals));
        return number >= 0 ? $"{Before}{digits}{After}" : Negative switch
        {
            NegativeSign.After => $"{Before}{digits}-{After}",
            NegativeSign.Brackets => $"({Before}{digits}{After})",
            _ => $"-{Before}{digits}{After}",
        };
    }

    /// <summary>Whether a letter between thousands is one that is wanted: blanks and apostrophes of all kinds are alike.</summary>
    internal static bool IsGroup(char letter, char wanted) => letter == wanted || (IsBlank(letter) && IsBlank(wanted)) || (letter is '\'' or '\u2019' && wanted is '\'' or '\u2019');

    /// <summary>Whether a letter is a blank that may stand between thousands.</summary>
    internal static bool IsBlank(char letter) => letter is ' ' or '\u00A0' or '\u202F' or '\u2009';

    private static bool TakeSign(ref ReadOnlySpan<char> text, ref bool isNegative)
    {
        if (text is not [var sign, ..] || !(sign == '+' || TableCells.IsMinus(sign))) return false;
        isNegative |= sign != '+';
        text = text[1..].TrimStart();
        return true;
    }

    /// <summary>A minus at the end, where that is how negative numbers are marked.</summary>
    private void TakeMinus(ref ReadOnlySpan<char> text, ref bool isNegative)
    {
        if (Negative != NegativeSign.After || text is not [.., '-']) return;
        isNegative = true;
        text = text[..^1].TrimEnd();
    }

    private static bool TakeStart(ref ReadOnlySpan<char> text, ReadOnlySpan<char> start)
    {
        if (!text.StartsWith(start, StringComparison.Ordinal)) return false;
        text = text[start.Length..].TrimStart();
        return true;
    }

    private static bool TakeEnd(ref ReadOnlySpan<char> text, ReadOnlySpan<char> end)
    {
        if (!text.EndsWith(end, StringComparison.Ordinal)) return false;
        text = text[..^end.Length].TrimEnd();
        return true;
    }

    /// <summary>The number of digits with a decimal sign and signs between thousands, each in its place.</summary>
    private double? Digits(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > Longest) return null;
        Span<char> plain = stackalloc char[text.Length];
        var (length, run, isGrouped, isPast) = (0, 0, false, false); // run: digits since the start or the last group
        foreach (var letter in text)
        {
            if (char.IsAsciiDigit(letter))
            {
                plain[length++] = letter;
                run++;
            }
            else if (letter == Point && !isPast)
            {
                if (isGrouped && run != 3) return null;
                isPast = true;
                plain[length++] = '.';
            }
            else if (!isPast && Group is { } group && IsGroup(letter, group))
            {
                if (isGrouped ? run != 3 : run is < 1 or > 3 || plain[0] == '0') return null;
                (isGrouped, run) = (true, 0);
            }
            else
            {
                return null;
            }
        }

        if (isGrouped && !isPast && run != 3) return null;
        return double.TryParse(plain[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    /// <summary>Digits with a point in the signs of the notation.</summary>
    private string Signed(string digits)
    {
        var whole = digits.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? point : digits.Length;
        var text = new System.Text.StringBuilder(digits.Length + (whole / 3));
        for (var place = 0; place < digits.Length; place++)
        {
            if (Group is { } group && place > 0 && place < whole && (whole - place) % 3 == 0) text.Append(group);
            text.Append(place == whole ? Point : digits[place]);
        }

        return text.ToString();
    }
}
