namespace Pics.Numerics;

/// <summary>What laws ask: every query and engine by one function each, so that tests can put a wrong one in its place.</summary>
internal sealed record LawOperations
{
    /// <summary>The library's own.</summary>
    public static LawOperations Standard { get; } = new();

    public Func<AskedCircuit, EvidenceRows, Either<QueryError, double[]>> LogLikelihood { get; init; } = RowLikelihood.OfEvidence;

    public Func<AskedCircuit, EvidenceRows, EvidenceRows, Either<QueryError, double[]>> Conditional { get; init; } = Numerics.Conditional.LogLikelihood;

    public Func<AskedCircuit, EvidenceRows, Either<QueryError, Posterior>> Posterior { get; init; } = Numerics.Posterior.Of;

    public Func<Posterior, int, int, Either<QueryError, double[]>> Probabilities { get; init; } = (posterior, variable, channel) => posterior.Probabilities(variable, channel); // variable, channel

    public Func<Posterior, EvidenceRows, Either<QueryError, double[]>> LogDensity { get; init; } = (posterior, values) => posterior.LogDensity(values);

    public Func<Posterior, (double[] Mean, double[] Variance)> Moments { get; init; } = posterior => (posterior.Mean(), posterior.Variance());

    public Func<AskedCircuit, EvidenceRows, Either<QueryError, double[]>> Surprise { get; init; } = Numerics.Surprise.Of;

    public Func<AskedCircuit, EvidenceRows, Either<QueryError, double[]>> EvidenceGradient { get; init; } = Numerics.EvidenceGradient.Of;

    public Func<AskedCircuit, int, long, long, Either<QueryError, EvidenceRows>> Samples { get; init; } = (model, count, seed, first) => Sampling.Unconditional(model, count, seed, first);

    public Func<AskedCircuit, EvidenceRows, int, long, long, Either<QueryError, EvidenceRows>> SamplesGiven { get; init; } = (model, evidence, draws, seed, first) => Sampling.Given(model, evidence, draws, seed, first); // evidence, draws, seed, first row

    public Func<AskedCircuit, EvidenceRows, long, Either<QueryError, EvidenceRows>> MaxProduct { get; init; } = (model, evidence, first) => Mpe.MaxProduct(model, evidence, first);

    public Func<LawModel, EvidenceRows, double[]> LargestTree { get; init; } = TreeValues;

    public Func<AskedCircuit, EvidenceRows, int, int, long, Either<QueryError, Completions>> BestOf { get; init; } = (model, evidence, draws, kept, seed) => Mpe.BestOf(model, evidence, draws, kept, seed); // evidence, draws, kept, seed

    public Func<ICircuitEngine, CircuitTensors, Tensor, Tensor> EngineLogLikelihood { get; init; } = (engine, numbers, evidence) => engine.LogLikelihood(numbers, evidence);

    public Action<ICircuitEngine, CircuitTensors, Tensor, CircuitTensors> EngineGradients { get; init; } = (engine, numbers, evidence, gradients) => engine.Differentiate(numbers, evidence, gradients, 1, accumulate: false).Dispose();

    public Func<FoldedQpc, Either<PicsError, FoldedQpc>> Refold { get; init; } = circuit => Fold.Pass.Apply(circuit.Unfold());

    public Func<FoldedQpc, Interpretation, double> Denotation { get; init; } = Algebra.Denotation.OfFolded;

    public Func<QpcModel, Tensor, Tensor, Tensor, long, Either<QueryError, LanguageExt.Unit>> AllOnTensors { get; init; } = AskAll; // x and e, e, x, seed

    /// <summary>The logarithm of the largest value of an induced tree of each row, less log Z, [B]; by other maxima than those of completions where there are tensors.</summary>
    private static double[] TreeValues(LawModel held, EvidenceRows evidence) =>
        [.. (held.IsOnTensors ? OfMaxStack(held.Model, evidence) : held.Asked.Passes.Maxima(evidence).LogLikelihood).Select(value => value - held.Asked.LogZ)];

    private static double[] OfMaxStack(QpcModel model, EvidenceRows evidence)
    {
        using var scope = NewDisposeScope();
        using var maxima = Compile.ToMaxStack(model.Circuit, model.Device);
        return LawScene.Values(maxima.Outputs(model.Parameters, TensorNumbers.ToTensor(evidence, model.IsReal).On(model.Device))[^1].view(-1));
    }

    /// <summary>Everything that can be asked on tensors, let go of at once.</summary>
    private static Either<QueryError, LanguageExt.Unit> AskAll(QpcModel model, Tensor joint, Tensor evidence, Tensor asked, long seed)
    {
        static LanguageExt.Unit Done(params IEnumerable<IDisposable> made)
        {
            foreach (var one in made) one.Dispose();
            return LanguageExt.Unit.Default;
        }

        return from one in Numerics.LogLikelihood.OfEvidence(model, joint).Map(found => Done(found))
               from two in Numerics.Conditional.LogLikelihood(model, asked, evidence).Map(found => Done(found))
               from three in Numerics.Posterior.Of(model, evidence).Bind(posterior =>
               {
                   Done(posterior.Mean(), posterior.Variance());
                   return posterior.LogDensity(asked).Map(found => Done(found, posterior));
               })
               from four in Numerics.Surprise.Of(model, joint).Map(found => Done(found))
               from five in Sampling.Unconditional(model, 2, seed).Map(found => Done(found))
               from six in Sampling.Given(model, evidence, 2, seed).Map(found => Done(found))
               from seven in Mpe.BestOf(model, evidence, 2, 1, seed).Map(found => Done(found))
               select LanguageExt.Unit.Default;
    }
}
