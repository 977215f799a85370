namespace Pics.Numerics;

/// <summary>Questions to answers, all in the data's own units.</summary>
internal static class Answers
{
    /// <summary>The answer to a text. Error: <see cref="QuestionError"/>, <see cref="QueryError"/>.</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="model">The model.</param>
    /// <param name="text">See <see cref="QuerySyntax"/>.</param>
    /// <param name="chance">Of samples, where the answer is not exact.</param>
    public static Either<PicsFault, Answer> Of(RowForm form, AskedCircuit model, string text, Chance chance) =>
        from question in QueryText.Parse(text, form.Columns, form.Channels).OrFault()
        from possible in chance.Samples < 2 ? PicsFault.Of(new QueryError.Argument("the number of samples", chance.Samples, "at least 2")) : Either<PicsFault, LanguageExt.Unit>.Right(LanguageExt.Unit.Default)
        from answer in Of(form, model, question, QueryText.Print(question, form.Columns, form.Channels), chance)
        select answer;

    /// <summary>log p(event | given), in nats and the data's own units.</summary>
    public static Either<QueryError, double> LogProbability(AskedCircuit model, EncodedRow of, EncodedRow given)
    {
        if (of.Findings.IsEmpty && given.Findings.IsEmpty) return Conditional.LogLikelihood(model, of.Evidence(), given.Evidence()).Map(values => values[0] - of.LogScale);
        using var found = FoundModel.Of(model, of.And(given), given);
        return EvidenceCheck.Find(found.Model, found.Evidence) is { } error ? error : LogRatio(RowLikelihood.Of(found.Model, found.Evidence)).Map(value => value - of.LogScale);
    }

    /// <summary>What a channel is called in a question.</summary>
    public static string Name(RowForm form, Term term) => new ColumnNames(form.Columns, form.Channels).Of(term);

    /// <summary>What follows from the posteriors given a row.</summary>
    public static Either<PicsFault, T> Given<T>(RowForm form, AskedCircuit model, EncodedRow given, Func<RowPosterior, Either<PicsFault, T>> say) => RowPosterior.Of(form, model, given).OrFault().Bind(posterior =>
    {
        using (posterior) return say(posterior);
    });

    /// <summary>The answer to a question that is right.</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="model">The model.</param>
    /// <param name="question">The question.</param>
    /// <param name="words">The question in words.</param>
    /// <param name="chance">Samples and seed of what cannot be exact.</param>
    /// <param name="row">What is known in place of what the question says.</param>
    public static Either<PicsFault, Answer> Of(RowForm form, AskedCircuit model, Question question, string words, Chance chance, EncodedRow? row = null)
    {
        var given = row ?? Row(form, question.Given);
        return question.Match(
            probability => LogProbability(model, Row(form, probability.Event), given).OrFault().Map<Answer>(log => new Answer.Probability(words, log, Units(form, model, probability.Event))),
            distribution => from possible in HasTable(form, model, distribution.Of)
                            from found in Given(form, model, given, posterior => posterior.Probabilities(distribution.Of).OrFault())
                            select (Answer)new Answer.Distribution(words, found),
            mean => Given(form, model, given, posterior => posterior.Moments(mean.Of)).Map<Answer>(found => new Answer.Mean(words, found.Mean) { Form = Moment(form, mean.Of) }),
            variance => Given(form, model, given, posterior => posterior.Moments(variance.Of)).Map<Answer>(found => new Answer.Variance(words, found.Variance) { Form = Moment(form, variance.Of) }),
            quantile => Given(form, model, given, posterior => posterior.Quantile(quantile.Of, quantile.Part).OrFault()).Map<Answer>(held => new Answer.Quantile(words, ColumnValue.Of(form, quantile.Of, held)) { Form = Moment(form, quantile.Of) }),
            values => MostProbableValues.Of(form, model, values.Of, given, chance).OrFault().Map<Answer>(found => MostProbable(form, model, values.Of, words, found)),
            next => NextColumns.Of(form, model, next.Of, given, chance).OrFault().Map<Answer>(found => Next(form.Headings, form.Channels, words, found)));
    }

    private static Answer.MostProbable MostProbable(RowForm form, AskedCircuit model, Arr<Term> of, string words, (Arr<double> Values, double Log, long Compared, int Samples) found) => new(
        words,
        [.. of.Zip(found.Values, (term, held) => ColumnValue.Of(form, term, held))],
        found.Log,
        Units(form, model, of.Zip(found.Values, (term, held) => (Constraint)new Constraint.Equal(new(term.Variable, term.Channel, held))).ToArr()))
    { Compared = found.Compared, Samples = found.Samples };

    private static Answer.Next Next(ImmutableArray<string> headings, int channels, string words, (ImmutableArray<(Term Term, Estimate Information)> Columns, double? Entropy) found) => new(
        words,
        [.. found.Columns.Select(column => new ColumnInformation(headings[(column.Term.Variable * channels) + column.Term.Channel], Bits(column.Information), column.Information.Samples > 0 ? column.Information.StandardError / Math.Log(2) : null)).OrderByDescending(column => column.Bits)])
    {
        Entropy = found.Entropy / Math.Log(2),
        Samples = found.Columns.Select(column => column.Information.Samples).DefaultIfEmpty(0).Max(),
    };

    /// <summary>In bits; what is exact is not negative but for rounding.</summary>
    private static double Bits(Estimate information) => (information.Samples > 0 ? information.Value : Math.Max(0, information.Value)) / Math.Log(2);

    /// <summary>What a channel is, where it has dates or times.</summary>
    public static CellForm.Moment? Moment(RowForm form, Term of) => form.Columns[of.Variable].Form as CellForm.Moment;

    /// <summary>The row that the conditions of a question say.</summary>
    public static EncodedRow Row(RowForm form, Arr<Constraint> conditions) => Conditions.Together(conditions.Map(condition => new Said(0, Name(form, condition.Term), condition)), form.Columns)
        .Match(known => EncodedRow.Of(form, known), error => throw new InvalidOperationException(error.Explain()));

    /// <summary>log p(q, e) - log p(e).</summary>
    private static Either<QueryError, double> LogRatio(double[] logs) => double.IsNegativeInfinity(logs[1]) ? new QueryError.Impossible(0) : logs[0] - logs[1];

    /// <summary>Refuses the distribution of a variable without a largest value.</summary>
    public static Either<PicsFault, LanguageExt.Unit> HasTable(RowForm form, AskedCircuit model, Term of) => model.Families[of.Variable] is { Values.IsNone: true } family
        ? PicsFault.Of(new QuestionError.NoTable(0, Name(form, of), form.Columns[of.Variable].Kind is ColumnKind.Real ? null : family.Label))
        : LanguageExt.Unit.Default;

    /// <summary>What an event's density is a density over; empty for a probability, as that of a whole number in bins is, since a unit is one number.</summary>
    public static string Units(RowForm form, AskedCircuit model, Arr<Constraint> of)
    {
        var row = Row(form, of);
        bool IsDensity(Term term) => !double.IsNaN(row[term]) && (model.Families[term.Variable] is InputFamily.Gaussian || (form.Columns[term.Variable].Kind is ColumnKind.Binned && !form.Columns[term.Variable].IsWhole(row[term])));
        return string.Join(" and of ", of.Map(condition => condition.Term).Distinct().Where(IsDensity).Select(term => Name(form, term)));
    }
}
