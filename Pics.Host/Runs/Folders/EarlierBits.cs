namespace Pics.Host;

/// <summary>Bits per dimension in results of earlier versions, which counted every dimension of a table, observed or not.</summary>
internal static class EarlierBits
{
    private const int FirstOfObserved = 3; // version of results

    /// <summary>Says which runs have such figures; null for none.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="names">Their names.</param>
    public static string? Sentence(IReadOnlyList<RunSummary> runs, IReadOnlyList<string> names)
    {
        var some = runs.Select((run, place) => (Run: run, Name: names[place])).Where(one => Has(one.Run)).Select(one => $"'{one.Name}'").ToList();
        return some.Count == 0 ? null : $"Bits per dimension of {string.Join(", ", some)}, of an earlier version, count dimensions that are not observed too; eval gives them anew.";
    }

    /// <summary>Whether a run is of a table and has results of an earlier version.</summary>
    private static bool Has(RunSummary run) => run.Results is { Version: < FirstOfObserved } && run.Settings is { Data.Dataset: DataSource.File } settings && !DataSource.AreImages(settings.Data);
}
