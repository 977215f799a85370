namespace Pics.Numerics;

/// <summary>Questions to answers, all in the data's own units.</summary>
internal static class Answers
{
    /// <summary>The answer to a text. Error: <see cref="QuestionError"/>, <see cref="QueryError"/>.</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="model">The model.</param>
    /// <param name="text">See <see cref="QuerySyntax"/>.</param>
    public static Either<PicsFault, Answer> Of(RowForm form, QpcModel model, string text) =>
        from question in QueryText.Parse(text, form.Columns, form.Channels).OrFault()
        from answer in Of(form, model, question, QueryText.Print(question, form.Columns, form.Channels))
        select answer;

    /// <summary>log p(event | given), in nats and the data's own units.</summary>
    public static Either<QueryError, double> LogProbability(QpcModel model, EncodedRow of, EncodedRow given) =>
        Conditional.LogLikelihood(model, model.Evidence(of), model.Evidence(given)).Map(value => value.item<double>() - of.LogScale);

    /// <summary>The probability of each value of a channel; none where there is no largest value.</summary>
    public static Either<QueryError, ImmutableArray<LabelProbability>> Probabilities(RowForm form, QpcModel model, Posterior posterior, Term of) => model.Families[of.Variable].Values.IsNone
        ? ImmutableArray<LabelProbability>.Empty
        : Numbers(posterior, of).Map<ImmutableArray<LabelProbability>>(found => [.. found.Select((probability, value) => new LabelProbability(Label(form.Columns[of.Variable], value), probability))]);

    /// <summary>Mean and variance in the data's own units: of the numbers that labels are, where there are labels. Error: <see cref="QuestionError.NoNumbers"/>, <see cref="QuestionError.Uneven"/>.</summary>
    public static Either<PicsFault, (double Mean, double Variance)> Moments(RowForm form, QpcModel model, Posterior posterior, Term of)
    {
        var column = form.Columns[of.Variable];
        (double Mean, double Variance) Continuous(double start, double step)
        {
            double At(Tensor moments) => moments[0, of.Variable, of.Channel].item<double>();
            return ((At(posterior.Mean()) * step) + start, At(posterior.Variance()) * step * step);
        }

        return column.Kind.Match<Either<PicsFault, (double Mean, double Variance)>>(
            categorical => (model.Families[of.Variable].Values.IsSome, column.Numbers(categorical)) switch
            {
                (_, null) => PicsFault.Of(new QuestionError.NoNumbers(0, Name(form, of))),
                (true, var numbers) => Numbers(posterior, of).OrFault().Map(found => Moments(found, numbers)),
                (_, [var first, .. var others]) when others.Select((number, place) => number == first + ((place + 1) * (others[0] - first))).All(even => even) => Continuous(first, others.Length == 0 ? 1 : others[0] - first),
                _ => PicsFault.Of(new QuestionError.Uneven(0, Name(form, of), model.Families[of.Variable].Label)),
            },
            _ => Continuous(0, 1),
            real => Continuous(real.Centre, real.Scale),
            binned => Numbers(posterior, of).OrFault().Map(found => Moments(found, binned.Bins)));
    }

    /// <summary>What a channel is called in a question.</summary>
    public static string Name(RowForm form, Term term) => new ColumnNames(form.Columns, form.Channels).Of(term);

    /// <summary>What follows from the posteriors given a row.</summary>
    public static Either<PicsFault, T> Given<T>(QpcModel model, EncodedRow given, Func<Posterior, Either<PicsFault, T>> say) => Posterior.Of(model, model.Evidence(given)).OrFault().Bind(posterior =>
    {
        using (posterior) return say(posterior);
    });

    private static Either<PicsFault, Answer> Of(RowForm form, QpcModel model, Question question, string words)
    {
        var given = EncodedRow.Of(form, question.Given);
        return question.Match(
            probability => LogProbability(model, EncodedRow.Of(form, probability.Event), given).OrFault().Map<Answer>(log => new Answer.Probability(words, log, Units(form, model, probability.Event))),
            distribution => from possible in HasTable(form, model, distribution.Of)
                            from found in Given(model, given, posterior => Probabilities(form, model, posterior, distribution.Of).OrFault())
                            select (Answer)new Answer.Distribution(words, found),
            mean => Given(model, given, posterior => Moments(form, model, posterior, mean.Of)).Map<Answer>(found => new Answer.Mean(words, found.Mean) { Form = Moment(form, mean.Of) }),
            variance => Given(model, given, posterior => Moments(form, model, posterior, variance.Of)).Map<Answer>(found => new Answer.Variance(words, found.Variance) { Form = Moment(form, variance.Of) }));
    }

    private static CellForm.Moment? Moment(RowForm form, Term of) => form.Columns[of.Variable].Form as CellForm.Moment;

    /// <summary>What a value that the circuit sees is in words: of a bin its numbers.</summary>
    private static string Label(Column column, int seen) => column.Kind is ColumnKind.Binned binned ? column.Interval(binned.Bins, seen) : column.Text(seen);

    /// <summary>Refuses the distribution of a variable without a largest value.</summary>
    private static Either<PicsFault, LanguageExt.Unit> HasTable(RowForm form, QpcModel model, Term of) => model.Families[of.Variable] is { Values.IsNone: true } family
        ? PicsFault.Of(new QuestionError.NoTable(0, Name(form, of), form.Columns[of.Variable].Kind is ColumnKind.Real ? null : family.Label))
        : LanguageExt.Unit.Default;

    private static Either<QueryError, double[]> Numbers(Posterior posterior, Term of) => posterior.Probabilities(of.Variable, of.Channel).Map(found => found.cpu().data<double>().ToArray());

    private static (double Mean, double Variance) Moments(double[] probabilities, double[] numbers)
    {
        var mean = probabilities.Zip(numbers, (probability, number) => probability * number).Sum();
        return (mean, probabilities.Zip(numbers, (probability, number) => probability * (number - mean) * (number - mean)).Sum());
    }

    /// <summary>Of a number in bins: the mean of the variances in the bins, and the variance of their means.</summary>
    private static (double Mean, double Variance) Moments(double[] probabilities, Bins bins)
    {
        var mean = probabilities.Select((probability, bin) => probability * bins.Mean(bin)).Sum();
        return (mean, probabilities.Select((probability, bin) => probability * (bins.Variance(bin) + ((bins.Mean(bin) - mean) * (bins.Mean(bin) - mean)))).Sum());
    }

    /// <summary>What an event's density is a density over; empty for a probability, as that of a whole number in bins is, since a unit is one number.</summary>
    private static string Units(RowForm form, QpcModel model, IEnumerable<Assignment> values) =>
        string.Join(" and of ", values.Where(one => model.Families[one.Variable] is InputFamily.Gaussian || (form.Columns[one.Variable].Kind is ColumnKind.Binned && !form.Columns[one.Variable].IsWhole(one.Value))).Select(one => Name(form, one.Term)));
}
