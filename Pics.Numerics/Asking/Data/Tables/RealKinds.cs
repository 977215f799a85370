namespace Pics.Numerics;

/// <summary>Which kind a column of real or large whole numbers gets.</summary>
/// <remarks>
/// Few rows get normal densities, which share what they say of near numbers, unless many rows have one number or all have few different ones. Many rows get bins, unless
/// normal densities give rows that were held out a higher density: a marginal can be anything, and few are normal.
/// </remarks>
internal static class RealKinds
{
    /// <summary>The kind of a column.</summary>
    /// <param name="sorted">Its observed numbers, or a sample of them, ascending; at least one.</param>
    /// <param name="form">How they are written: with whole numbers or a fixed number of decimals they lie on a grid.</param>
    /// <param name="wish">Real or binned where that is said; null to choose.</param>
    public static ColumnKind Of(ReadOnlySpan<double> sorted, CellForm form, TableColumnKind? wish)
    {
        var isReal = wish == TableColumnKind.Real || (wish != TableColumnKind.Binned && (sorted.Length < BinSettings.ManyRows ? !IsLumpy(sorted) : IsNormal(sorted, form)));
        if (isReal) return Real(sorted);
        var numbers = sorted.ToArray();
        return Histogram.Of(sorted, form).Match<ColumnKind>(bins => new ColumnKind.Binned(bins), _ => Real(numbers));
    }

    /// <summary>Whether many of a few rows have one number, or there are few different ones.</summary>
    private static bool IsLumpy(ReadOnlySpan<double> sorted)
    {
        var (different, run, longest) = (0, 0, 0);
        for (var row = 0; row < sorted.Length; row++)
        {
            if (row == 0 || sorted[row] != sorted[row - 1]) (different, run) = (different + 1, 0);
            longest = Math.Max(longest, ++run);
        }

        return sorted.Length >= BinSettings.FewRows && (longest >= Math.Max(BinSettings.AtomRows, BinSettings.LumpPart * sorted.Length) || (sorted.Length >= BinSettings.SomeRows && different <= sorted.Length / BinSettings.RowsOfNumber));
    }

    /// <summary>Whether normal densities are clearly better than bins on rows that neither has seen.</summary>
    private static bool IsNormal(ReadOnlySpan<double> sorted, CellForm form)
    {
        var some = Some(sorted);
        var gain = 0.0;
        for (var fold = 0; fold < BinSettings.Folds; fold++)
        {
            var seen = some.Where((_, row) => row % BinSettings.Folds != fold).ToArray();
            var logDensity = Histogram.Of(seen, form).MatchUnsafe<Func<double, double>?>(bins => Frequencies(bins, seen), _ => null);
            if (logDensity is null) return true;
            var normal = NormalMixture.Of(seen, BinSettings.Normals);
            for (var row = fold; row < some.Length; row += BinSettings.Folds) gain += normal.LogDensity(some[row]) - logDensity(some[row]);
        }

        return gain > BinSettings.RealGain * some.Length;
    }

    /// <summary>At most so many, in even steps.</summary>
    private static double[] Some(ReadOnlySpan<double> sorted)
    {
        var some = new double[Math.Min(sorted.Length, BinSettings.MostTried)];
        for (var place = 0; place < some.Length; place++) some[place] = sorted[(int)((long)place * sorted.Length / some.Length)];
        return some;
    }

    private static Func<double, double> Frequencies(Bins bins, double[] numbers)
    {
        var counts = Enumerable.Repeat(BinSettings.Smoothing, bins.Count).ToArray();
        foreach (var number in numbers) counts[bins.Of(number)]++;
        var total = Math.Log(counts.Sum());
        return number => Math.Log(counts[bins.Of(number)]) - total + bins.LogDensity(number);
    }

    private static ColumnKind.Real Real(ReadOnlySpan<double> numbers)
    {
        var (mean, squares, count) = (0.0, 0.0, 0);
        foreach (var number in numbers)
        {
            count++;
            var difference = number - mean;
            mean = double.IsFinite(difference) ? mean + (difference / count) : (mean * (1 - (1.0 / count))) + (number / count); // numbers near the largest that there is
            squares += difference * (number - mean);
        }

        var deviation = Math.Sqrt(squares / count);
        return new(mean, double.IsFinite(deviation) && deviation > 0 ? deviation : 1);
    }
}
