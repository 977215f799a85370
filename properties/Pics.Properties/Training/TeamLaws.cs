using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>A run gives the same bytes whatever number of ranks works on it.</summary>
[Collection(TensorTests.Name)]
public class TeamLaws
{
    private static readonly QuadratureRule Rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 4));

    private static readonly TrainingSettings Quick = TrainingSettings.ForPic with { Batches = new() { Size = 32, Shards = 8 }, Stopping = new() { MaxSteps = 6 }, Reports = new() { ValidateEvery = 3 } };

    private static Dictionary<string, TrainingSettings> Settings => new()
    {
        ["a batch that parts do not divide"] = Quick with { Batches = Quick.Batches with { Size = 37 } },
        ["fewer rows than parts"] = Quick with { Batches = Quick.Batches with { Size = 5 } },
        ["even batches"] = Quick with { Batches = Quick.Batches with { Size = 50, Last = LastBatch.Even } },
        ["micro-batches"] = Quick with { Batches = Quick.Batches with { MicroBatch = 3 } },
        ["patience"] = Quick with { Stopping = Quick.Stopping with { MaxSteps = 400, Patience = 3, MinDelta = 1e6 }, Reports = Quick.Reports with { ValidateEvery = 2 } },
        ["shifted rules and a K that grows"] = Quick with { Rules = StepRules.Shifted.Refined(Refinement.Of((2, 2), (3, 2), (6, null))) },
        ["EM"] = Quick with { Optimiser = TrainingSettings.ForEm.Optimiser },
    };

    public static TheoryData<string> Cases => new(Settings.Keys);

    [Theory]
    [MemberData(nameof(TrainerLaws.PlainAndEngines), MemberType = typeof(TrainerLaws))]
    public void Any_number_of_ranks_gives_the_same_bytes(bool isPlain, EngineKind kind)
    {
        var alone = Alone(new(isPlain, kind), Quick);
        foreach (var count in new[] { 1, 2, 3, 4, 5, 8 })
            foreach (var areNetsDealt in new[] { false, true })
                Assert.All(Ranks.Run(count, ranks => Train(new(isPlain, kind), Quick, trainer => trainer.Among(ranks, areNetsDealt))), found => AssertSame(alone, found));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Any_number_of_ranks_gives_the_same_bytes_under_some_settings(string name)
    {
        var circuit = new Circuit(Settings[name].Optimiser.Kind == OptimiserKind.Em, EngineLaws.Kinds[^1]);
        var alone = Alone(circuit, Settings[name]);
        foreach (var count in new[] { 2, 3, 8 })
            Assert.All(Ranks.Run(count, ranks => Train(circuit, Settings[name], trainer => trainer.Among(ranks, areNetsDealt: count != 8))), found => AssertSame(alone, found));
    }

    [Fact]
    public void Values_that_are_missing_and_a_step_that_fails_give_the_same_bytes()
    {
        var circuit = new Circuit(HasHoles: true, Breaks: true);
        var alone = Alone(circuit, Quick);
        Assert.True(alone.Outcome.Retries > 0 || alone.Outcome.Reason == StopReason.NotFinite);
        Assert.Contains(alone.Records, record => record.Observed < 1);
        foreach (var count in new[] { 2, 4 })
            Assert.All(Ranks.Run(count, ranks => Train(circuit, Quick, trainer => trainer.Among(ranks, areNetsDealt: true))), found => AssertSame(alone, found));
    }

    [Fact]
    public void Parts_change_a_step_by_rounding_only()
    {
        var (whole, parts) = (Alone(new(IsDouble: true), Quick with { Batches = Quick.Batches with { Shards = 1 } }), Alone(new(IsDouble: true), Quick));
        Assert.All(Pairs.Of(whole.Parameters, parts.Parameters), pair => Assert.Equal(pair.Expected, pair.Found, 1e-6));
        Assert.NotEqual(whole.Parameters, Alone(new(IsDouble: true), Quick with { Batches = Quick.Batches with { Seed = 3 } }).Parameters);
    }

    [Fact]
    public void A_run_that_one_rank_is_to_stop_stops_everywhere_at_one_step()
    {
        var steps = Ranks.Run(3, ranks =>
        {
            using var cancellation = new CancellationTokenSource();
            return Train(new(), Quick with { Stopping = new() { MaxSteps = 100 } }, trainer => trainer.Among(ranks, areNetsDealt: true), record =>
            {
                if (ranks.Rank == 2 && record.Step == 4) cancellation.Cancel();
            }, cancellation: cancellation.Token).Outcome;
        });
        Assert.All(steps, outcome => Assert.Equal((StopReason.Cancelled, 4L), (outcome.Reason, outcome.Steps)));
    }

    [Fact]
    public void A_rank_that_ends_ends_the_run_of_all()
    {
        var errors = Assert.Throws<AggregateException>(() => Ranks.Run(4, ranks => Train(new(), Quick, trainer => trainer.Among(ranks, areNetsDealt: true), record =>
        {
            if (ranks.Rank == 1 && record.Step == 2) throw new IOException("the disk is full");
        })));
        Assert.Equal(4, errors.InnerExceptions.Count);
        Assert.Equal(3, errors.InnerExceptions.Count(error => error is RankLostException));
    }

    [Fact]
    public void A_rank_whose_numbers_are_others_is_named()
    {
        var errors = Assert.Throws<AggregateException>(() => Ranks.Run(3, ranks => Train(new(), Quick with { Stopping = new() { MaxSteps = 120, Patience = 1000, MaxEpochs = 1000 }, Reports = new() { ValidateEvery = 1000 } }, trainer => trainer.Among(ranks, areNetsDealt: false), before: parameters =>
        {
            using var untracked = no_grad();
            if (ranks.Rank == 2) parameters.Trainable[0].view(-1).narrow(0, 3, 1).fill_(0.125);
        })));
        Assert.All(errors.InnerExceptions, error => Assert.Equal(
            "the parameters of rank 2 differ from those of rank 0 after step 100, although both made the same steps; look for a fault of its memory or its libraries, and go on from an earlier checkpoint with --resume", error.Message));
    }

    [Theory]
    [InlineData(1, 2, "the number of parts of a batch is 1; it must be at least the number of ranks, 2")]
    [InlineData(8, 9, "the number of parts of a batch is 8; it must be at least the number of ranks, 9")]
    public void More_ranks_than_parts_are_refused(int parts, int count, string sentence) => Assert.All(
        Ranks.Run(count, ranks => Refusal(Quick with { Batches = Quick.Batches with { Shards = parts } }, trainer => trainer.Among(ranks, areNetsDealt: false))),
        found => Assert.Contains(sentence, found, StringComparison.Ordinal));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1 << 17)]
    public void Parts_that_are_no_power_of_two_are_refused(int parts) =>
        Assert.Contains("a power of two from 1 to 65536", Refusal(Quick with { Batches = Quick.Batches with { Shards = parts } }, trainer => trainer), StringComparison.Ordinal);

    [Fact]
    public void A_team_leaves_no_live_tensors()
    {
        long Left(int count)
        {
            var before = TensorTests.Settle();
            Ranks.Run(count, ranks => Train(new(), Quick, trainer => trainer.Among(ranks, areNetsDealt: true)).Outcome);
            return TensorTests.Settle() - before;
        }

        var counted = Left(1); // TorchSharp counts a tensor that becomes a Parameter for good, although it is freed
        Assert.Equal(3 * counted, Left(3));
        using var parameters = new PicNets(Model(new()).Pic, new NetSettings(8), 1);
        Assert.Equal(parameters.Trainable.Count, counted);
    }

    private static Result Alone(Circuit circuit, TrainingSettings settings) => Train(circuit, settings, trainer => trainer);

    private static string Refusal(TrainingSettings settings, Func<Trainer, Either<TrainingError, Trainer>> among)
    {
        var (pic, folded) = Model(new());
        using var parameters = new PicNets(pic, new NetSettings(8), 1);
        using var engine = Compile.ToEngine(folded, EngineKind.Reference);
        return Trainer.Create(engine, folded, parameters, Data(false), settings).Bind(among).Match(_ => "no error", error => error.Explain());
    }

    private static (Pic Pic, FoldedQpc Folded) Model(Circuit circuit)
    {
        var (inputs, integrals) = circuit.IsPlain ? (Sharing.None, Sharing.None) : (Sharing.Full, Sharing.Composite);
        var pic = Get(Pipeline.Model(new InputFamily.Categorical(1, 3), MergeKind.Cp, inputs, integrals).Apply(Get(QuadGraph.Create(4, 4))));
        return (pic, Get(Pipeline.Evaluation(Rule).Apply(pic)));
    }

    private static DatasetSplits Data(bool hasHoles)
    {
        Dataset Shapes(int count, int from) => ShapesDataset.Generate(count, from, size: 4, levels: 3).Bind(rows => hasHoles ? WithHoles(rows) : rows).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        return DatasetSplits.HoldOut(Shapes(200, 1), Shapes(10, 2), 0.1, 42);
    }

    /// <summary>The same rows, every fifth value of which is not observed.</summary>
    private static Either<DataError, Dataset> WithHoles(Dataset rows) => Dataset.Create(
        rows.Name, DataShape.Pixels(4, 4), 1, 3, Enumerable.Range(0, rows.Rows).SelectMany(row => rows.Row(row).Select((value, place) => (row + (3 * place)) % 5 == 0 ? (short)-1 : (short)value)));

    /// <summary>Trains a rank's own copy.</summary>
    private static Result Train(Circuit circuit, TrainingSettings settings, Func<Trainer, Either<TrainingError, Trainer>> among, Action<TrainingRecord>? report = null, Action<ICircuitParameters>? before = null, CancellationToken cancellation = default)
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

    private static void AssertSame(Result one, Result other)
    {
        Assert.Equal(one.Parameters, other.Parameters);
        Assert.Equal(one.Outcome with { Seconds = 0, SecondsPerStep = 0 }, other.Outcome with { Seconds = 0, SecondsPerStep = 0 });
        Assert.Equal(one.Records.Select(Timeless), other.Records.Select(Timeless));
    }

    private static TrainingRecord Timeless(TrainingRecord record) => record is TrainingRecord.Trained trained ? trained with { Seconds = 0, SecondsPerStep = 0 } : record with { Seconds = 0 };

    /// <summary>Which circuit is trained, and on what.</summary>
    private sealed record Circuit(bool IsPlain = false, EngineKind Engine = EngineKind.Reference, bool IsDouble = false, bool HasHoles = false, bool Breaks = false);

    private sealed record Result(TrainingOutcome Outcome, IReadOnlyList<TrainingRecord> Records, double[] Parameters);
}
