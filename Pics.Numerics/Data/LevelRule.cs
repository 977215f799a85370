namespace Pics.Numerics;

/// <summary>Which levels pixels have, by the different numbers of the training rows.</summary>
/// <remarks>
/// Two different numbers are two levels. More are levels on an even grid, of at most 64 steps from 0, if they use at least three quarters of it, and there
/// are enough numbers to tell: 0, 1, 2, ...; so many steps from 0 to 255, rounded in any way, or of one whole size; the same from 0 to 1. Else whole numbers
/// from 0 to 255 and multiples of 1/255 from 0 to 1 are 256 levels, and others are real numbers.
/// </remarks>
internal static class LevelRule
{
    /// <summary>The levels of ordinary images.</summary>
    public const int Full = 256;

    /// <summary>Grids have at most so many levels: a quarter of those of ordinary images.</summary>
    public const int MostOnGrid = 64;

    private const int NumbersPerLevel = 16; // at least, to tell a grid

    private static readonly Func<double, double>[] Roundings = [Math.Round, number => Math.Round(number, MidpointRounding.AwayFromZero), Math.Floor, Math.Ceiling];

    /// <summary>The levels; null where numbers are real.</summary>
    /// <param name="numbers">The different numbers, ascending.</param>
    /// <param name="total">How many numbers there are in all.</param>
    /// <param name="numberSize">Bytes of a real number of the file; null where numbers are whole.</param>
    public static PixelLevels? Of(ImmutableArray<double> numbers, long total, int? numberSize)
    {
        if (numbers.Length == 2) return Grids(2, numbers).FirstOrDefault(grid => Fits(grid, numbers, numberSize)) ?? new(numbers);
        for (var count = 2; count <= MostOnGrid && total >= (long)NumbersPerLevel * count; count++)
            if (Grids(count, numbers).FirstOrDefault(grid => Fits(grid, numbers, numberSize) && 4 * Used(grid, numbers, numberSize) >= 3 * count) is { } found)
                return found;
        return Wished(Full, numbers, numberSize);
    }

    /// <summary>So many levels on a grid that has all numbers; null where none has.</summary>
    public static PixelLevels? Wished(int count, ImmutableArray<double> numbers, int? numberSize) => Grids(count, numbers).FirstOrDefault(grid => Fits(grid, numbers, numberSize));

    private static bool Fits(PixelLevels grid, ImmutableArray<double> numbers, int? numberSize)
    {
        var error = grid.Error(numberSize);
        return numbers.All(number => grid.LevelOf(number, error) >= 0);
    }

    private static int Used(PixelLevels grid, ImmutableArray<double> numbers, int? numberSize)
    {
        var error = grid.Error(numberSize);
        return numbers.Select(number => grid.LevelOf(number, error)).Distinct().Count();
    }

    /// <summary>All grids of so many levels, the plain one first.</summary>
    private static IEnumerable<PixelLevels> Grids(int count, ImmutableArray<double> numbers)
    {
        PixelLevels Grid(Func<double, double> number) => new([.. Enumerable.Range(0, count).Select(level => number(level))]);
        yield return PixelLevels.Whole(count);
        foreach (var round in Roundings) yield return Grid(level => round(level * (Full - 1) / (count - 1)));
        if (Step(numbers) is { } step) yield return Grid(level => level * step);
        yield return Grid(level => level / (count - 1));
        foreach (var round in Roundings) yield return Grid(level => round(level * (Full - 1) / (count - 1)) / (Full - 1));
    }

    /// <summary>The largest whole number of which all are multiples; null where there is none but 1, or numbers are not those of bytes.</summary>
    private static double? Step(ImmutableArray<double> numbers)
    {
        var step = 0;
        foreach (var number in numbers)
        {
            if (!(number is >= 0 and < Full && double.IsInteger(number))) return null;
            for (var (divisor, rest) = ((int)number, step); ; (divisor, rest) = (rest % divisor, divisor))
                if (divisor == 0)
                {
                    step = rest;
                    break;
                }
        }

        return step > 1 ? step : null;
    }
}
