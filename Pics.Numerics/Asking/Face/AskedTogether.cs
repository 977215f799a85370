namespace Pics.Numerics;

/// <summary>One question of some rows at once.</summary>
internal static class AskedTogether
{
    /// <summary>The answers of the rows that are possible, by their numbers. Error: <see cref="QuestionError"/>, <see cref="QueryError"/> but for impossible rows.</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="model">The model.</param>
    /// <param name="question">The question.</param>
    /// <param name="words">The question in words.</param>
    /// <param name="rows">What is known of each; no row contradicts itself.</param>
    public static Either<PicsFault, IReadOnlyList<(int Row, Answer Answer)>> Of(RowForm form, AskedCircuit model, Question question, string words, (int Row, EncodedRow Given)[] rows)
    {
        if (rows.Length == 0) return System.Array.Empty<(int, Answer)>();
        var areValues = rows.All(row => row.Given.Findings.IsEmpty);
        Either<PicsFault, IReadOnlyList<(int Row, Answer Answer)>> Each() => OneByOne(form, model, question, words, rows);
        return question.Match(
            probability => Probabilities(form, model, probability, words, rows).OrFault(),
            distribution => areValues ? Posteriors(form, model, distribution.Of, rows, (values, _) => new Answer.Distribution(words, Labelled(form.Columns[distribution.Of.Variable], values))) : Each(),
            mean => areValues && IsPlain(form, model, mean.Of) ? Posteriors(form, model, mean.Of, rows, (_, moments) => new Answer.Mean(words, moments.Mean) { Form = Answers.Moment(form, mean.Of) }) : Each(),
            variance => areValues && IsPlain(form, model, variance.Of) ? Posteriors(form, model, variance.Of, rows, (_, moments) => new Answer.Variance(words, moments.Variance) { Form = Answers.Moment(form, variance.Of) }) : Each(),
            _ => Each(),
            _ => Each(),
            _ => Each());
    }

    /// <summary>log p(event, given) - log p(given) of all rows, from one model with whatever is known of any of them.</summary>
    private static Either<QueryError, IReadOnlyList<(int Row, Answer Answer)>> Probabilities(RowForm form, AskedCircuit model, Question.Probability question, string words, (int Row, EncodedRow Given)[] rows)
    {
        var (of, units) = (Answers.Row(form, question.Event), Answers.Units(form, model, question.Event));
        using var found = FoundModel.Of(model, [.. rows.Select(row => of.And(row.Given)), .. rows.Select(row => row.Given)]);
        return RowLikelihood.OfEvidence(found.Model, found.Evidence).Map<IReadOnlyList<(int Row, Answer Answer)>>(logs =>
            [.. from place in Enumerable.Range(0, rows.Length)
                where !double.IsNegativeInfinity(logs[rows.Length + place])
                select (rows[place].Row, (Answer)new Answer.Probability(words, logs[place] - logs[rows.Length + place] - of.LogScale, units))]);
    }

    /// <summary>What follows from probabilities or moments of one channel given the values of each row.</summary>
    private static Either<PicsFault, IReadOnlyList<(int Row, Answer Answer)>> Posteriors(RowForm form, AskedCircuit model, Term of, (int Row, EncodedRow Given)[] rows, Func<double[], (double Mean, double Variance), Answer> say)
    {
        var evidence = EvidenceRows.Of([.. rows.Select(row => form.Seen(row.Given.Values))], form.Variables, form.Channels);
        var some = EvidenceCheck.Possible(RowLikelihood.Of(model, evidence));
        if (some.Length == 0) return System.Array.Empty<(int, Answer)>();
        return Posterior.Of(model, evidence.Take(some)).OrFault().Bind(posterior => Said(form, model, posterior, of).Map<IReadOnlyList<(int Row, Answer Answer)>>(all =>
            [.. all.Select((one, at) => (rows[some[at]].Row, say(one.Values, one.Moments)))]));
    }

    private static Either<PicsFault, IReadOnlyList<(double[] Values, (double Mean, double Variance) Moments)>> Said(RowForm form, AskedCircuit model, Posterior posterior, Term of)
    {
        var column = form.Columns[of.Variable];
        if (model.Families[of.Variable].Values.IsSome)
        {
            var numbers = column.Kind is ColumnKind.Categorical labels ? column.Numbers(labels) : null;
            return Modes.Rows(posterior, of).OrFault().Map<IReadOnlyList<(double[], (double, double))>>(rows => [.. rows.Select(values => (values, column.Kind is ColumnKind.Binned binned
                ? RowPosterior.Moments(values, column, binned.Bins, Finding.Nothing)
                : numbers is null ? (double.NaN, double.NaN) : RowPosterior.Moments(values, numbers)))]);
        }

        var (start, step) = column.Kind is ColumnKind.Real real ? (real.Centre, real.Scale) : (0, 1);
        double[] Numbers(double[] all) => [.. all.Chunk(form.Dimensions).Select(row => row[(of.Variable * form.Channels) + of.Channel])];
        return Numbers(posterior.Mean()).Zip(Numbers(posterior.Variance()), (mean, variance) => (System.Array.Empty<double>(), ((mean * step) + start, variance * step * step))).ToList();
    }

    private static ImmutableArray<LabelProbability> Labelled(Column column, double[] values) => [.. values.Select((probability, value) => new LabelProbability(RowPosterior.Label(column, value), probability))];

    /// <summary>Whether moments follow from a table of probabilities or from the family as it is.</summary>
    private static bool IsPlain(RowForm form, AskedCircuit model, Term of) => form.Columns[of.Variable].Kind is not ColumnKind.Categorical || model.Families[of.Variable].Values.IsSome;

    private static Either<PicsFault, IReadOnlyList<(int Row, Answer Answer)>> OneByOne(RowForm form, AskedCircuit model, Question question, string words, (int Row, EncodedRow Given)[] rows)
    {
        var all = new List<(int, Answer)>();
        foreach (var (row, given) in rows)
        {
            var one = Answers.Of(form, model, question, words, Chance.Default, given);
            if (one.IsLeft && !one.MatchUnsafe(_ => false, fault => fault is PicsFault.Query { Error: QueryError.Impossible })) return one.Map<IReadOnlyList<(int, Answer)>>(_ => all);
            one.IfRight(answer => all.Add((row, answer)));
        }

        return all;
    }
}
