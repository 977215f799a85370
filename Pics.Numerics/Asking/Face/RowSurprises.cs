namespace Pics.Numerics;

/// <summary>The channel of each row that is expected least given all else that the row observes.</summary>
/// <param name="form">What the rows are.</param>
/// <param name="model">The model.</param>
internal sealed class RowSurprises(RowForm form, AskedCircuit model)
{
    /// <summary>A row without such a channel.</summary>
    public static readonly (int Place, double Surprise, double LogTail) None = (-1, double.NaN, double.NaN);

    private readonly CellTails tails = new(form);

    /// <summary>Of rows of which some may be impossible, which have none. Error: <see cref="QueryError"/>.</summary>
    /// <param name="evidence">What the circuit sees of them, [B, variables, C].</param>
    /// <param name="logLikelihoods">Of each.</param>
    /// <param name="read">A row as data sets hold it.</param>
    public Either<QueryError, (int Place, double Surprise, double LogTail)[]> Of(EvidenceRows evidence, double[] logLikelihoods, Func<int, double[]> read)
    {
        var found = Enumerable.Repeat(None, logLikelihoods.Length).ToArray();
        foreach (var some in Enumerable.Range(0, found.Length).Where(row => !double.IsNegativeInfinity(logLikelihoods[row])).Chunk(RowBlocks.OfSums))
        {
            var all = Find(evidence.Take(some), some, System.Array.ConvertAll(some, row => read(row)), found);
            if (all.IsLeft) return all.Map(_ => found);
        }

        return found;
    }

    private Either<QueryError, LanguageExt.Unit> Find(EvidenceRows evidence, int[] some, double[][] rows, (int Place, double Surprise, double LogTail)[] found) => RestPosterior.Of(model, evidence).Bind(posterior =>
    {
        for (var place = 0; place < form.Dimensions; place++)
        {
            var held = System.Array.ConvertAll(rows, row => row[place]);
            if (held.All(double.IsNaN) || !model.Families.ContainsKey(place / form.Channels)) continue;
            var mixture = posterior.Mixture(place / form.Channels, place % form.Channels);
            if (mixture.IsLeft) return mixture.Map(_ => LanguageExt.Unit.Default);
            mixture.IfRight(one => Take(place, one, held, some, found));
        }

        return LanguageExt.Unit.Default;
    });

    private void Take(int place, ChannelMixture mixture, double[] held, int[] some, (int Place, double Surprise, double LogTail)[] found)
    {
        var all = tails.Of(place, mixture, held);
        for (var at = 0; at < some.Length; at++)
        {
            if (double.IsNaN(held[at])) continue;
            ref var best = ref found[some[at]];
            if (best.Place < 0 || all[at].LogTail < best.LogTail) best = (place, -all[at].Log, all[at].LogTail);
        }
    }
}
