using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary>How many removed values lie where the model says that they do.</summary>
/// <param name="What">What the values are.</param>
/// <param name="Where">What they lie in.</param>
/// <param name="Inside">How many do.</param>
/// <param name="All">Of how many, at least one.</param>
/// <param name="Wanted">The probability that was asked for.</param>
internal sealed record FillCoverage(string What, string Where, int Inside, int All, double Wanted)
{
    /// <summary>Of numbers and texts in an order, and of other texts; of those that there are.</summary>
    public static Either<Failure, Arr<FillCoverage>> Of(OpenedRun run, Removal removed, double probability) =>
        run.Asked.Fills(removed.Rest, interval: probability).MapLeft(Failure.Of).Map(fills =>
        {
            var cells = removed.Cells.ToLookup(cell => fills[(cell.Row, cell.Column)].Interval!.Low is null, cell => fills[(cell.Row, cell.Column)].Interval!.Contains(run.Form.Columns[cell.Column].Text(cell.Value)));
            return new[] { Of(cells[false], "numbers and texts in an order", "interval", probability), Of(cells[true], "other texts", "set", probability) }.Where(kind => kind.All > 0).ToArr();
        });

    private static FillCoverage Of(IEnumerable<bool> cells, string what, string where, double probability) => new(what, where, cells.Count(isInside => isInside), cells.Count(), probability);

    /// <summary>In words, with what a right model would have.</summary>
    public string Explain() => string.Create(CultureInfo.InvariantCulture,
        $"Of {Tables.Count(All)} {What} {100.0 * Inside / All:F2} % lie in their {Where} of {100 * Wanted:0.####} %; the standard error of that is {100 * Math.Sqrt(Wanted * (1 - Wanted) / All):F2} %, and columns of few values have more in theirs.");
}
