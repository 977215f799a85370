namespace Pics.Numerics;

/// <summary>Measures of predictions beside what rows have.</summary>
internal static class PredictionScores
{
    private const int Bins = 10;

    /// <summary>Of classes, over the rows that are possible and have one; null where there are none.</summary>
    public static ClassScore? OfClasses(IEnumerable<Prediction> rows, ImmutableArray<string> classes)
    {
        var places = classes.Select((label, place) => (label, place)).ToDictionary(one => one.label, one => one.place);
        var known = rows.Where(row => row is { IsPossible: true, Observed: not null }).Select(row => (Row: row, Most: row.Probabilities.Max(), IsRight: row.Class == row.Observed)).ToList();
        if (known.Count == 0) return null;
        var bins = known.ToLookup(one => Math.Clamp((int)(one.Most * Bins), 0, Bins - 1));
        var all = Enumerable.Range(0, Bins).Select(bin => new CalibrationBin((double)bin / Bins, (bin + 1.0) / Bins, bins[bin].Count(), Mean(bins[bin], one => one.Most), Mean(bins[bin], one => one.IsRight ? 1 : 0))).ToImmutableArray();
        return new(
            known.Count,
            known.Average(one => one.IsRight ? 1.0 : 0),
            known.Average(one => -one.Row.LogProbability),
            known.Average(one => one.Row.Probabilities.Select((probability, place) => probability - (place == places[one.Row.Observed!] ? 1 : 0)).Sum(error => error * error)),
            all.Where(bin => bin.Rows > 0).Sum(bin => bin.Rows * Math.Abs(bin.Accuracy - bin.Confidence)) / known.Count,
            all);
    }

    private static double Mean<T>(IEnumerable<T> rows, Func<T, double> of) => rows.Select(of).DefaultIfEmpty(double.NaN).Average();
}
