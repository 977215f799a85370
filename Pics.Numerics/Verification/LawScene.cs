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

    /// <summary>The model at the rule and K of the case.</summary>
    public QpcModel Model => held.Model;

    /// <summary>log p of a row in nats. Error: <see cref="QueryError"/>.</summary>
    /// <param name="row">[variables, channels], as the model encodes them, NaN where not observed.</param>
    public Either<QueryError, double> LogLikelihood(Arr<double> row) => row.Count == given.Row.Count
        ? LogLikelihoods(Rows(row)).Map(values => values[0])
        : new QueryError.Argument("the number of values of a row", row.Count, $"{given.Row.Count}");

    /// <summary>How far two computations of a log-likelihood may be apart by rounding, nats.</summary>
    public double AllowedFor(double logLikelihood) => Allowed.LogLikelihood(logLikelihood);

    internal LawModel Held => held;

    internal LawOperations Ask => subject.Operations;

    internal LawTolerances Allowed => held.Allowed;

    /// <summary>x and e.</summary>
    internal Tensor Joint => Rows(given.Row);

    /// <summary>e.</summary>
    internal Tensor Evidence => Rows(given.Evidence);

    /// <summary>x alone.</summary>
    internal Tensor Asked => Rows(NoRow.SetItem(given.Place, given.Value));

    /// <summary>A row that observes nothing.</summary>
    internal Arr<double> NoRow => given.Row.Map(_ => double.NaN);

    /// <summary>The family of x.</summary>
    internal InputFamily Family => subject.Families[given.Variable];

    /// <summary>Every place that can be observed.</summary>
    internal IEnumerable<int> Places => subject.Families.Keys.SelectMany(variable => Enumerable.Range(variable * given.Channels, given.Channels));

    /// <summary>Some rows, [B, variables, channels].</summary>
    internal Tensor Rows(params IEnumerable<Arr<double>> rows)
    {
        var all = rows.ToList();
        var real = tensor(all.SelectMany(row => row).ToArray(), [all.Count, subject.Columns, given.Channels], device: Model.Device);
        return Model.IsReal ? real : real.nan_to_num(-1).to(ScalarType.Int64);
    }

    /// <summary>e with each of some values in place of x.</summary>
    internal Tensor At(IEnumerable<double> values) => Rows(values.Select(value => given.With(given.Place, value)));

    /// <summary>Log-likelihoods of rows.</summary>
    internal Either<QueryError, double[]> LogLikelihoods(Tensor rows) => Ask.LogLikelihood(Model, rows).Map(Values);

    /// <summary>With a posterior given e, disposed of afterwards.</summary>
    internal Either<QueryError, T> WithPosterior<T>(Tensor evidence, Func<TensorPosterior, Either<QueryError, T>> use) => Ask.Posterior(Model, evidence).Bind(posterior =>
    {
        using (posterior) return use(posterior);
    });

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
