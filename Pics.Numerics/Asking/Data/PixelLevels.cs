using System.Globalization;

namespace Pics.Numerics;

/// <summary>The levels of brightness of pixels, as the numbers that a file has for them.</summary>
/// <param name="Numbers">In ascending order, one a level.</param>
internal sealed record PixelLevels(ImmutableArray<double> Numbers)
{
    private const double WholeError = 1e-4; // of numbers that were rounded, and of levels themselves
    private const double PartError = 4e-6; // of numbers of float32 from 0 to 1
    private const double HalfError = 3e-4; // of float16
    private const int Shown = 4;

    /// <summary>How many levels.</summary>
    public int Count => Numbers.Length;

    /// <summary>Whether the numbers are 0, 1, ... themselves.</summary>
    public bool IsPlain => Numbers[^1] == Count - 1 && Numbers.Select((number, level) => number == level).All(same => same);

    /// <summary>The column of such pixels; labels are the numbers, and absent where these only count.</summary>
    public Column Column => IsPlain ? Column.Of(Count) : new(string.Empty, new ColumnKind.Categorical(Count, Numbers.Select(Text).ToArr()));

    /// <summary>0, 1, ..., one less than a number of levels.</summary>
    public static PixelLevels Whole(int count) => new([.. Enumerable.Range(0, count).Select(level => (double)level)]);

    /// <summary>Those of pixels that are known; null where they are real numbers, or have labels that are none.</summary>
    public static PixelLevels? Of(ColumnKind kind)
    {
        if (kind is not ColumnKind.Categorical { Values: var count, Labels: var labels }) return null;
        if (labels.IsEmpty) return Whole(count);
        var numbers = labels.Select(label => double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToImmutableArray();
        return ArePossible(numbers) ? new(numbers) : null;
    }

    /// <summary>Whether numbers can be levels: finite and ascending.</summary>
    public static bool ArePossible(ImmutableArray<double> numbers) => !numbers.IsDefaultOrEmpty && numbers.All(double.IsFinite) && numbers.Zip(numbers.Skip(1)).All(pair => pair.Item1 < pair.Item2);

    /// <summary>How far numbers may be from a level.</summary>
    /// <param name="numberSize">Bytes of a real number of the file; null where numbers are whole.</param>
    public double Error(int? numberSize) => numberSize is not { } size ? 0 : Numbers[^1] > 1 || IsPlain ? WholeError : size == 2 ? HalfError : PartError;

    /// <summary>The level of a number, or -1.</summary>
    /// <param name="number">As the file has it.</param>
    /// <param name="error">How far it may be from its level.</param>
    public int LevelOf(double number, double error)
    {
        var after = Numbers.BinarySearch(number);
        if (after >= 0) return after;
        after = ~after;
        var near = after == 0 ? 0 : after == Count || number - Numbers[after - 1] < Numbers[after] - number ? after - 1 : after;
        return Math.Abs(number - Numbers[near]) <= error ? near : -1; // not for NaN
    }

    /// <summary>Some of the levels, for people.</summary>
    public override string ToString() => Count <= Shown
        ? string.Join(", ", Numbers.SkipLast(1).Select(Short)) + (Count > 1 ? " and " : string.Empty) + Short(Numbers[^1])
        : $"{string.Join(", ", Numbers.Take(Shown - 2).Select(Short))}, ..., {Short(Numbers[^1])}";

    private static string Text(double number) => CellForm.Plain.Write(number);

    private static string Short(double number) => number.ToString("G6", CultureInfo.InvariantCulture);
}
