namespace Pics.Host;

/// <summary>Two columns that plainly depend on each other, where a model was trained that gains nothing: its training has not come off the ground.</summary>
internal static class MissedDependence
{
    private const int MostVariables = 256; // pairs of which are counted in little time
    private const int MostRows = 10_000;
    private const double Plain = 2; // times what a model that gains little gains

    /// <summary>What is missed, and what may help, in words; null where no pair depends plainly.</summary>
    /// <param name="rows">Those that were learned from.</param>
    /// <param name="little">Nats a row that count as little.</param>
    public static string? Find(Dataset rows, double little)
    {
        if (rows.Variables > MostVariables || rows.Channels != 1 || rows.Rows == 0) return null;
        var information = MutualInformation.Of(rows, maxRows: MostRows);
        var pairs = from first in Enumerable.Range(0, rows.Variables)
                    from second in Enumerable.Range(first + 1, rows.Variables - first - 1)
                    select (First: first, Second: second, Nats: information.Corrected(first, second));
        var most = pairs.MaxBy(pair => pair.Nats);
        return most.Nats < Plain * little ? null
            : $"yet '{rows.Form.Heading(most.First)}' and '{rows.Form.Heading(most.Second)}' depend on each other by about {Tables.Number(most.Nats, 2)} nats when pairs of values are counted, which this training has not found; another --seed, a larger --width and --k, --weight-decay 0 or more steps may";
    }
}
