namespace Pics.Numerics;

/// <summary>Completions of rows whose density in the data's own units is high: of a number in bins it is that of the highest place in its bin.</summary>
/// <remarks>
/// Max-product on the circuit whose input units have these densities in place of the probabilities of bins, and none for the label that stands for all others;
/// or better among samples.
/// </remarks>
internal sealed class PeakCompletions : IDisposable
{
    private readonly RowForm form;
    private readonly bool withinRange;
    private readonly AskedCircuit model;
    private readonly double[]?[] peaks; // of each variable the logarithm of what each value counts; none where all count alike
    private readonly double[]?[] tops; // of each variable with bins the number of each
    private readonly CircuitNumbers numbers;
    private readonly AskedCircuit weighted;

    public PeakCompletions(RowForm form, AskedCircuit model, bool withinRange)
    {
        (this.form, this.model, this.withinRange) = (form, model, withinRange);
        tops = [.. form.Columns.Select(column => column.Kind is ColumnKind.Binned binned ? Enumerable.Range(0, binned.Bins.Count).Select(bin => column.Within(column.Top(binned.Bins, bin), withinRange)).ToArray() : null)];
        peaks = [.. form.Columns.Select((column, variable) => Peaks(column, tops[variable]))];
        (numbers, weighted) = WeightedInputs.Of(model, variable => peaks[variable]);
    }

    /// <summary>Whether rows have columns for which the most probable values that a circuit sees are not enough.</summary>
    public static bool AreNeeded(RowForm form) => form.IsBinned || form.Columns.Any(column => column.HasOther);

    /// <summary>The best completion of each row, as data sets hold rows; of numbers in bins that are observed the place in the bin is another. Error: as <see cref="Sampling.Given"/>.</summary>
    /// <param name="evidence">What the circuit sees, [B, variables, C].</param>
    /// <param name="draws">Samples of each row that compete.</param>
    /// <param name="seed">Of the samples.</param>
    /// <param name="firstRow">The number of the first row.</param>
    public Either<QueryError, IReadOnlyList<double[]>> Of(EvidenceRows evidence, int draws, long seed, long firstRow) =>
        from best in Mpe.MaxProduct(weighted, evidence, firstRow)
        from samples in Sampling.Given(model, evidence, draws, seed, firstRow)
        select Best(evidence, best, samples, draws);

    /// <inheritdoc/>
    public void Dispose()
    {
        weighted.Dispose();
        numbers.Dispose();
    }

    private static double[]? Peaks(Column column, double[]? tops) => column.Kind switch
    {
        ColumnKind.Binned binned => [.. tops!.Select((top, bin) => binned.Bins.Of(top) == bin ? binned.Bins.LogDensity(top) : double.NegativeInfinity)],
        ColumnKind.Categorical { Values: > 1 } categorical when column.HasOther => [.. Enumerable.Range(0, categorical.Values).Select(value => column.IsOther(value) ? double.NegativeInfinity : 0)],
        _ => null,
    };

    private IReadOnlyList<double[]> Best(EvidenceRows evidence, EvidenceRows best, EvidenceRows samples, int draws)
    {
        var (ofBest, ofSamples) = (RowLikelihood.Of(model, best), RowLikelihood.Of(model, samples));
        return [.. Enumerable.Range(0, evidence.Rows).Select(row =>
        {
            double[][] candidates = [best.Row(row).ToArray(), .. Enumerable.Range(row * draws, draws).Select(draw => samples.Row(draw).ToArray())];
            double[] logs = [ofBest[row], .. ofSamples.AsSpan(row * draws, draws)];
            var found = candidates[Modes.Largest([.. logs.Zip(candidates, (log, values) => log + Peaks(evidence.Row(row).ToArray(), values))])];
            return (double[])[.. found.Select((value, place) => tops[place / form.Channels] is { } top && !double.IsNaN(value) ? top[(int)value] : form.Columns[place / form.Channels].Nearest(value, withinRange))];
        })];
    }

    /// <summary>What the values that were filled count more than the probabilities that a circuit gives.</summary>
    private double Peaks(double[] known, double[] values) =>
        values.Select((value, place) => double.IsNaN(known[place]) && !double.IsNaN(value) && peaks[place / form.Channels] is { } peak ? peak[(int)value] : 0).Sum();
}
