namespace Pics.Numerics;

/// <summary>Rows that know the same but for the values of some channels. Owns a model of what they know together.</summary>
internal sealed class VariedRows : IDisposable
{
    private readonly FoundModel found;
    private readonly double[] start;

    private VariedRows(RowForm form, FoundModel found)
    {
        (Form, this.found) = (form, found);
        start = EvidenceTensors.Rows(found.Evidence)[0];
    }

    /// <summary>What the rows are.</summary>
    public RowForm Form { get; }

    /// <summary>The model that takes them.</summary>
    public QpcModel Model => found.Model;

    /// <summary>Rows that know what a row knows, but nothing of some channels.</summary>
    /// <param name="model">The model; it must outlive the result.</param>
    /// <param name="row">What is known.</param>
    /// <param name="without">Channels that are to be varied.</param>
    public static VariedRows Of(QpcModel model, EncodedRow row, params IEnumerable<Term> without)
    {
        var places = without.Select(term => Place(row.Form, term)).ToHashSet();
        var rest = row with { Values = [.. row.Values.Select((value, place) => places.Contains(place) ? double.NaN : value)], Findings = row.Findings.RemoveRange(places) };
        return new(row.Form, FoundModel.Of(model, rest));
    }

    /// <summary>A row with values that the circuit sees.</summary>
    public double[] With(params IEnumerable<(Term Term, double Seen)> values)
    {
        var row = start.ToArray();
        foreach (var (term, seen) in values) row[Place(Form, term)] = seen;
        return row;
    }

    /// <summary>Rows as the model takes them. Owned by the caller.</summary>
    public Tensor Evidence(IReadOnlyList<double[]> rows) => EvidenceTensors.Of(rows, Form.Variables, Form.Channels, found.Model.IsReal, found.Model.Device);

    /// <summary>log p of each row, in nats and the circuit's own numbers.</summary>
    public double[] LogLikelihoods(IReadOnlyList<double[]> rows)
    {
        using var scope = NewDisposeScope();
        return LogLikelihood.Blocks(found.Model, Evidence(rows)).cpu().data<double>().ToArray();
    }

    /// <summary>What follows from the posteriors given each of some rows. Error: <see cref="QueryError.Impossible"/>.</summary>
    public Either<QueryError, T> Given<T>(IReadOnlyList<double[]> rows, Func<Posterior, Either<QueryError, T>> say)
    {
        using var scope = NewDisposeScope();
        return Posterior.Of(found.Model, Evidence(rows)).Bind(posterior =>
        {
            using (posterior) return say(posterior);
        });
    }

    /// <inheritdoc/>
    public void Dispose() => found.Dispose();

    private static int Place(RowForm form, Term term) => (term.Variable * form.Channels) + term.Channel;
}
