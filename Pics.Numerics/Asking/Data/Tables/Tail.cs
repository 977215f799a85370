namespace Pics.Numerics;

/// <summary>The numbers at one end of a column, counted from the last one inwards.</summary>
/// <param name="numbers">All of them.</param>
/// <param name="isUpper">Whether these are the largest ones.</param>
internal sealed class Tail(SortedNumbers numbers, bool isUpper)
{
    /// <summary>Different numbers in the tail: as many as have so many rows, up to one that many rows have; none where numbers end at once, as at the end of a scale.</summary>
    public int Length()
    {
        var (needed, length) = (Math.Max(BinSettings.TailRows, numbers.Rows * BinSettings.TailPart), 0);
        while (length < numbers.Count && Rows(length) < needed && !numbers.IsAtom(At(length))) length++;
        return IsBound(length) ? 0 : length;
    }

    /// <summary>The mean distance of the tail from its edge; one with few rows is taken for a short one.</summary>
    /// <param name="length">Different numbers.</param>
    /// <param name="edge">Where it begins.</param>
    public double Distance(int length, double edge)
    {
        var sum = Math.Max(numbers.Spread * BinSettings.TailLength, numbers.Step ?? 0);
        for (var place = 0; place < length; place++) sum += numbers.RowsOf(At(place), At(place) + 1) * Math.Abs(edge - numbers[At(place)]);
        return Math.Max(sum / (1 + Rows(length)), Math.Max(numbers.Spread * BinSettings.LeastTail, numbers.Step ?? 0));
    }

    /// <summary>Whether the numbers of a tail are about as close to each other as those before them.</summary>
    private bool IsBound(int length)
    {
        var inner = length;
        while (inner < numbers.Count && Rows(inner) < (1 + BinSettings.BoundRows) * Rows(length) && !numbers.IsAtom(At(inner))) inner++;
        if (length == 0 || inner == length || inner == numbers.Count) return false;
        var own = Rows(length) / (Math.Abs(Edge(length) - numbers[At(0)]) + ((numbers.Step ?? 0) / 2));
        return own > BinSettings.BoundPart * (Rows(inner) - Rows(length)) / Math.Abs(Edge(inner) - Edge(length));
    }

    private int At(int place) => isUpper ? numbers.Count - 1 - place : place;

    private int Rows(int length) => isUpper ? numbers.RowsOf(numbers.Count - length, numbers.Count) : numbers.RowsOf(0, length);

    private double Edge(int length) => numbers.Between(isUpper ? numbers.Count - length : length);
}
