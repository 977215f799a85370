namespace Pics.Numerics;

/// <summary>The distribution of each single channel given what is known of a row, in the data's own units; of channels of which more than a value is known too.</summary>
internal sealed class RowPosterior : IDisposable
{
    private readonly RowForm form;
    private readonly AskedCircuit model;
    private readonly EncodedRow row;
    private readonly FoundModel found;
    private readonly Posterior posterior;

    private RowPosterior(RowForm form, AskedCircuit model, EncodedRow row, FoundModel found, Posterior posterior) =>
        (this.form, this.model, this.row, this.found, this.posterior) = (form, model, row, found, posterior);

    /// <summary>What is known of the row is given. Owned by the caller. Error: as <see cref="Posterior.Of(AskedCircuit, EvidenceRows)"/>.</summary>
    public static Either<QueryError, RowPosterior> Of(RowForm form, AskedCircuit model, EncodedRow row)
    {
        var found = FoundModel.Of(model, row);
        var made = Posterior.Of(found.Model, found.Evidence, FlowVariables.All).Map(posterior => new RowPosterior(form, model, row, found, posterior));
        if (made.IsLeft) found.Dispose();
        return made;
    }

    /// <summary>The probability of each value that the circuit sees; none where there is no largest value.</summary>
    public Either<QueryError, double[]> Numbers(Term of) => Own(of) is { } own ? own.Probabilities() : posterior.Probabilities(of.Variable, of.Channel);

    /// <summary>The probability of each value of a channel; none where there is no largest value.</summary>
    public Either<QueryError, ImmutableArray<LabelProbability>> Probabilities(Term of) => model.Families[of.Variable].Values.IsNone
        ? ImmutableArray<LabelProbability>.Empty
        : Numbers(of).Map<ImmutableArray<LabelProbability>>(values => [.. values.Select((probability, value) => new LabelProbability(Label(form.Columns[of.Variable], value), probability))]);

    /// <summary>Mean and variance: of the numbers that labels are, where there are labels. Error: <see cref="QuestionError.NoNumbers"/>, <see cref="QuestionError.Uneven"/>.</summary>
    public Either<PicsFault, (double Mean, double Variance)> Moments(Term of)
    {
        var column = form.Columns[of.Variable];
        (double Mean, double Variance) Continuous(double start, double step)
        {
            double At(double[] moments) => moments[(of.Variable * form.Channels) + of.Channel];
            var (mean, variance) = Own(of) is { } own ? own.Moments() : (At(posterior.Mean()), At(posterior.Variance()));
            return ((mean * step) + start, variance * step * step);
        }

        return column.Kind.Match<Either<PicsFault, (double Mean, double Variance)>>(
            categorical => (model.Families[of.Variable].Values.IsSome, column.Numbers(categorical)) switch
            {
                (_, null) => PicsFault.Of(new QuestionError.NoNumbers(0, Answers.Name(form, of))),
                (true, var numbers) => Numbers(of).OrFault().Map(values => Moments(values, numbers)),
                (_, [var first, .. var others]) when others.Select((number, place) => number == first + ((place + 1) * (others[0] - first))).All(even => even) => Continuous(first, others.Length == 0 ? 1 : others[0] - first),
                _ => PicsFault.Of(new QuestionError.Uneven(0, Answers.Name(form, of), model.Families[of.Variable].Label)),
            },
            _ => Continuous(0, 1),
            real => Continuous(real.Centre, real.Scale),
            binned => Numbers(of).OrFault().Map(values => Moments(values, column, binned.Bins, row.At(of))));
    }

    /// <summary>The most probable value as data sets hold it, see <see cref="Modes"/>.</summary>
    public Either<QueryError, double> Mode(Term of)
    {
        var column = form.Columns[of.Variable];
        if (Own(of) is not { } own) return Modes.Of(column, posterior, of).Map(modes => modes[0]);
        return RestrictedModes.Of(column, own, row.At(of), model.Families[of.Variable].Values.IsSome);
    }

    /// <summary>The least value whose distribution function is at least a part, as data sets hold it, see <see cref="ColumnQuantiles"/>; of a column whose values have an order.</summary>
    public Either<QueryError, double> Quantile(Term of, double part)
    {
        var (column, family, known) = (form.Columns[of.Variable], model.Families[of.Variable], row.At(of));
        if (family.Values.IsSome) return Numbers(of).Map(values => ColumnQuantiles.OfTable(column, values, known, part));
        if (Own(of) is { } own) return ColumnQuantiles.OfNodes(column, family, own.Nodes, known, part);
        var (weights, numbers) = posterior.Nodes(of.Variable, of.Channel);
        return ColumnQuantiles.OfNodes(column, family, weights[0].Zip(numbers), known, part);
    }

    /// <inheritdoc/>
    public void Dispose() => found.Dispose();

    /// <summary>The channel, if more than a value of it is known.</summary>
    private RestrictedMixture? Own(Term of) => row.At(of) is not (Finding.Hidden or Finding.Value) and var finding && model.Families.TryGetValue(of.Variable, out var family)
        ? RestrictedMixture.Of(found, posterior, of, form.Columns[of.Variable].Restrict(finding, family))
        : null;

    /// <summary>What a value that the circuit sees is in words: of a bin its numbers.</summary>
    public static string Label(Column column, int seen) => column.Kind is ColumnKind.Binned binned ? column.BinText(binned.Bins, seen) : column.Text(seen);

    public static (double Mean, double Variance) Moments(double[] probabilities, double[] numbers)
    {
        var mean = probabilities.Zip(numbers, (probability, number) => probability * number).Sum();
        return (mean, probabilities.Zip(numbers, (probability, number) => probability * (number - mean) * (number - mean)).Sum());
    }

    /// <summary>Of a number in bins: the mean of the variances in what counts of the bins, and the variance of their means.</summary>
    public static (double Mean, double Variance) Moments(double[] probabilities, Column column, Bins bins, Finding known)
    {
        var parts = probabilities.Select((probability, bin) => probability == 0 ? default : Mixed(column.Parts(bins, bin, known).ToArray())).ToArray();
        var mean = probabilities.Select((probability, bin) => probability * parts[bin].Mean).Sum();
        return (mean, probabilities.Select((probability, bin) => probability * (parts[bin].Variance + ((parts[bin].Mean - mean) * (parts[bin].Mean - mean)))).Sum());
    }

    private static (double Mean, double Variance) Mixed((double LogMass, double Mean, double Variance)[] parts)
    {
        if (parts.Length == 1) return (parts[0].Mean, parts[0].Variance);
        var most = parts.Max(part => part.LogMass);
        var weights = System.Array.ConvertAll(parts, part => Math.Exp(part.LogMass - most));
        var total = weights.Sum();
        var mean = weights.Zip(parts, (weight, part) => weight * part.Mean).Sum() / total;
        return (mean, weights.Zip(parts, (weight, part) => weight * (part.Variance + ((part.Mean - mean) * (part.Mean - mean)))).Sum() / total);
    }
}
