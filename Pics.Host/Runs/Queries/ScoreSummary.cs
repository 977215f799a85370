namespace Pics.Host;

/// <summary>What scores of rows are together.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Mean">Over all of them; null where there are none.</param>
/// <param name="Impossible">How many are impossible under the model.</param>
/// <param name="First">Those that the model expects least, the least expected first.</param>
internal sealed record ScoreSummary(int Rows, MeanLogLikelihood? Mean, int Impossible, IReadOnlyList<RowScore> First)
{
    /// <summary>Goes through the scores once.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="scores">Their scores, which may be made where they are asked for.</param>
    /// <param name="shown">How many of the first ranks are kept.</param>
    public static ScoreSummary Of(Dataset data, IReadOnlyList<RowScore> scores, int shown)
    {
        var (logs, observed, impossible, first) = (0.0, 0.0, 0, new List<RowScore>());
        foreach (var score in scores)
        {
            (logs, observed) = (logs + score.LogLikelihood, observed + score.Observed);
            if (double.IsInfinity(score.LogLikelihood)) impossible++;
            if (score.Rank <= shown) first.Add(score);
        }

        return new(scores.Count, scores.Count == 0 ? null : new(logs / scores.Count, observed / scores.Count, data.Dimensions), impossible, [.. first.OrderBy(score => score.Rank)]);
    }
}
