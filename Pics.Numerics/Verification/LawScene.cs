namespace Pics.Numerics;

/// <summary>What a law sees: the model at the case's rule and K, and the case's rows as tensors of the current dispose scope.</summary>
internal sealed class LawScene(LawSubject subject, LawCase given, LawModel held)
{
    public LawSubject Subject => subject;

    public LawCase Case => given;

    public LawModel Held => held;

    public QpcModel Model => held.Model;

    public LawOperations Ask => subject.Operations;

    public LawTolerances Allowed => held.Allowed;

    /// <summary>x and e.</summary>
    public Tensor Joint => Rows(given.Row);

    /// <summary>e.</summary>
    public Tensor Evidence => Rows(given.Evidence);

    /// <summary>x alone.</summary>
    public Tensor Asked => Rows(NoRow.SetItem(given.Place, given.Value));

    /// <summary>A row that observes nothing.</summary>
    public Arr<double> NoRow => given.Row.Map(_ => double.NaN);

    /// <summary>The family of x.</summary>
    public InputFamily Family => subject.Families[given.Variable];

    /// <summary>Every place that can be observed.</summary>
    public IEnumerable<int> Places => subject.Families.Keys.SelectMany(variable => Enumerable.Range(variable * given.Channels, given.Channels));

    /// <summary>Some rows, [B, variables, channels].</summary>
    public Tensor Rows(params IEnumerable<Arr<double>> rows)
    {
        var all = rows.ToList();
        var real = tensor(all.SelectMany(row => row).ToArray(), [all.Count, subject.Columns, given.Channels], device: Model.Device);
        return Model.IsReal ? real : real.nan_to_num(-1).to(ScalarType.Int64);
    }

    /// <summary>e with each of some values in place of x.</summary>
    public Tensor At(IEnumerable<double> values) => Rows(values.Select(value => given.With(given.Place, value)));

    /// <summary>Log-likelihoods of rows.</summary>
    public Either<QueryError, double[]> LogLikelihoods(Tensor rows) => Ask.LogLikelihood(Model, rows).Map(Values);

    /// <summary>With a posterior given e, disposed of afterwards.</summary>
    public Either<QueryError, T> WithPosterior<T>(Tensor evidence, Func<Posterior, Either<QueryError, T>> use) => Ask.Posterior(Model, evidence).Bind(posterior =>
    {
        using (posterior) return use(posterior);
    });

    /// <summary>The numbers of a tensor.</summary>
    public static double[] Values(Tensor tensor) => tensor.numel() == 0 ? [] : tensor.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();

    /// <summary>log of the sum of exponentials.</summary>
    public static double LogSum(IEnumerable<double> logarithms)
    {
        var all = logarithms.ToArray();
        var largest = all.Max();
        return double.IsInfinity(largest) ? largest : largest + Math.Log(all.Sum(value => Math.Exp(value - largest)));
    }
}
