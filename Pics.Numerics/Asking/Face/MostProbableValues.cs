namespace Pics.Numerics;

/// <summary>The values of some channels that are the most probable together, all others summed out (marginal MAP).</summary>
/// <remarks>
/// Exact where there are few combinations: all are compared. Else the best of samples given what is known, which is then made better one channel at a
/// time: each gets its mode given the values of the others, as long as that is more probable.
/// </remarks>
internal sealed class MostProbableValues : IDisposable
{
    /// <summary>Combinations that are compared at most.</summary>
    public const long Most = 100_000;

    private const int Together = 4096; // rows
    private const int Rounds = 16;

    private readonly RowForm form;
    private readonly AskedCircuit model;
    private readonly Arr<Term> of;
    private readonly EncodedRow given;
    private readonly VariedRows rows;
    private long compared;

    private MostProbableValues(RowForm form, AskedCircuit model, Arr<Term> of, EncodedRow given) =>
        (this.form, this.model, this.of, this.given, rows) = (form, model, of, given, VariedRows.Of(model, given, of));

    /// <summary>The values as data sets hold them. Error: <see cref="QueryError.Impossible"/>, <see cref="QueryError.Argument"/>.</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="model">The model.</param>
    /// <param name="of">The channels, of which no value is known.</param>
    /// <param name="given">What is known.</param>
    /// <param name="chance">Of samples, where they are needed.</param>
    /// <returns>The values, the logarithm of their probability or density given what is known in the data's own units, how many were compared, and of how many samples; 0 where all were.</returns>
    public static Either<QueryError, (Arr<double> Values, double Log, long Compared, int Samples)> Of(RowForm form, AskedCircuit model, Arr<Term> of, EncodedRow given, Chance chance)
    {
        using var search = new MostProbableValues(form, model, of, given);
        return from candidates in RowPosterior.Of(form, model, given).Bind(posterior =>
               {
                   using (posterior) return search.Candidates(posterior);
               })
               let all = candidates.Fold(1.0, (product, values) => product * values.Match(some => some.Count, () => double.PositiveInfinity))
               from found in all <= Most ? search.Best(Combinations(candidates.Map(values => values.IfNone([])))) : search.Sampled(chance)
               from total in RowQueries.LogLikelihood(model, given)
               select (found.Values, found.Log - total, search.compared, all <= Most ? 0 : chance.Samples);
    }

    /// <inheritdoc/>
    public void Dispose() => rows.Dispose();

    private Either<QueryError, Arr<Option<Arr<double>>>> Candidates(RowPosterior posterior)
    {
        var all = new List<Option<Arr<double>>>();
        foreach (var term in of)
        {
            var found = CandidateValues.Of(form.Columns[term.Variable], model.Families[term.Variable], given.At(term), part => posterior.Quantile(term, part));
            if (found.IsLeft) return found.Map(_ => Arr<Option<Arr<double>>>.Empty);
            found.IfRight(all.Add);
        }

        return all.ToArr();
    }

    /// <summary>All combinations, the last channel changing first.</summary>
    private static IEnumerable<double[]> Combinations(Arr<Arr<double>> candidates)
    {
        var count = candidates.Fold(1L, (product, values) => product * values.Count);
        for (var number = 0L; number < count; number++)
        {
            var (values, rest) = (new double[candidates.Count], number);
            for (var place = candidates.Count - 1; place >= 0; rest /= candidates[place].Count, place--) values[place] = candidates[place][(int)(rest % candidates[place].Count)];
            yield return values;
        }
    }

    /// <summary>The best of some combinations, the first of those that are alike.</summary>
    private Either<QueryError, (Arr<double> Values, double Log)> Best(IEnumerable<double[]> combinations)
    {
        var best = (Values: Arr<double>.Empty, Log: double.NegativeInfinity);
        foreach (var some in combinations.Chunk(Together))
        {
            var logs = Logs(some);
            var place = Modes.Largest(logs);
            if (best.Values.IsEmpty || logs[place] > best.Log) best = (some[place].ToArr(), logs[place]);
        }

        return best;
    }

    /// <summary>log p of combinations together with what is known, in the data's own units but for those of what is known.</summary>
    private double[] Logs(double[][] combinations)
    {
        compared += combinations.Length;
        var found = rows.LogLikelihoods(System.Array.ConvertAll(combinations, values => rows.With(of.Select((term, place) => (term, form.Columns[term.Variable].Seen(values[place]))))));
        return [.. found.Zip(combinations, (log, values) => log + of.Select((term, place) => Math.Log(given.At(term).Counts(values[place])) - form.Columns[term.Variable].LogScale(values[place])).Sum())];
    }

    private Either<QueryError, (Arr<double> Values, double Log)> Sampled(Chance chance) =>
        from drawn in RowQueries.Draw(model, chance.Samples, given, (chance.Seed, 0, false))
        from best in Best(drawn.Select(row => of.Select(term => CandidateValues.Near(form.Columns[term.Variable], row[(term.Variable * form.Channels) + term.Channel], given.At(term))).ToArr()).Distinct(ListEquality<double>.Instance).Select(values => values.ToArray()))
        from better in Climbed(best)
        select better;

    /// <summary>Each channel in turn at its mode given the others, until none gets better.</summary>
    private Either<QueryError, (Arr<double> Values, double Log)> Climbed((Arr<double> Values, double Log) best)
    {
        for (var (round, isBetter) = (0, true); round < Rounds && isBetter; round++)
        {
            isBetter = false;
            for (var place = 0; place < of.Count; place++)
            {
                var found = Mode(best.Values, place);
                if (found.IsLeft) return found.Map(_ => best);
                var values = best.Values.SetItem(place, found.IfLeft(0));
                var log = values[place].Equals(best.Values[place]) ? best.Log : Logs([values.ToArray()])[0];
                if (log > best.Log) (best, isBetter) = ((values, log), true);
            }
        }

        return best;
    }

    private Either<QueryError, double> Mode(Arr<double> values, int place)
    {
        var others = EncodedRow.Of(form, of.Select((term, at) => (Term: term, At: at)).Where(one => one.At != place).ToDictionary(one => one.Term, one => Finding.Of(values[one.At]).IfNone(Finding.Nothing)));
        return RowPosterior.Of(form, model, given.And(others)).Bind(posterior =>
        {
            using (posterior) return posterior.Mode(of[place]);
        });
    }
}
