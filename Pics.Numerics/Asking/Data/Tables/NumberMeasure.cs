using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>Measures the numbers of a column: their range, their decimals, how many different ones there are, and a sample of them.</summary>
internal sealed class NumberMeasure
{
    private const int MostDifferent = 1 << 13; // that are counted
    private const int SampleSize = 100_000;
    private const ulong Seed = 0x9E3779B97F4A7C15; // of the sample

    private readonly System.Collections.Generic.HashSet<double> different = [];
    private readonly List<(double Number, long Times)> tallied = [];
    private readonly List<double> sample = [];
    private ulong state = Seed;

    /// <summary>How many numbers.</summary>
    public long Count { get; private set; }

    /// <summary>How many numbers until there were too many different ones to be counted.</summary>
    public long Counted { get; private set; }

    /// <summary>How many different ones among these, counted up to a number of them.</summary>
    public int Different => different.Count;

    /// <summary>The least number.</summary>
    public double Least { get; private set; } = double.PositiveInfinity;

    /// <summary>The largest number.</summary>
    public double Largest { get; private set; } = double.NegativeInfinity;

    /// <summary>Whether all are whole.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The most digits after a decimal sign, zeros at the end left out.</summary>
    public int Decimals { get; private set; }

    /// <summary>The fewest digits after a decimal sign.</summary>
    public int Shown { get; private set; } = int.MaxValue;

    /// <summary>Whether some have a decimal sign.</summary>
    public bool HasPoint { get; private set; }

    /// <summary>Whether some are written with an exponent.</summary>
    public bool HasExponent { get; private set; }

    /// <summary>The different numbers, ascending, as far as they are counted.</summary>
    public double[] Ascending => [.. different.Order()];

    /// <summary>Sees a number that so many cells have.</summary>
    /// <param name="number">The number.</param>
    /// <param name="cell">As it is written.</param>
    /// <param name="point">The decimal sign.</param>
    /// <param name="times">How many cells have it.</param>
    public void See(double number, ReadOnlySpan<char> cell, char point, long times)
    {
        Measure(number, cell, point, times);
        tallied.Add((number, times));
    }

    /// <summary>Sees the number of one cell.</summary>
    public void See(double number, ReadOnlySpan<char> cell, char point)
    {
        Measure(number, cell, point, 1);
        Keep(number);
    }

    /// <summary>Sees the number of one cell that is written without a decimal sign and an exponent, or whose digits tell no more.</summary>
    public void See(double number)
    {
        Measure(number, 1);
        Shown = 0;
        Keep(number);
    }

    /// <summary>The numbers, or as many of them as are enough, ascending.</summary>
    public ReadOnlySpan<double> Sorted()
    {
        if (tallied.Count == 0)
        {
            sample.Sort();
            return CollectionsMarshal.AsSpan(sample);
        }

        var sorted = tallied.OrderBy(one => one.Number).ToList();
        var size = (int)Math.Min(Count, SampleSize);
        var (numbers, place, before) = (new double[size], 0, 0L);
        for (var index = 0; index < size; index++)
        {
            var rank = (long)((index + 0.5) * Count / size); // evenly spread over all
            while (before + sorted[place].Times <= rank) before += sorted[place++].Times;
            numbers[index] = sorted[place].Number;
        }

        return numbers;
    }

    private void Measure(double number, ReadOnlySpan<char> cell, char point, long times)
    {
        Measure(number, times);
        if (cell.ContainsAny('e', 'E') && TableCells.IsPrinted(cell, out _)) HasExponent = true;
        var (shown, needed) = cell.LastIndexOf(point) is >= 0 and var at ? DigitsFrom(cell[(at + 1)..]) : (0, 0);
        (Decimals, Shown) = (Math.Max(Decimals, needed), Math.Min(Shown, shown));
        HasPoint |= shown > 0;
    }

    private void Measure(double number, long times)
    {
        Count += times;
        (Least, Largest) = (Math.Min(Least, number), Math.Max(Largest, number));
        IsWhole &= double.IsInteger(number);
        if (different.Count < MostDifferent)
        {
            different.Add(number);
            Counted = Count;
        }
    }

    /// <summary>How many digits a text begins with, and how many up to the last that is no zero.</summary>
    private static (int All, int Needed) DigitsFrom(ReadOnlySpan<char> text)
    {
        var (all, needed) = (0, 0);
        while (all < text.Length && char.IsAsciiDigit(text[all]))
            if (text[all++] != '0')
                needed = all;
        return (all, needed);
    }

    /// <summary>Every number is in the sample with equal probability (Vitter's algorithm R).</summary>
    private void Keep(double number)
    {
        if (sample.Count < SampleSize)
        {
            sample.Add(number);
            return;
        }

        var place = (long)(Next() % (ulong)Count);
        if (place < SampleSize) sample[(int)place] = number;
    }

    private ulong Next()
    {
        var mixed = state += 0x9E3779B97F4A7C15; // SplitMix64
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
