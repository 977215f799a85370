namespace Pics.Numerics;

/// <summary>Tells columns in which every row has a value of its own: names, keys, numbers of rows.</summary>
internal static class Identifiers
{
    private const int FewestRows = 20;
    private const double Nearly = 0.95; // part of rows with a value of their own
    private const double Chance = 8; // pairs of rows that would share a number if numbers were evenly spread, and do not
    private const double Shared = 0.1; // part of these pairs that may be there
    private const int KeyDigits = 9; // of numbers that are keys if all have as many
    private const int FirstYear = 1500;
    private const int LastYear = 2200;

    private static readonly System.Collections.Generic.HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "id", "ids", "uid", "uuid", "guid", "key", "pk", "idx", "index", "rowid", "rownum", "nr", "no", "lfdnr", "kennung", "unnamed" };

    /// <summary>Whether texts are names or keys of rows.</summary>
    /// <param name="different">How many different ones.</param>
    /// <param name="cells">How many cells these are of.</param>
    public static bool AreTexts(long different, long cells) => cells >= FewestRows && different >= Nearly * cells;

    /// <summary>Whether whole numbers are keys or numbers of rows: no two rows share one, although so many numbers in so narrow a range would, or a heading or many digits say so.</summary>
    /// <param name="name">The heading.</param>
    /// <param name="numbers">The different numbers, ascending.</param>
    /// <param name="cells">How many cells these are of.</param>
    public static bool AreNumbers(string name, ReadOnlySpan<double> numbers, long cells)
    {
        if (cells < FewestRows || numbers.Length < Nearly * cells) return false;
        var (least, largest) = (numbers[0], numbers[^1]);
        if (least >= FirstYear && largest <= LastYear) return IsNamed(name);
        var (expected, found) = (cells * (cells - 1) / 2.0 / (largest - least + 1), cells - numbers.Length);
        return IsNamed(name) || (expected >= Chance && found <= Shared * expected) || (found == 0 && least >= Math.Pow(10, KeyDigits - 1) && Digits(least) == Digits(largest));
    }

    private static int Digits(double number) => TableCells.Whole(number).Length;

    /// <summary>Whether a word of a heading is one for keys: customer_id, rowId, ID.</summary>
    private static bool IsNamed(string name)
    {
        var start = 0;
        for (var place = 1; place <= name.Length; place++)
        {
            var isEnd = place == name.Length || !char.IsLetter(name[place]) || (char.IsUpper(name[place]) && char.IsLower(name[place - 1]));
            if (!isEnd) continue;
            if (Names.Contains(name[start..place].Trim(' ', '_', '-', '.', '#'))) return true;
            start = place;
        }

        return false;
    }
}
