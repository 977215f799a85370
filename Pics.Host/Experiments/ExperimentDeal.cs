namespace Pics.Host;

/// <summary>Which rank makes which runs of an experiment.</summary>
internal static class ExperimentDeal
{
    /// <summary>The rank of each run: one after the other, and what begins from another run where that is made.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="runs">Its runs in their order.</param>
    /// <param name="ranks">How many ranks there are.</param>
    public static IReadOnlyList<int> Of(Experiment experiment, IEnumerable<(ExperimentRow Row, int Seed)> runs, int ranks)
    {
        var (owners, begun) = (new Dictionary<(string Row, int Seed), int>(), 0);
        int Owner(ExperimentRow row, int seed) => owners[(row.Name, seed)] =
            ExperimentRun.Source(experiment, row) is { } source && owners.TryGetValue((source, seed), out var owner) ? owner : begun++ % ranks;
        return [.. runs.Select(run => Owner(run.Row, run.Seed))];
    }
}
