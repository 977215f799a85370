namespace Pics.Numerics;

/// <summary>Entropies and divergences by Monte Carlo: exact log-likelihoods averaged over exact samples. Approximate, with standard errors.</summary>
/// <remarks>
/// Of the circuit as it is: real numbers are centred and scaled, so that a differential entropy or cross-entropy in the data's own units is larger by the sum of the
/// logarithms of the scales; divergences and mutual information are the same in any units. Models may be asked by several threads at once.
/// Unbiased; the standard error falls with the square root of the number of samples. Cost: sampling and one, two or three forward passes per sample.
/// Error: <see cref="QueryError.Argument"/> for less than two samples, <see cref="QueryError.BadShape"/> for models whose rows differ,
/// <see cref="QueryError.NoVariable"/>.
/// </remarks>
public static class Information
{
    private const int BatchSize = 1024;

    /// <summary>H(p) = -E_p log p; a differential entropy where variables are real.</summary>
    public static Either<QueryError, Estimate> Entropy(QpcModel model, int samples, long seed) =>
        Mean(model, samples, seed, rows => LogDensity(model, rows).Map(Negative));

    /// <summary>H(p, q) = -E_p log q; infinite where q excludes what p allows.</summary>
    public static Either<QueryError, Estimate> CrossEntropy(QpcModel model, QpcModel other, int samples, long seed) =>
        Mean(model, samples, seed, rows => LogDensity(other, rows).Map(Negative));

    /// <summary>KL(p || q) = E_p (log p - log q), not negative up to its standard error.</summary>
    public static Either<QueryError, Estimate> Divergence(QpcModel model, QpcModel other, int samples, long seed) =>
        Mean(model, samples, seed, rows => from first in LogDensity(model, rows)
                                           from second in LogDensity(other, rows)
                                           select Minus(first, second));

    /// <summary>I(A; B) = E_p (log p(a, b) - log p(a) - log p(b)) of two disjoint sets of variables; all others are marginalised exactly.</summary>
    public static Either<QueryError, Estimate> Mutual(QpcModel model, Scope first, Scope second, int samples, long seed)
    {
        var unknown = first.Union(second).Variables.Where(variable => !model.Families.ContainsKey(variable)).Select(variable => (int?)variable).FirstOrDefault();
        if (unknown is { } variable) return new QueryError.NoVariable(variable, 0, model.Circuit.Scope, model.Channels);
        if (first.Overlaps(second)) return new QueryError.Twice(0, first.Intersect(second).Variables[0]);
        return Mean(model, samples, seed, rows => from both in Marginal(model, rows, first.Union(second))
                                                  from one in Marginal(model, rows, first)
                                                  from other in Marginal(model, rows, second)
                                                  select Minus(Minus(both, one), other));
    }

    private static Either<QueryError, Estimate> Mean(QpcModel model, int samples, long seed, Func<EvidenceRows, Either<QueryError, double[]>> value)
    {
        if (samples < 2) return new QueryError.Argument("the number of samples", samples, "at least 2");
        var mean = new RunningMean();
        for (var row = 0; row < samples; row += BatchSize)
        {
            var first = row;
            var found = from rows in Asked(model, asked => Sampling.Unconditional(asked, Math.Min(BatchSize, samples - first), seed, first))
                        from values in value(rows)
                        select values;
            if (found.IsLeft) return found.Map(_ => new Estimate(0, 0, 0));
            foreach (var entry in found.IfLeft([])) mean.Add(entry);
        }

        return mean.Estimate;
    }

    private static Either<QueryError, double[]> Marginal(QpcModel model, EvidenceRows rows, Scope kept)
    {
        var evidence = rows.Copy();
        foreach (var variable in Enumerable.Range(0, model.Variables).Where(variable => !kept.Contains(variable)))
            for (var row = 0; row < rows.Rows; row++) evidence.Row(row).Slice(variable * rows.Channels, rows.Channels).Fill(double.NaN);
        return LogDensity(model, evidence);
    }

    private static Either<QueryError, double[]> LogDensity(QpcModel model, EvidenceRows rows) => Asked(model, asked => RowLikelihood.OfEvidence(asked, rows));

    private static Either<QueryError, T> Asked<T>(QpcModel model, Func<AskedCircuit, Either<QueryError, T>> query) => model.Asked.Alone(() => query(model.Asked));

    private static double[] Negative(double[] values) => System.Array.ConvertAll(values, value => -value);

    private static double[] Minus(double[] values, double[] others) => [.. values.Zip(others, (value, other) => value - other)];
}
