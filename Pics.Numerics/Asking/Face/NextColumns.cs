namespace Pics.Numerics;

/// <summary>How much each channel that nothing is known of says about another one, given what is known: their mutual information, in nats.</summary>
/// <remarks>
/// Of numbers in bins that of the bins, which is the same, since the place in a bin depends on nothing else. Exact where both have finitely many values:
/// the distribution of all others given each value of the target. Where one of both has, the mean over samples of the other one of the divergence of its
/// distribution given the sample from that without it, which is never negative. Where none has, the mean of log p(a, b) - log p(a) - log p(b).
/// </remarks>
internal sealed class NextColumns : IDisposable
{
    private const int Together = 256; // rows

    private readonly RowForm form;
    private readonly AskedCircuit model;
    private readonly EncodedRow given;
    private readonly Term of;
    private readonly Chance chance;
    private readonly VariedRows rows; // that know nothing of the target
    private readonly ImmutableArray<Term> others;
    private readonly Lazy<Either<QueryError, IReadOnlyList<double[]>>> samples;

    private NextColumns(RowForm form, AskedCircuit model, Term of, EncodedRow given, Chance chance)
    {
        (this.form, this.model, this.of, this.given, this.chance) = (form, model, of, given, chance);
        rows = VariedRows.Of(model, given, of);
        others = [.. Enumerable.Range(0, form.Dimensions).Select(place => new Term(place / form.Channels, place % form.Channels)).Where(term => term != of && model.Families.ContainsKey(term.Variable) && given.At(term) is Finding.Hidden)];
        samples = new(() => RowQueries.Draw(model, chance.Samples, given, (chance.Seed, 0, true)));
    }

    private bool IsFinite => IsTable(of);

    /// <summary>The channels and what they say, in the order of the rows, and the entropy of the target where it has finitely many values. Error: <see cref="QueryError.Impossible"/>.</summary>
    public static Either<QueryError, (ImmutableArray<(Term Term, Estimate Information)> Columns, double? Entropy)> Of(RowForm form, AskedCircuit model, Term of, EncodedRow given, Chance chance)
    {
        using var columns = new NextColumns(form, model, of, given, chance);
        return RowPosterior.Of(form, model, given).Bind(prior =>
        {
            using (prior) return columns.Of(prior);
        });
    }

    /// <inheritdoc/>
    public void Dispose() => rows.Dispose();

    private Either<QueryError, (ImmutableArray<(Term Term, Estimate Information)> Columns, double? Entropy)> Of(RowPosterior prior) =>
        from target in IsFinite ? prior.Numbers(of) : System.Array.Empty<double>()
        from tables in All(others.Where(IsTable), prior.Numbers)
        from ofTables in IsFinite ? Exact(target, tables) : ByTarget(tables)
        from ofNumbers in All(others.Where(term => !IsTable(term)), term => IsFinite ? ByOther(term, target) : ByBoth(term))
        select (Columns: others.Select(term => (term, (ofTables.TryGetValue(term, out var found) ? found : ofNumbers[term]))).ToImmutableArray(), IsFinite ? Entropy(target) : (double?)null);

    private bool IsTable(Term term) => model.Families[term.Variable].Values.IsSome;

    /// <summary>The mean over all values of the target of the divergence of each other channel's distribution given it from that without it.</summary>
    private Either<QueryError, IReadOnlyDictionary<Term, Estimate>> Exact(double[] target, IReadOnlyDictionary<Term, double[]> tables)
    {
        var sums = tables.Keys.ToDictionary(term => term, _ => 0.0);
        var values = Enumerable.Range(0, target.Length).Where(value => target[value] > 0).ToArray();
        return Over(values, value => value, (some, posterior) => All(tables.Keys, term => Modes.Rows(posterior, term).Map(found =>
        {
            for (var row = 0; row < some.Count; row++) sums[term] += target[some[row]] * Divergence(found[row], tables[term]);
            return 0;
        })).Map(_ => 0)).Map(_ => (IReadOnlyDictionary<Term, Estimate>)sums.ToDictionary(sum => sum.Key, sum => new Estimate(sum.Value, 0, 0)));
    }

    /// <summary>The same where the target has no largest value: over samples of it.</summary>
    private Either<QueryError, IReadOnlyDictionary<Term, Estimate>> ByTarget(IReadOnlyDictionary<Term, double[]> tables)
    {
        var means = tables.Keys.ToDictionary(term => term, _ => new RunningMean());
        if (means.Count == 0) return means.ToDictionary(mean => mean.Key, mean => mean.Value.Estimate);
        return samples.Value.Bind(drawn => Over(drawn.Select(row => row[Place(of)]).ToArray(), seen => seen, (some, posterior) => All(tables.Keys, term => Modes.Rows(posterior, term).Map(found =>
        {
            foreach (var row in found) means[term].Add(Divergence(row, tables[term]));
            return 0;
        })).Map(_ => 0))).Map(_ => (IReadOnlyDictionary<Term, Estimate>)means.ToDictionary(mean => mean.Key, mean => mean.Value.Estimate));
    }

    /// <summary>The same where the other channel has no largest value: over samples of that.</summary>
    private Either<QueryError, Estimate> ByOther(Term term, double[] target)
    {
        var (mean, weights) = (new RunningMean(), Weights());
        return samples.Value.Bind(drawn => Over(drawn.Select(row => row[Place(term)]).ToArray(), seen => seen, (some, posterior) => Modes.Rows(posterior, of).Map(found =>
        {
            foreach (var row in found) mean.Add(Divergence(Normal(row.Zip(weights, (one, weight) => one * weight).ToArray()), target));
            return 0;
        }), term)).Map(_ => mean.Estimate);
    }

    /// <summary>How much each value of the target counts by what is known of it.</summary>
    private double[] Weights() => form.Columns[of.Variable].Restrict(given.At(of), model.Families[of.Variable]) is Restriction.Table table
        ? [.. table.LogWeights.Map(Math.Exp)]
        : [.. Enumerable.Repeat(1.0, model.Families[of.Variable].Values.IfNone(0))];

    /// <summary>The mean of log p(a, b) - log p(a) - log p(b) over samples, where no channel has a largest value.</summary>
    private Either<QueryError, Estimate> ByBoth(Term term) =>
        from drawn in samples.Value
        from known in RowQueries.LogLikelihood(model, given)
        select Ratio(term, drawn, known);

    private Estimate Ratio(Term term, IReadOnlyList<double[]> drawn, double known)
    {
        using var alone = VariedRows.Of(model, given, []); // what is known of the target too
        var mean = new RunningMean();
        foreach (var some in drawn.Chunk(Together))
        {
            var both = rows.LogLikelihoods([.. some.Select(row => rows.With((of, row[Place(of)]), (term, row[Place(term)])))]);
            var target = rows.LogLikelihoods([.. some.Select(row => rows.With((of, row[Place(of)])))]);
            var other = alone.LogLikelihoods([.. some.Select(row => alone.With((term, row[Place(term)])))]);
            for (var row = 0; row < some.Length; row++) mean.Add(both[row] - target[row] - other[row] + known);
        }

        return mean.Estimate;
    }

    /// <summary>Posteriors given each of some values of a channel, the target if none is named, some values at once.</summary>
    private Either<QueryError, LanguageExt.Unit> Over<T>(IReadOnlyList<T> values, Func<T, double> seen, Func<IReadOnlyList<T>, Posterior, Either<QueryError, int>> say, Term? channel = null)
    {
        foreach (var some in values.Chunk(Together))
        {
            var done = rows.Given([.. some.Select(value => rows.With((channel ?? of, seen(value))))], posterior => say(some, posterior));
            if (done.IsLeft) return done.Map(_ => LanguageExt.Unit.Default);
        }

        return LanguageExt.Unit.Default;
    }

    private int Place(Term term) => (term.Variable * form.Channels) + term.Channel;

    private static double[] Normal(double[] numbers) => numbers.Sum() is var sum && sum > 0 ? System.Array.ConvertAll(numbers, number => number / sum) : numbers;

    private static double Divergence(double[] of, double[] from) => of.Zip(from, (one, other) => one > 0 && other > 0 ? one * Math.Log(one / other) : 0).Sum();

    private static double Entropy(double[] probabilities) => probabilities.Sum(probability => probability > 0 ? -probability * Math.Log(probability) : 0);

    private static Either<QueryError, IReadOnlyDictionary<Term, T>> All<T>(IEnumerable<Term> terms, Func<Term, Either<QueryError, T>> give)
    {
        var all = new Dictionary<Term, T>();
        foreach (var term in terms)
        {
            var found = give(term);
            if (found.IsLeft) return found.Map(_ => (IReadOnlyDictionary<Term, T>)all);
            found.IfRight(value => all.Add(term, value));
        }

        return all;
    }
}
