namespace Pics.Numerics;

/// <summary>Looks for the largest size that fits into memory.</summary>
public static class MemoryFit
{
    /// <summary>The largest number from some least one on, less than another one, with which something fits, where less fits if more does; null if none does.</summary>
    public static int? Largest(int least, int below, Func<int, bool> fits)
    {
        if (below <= least || !fits(least)) return null;
        var (found, tooMuch) = (least, below);
        while (tooMuch - found > 1)
        {
            var middle = found + ((tooMuch - found) / 2);
            if (fits(middle)) found = middle;
            else tooMuch = middle;
        }

        return found;
    }
}
