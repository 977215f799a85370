using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class TrainerLaws
{
    private static readonly QuadratureRule Rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 4));

    private static readonly TrainingSettings Quick = TrainingSettings.ForPic with { Batches = new() { Size = 32 }, Stopping = new() { MaxSteps = 12 }, Reports = new() { ValidateEvery = 5 } };

    private static DatasetSplits Data(int rows = 200)
    {
        Dataset Shapes(int count, int seed) => ShapesDataset.Generate(count, seed, size: 4, levels: 3).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        return DatasetSplits.HoldOut(Shapes(rows, 1), Shapes(40, 2), 0.1, 42);
    }

    private static Pic Model(Sharing inputs = Sharing.Full, Sharing integrals = Sharing.Composite) => Get(Pipeline
        .Model(new InputFamily.Categorical(1, 3), MergeKind.Cp, inputs, integrals)
        .Apply(Get(QuadGraph.Create(4, 4))));

    /// <summary>Trains and gives the outcome, the records and the final numbers.</summary>
    private static (TrainingOutcome Outcome, List<TrainingRecord> Records, double[] Parameters) Train(
        TrainingSettings settings, bool plain = false, Action<ICircuitParameters>? before = null, EngineKind kind = EngineKind.Reference, CancellationToken cancellation = default)
    {
        var pic = plain ? Model(Sharing.None, Sharing.None) : Model();
        using var parameters = plain ? new FreeWeights(pic, Rule.Count, new NetSettings(8), 1) : (ICircuitParameters)new PicNets(pic, new NetSettings(8), 1);
        before?.Invoke(parameters);
        var folded = Get(Pipeline.Evaluation(Rule).Apply(pic));
        using var engine = Compile.ToEngine(folded, kind);
        var records = new List<TrainingRecord>();
        var outcome = Trainer.Create(engine, folded, parameters, Data(), settings)
            .IfLeft(error => throw new InvalidOperationException(error.Explain()))
            .Run(records.Add, cancellation);
        using var scope = NewDisposeScope();
        return (outcome, records, [.. parameters.Trainable.SelectMany(parameter => parameter.to(ScalarType.Float64).data<double>().ToArray())]);
    }

    public static TheoryData<bool, EngineKind> PlainAndEngines
    {
        get
        {
            var data = new TheoryData<bool, EngineKind>();
            foreach (var kind in EngineLaws.Kinds.Prepend(EngineKind.Reference))
            {
                data.Add(false, kind);
                data.Add(true, kind);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(PlainAndEngines))]
    public void Equal_seeds_give_identical_runs(bool plain, EngineKind kind)
    {
        var (first, second) = (Train(Quick, plain, kind: kind), Train(Quick, plain, kind: kind));
        Assert.Equal(first.Parameters, second.Parameters);
        Assert.Equal(first.Records.Select(record => record.LogLikelihood), second.Records.Select(record => record.LogLikelihood));
        Assert.NotEqual(first.Parameters, Train(Quick with { Batches = Quick.Batches with { Seed = 7 } }, plain, kind: kind).Parameters);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Training_raises_the_likelihood_of_held_out_rows(bool plain)
    {
        var (outcome, records, _) = Train(Quick with { Stopping = Quick.Stopping with { MaxSteps = 100 }, Reports = Quick.Reports with { ValidateEvery = 20 } }, plain);
        var validations = records.OfType<TrainingRecord.Validated>().Select(record => record.LogLikelihood).ToList();
        Assert.True(validations[^1] > validations[0] && outcome.BestLogLikelihood > Baselines.Uniform(Data().Validation), string.Join(", ", validations));
        Assert.Equal(validations.Max(), outcome.BestLogLikelihood);
    }

    [Fact]
    public void Run_stops_after_the_steps_asked_for_and_validates_at_the_end()
    {
        var (outcome, records, _) = Train(Quick);
        Assert.Equal((StopReason.Finished, 12L, 3), (outcome.Reason, outcome.Steps, outcome.Epoch));
        Assert.Equal([5L, 10, 12], records.OfType<TrainingRecord.Validated>().Select(record => record.Step));
        Assert.Equal(Enumerable.Range(1, 12).Select(step => (long)step), records.OfType<TrainingRecord.Trained>().Select(record => record.Step));
    }

    [Fact]
    public void Incomplete_batches_are_dropped()
    {
        var (outcome, records, _) = Train(Quick with { Stopping = Quick.Stopping with { MaxSteps = long.MaxValue, MaxEpochs = 3 }, Batches = Quick.Batches with { Size = 50 } });
        Assert.Equal(9, outcome.Steps); // 180 rows are three batches of 50 an epoch
        Assert.Equal([1, 1, 1, 2, 2, 2, 3, 3, 3], records.OfType<TrainingRecord.Trained>().Select(record => record.Epoch));
    }

    [Fact]
    public void Patience_ends_a_run_and_the_best_parameters_are_kept()
    {
        var (outcome, records, parameters) = Train(Quick with { Stopping = Quick.Stopping with { MaxSteps = 400, Patience = 2, MinDelta = 1e6 }, Reports = Quick.Reports with { ValidateEvery = 1 } });
        Assert.Equal((StopReason.Patience, 3L, 1L), (outcome.Reason, outcome.Steps, outcome.BestStep));
        Assert.Equal([true, false, false], records.OfType<TrainingRecord.Validated>().Select(record => record.IsBest));
        Assert.Equal(Train(Quick with { Stopping = Quick.Stopping with { MaxSteps = 1 } }).Parameters, parameters);
    }

    [Fact]
    public void Cancellation_ends_a_run_with_a_validation()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        var (outcome, records, _) = Train(Quick, cancellation: cancellation.Token);
        Assert.Equal((StopReason.Cancelled, 0L), (outcome.Reason, outcome.Steps));
        Assert.IsType<TrainingRecord.Validated>(Assert.Single(records));
    }

    [Fact]
    public void A_number_that_is_not_finite_ends_a_run_before_the_step()
    {
        var (outcome, records, parameters) = Train(Quick, before: found =>
        {
            using var untracked = no_grad();
            found.Trainable[0].fill_(double.NaN);
        });
        Assert.Equal((StopReason.NotFinite, 0L), (outcome.Reason, outcome.Steps));
        Assert.Empty(records);
        Assert.Contains(double.NaN, parameters);
    }

    [Fact]
    public void Training_leaves_no_live_tensors()
    {
        var pic = Model();
        using var parameters = new PicNets(pic, new NetSettings(8), 1);
        var folded = Get(Pipeline.Evaluation(Rule).Apply(pic));
        var (data, before) = (Data(), TensorTests.Settle());
        using (var engine = Compile.ToLayerStack(folded))
            Assert.Equal(Quick.Stopping.MaxSteps, Trainer.Create(engine, folded, parameters, data, Quick).IfLeft(error => throw new InvalidOperationException(error.Explain())).Run(_ => { }, default).Steps);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Mean_reduction_makes_weight_decay_stronger_and_nothing_else()
    {
        var free = Quick with { Stopping = Quick.Stopping with { MaxSteps = 2 }, Optimiser = Quick.Optimiser with { WeightDecay = 0 } };
        var (sum, mean) = (Train(free).Parameters, Train(free with { Optimiser = free.Optimiser with { Reduction = LossReduction.Mean } }).Parameters);
        Assert.True(Pairs.Of(sum, mean).Average(pair => Math.Abs(pair.Expected - pair.Found)) < 1e-4); // Adam is blind to the scale, up to its epsilon
        var decayed = free with { Optimiser = free.Optimiser with { WeightDecay = 10, Reduction = LossReduction.Mean } };
        Assert.True(Train(decayed with { Stopping = decayed.Stopping with { MaxSteps = 12 } }).Parameters.Sum(Math.Abs) < Train(free with { Stopping = free.Stopping with { MaxSteps = 12 } }).Parameters.Sum(Math.Abs));
    }

    [Fact]
    public void Cosine_schedule_falls_to_the_minimum_and_restarts()
    {
        var schedule = new LearningRateSchedule.CosineRestarts(500, 1e-4);
        Assert.Equal(0.005, schedule.At(0.005, 0), 1e-15);
        Assert.Equal((0.005 + 1e-4) / 2, schedule.At(0.005, 250), 1e-15);
        Assert.InRange(schedule.At(0.005, 499), 1e-4, 1.001e-4);
        Assert.Equal(0.005, schedule.At(0.005, 500), 1e-15);
        Assert.Equal(0.01, new LearningRateSchedule.Constant().At(0.01, 123));
    }

    [Fact]
    public void Impossible_settings_are_refused_in_a_sentence()
    {
        var pic = Model();
        var folded = Get(Pipeline.Evaluation(Rule).Apply(pic));
        using var parameters = new PicNets(pic, new NetSettings(8), 1);
        using var engine = Compile.ToLayerStack(folded);
        void Says(string sentence, TrainingSettings settings, DatasetSplits? data = null) => Assert.Equal(
            sentence, Trainer.Create(engine, folded, parameters, data ?? Data(), settings).Match(_ => "no error", error => error.Explain()));
        Says("the learning rate is 0; it must be a positive number", Quick with { Optimiser = Quick.Optimiser with { LearningRate = 0 } });
        Says("the learning rate is NaN; it must be a positive number", Quick with { Optimiser = Quick.Optimiser with { LearningRate = double.NaN } });
        Says("the weight decay is -1; it must be zero or a positive number", Quick with { Optimiser = Quick.Optimiser with { WeightDecay = -1 } });
        Says("the batch size is 0; it must be at least 1", Quick with { Batches = Quick.Batches with { Size = 0 } });
        Says("the micro-batch is 0; it must be 1 to the batch size, 32", Quick with { Batches = Quick.Batches with { MicroBatch = 0 } });
        Says("the micro-batch is 33; it must be 1 to the batch size, 32", Quick with { Batches = Quick.Batches with { MicroBatch = 33 } });
        Says("the number of steps between reports is 0; it must be at least 1", Quick with { Reports = Quick.Reports with { ReportEvery = 0 } });
        Says("the number of epochs is 0; it must be at least 1", Quick with { Stopping = Quick.Stopping with { MaxEpochs = 0 } });
        Says("the number of steps is -1; it must be zero or more", Quick with { Stopping = Quick.Stopping with { MaxSteps = -1 } });
        Says("the number of steps between validations is 0; it must be at least 1", Quick with { Reports = Quick.Reports with { ValidateEvery = 0 } });
        Says("patience is 0; it must be at least 1", Quick with { Stopping = Quick.Stopping with { Patience = 0 } });
        Says("min delta is NaN; it must be zero or a positive number", Quick with { Stopping = Quick.Stopping with { MinDelta = double.NaN } });
        Says("the period of the schedule is 0; it must be at least 1", Quick with { Optimiser = Quick.Optimiser with { Schedule = new LearningRateSchedule.CosineRestarts(0) } });
        Says("the training split has 180 row(s); a batch needs 181, so use a smaller batch size or more data", Quick with { Batches = Quick.Batches with { Size = 181 } });
        Says("the validation split has 0 row(s); a batch needs 1, so use a smaller batch size or more data", Quick with { Batches = Quick.Batches with { Size = 1 } }, Data() with { Validation = Data().Validation.First(0) });
        Dataset Table(int variables, int categories) => Dataset.Create("table", DataShape.Table(variables), 1, categories, new short[variables * 40]).IfLeft(_ => null!);
        Says("'table' has 5 variable(s); the circuit needs variables up to number 15", Quick, new(Table(5, 3), Table(5, 3), Table(5, 3)));
        Says("'table' has 4 values at variable 0; the circuit needs at most 3 values there", Quick, new(Table(16, 4), Table(16, 4), Table(16, 4)));
    }

    [Fact]
    public void A_pic_trained_at_one_K_evaluates_at_others_and_with_other_rules()
    {
        var pic = Model();
        using var parameters = new PicNets(pic, new NetSettings(8), 1);
        var data = Data(600);
        double Score(RuleKind kind, int k)
        {
            var rule = Get(Quadrature.Create(kind, k));
            var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
            using var engine = Compile.ToLayerStack(folded);
            using var numbers = parameters.Materialize(rule, forGradients: false, EngineKind.Reference);
            Assert.Equal(0, LogLikelihood.LogNormaliser(engine, numbers.Tensors, data.Test), 1e-4);
            return LogLikelihood.OfRows(engine, numbers.Tensors, data.Test).Average();
        }

        var trained = Get(Pipeline.Evaluation(Get(Quadrature.Create(RuleKind.Trapezoidal, 16))).Apply(pic));
        using (var engine = Compile.ToLayerStack(trained))
            Trainer.Create(engine, trained, parameters, data, Quick with { Stopping = Quick.Stopping with { MaxSteps = 150 } }).IfLeft(error => throw new InvalidOperationException(error.Explain())).Run(_ => { }, default);
        var uniform = Baselines.Uniform(data.Test);
        foreach (var (kind, k) in new[] { (RuleKind.Trapezoidal, 8), (RuleKind.Trapezoidal, 16), (RuleKind.Trapezoidal, 32), (RuleKind.Trapezoidal, 64), (RuleKind.GaussLegendre, 24), (RuleKind.Midpoint, 20) })
            Assert.True(Score(kind, k) > uniform, $"{kind} {k}");
        Assert.True(Math.Abs(Score(RuleKind.Trapezoidal, 64) - Score(RuleKind.Trapezoidal, 128)) < Math.Abs(Score(RuleKind.Trapezoidal, 8) - Score(RuleKind.Trapezoidal, 128)));
    }

    [Fact]
    public void Plain_circuits_are_divided_by_their_normaliser()
    {
        var pic = Get(Pipeline.Model(new InputFamily.Categorical(1, 2), MergeKind.Cp, Sharing.None, Sharing.None).Apply(Get(QuadTree.Create(1, 3))));
        var folded = Get(Pipeline.Evaluation(Rule).Apply(pic));
        using var small = new FreeWeights(pic, Rule.Count, new NetSettings(Double: true), 3);
        using var engine = Compile.ToLayerStack(folded);
        using var numbers = small.Materialize(Rule, forGradients: false, EngineKind.Reference);
        var worlds = Dataset.Create("worlds", DataShape.Table(3), 1, 2, Enumerable.Range(0, 8).SelectMany(world => new[] { (short)(world >> 2 & 1), (short)(world >> 1 & 1), (short)(world & 1) })).IfLeft(_ => null!);
        var normaliser = LogLikelihood.LogNormaliser(engine, numbers.Tensors, worlds);
        Assert.False(Math.Abs(normaliser) < 0.1);
        Assert.Equal(1, LogLikelihood.OfRows(engine, numbers.Tensors, worlds, normaliser, batchSize: 3).Sum(Math.Exp), 1e-12);
        Assert.Throws<ArgumentException>(() => small.Materialize(Get(Quadrature.Create(RuleKind.Midpoint, 5)), false, EngineKind.Reference));
    }
}
