namespace Pics.Numerics;

/// <summary>Rows that know the same but for the values of some channels. Owns a model of what they know together.</summary>
internal sealed class VariedRows : IDisposable
{
    private readonly FoundModel found;
    private readonly double[] start;

    private VariedRows(RowForm form, FoundModel found)
    {
        (Form, this.found) = (form, found);
        start = found.Evidence.Row(0).ToArray();
    }

    /// <summary>What the rows are.</summary>
    public RowForm Form { get; }

    /// <summary>The model that takes them.</summary>
    public AskedCircuit Model => found.Model;

    /// <summary>Rows that know what a row knows, but nothing of some channels.</summary>
    /// <param name="model">The model; it must outlive the result.</param>
    /// <param name="row">What is known.</param>
    /// <param name="without">Channels that are to be varied.</param>
    public static VariedRows Of(AskedCircuit model, EncodedRow row, params IEnumerable<Term> without)
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

    /// <summary>Rows as the model takes them.</summary>
    public EvidenceRows Evidence(IReadOnlyList<double[]> rows) => EvidenceRows.Of(rows, Form.Variables, Form.Channels);

    /// <summary>log p of each row, in nats and the circuit's own numbers.</summary>
    public double[] LogLikelihoods(IReadOnlyList<double[]> rows) => RowLikelihood.Of(found.Model, Evidence(rows));

    /// <summary>What follows from the posteriors given each of some rows. Error: <see cref="QueryError.Impossible"/>.</summary>
    public Either<QueryError, T> Given<T>(IReadOnlyList<double[]> rows, Func<Posterior, Either<QueryError, T>> say) => Posterior.Of(found.Model, Evidence(rows)).Bind(say);

    /// <inheritdoc/>
    public void Dispose() => found.Dispose();

    private static int Place(RowForm form, Term term) => (term.Variable * form.Channels) + term.Channel;
}
