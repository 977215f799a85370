namespace Pics.Host;

/// <summary>The table of the experiment: a model a row, with what its bits are.</summary>
internal static class AgainstTable
{
    /// <summary>What the experiment is.</summary>
    public const string Title = "MNIST and Fashion-MNIST: a PIC and its PC beside a VAE, a flow and an autoregressive net, each in the same time";

    /// <summary>The table of some models.</summary>
    public static TextTable Of(IReadOnlyList<AgainstRun> runs) => new(
        $"{Title}: bits per dimension of the first {Tables.Count(AgainstRun.ScoredRows)} test rows, less is better; of a bound the true bits are as many or fewer",
        ["model", "figures", "parameters", "steps", "seconds", "test", "test, one sample", "all test rows"],
        [.. runs.Select(run => (IReadOnlyList<string>)
        [
            $"{run.Dataset} {run.Model}",
            run.Bits.Samples is { } samples ? $"bound, {Tables.Count(samples, "sample")}" : "exact",
            Tables.Count(run.Size.Parameters),
            Tables.Count(run.Size.Steps),
            Tables.Number(run.Size.Seconds, 0),
            Tables.Number(run.Bits.Test, 4),
            run.Bits.OneSample is { } one ? $"{Tables.Number(one, 4)} (bound)" : string.Empty,
            run.Bits.AllRows is { } rows ? Tables.Number(rows, 4) : string.Empty,
        ])]);

    /// <summary>The table, and the command of each row.</summary>
    public static string Markdown(IReadOnlyList<AgainstRun> runs) =>
        Of(runs).Markdown() + "Each row alone:\n\n" + string.Concat(runs.Select(run => $"- {run.Dataset} {run.Model}: `{run.Command}`\n"));
}
