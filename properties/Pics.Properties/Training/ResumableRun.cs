using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Short runs of one circuit on small images of shapes, each with parameters of its own, from the start or from a state.</summary>
internal sealed class ResumableRun : IDisposable
{
    private static readonly QuadratureRule Rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 4));

    private readonly Circuit circuit;
    private readonly Pic pic;
    private readonly FoldedQpc folded;
    private readonly ICircuitEngine engine;
    private readonly DatasetSplits data;
    private long seed;

    public ResumableRun(Circuit? wanted = null)
    {
        circuit = wanted ?? new();
        var (inputs, integrals) = circuit.IsPlain ? (Sharing.None, Sharing.None) : (Sharing.Full, Sharing.Composite);
        pic = Get(Pipeline.Model(new InputFamily.Categorical(1, 3), MergeKind.Cp, inputs, integrals).Apply(Get(QuadTree.Create(4, 4))));
        folded = Get(Pipeline.Evaluation(Rule).Apply(pic));
        engine = Compile.ToEngine(folded, circuit.Engine);
        data = Data(200);
    }

    /// <summary>Training and validation rows, a tenth for validation.</summary>
    public static DatasetSplits Data(int rows)
    {
        Dataset Shapes(int count, int from) => ShapesDataset.Generate(count, from, size: 4, levels: 3).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        return DatasetSplits.HoldOut(Shapes(rows, 1), Shapes(10, 2), 0.1, 42);
    }

    /// <summary>Fresh parameters: of seed 1 for a run from the start, of another seed for each run from a state, which must not show.</summary>
    public ICircuitParameters Fresh(bool isFirst) => circuit.IsPlain
        ? new FreeWeights(pic, Rule.Count, new NetSettings(8, Double: circuit.IsDouble), isFirst ? 1 : ++seed + 1)
        : new PicNets(pic, new NetSettings(8, Double: circuit.IsDouble), isFirst ? 1 : ++seed + 1);

    /// <summary>A trainer of some parameters on some rows.</summary>
    public Either<TrainingError, Trainer> Create(ICircuitParameters parameters, TrainingSettings settings, DatasetSplits rows) => Trainer.Create(engine, folded, parameters, rows, settings);

    /// <summary>Trains, from the start if there is no state.</summary>
    public Result Run(
        TrainingSettings settings, TrainingState? from = null, Checkpointing? checkpointing = null, Action<TrainingRecord>? report = null, Action<ICircuitParameters>? before = null, CancellationToken cancellation = default)
    {
        var skipped = from?.Progress.Records ?? 0;
        using var parameters = Fresh(isFirst: from is null);
        before?.Invoke(parameters);
        var records = new List<TrainingRecord>();
        var outcome = Create(parameters, settings, data)
            .Bind(trainer => from is null ? trainer : trainer.From(from))
            .IfLeft(error => throw new InvalidOperationException(error.Explain()))
            .Run(records.Add + report, checkpointing ?? Checkpointing.None, cancellation);
        using var scope = NewDisposeScope();
        return new(outcome, records, skipped, [.. parameters.Named.SelectMany(entry => entry.Tensor.detach().to(ScalarType.Float64).data<double>().ToArray())]);
    }

    /// <summary>The state at the end of a run from the start.</summary>
    public TrainingState Start(TrainingSettings settings) => Next(settings, null);

    /// <summary>The state at the end of a run from a state.</summary>
    public TrainingState Next(TrainingSettings settings, TrainingState? from)
    {
        TrainingState? last = null;
        Run(settings, from, new(0, state => last = state.Copy()));
        return last!;
    }

    /// <summary>Why a run on some rows cannot go on from a state.</summary>
    public string Refusal(TrainingSettings settings, TrainingState state, DatasetSplits rows)
    {
        using var parameters = Fresh(isFirst: true);
        return Create(parameters, settings, rows).Bind(trainer => trainer.From(state)).Match(_ => "no error", error => error.Explain());
    }

    /// <summary>Asserts that a run that went on ended as the whole run, and reported the rest of what that one reported.</summary>
    public static void AssertSame(Result whole, Result rest)
    {
        Assert.Equal(whole.Parameters, rest.Parameters);
        Assert.Equal(whole.Outcome with { Seconds = 0, SecondsPerStep = 0 }, rest.Outcome with { Seconds = 0, SecondsPerStep = 0 });
        Assert.Equal(whole.Records.Skip((int)rest.Skipped).Select(Timeless), rest.Records.Select(Timeless));
    }

    public void Dispose() => engine.Dispose();

    private static TrainingRecord Timeless(TrainingRecord record) => record is TrainingRecord.Trained trained ? trained with { Seconds = 0, SecondsPerStep = 0 } : record with { Seconds = 0 };

    /// <summary>Which circuit is trained.</summary>
    internal sealed record Circuit(bool IsPlain = false, EngineKind Engine = EngineKind.Reference, bool IsDouble = false);

    /// <summary>What a run left.</summary>
    internal sealed record Result(TrainingOutcome Outcome, IReadOnlyList<TrainingRecord> Records, long Skipped, double[] Parameters);
}
