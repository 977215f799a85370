namespace Pics.Numerics;

/// <summary>Rows that a circuit draws without the labels that stand for all others.</summary>
internal static class RowDraws
{
    private const ulong OfOthers = 0x3e81_77d4_0c5b_92af; // what sets the draws apart that are made again
    private const int Again = 64; // times at most; then such a label stays for another way to fill it

    /// <summary>Rows without evidence.</summary>
    public static Either<QueryError, IReadOnlyList<double[]>> Free(RowForm form, AskedCircuit model, int count, long seed, long firstRow) =>
        Draw(form, again => Sampling.Unconditional(model, count, again ?? seed, firstRow), model.NoEvidence, count, model, seed);

    /// <summary>Draws for each row of evidence, those of a row after each other.</summary>
    public static Either<QueryError, IReadOnlyList<double[]>> Given(RowForm form, AskedCircuit model, EvidenceRows evidence, int draws, long seed, long firstRow, long firstDraw = 0) =>
        Draw(form, again => Sampling.Given(model, evidence, draws, again ?? seed, firstRow, firstDraw), count => evidence.Take([.. Enumerable.Range(0, count).Select(row => row / draws)]), evidence.Rows * draws, model, seed);

    /// <summary>Draws given a row of which more than values is known.</summary>
    /// <remarks>A column of which the label for all others is possible beside others is drawn without it, unless it is wished.</remarks>
    public static Either<QueryError, IReadOnlyList<double[]>> Given(EncodedRow row, AskedCircuit model, int draws, (long Seed, long First, bool WithOther) how)
    {
        var form = row.Form;
        var wished = how.WithOther ? row : EncodedRow.Of(form, Enumerable.Range(0, form.Dimensions).ToDictionary(
            place => new Term(place / form.Channels, place % form.Channels),
            place => WithoutOther(form.Columns[place / form.Channels], row.At(place))));
        using var found = FoundModel.Of(model, wished);
        Either<QueryError, EvidenceRows> Once(long? again) => Sampling.GivenFindings(found, wished, draws, again ?? how.Seed, how.First);
        if (how.WithOther) return Once(null).Map(rows => rows.Arrays());

        // Its own places count as known.
        var known = form.Seen(row.Values).ToArray();
        foreach (var place in row.Findings.Keys) known[place] = 0;
        return Draw(form, Once, count => EvidenceRows.Of(Enumerable.Repeat(known, count).ToArray(), form.Variables, form.Channels), draws, model, how.Seed);
    }

    private static Finding WithoutOther(Column column, Finding finding)
    {
        if (finding is Finding.Hidden or Finding.Value || column is not { HasOther: true, Kind: ColumnKind.Categorical { Values: var values } }) return finding;
        var others = finding.And(Finding.OneOf(Enumerable.Range(0, values - 1).Select(value => (double)value)).IfNone(finding));
        return others.IsImpossible ? finding : others;
    }

    /// <summary>Rows of a PIC's own latents, drawn by a seed.</summary>
    public static Either<PicsFault, IReadOnlyList<double[]>> OfLatents(RowForm form, AskedCircuit model, Func<long, Either<PicSamplingError, EvidenceRows>> draw, int count, long seed) => draw(seed).OrFault().Bind(first => Draw(
        form,
        again => again is { } other ? draw(other).IfLeft(error => throw new InvalidOperationException(error.Explain())) : first, // what was drawn once is drawn again
        model.NoEvidence,
        count,
        model,
        seed).OrFault());

    private static Either<QueryError, IReadOnlyList<double[]>> Draw(RowForm form, Func<long?, Either<QueryError, EvidenceRows>> draw, Func<int, EvidenceRows> evidence, int count, AskedCircuit model, long seed) =>
        draw(null).Map(rows => rows.Arrays()).Bind(rows =>
        {
            var others = Enumerable.Range(0, form.Dimensions).Where(place => form.Columns[place / form.Channels] is { HasOther: true, Kind: ColumnKind.Categorical { Values: > 1 } }).ToArray();
            if (others.Length == 0 || count == 0) return Either<QueryError, IReadOnlyList<double[]>>.Right(rows);
            var (found, given) = (rows.ToArray(), evidence(count).Arrays());
            bool IsOther(double[] row, double[] known, int place) => double.IsNaN(known[place]) && form.Columns[place / form.Channels].IsOther(row[place]);
            int[] Wrong() => [.. Enumerable.Range(0, count).Where(row => others.Any(place => IsOther(found[row], given[row], place)))];
            var wrong = Wrong();
            for (var again = 0; again < Again && wrong.Length > 0; again++, wrong = Wrong())
            {
                var drawn = draw((long)CounterRandom.Key((ulong)seed ^ OfOthers, again)).Map(rows => rows.Arrays());
                if (drawn.IsLeft) return drawn;
                drawn.IfRight(other =>
                {
                    foreach (var row in wrong) found[row] = other[row];
                });
            }

            return wrong.Length == 0 ? Either<QueryError, IReadOnlyList<double[]>>.Right(found) : Filled(form, model, found, wrong, place => row => IsOther(found[row], given[row], place));
        });

    /// <summary>The labels that are still left, as the most probable ones given the rest of the row.</summary>
    private static Either<QueryError, IReadOnlyList<double[]>> Filled(RowForm form, AskedCircuit model, double[][] rows, int[] wrong, Func<int, Func<int, bool>> isOther)
    {
        var hidden = System.Array.ConvertAll(wrong, row => (double[])[.. rows[row].Select((value, place) => isOther(place)(row) ? double.NaN : value)]);
        return Posterior.Of(model, EvidenceRows.Of(hidden, form.Variables, form.Channels)).Bind(posterior =>
        {
            for (var place = 0; place < form.Dimensions; place++)
            {
                if (!hidden.Any(row => double.IsNaN(row[place]))) continue;
                var modes = Modes.Of(form.Columns[place / form.Channels], posterior, new(place / form.Channels, place % form.Channels));
                if (modes.IsLeft) return modes.Map(_ => (IReadOnlyList<double[]>)rows);
                modes.IfRight(values =>
                {
                    for (var at = 0; at < wrong.Length; at++)
                        if (double.IsNaN(hidden[at][place])) rows[wrong[at]][place] = values[at];
                });
            }

            return Either<QueryError, IReadOnlyList<double[]>>.Right(rows);
        });
    }
}
