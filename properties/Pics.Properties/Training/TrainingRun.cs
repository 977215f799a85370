using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>A short run in double precision on small images of shapes, and what it left.</summary>
internal sealed record TrainingRun(TrainingOutcome Outcome, IReadOnlyList<TrainingRecord> Records, double[] Parameters, int Materialisations)
{
    /// <summary>180 training rows of 4 x 4 pixels and three values.</summary>
    public static DatasetSplits Data { get; } = DatasetSplits.HoldOut(Shapes(200, 1), Shapes(40, 2), 0.1, 42);

    private static Dataset Shapes(int count, int seed) =>
        ShapesDataset.Generate(count, seed, size: 4, levels: 3).IfLeft(error => throw new InvalidOperationException(error.Explain()));

    /// <summary>Trains a fresh model.</summary>
    /// <param name="settings">How.</param>
    /// <param name="plain">The plain circuit instead of the PIC.</param>
    /// <param name="before">What is done to the parameters first.</param>
    /// <param name="data">Other rows of the same size.</param>
    /// <param name="checkpointing">Who is given states.</param>
    /// <param name="isDeferred">Whether numbers are looked at only when it reports.</param>
    public static TrainingRun Of(TrainingSettings settings, bool plain = false, Action<ICircuitParameters>? before = null, DatasetSplits? data = null, Checkpointing? checkpointing = null, bool isDeferred = false)
    {
        var rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 4));
        var sharing = plain ? (Sharing.None, Sharing.None) : (Sharing.Full, Sharing.Composite);
        var pic = Get(Pipeline.Model(new InputFamily.Categorical(1, 3), MergeKind.Cp, sharing.Item1, sharing.Item2).Apply(Get(QuadGraph.Create(4, 4))));
        var nets = new NetSettings(8, Double: true);
        using var parameters = new CountingParameters(plain ? new FreeWeights(pic, rule.Count, nets, 1) : new PicNets(pic, nets, 1));
        before?.Invoke(parameters);
        var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
        using var engine = Compile.ToLayerStack(folded);
        var records = new List<TrainingRecord>();
        var outcome = Trainer.Create(engine, folded, parameters, data ?? Data, settings)
            .Map(trainer => isDeferred ? trainer.Deferred() : trainer)
            .IfLeft(error => throw new InvalidOperationException(error.Explain()))
            .Run(records.Add, checkpointing ?? Checkpointing.None, default);
        using var scope = NewDisposeScope();
        return new(outcome, records, [.. parameters.Trainable.SelectMany(parameter => parameter.detach().data<double>().ToArray())], parameters.Count);
    }

    /// <summary>Asserts that two runs made the same steps up to rounding.</summary>
    public static void AssertClose(TrainingRun expected, TrainingRun actual)
    {
        // Adam divides a gradient by its own size, so rounding of a gradient near zero is enlarged by at most the rate over epsilon.
        Assert.All(Pairs.Of(expected.Parameters, actual.Parameters), pair => Assert.Equal(pair.Expected, pair.Found, 1e-7));
        Assert.Equal(expected.Outcome.BestLogLikelihood, actual.Outcome.BestLogLikelihood, 1e-7);
    }
}
