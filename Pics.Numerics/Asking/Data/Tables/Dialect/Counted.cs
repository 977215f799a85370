using System.Globalization;

namespace Pics.Numerics;

/// <summary>Numbers in a first line that count on, as years or the columns of an array do, and the rows below do not.</summary>
/// <param name="Columns">Where they are.</param>
/// <param name="Lonely">Where a year is that none is beside.</param>
internal sealed record Counted(ImmutableHashSet<int> Columns, ImmutableHashSet<int> Lonely)
{
    private const int Few = 3; // numbers that count from 0 or 1 by chance

    /// <summary>Finds them.</summary>
    public static Counted Of(string[] first, List<string[]> below)
    {
        var places = Enumerable.Range(0, first.Length).Where(column => Whole(first[column]) is not null).ToList();
        var years = places.Where(column => IsYear(first[column]) && below.Count(row => IsYear(row[column])) < 0.5 * below.Count).ToList();
        if (years.Count > 1 && Step(first, years) is not null) return new([.. years], []);
        var few = first[0].Length == 0 ? Few - 1 : Few; // numbers of columns beside those of rows
        return places.Count >= few && Whole(first[places[0]]) is 0 or 1 && Step(first, places) is { } step && below.Count(row => Step(row, places) == step) < 0.5 * below.Count
            ? new([.. places], [])
            : new([], [.. years]);
    }

    /// <summary>What a number above numbers says for names.</summary>
    public double Odds(int column, string cell) => Columns.Contains(column) ? 4.0 / Columns.Count : Lonely.Contains(column) ? -1 : Whole(cell) is null ? -6 : -5;

    /// <summary>From each number to the next one, if it is always the same.</summary>
    private static int? Step(string[] cells, List<int> places)
    {
        var numbers = places.ConvertAll(place => Whole(cells[place]));
        var step = numbers[1] - numbers[0];
        return step != 0 && numbers.Zip(numbers.Skip(1)).All(pair => pair.Item2 - pair.Item1 == step) ? step : null;
    }

    private static bool IsYear(string cell) => cell.Length == 4 && Whole(cell) is >= 1800 and <= 2200;

    private static int? Whole(string cell) => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
