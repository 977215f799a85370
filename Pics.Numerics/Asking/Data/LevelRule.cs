namespace Pics.Numerics;

/// <summary>Which levels pixels have, by the different numbers of the training rows.</summary>
/// <remarks>
/// If there are enough numbers to tell, two different ones are two levels, and more are levels if they lie on a grid that starts with 0 and has at most 64 levels,
/// and use all of it (or three quarters of one of at most 17, as of digits from 0 to 16). Grids are 0, 1, 2, ...; so many even steps from 0 to 255, rounded in any
/// way; the multiples of 4, 8, ..., 128 below 256; all of these over 255; and even steps from 0 to 1. Else whole numbers from 0 to 255, and multiples of 1/255
/// from 0 to 1, are 256 levels, and others are real numbers.
/// </remarks>
internal static class LevelRule
{
    /// <summary>The levels of ordinary images.</summary>
    public const int Full = 256;

    /// <summary>Grids have at most so many levels: a quarter of those of ordinary images.</summary>
    public const int MostOnGrid = 64;

    private const int MostInPart = 17; // levels of a grid of which some may be unused
    private const int NumbersPerLevel = 16; // at least, to tell a grid
    private const double Largest = Full - 1;

    private static readonly Func<double, double>[] Roundings = [Math.Round, number => Math.Round(number, MidpointRounding.AwayFromZero), Math.Floor, Math.Ceiling];

    /// <summary>The levels; null where numbers are real.</summary>
    /// <param name="numbers">The different numbers, ascending.</param>
    /// <param name="total">How many numbers there are in all.</param>
    /// <param name="numberSize">Bytes of a real number of the file; null where numbers are whole.</param>
    public static PixelLevels? Of(ImmutableArray<double> numbers, long total, int? numberSize)
    {
        if (numbers.Length == 2 && total >= 2 * NumbersPerLevel) return Wished(2, numbers, numberSize) ?? new(numbers);
        for (var count = 2; count <= MostOnGrid && total >= (long)NumbersPerLevel * count; count++)
            if (Wished(count, numbers, numberSize) is { } grid && IsUsed(grid, numbers, numberSize))
                return grid;
        return Wished(Full, numbers, numberSize);
    }

    /// <summary>So many levels on a grid that has all numbers; null where none has.</summary>
    public static PixelLevels? Wished(int count, ImmutableArray<double> numbers, int? numberSize) => Grids(count).Select(grid => new PixelLevels([.. grid])).FirstOrDefault(grid =>
    {
        var error = grid.Error(numberSize);
        return numbers.All(number => grid.LevelOf(number, error) >= 0);
    });

    private static bool IsUsed(PixelLevels grid, ImmutableArray<double> numbers, int? numberSize)
    {
        var error = grid.Error(numberSize);
        var used = numbers.Select(number => grid.LevelOf(number, error)).Distinct().Count();
        return used == grid.Count || (grid.Count <= MostInPart && 4 * used >= 3 * grid.Count);
    }

    /// <summary>All grids of so many levels: of whole numbers, the same over 255, and from 0 to 1.</summary>
    private static IEnumerable<IEnumerable<double>> Grids(int count)
    {
        var levels = Enumerable.Range(0, count).Select(level => (double)level).ToList();
        var whole = Roundings.Select(round => levels.Select(level => round(level * Largest / (count - 1)))).Prepend(levels).Concat(Full % count == 0 ? [levels.Select(level => level * (Full / count))] : System.Array.Empty<IEnumerable<double>>()).ToList();
        return [.. whole, .. whole.Select(grid => grid.Select(number => number / Largest)), levels.Select(level => level / (count - 1))];
    }
}
