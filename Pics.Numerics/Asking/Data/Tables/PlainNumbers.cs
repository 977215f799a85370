using System.Globalization;

namespace Pics.Numerics;

/// <summary>Whether all cells of a column are plain numbers: digits with a point, without zeros before them, that 64 bits hold as they are.</summary>
/// <remarks>Codes, dates, numbers in other signs and whole numbers of too many digits are texts; words for what is not observed are no cells.</remarks>
/// <param name="options">Which other words are not observed.</param>
internal sealed class PlainNumbers(ReadOptions options)
{
    private const int FewestDays = 3; // different numbers of eight digits that are taken as days if all can be

    private readonly System.Collections.Generic.HashSet<string> days = new(StringComparer.Ordinal);
    private readonly System.Collections.Generic.HashSet<string> words = new(StringComparer.Ordinal);
    private bool isOfTexts;
    private bool isReal;
    private bool isLarge; // has a whole number that no real one is
    private bool isOfDays = true;
    private long cells;

    /// <summary>Whether all cells are plain numbers, and there is one.</summary>
    public bool AreNumbers => cells > 0 && !isOfTexts && !(isReal && isLarge) && !(isOfDays && days.Count >= FewestDays);

    /// <summary>Whether these are whole numbers of 64 bits.</summary>
    public bool AreWhole => AreNumbers && !isReal;

    /// <summary>Words of the options that cells have.</summary>
    public IReadOnlySet<string> Words => words;

    /// <summary>Whether a cell says that nothing was observed, if the others are numbers.</summary>
    public bool IsMissing(ReadOnlySpan<char> cell) => TableCells.IsMissing(cell, options) || MissingWords.IsUnknown(cell);

    /// <summary>Sees a cell.</summary>
    /// <param name="cell">Without blanks around it.</param>
    /// <param name="sign">The decimal sign of its table, where that is known.</param>
    public void See(ReadOnlySpan<char> cell, char? sign)
    {
        if (isOfTexts || cell.IsEmpty) return;
        if (IsMissing(cell))
        {
            foreach (var word in options.Missing)
                if (cell.SequenceEqual(word)) words.Add(word);
            return;
        }

        cells++;
        if (!TableCells.IsNumber(cell, out var number) || HasZeros(cell) || (sign == ',' && cell.Contains('.')))
        {
            isOfTexts = true;
        }
        else if (cell.IndexOfAny('.', 'e', 'E') >= 0)
        {
            isReal = true;
            isOfDays = false;
        }
        else
        {
            isOfTexts = !long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
            isLarge |= Math.Abs(number) >= TableCells.FirstLarge;
            isOfDays = isOfDays && FormLearner.IsDay(cell);
            if (isOfDays && days.Count < FewestDays) days.Add(cell.ToString());
        }
    }

    /// <summary>Whether digits begin with a zero that is not the only one before the point.</summary>
    private static bool HasZeros(ReadOnlySpan<char> cell)
    {
        var digits = cell is ['-' or '+', ..] ? cell[1..] : cell;
        return digits is ['0', >= '0' and <= '9', ..];
    }
}
