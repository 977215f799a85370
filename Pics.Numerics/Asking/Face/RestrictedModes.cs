namespace Pics.Numerics;

/// <summary>The value that no other one beats of a channel of which only a part of the values counts, as data sets hold it.</summary>
internal static class RestrictedModes
{
    /// <param name="column">What the channel is.</param>
    /// <param name="own">Its distribution.</param>
    /// <param name="known">What is known of it.</param>
    /// <param name="isFinite">Whether its family has finitely many values.</param>
    public static double Of(Column column, RestrictedMixture own, Finding known, bool isFinite)
    {
        if (column.Kind is ColumnKind.Binned binned) return OfBins(column, binned.Bins, own.Probabilities(), known);
        if (!isFinite) return column.Held(own.Mode(column.Largest), known, false);
        var probabilities = own.Probabilities().Select((probability, value) => column.IsOther(value) ? probability * double.Epsilon : probability).ToArray(); // the label for all others only where there is no other one
        return Modes.Largest(probabilities);
    }

    private static double OfBins(Column column, Bins bins, double[] probabilities, Finding known)
    {
        var best = (Number: double.NaN, Density: double.NegativeInfinity);
        for (var bin = 0; bin < bins.Count; bin++)
            if (probabilities[bin] > 0)
                foreach (var number in Places(column, bins, bin, known))
                    if (Math.Log(probabilities[bin]) - column.LogPart(bins, bin, known) + bins.LogDensity(number) is var density && density > best.Density)
                        best = (number, density);
        return best.Number;
    }

    /// <summary>Where a density is highest in what counts of a bin: in the middle, or next to its ends.</summary>
    public static IEnumerable<double> Places(Column column, Bins bins, int bin, Finding known)
    {
        var ends = known is Finding.Ranges ranges ? ranges.Intervals.Bind(interval => bins.Part(bin, interval) is null ? [] : Arr.create(Math.Max(interval.Low, bin == 0 ? interval.Low : bins.Edges[bin - 1]), bin == bins.Edges.Count ? interval.High : Math.Min(interval.High, Math.BitDecrement(bins.Edges[bin])))) : [];
        return from number in Arr.create(column.Top(bins, bin)).AddRange(ends.Filter(double.IsFinite))
               let held = column.Held(number, known, false)
               where known.Counts(held) > 0 && bins.Of(held) == bin
               select held;
    }
}
