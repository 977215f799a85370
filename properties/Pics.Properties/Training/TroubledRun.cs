using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>A short run over four real numbers, one of which may be far from all others, and the troubles that it met.</summary>
internal sealed record TroubledRun(
    TrainingOutcome Outcome, IReadOnlyList<NumericalFailure> Troubles, IReadOnlyList<long> Records, IReadOnlyList<TrainingProgress> Kept, double[][] Values, double[][] LogLikelihoods)
{
    /// <summary>Training rows.</summary>
    public const int Rows = 40;

    /// <summary>In batches of ten.</summary>
    public static TrainingSettings Settings { get; } = TrainingSettings.ForPic with { Batches = new() { Size = 10 }, Stopping = new() { MaxSteps = 7 }, Reports = new() { ValidateEvery = 100 } };

    /// <summary>The order of the rows of the first epoch.</summary>
    public static int[] Order { get; } = Permutation.OfEpoch(Rows, Settings.Batches.Seed, 1);

    /// <summary>Trains.</summary>
    /// <param name="kind">The engine.</param>
    /// <param name="settings">How.</param>
    /// <param name="outlier">What the third number of a row is.</param>
    /// <param name="row">That row.</param>
    /// <param name="isDeferred">Whether numbers are looked at only when it reports.</param>
    public static TroubledRun Of(EngineKind kind, TrainingSettings settings, double outlier, int row, bool isDeferred)
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, Rows * 4).Select(_ => (random.NextDouble() * 2) - 1).ToArray();
        if (row >= 0) values[(row * 4) + 2] = outlier;
        var columns = Enumerable.Range(0, 4).Select(index => new Column($"c{index}", new ColumnKind.Real(0, 1))).ToList();
        Dataset Table(IEnumerable<double> numbers) => Dataset.Table("table", columns, numbers).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        var (train, rest) = (Table(values), Table(values.Take(8).Select(value => Math.Clamp(value, -1, 1))));
        var rule = Get(Quadrature.Create(RuleKind.GaussLegendre, 3));
        var pic = Get(Pipeline.Model(new InputFamily.Gaussian(1), MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadTree.Create(1, 4))));
        var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
        using var parameters = new PicNets(pic, new NetSettings(8), 1);
        using var engine = Compile.ToEngine(folded, kind);
        var (troubles, records, kept, seen, found) = (new List<NumericalFailure>(), new List<long>(), new List<TrainingProgress>(), new List<double[]>(), new List<double[]>());
        var checkpointing = new Checkpointing(0, state => kept.Add(state.Progress))
        {
            Failure = trouble =>
            {
                troubles.Add(trouble);
                seen.Add(trouble.Evidence.data<double>().ToArray());
                found.Add(trouble.LogLikelihoods.data<double>().ToArray());
            },
            WentBack = progress => records.RemoveRange((int)progress.Records, records.Count - (int)progress.Records),
        };
        var outcome = Trainer.Create(engine, folded, parameters, new(train, rest, rest), settings)
            .Map(trainer => isDeferred ? trainer.Deferred() : trainer)
            .IfLeft(error => throw new InvalidOperationException(error.Explain()))
            .Run(record => records.Add(record.Step), checkpointing, default);
        return new(outcome, troubles, records, kept, [.. seen], [.. found]);
    }
}
