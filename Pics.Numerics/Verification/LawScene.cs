namespace Pics.Numerics;

/// <summary>What a law sees: the model at the case's rule and K, and the case.</summary>
public sealed class LawScene
{
    private readonly LawSubject subject;
    private readonly LawCase given;
    private readonly LawModel held;

    internal LawScene(LawSubject subject, LawCase given, LawModel held) => (this.subject, this.given, this.held) = (subject, given, held);

    /// <summary>The model at any rule and K, with what evidence is possible.</summary>
    public LawSubject Subject => subject;

    /// <summary>The case.</summary>
    public LawCase Case => given;

    /// <summary>The model at the rule and K of the case, on tensors.</summary>
    public QpcModel Model => held.Model;

    /// <summary>log p of a row in nats. Error: <see cref="QueryError"/>.</summary>
    /// <param name="row">[variables, channels], as the model encodes them, NaN where not observed.</param>
    public Either<QueryError, double> LogLikelihood(Arr<double> row) => row.Count == given.Row.Count
        ? LogLikelihoods(Rows(row)).Map(values => values[0])
        : new QueryError.Argument("the number of values of a row", row.Count, $"{given.Row.Count}");

    /// <summary>How far two computations of a log-likelihood may be apart by rounding, nats.</summary>
    public double AllowedFor(double logLikelihood) => Allowed.LogLikelihood(logLikelihood);

    internal LawModel Held => held;

    /// <summary>The model at the rule and K of the case, in plain memory.</summary>
    internal AskedCircuit Asked => held.Asked;

    internal LawOperations Ask => subject.Operations;

    internal LawTolerances Allowed => held.Allowed;

    /// <summary>x and e.</summary>
    internal EvidenceRows Joint => Rows(given.Row);

    /// <summary>e.</summary>
    internal EvidenceRows Evidence => Rows(given.Evidence);

    /// <summary>x alone.</summary>
    internal EvidenceRows Wanted => Rows(NoRow.SetItem(given.Place, given.Value));

    /// <summary>A row that observes nothing.</summary>
    internal Arr<double> NoRow => given.Row.Map(_ => double.NaN);

    /// <summary>The family of x.</summary>
    internal InputFamily Family => subject.Families[given.Variable];

    /// <summary>Every place that can be observed.</summary>
    internal IEnumerable<int> Places => subject.Families.Keys.SelectMany(variable => Enumerable.Range(variable * given.Channels, given.Channels));

    /// <summary>Some rows, [B, variables, channels].</summary>
    internal EvidenceRows Rows(params IEnumerable<Arr<double>> rows) => EvidenceRows.Of([.. rows.Select(row => row.ToArray())], subject.Columns, given.Channels);

    /// <summary>Rows as a tensor where the model is, [B, variables, channels].</summary>
    internal Tensor OnTensors(EvidenceRows rows) => TensorNumbers.ToTensor(rows, Model.IsReal).On(Model.Device);

    /// <summary>e with each of some values in place of x.</summary>
    internal EvidenceRows At(IEnumerable<double> values) => Rows(values.Select(value => given.With(given.Place, value)));

    /// <summary>Log-likelihoods of rows.</summary>
    internal Either<QueryError, double[]> LogLikelihoods(EvidenceRows rows) => Ask.LogLikelihood(Asked, rows);

    /// <summary>The numbers of a tensor.</summary>
    internal static double[] Values(Tensor tensor) => tensor.numel() == 0 ? [] : tensor.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();

    /// <summary>log of the sum of exponentials.</summary>
    internal static double LogSum(IEnumerable<double> logarithms)
    {
        var all = logarithms.ToArray();
        var largest = all.Max();
        return double.IsInfinity(largest) ? largest : largest + Math.Log(all.Sum(value => Math.Exp(value - largest)));
    }
}
