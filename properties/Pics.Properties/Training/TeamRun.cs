using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Short runs that ranks make together, each on a copy of its own.</summary>
internal static class TeamRun
{
    public static readonly QuadratureRule Rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 4));

    public static readonly TrainingSettings Quick = TrainingSettings.ForPic with { Batches = new() { Size = 32, Shards = 8 }, Stopping = new() { MaxSteps = 6 }, Reports = new() { ValidateEvery = 3 } };

    public static Result Alone(Circuit circuit, TrainingSettings settings) => Train(circuit, settings, trainer => trainer);

    public static string Refusal(TrainingSettings settings, Func<Trainer, Either<TrainingError, Trainer>> among)
    {
        var (pic, folded) = Model(new());
        using var parameters = new PicNets(pic, new NetSettings(8), 1);
        using var engine = Compile.ToEngine(folded, EngineKind.Reference);
        return Trainer.Create(engine, folded, parameters, Data(false), settings).Bind(among).Match(_ => "no error", error => error.Explain());
    }

    public static (Pic Pic, FoldedQpc Folded) Model(Circuit circuit)
    {
        var (inputs, integrals) = circuit.IsPlain ? (Sharing.None, Sharing.None) : (Sharing.Full, Sharing.Composite);
        var pic = Get(Pipeline.Model(new InputFamily.Categorical(1, 3), MergeKind.Cp, inputs, integrals).Apply(Get(QuadGraph.Create(4, 4))));
        return (pic, Get(Pipeline.Evaluation(Rule).Apply(pic)));
    }

    public static DatasetSplits Data(bool hasHoles)
    {
        Dataset Shapes(int count, int from) => ShapesDataset.Generate(count, from, size: 4, levels: 3).Bind(rows => hasHoles ? WithHoles(rows) : rows).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        return DatasetSplits.HoldOut(Shapes(200, 1), Shapes(10, 2), 0.1, 42);
    }

    /// <summary>The same rows, every fifth value of which is not observed.</summary>
    private static Either<DataError, Dataset> WithHoles(Dataset rows) => Dataset.Create(
        rows.Name, DataShape.Pixels(4, 4), 1, 3, Enumerable.Range(0, rows.Rows).SelectMany(row => rows.Row(row).Select((value, place) => (row + (3 * place)) % 5 == 0 ? (short)-1 : (short)value)));

    /// <summary>Trains a rank's own copy.</summary>
    public static Result Train(Circuit circuit, TrainingSettings settings, Func<Trainer, Either<TrainingError, Trainer>> among, Action<TrainingRecord>? report = null, Action<ICircuitParameters>? before = null, CancellationToken cancellation = default)
    {
        var (pic, folded) = Model(circuit);
        using var parameters = circuit.IsPlain ? new FreeWeights(pic, Rule.Count, new NetSettings(8, Double: circuit.IsDouble), 1) : (ICircuitParameters)new PicNets(pic, new NetSettings(8, Double: circuit.IsDouble), 1);
        using var engine = Compile.ToEngine(folded, circuit.Engine);
        before?.Invoke(parameters);
        var records = new List<TrainingRecord>();
        var wanted = circuit.Breaks ? settings with { Optimiser = settings.Optimiser with { LearningRate = 1e37 } } : settings;
        var outcome = Trainer.Create(engine, folded, parameters, Data(circuit.HasHoles), wanted)
            .Bind(among)
            .IfLeft(error => throw new InvalidOperationException(error.Explain()))
            .Run(records.Add + report, cancellation);
        using var scope = NewDisposeScope();
        return new(outcome, records, [.. parameters.Named.SelectMany(entry => entry.Tensor.detach().to(ScalarType.Float64).data<double>().ToArray())]);
    }

    public static void AssertSame(Result one, Result other)
    {
        Assert.Equal(one.Parameters, other.Parameters);
        Assert.Equal(one.Outcome with { Seconds = 0, SecondsPerStep = 0 }, other.Outcome with { Seconds = 0, SecondsPerStep = 0 });
        Assert.Equal(one.Records.Select(Timeless), other.Records.Select(Timeless));
    }

    private static TrainingRecord Timeless(TrainingRecord record) => record is TrainingRecord.Trained trained ? trained with { Seconds = 0, SecondsPerStep = 0 } : record with { Seconds = 0 };

    /// <summary>Which circuit is trained, and on what.</summary>
    public sealed record Circuit(bool IsPlain = false, EngineKind Engine = EngineKind.Reference, bool IsDouble = false, bool HasHoles = false, bool Breaks = false);

    public sealed record Result(TrainingOutcome Outcome, IReadOnlyList<TrainingRecord> Records, double[] Parameters);
}
