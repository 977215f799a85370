namespace Pics.Host;

/// <summary>Learning curves, thinned to what a page can show.</summary>
internal static class Curves
{
    private const int MostPoints = 1500;
    private const double Shown = 0.02; // of the largest values at the start, which would squeeze the rest

    /// <summary>A quantity of the steps; of many, means of several neighbours.</summary>
    public static Series Of<T>(string name, IEnumerable<T> records, Func<T, double> x, Func<T, double> y, int colour, SeriesKind kind = SeriesKind.Line, bool isFaint = false)
    {
        var points = records.Select(record => (X: x(record), Y: y(record))).Where(point => double.IsFinite(point.Y)).ToList();
        var together = Math.Max(1, (points.Count + MostPoints - 1) / MostPoints);
        var thinned = points.Chunk(together).Select(group => (X: group[^1].X, Y: group.Average(point => point.Y))).ToList();
        return new(together == 1 ? name : $"{name} (means of {together})", [.. thinned.Select(point => (object)Math.Round(point.X, 4))], [.. thinned.Select(point => point.Y)], kind, colour, isFaint);
    }

    /// <summary>What of some curves goes up the page: all but the first steps, where they are far from the rest.</summary>
    public static (double Least, double Largest)? Range(IEnumerable<Series> curves)
    {
        var all = curves.SelectMany(curve => curve.Y).Order().ToList();
        if (all.Count < 20) return null;
        var (least, largest) = (all[0], all[(int)((all.Count - 1) * (1 - Shown))]);
        var room = Math.Max((largest - least) * 0.06, Math.Abs(largest) * 1e-6);
        return all[^1] > largest + (2 * (largest - least)) ? (least - room, largest + room) : null;
    }

    /// <summary>Hours, minutes or seconds, whichever suits a time.</summary>
    public static (string Word, double Seconds) Unit(double seconds) => seconds > 7200 ? ("hours", 3600) : seconds > 180 ? ("minutes", 60) : ("seconds", 1);

    /// <summary>A time for people.</summary>
    public static string Time(double seconds) => double.IsNaN(seconds) ? "-"
        : seconds >= 3600 ? $"{(int)(seconds / 3600)} h {(int)(seconds / 60) % 60} min"
        : seconds >= 100 ? $"{(int)(seconds / 60)} min {(int)seconds % 60} s"
        : $"{Tables.Number(seconds, 1)} s";
}
