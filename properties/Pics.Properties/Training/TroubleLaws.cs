using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Steps that meet numbers that are not finite: where, and what the run does then.</summary>
[Collection(TensorTests.Name)]
public class TroubleLaws
{
    private static readonly TrainingSettings Quick = TrainingSettings.ForPic with { Batches = new() { Size = 32 }, Stopping = new() { MaxSteps = 8 }, Reports = new() { ValidateEvery = 2 }, Optimiser = TrainingSettings.ForPic.Optimiser with { Schedule = new LearningRateSchedule.Constant(), WeightDecay = 0 } };

    public static TheoryData<EngineKind> Engines => new(EngineLaws.Kinds.Prepend(EngineKind.Reference));

    public static TheoryData<EngineKind, bool> EnginesAndLooks
    {
        get
        {
            var data = new TheoryData<EngineKind, bool>();
            foreach (var kind in EngineLaws.Kinds.Prepend(EngineKind.Reference))
                foreach (var isDeferred in new[] { false, true })
                    data.Add(kind, isDeferred);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_parameter_that_is_not_finite_is_named_and_the_run_goes_on_from_the_best_validation(EngineKind kind)
    {
        using var model = new ResumableRun(new(Engine: kind));
        ICircuitParameters? inside = null;
        var (troubles, kept) = (new List<NumericalFailure>(), new List<TrainingState>());
        var run = model.Run(
            Quick,
            checkpointing: new(0, state => kept.Add(state.Copy())) { Failure = troubles.Add },
            before: parameters => inside = parameters,
            report: record =>
            {
                if (record is not TrainingRecord.Trained { Step: 3 } || troubles.Count > 0) return;
                using var untracked = no_grad();
                inside!.Trainable[2].view(-1)[3] = double.NaN;
            });
        NumericalFailure trouble = Assert.Single(troubles);
        Assert.Equal((4L, 1, 2L, 1, Quick.Optimiser.LearningRate), (trouble.Step, trouble.Epoch, trouble.Good.Step, trouble.NextRetry, trouble.LearningRate));
        Assert.Equal(new FailurePlace.Parameter("group.0.head.weight"), trouble.Place);
        Assert.Equal(Permutation.OfEpoch(180, Quick.Batches.Seed, 1)[96..128], trouble.Rows);
        Assert.Equal("in step 4 of epoch 1 the parameter 'group.0.head.weight' is not finite", trouble.Explain());
        Assert.Equal((StopReason.Finished, 8L, 1), (run.Outcome.Reason, run.Outcome.Steps, run.Outcome.Retries));

        using var two = model.Start(Quick with { Stopping = Quick.Stopping with { MaxSteps = 2 } });
        using var once = new TrainingState(two.Progress with { Retries = 1 }, two.Engine, two.Threads, two.Copy().Tensors);
        Assert.Equal(model.Run(Quick, once).Parameters, run.Parameters);
        Assert.Equal(0.5 * Quick.Optimiser.LearningRate, run.Records.OfType<TrainingRecord.Trained>().Last().LearningRate);
        Assert.Equal(1, Assert.Single(kept).Progress.Retries);
    }

    [Theory]
    [MemberData(nameof(EnginesAndLooks))]
    public void A_row_of_probability_zero_is_named_with_its_input_unit_and_stops_the_run(EngineKind kind, bool isDeferred)
    {
        var row = TroubledRun.Order[25];
        var run = TroubledRun.Of(kind, TroubledRun.Settings with { Recovery = TroubledRun.Settings.Recovery with { Retries = 2 }, Reports = TroubledRun.Settings.Reports with { ReportEvery = 5 } }, 1e30, row, isDeferred);
        Assert.Equal((StopReason.NotFinite, 0L, 2), (run.Outcome.Reason, run.Outcome.Steps, run.Outcome.Retries));
        Assert.Equal([1, 2, null], run.Troubles.Select(trouble => trouble.NextRetry));
        foreach (var (trouble, index) in run.Troubles.Select((trouble, index) => (trouble, index)))
        {
            Assert.Equal((3L, 1, 0L), (trouble.Step, trouble.Epoch, trouble.Good.Step));
            Assert.Equal(TroubledRun.Order[20..30], trouble.Rows);
            Assert.Equal(row, Assert.Single(trouble.BadRows));
            Assert.Equal(
                $"in step 3 of epoch 1 the values of input fold 2 of layer 0 (input unit of variable 2) are all zero for training row {row}, alone of the 10 of the batch", trouble.Explain());
            Assert.Equal(1e30, run.Values[index][(5 * 4) + 2]);
            Assert.Equal([5], Enumerable.Range(0, 10).Where(place => double.IsNegativeInfinity(run.LogLikelihoods[index][place])));
        }

        Assert.Equal([1.0, 0.5, 0.25], run.Troubles.Select(trouble => trouble.LearningRate / run.Troubles[0].LearningRate));
        Assert.Equal((0L, 2), (Assert.Single(run.Kept).Step, run.Kept[0].Retries));
        Assert.Empty(run.Records);
    }

    [SkippableFact]
    public void A_likelihood_too_small_for_an_engine_is_named()
    {
        Skip.IfNot(FusedEngine.IsSupported, "this processor has no vector registers of 256 bits");
        var row = TroubledRun.Order[15];
        var run = TroubledRun.Of(EngineKind.Fused, TroubledRun.Settings with { Recovery = TroubledRun.Settings.Recovery with { Retries = 0 } }, 1e5, row, isDeferred: false);
        Assert.Equal(
            $"in step 2 of epoch 1 the values of input fold 2 of layer 0 (input unit of variable 2) are all zero for training row {row}, alone of the 10 of the batch", Assert.Single(run.Troubles).Explain());
        Assert.Empty(TroubledRun.Of(EngineKind.Reference, TroubledRun.Settings, 1e5, row, isDeferred: false).Troubles);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_first_step_after_the_good_state_is_not_repeated(EngineKind kind)
    {
        var run = TroubledRun.Of(kind, TroubledRun.Settings, 1e30, TroubledRun.Order[5], isDeferred: false);
        Assert.Equal((StopReason.NotFinite, 0), (run.Outcome.Reason, run.Outcome.Retries));
        Assert.Equal((1L, null, true, false), (run.Troubles[0].Step, run.Troubles[0].NextRetry, run.Troubles[0].IsFirst, run.Troubles[0].IsHopeless));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_step_that_overflows_is_taken_back_and_the_lower_rate_gives_the_run_that_had_it(EngineKind kind)
    {
        var factor = Math.Pow(2, -140);
        using var model = new ResumableRun(new(Engine: kind));
        var (troubles, states) = (new List<NumericalFailure>(), new List<TrainingState>());
        var settings = Quick with { Optimiser = Quick.Optimiser with { LearningRate = Quick.Optimiser.LearningRate / factor }, Recovery = Quick.Recovery with { Factor = factor } };
        var run = model.Run(settings, checkpointing: new(1, state => states.Add(state.Copy())) { Failure = troubles.Add });
        NumericalFailure trouble = Assert.Single(troubles);
        Assert.Equal((1L, 0L, 1), (trouble.Step, trouble.Good.Step, trouble.NextRetry));
        Assert.Equal(new FailurePlace.Update("group.0.hidden.0.weight"), trouble.Place);
        Assert.Equal("in step 1 of epoch 1 the step made the parameter 'group.0.hidden.0.weight', or its second moment, not finite", trouble.Explain());
        Assert.Equal(model.Run(Quick).Parameters, run.Parameters);
        Assert.Equal([0L, 1, 2, 3, 4, 5, 6, 7, 8], states.Select(state => state.Progress.Step));
        foreach (var state in states) Assert.Equal(run.Parameters, model.Run(settings, state).Parameters);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_learning_rate_that_is_much_too_large_is_lowered(EngineKind kind)
    {
        using var model = new ResumableRun(new(Engine: kind));
        var troubles = new List<NumericalFailure>();
        var settings = Quick with { Optimiser = Quick.Optimiser with { LearningRate = 1e30 }, Recovery = Quick.Recovery with { Factor = 1e-33 }, Stopping = Quick.Stopping with { MaxSteps = 40, Patience = 100 }, Reports = Quick.Reports with { ValidateEvery = 10 } };
        var run = model.Run(settings, checkpointing: new(0, _ => { }) { Failure = troubles.Add });
        NumericalFailure trouble = Assert.Single(troubles);
        var step = kind == EngineKind.Scaled ? 3 : 2; // its exponents have the range of float64
        Assert.Equal((step, 1, 0L, 1e30), ((int)trouble.Step, trouble.Epoch, trouble.Good.Step, trouble.LearningRate));
        Assert.Equal(Permutation.OfEpoch(180, Quick.Batches.Seed, 1)[(32 * (step - 1))..(32 * step)], trouble.Rows);
        Assert.Matches($"^in step {step} of epoch 1 the (values|gradient of the function) of (input|CP) fold [0-9]+ of layer [0-9]+ \\(", trouble.Explain());
        Assert.Equal((StopReason.Finished, 40L, 1), (run.Outcome.Reason, run.Outcome.Steps, run.Outcome.Retries));
        Assert.True(run.Outcome.BestLogLikelihood > -20, run.Outcome.ToString());
    }

    [SkippableFact]
    public void A_learning_rate_of_a_million_is_met_by_the_engine_that_has_the_least_range()
    {
        Skip.IfNot(FusedEngine.IsSupported, "this processor has no vector registers of 256 bits");
        using var model = new ResumableRun(new(Engine: EngineKind.Fused));
        var troubles = new List<NumericalFailure>();
        var settings = Quick with { Optimiser = Quick.Optimiser with { LearningRate = 1e6 }, Recovery = Quick.Recovery with { Factor = 1e-8 }, Stopping = Quick.Stopping with { MaxSteps = 40, Patience = 100 }, Reports = Quick.Reports with { ValidateEvery = 10 } };
        var run = model.Run(settings, checkpointing: new(0, _ => { }) { Failure = troubles.Add });
        Assert.Equal(
            "in step 3 of epoch 1 the values of input fold 1 of layer 0 (input unit of variable 1) are all zero for 12 of the 32 rows of the batch, the first of them training row 36",
            Assert.Single(troubles).Explain());
        Assert.Equal((StopReason.Finished, 40L, 1), (run.Outcome.Reason, run.Outcome.Steps, run.Outcome.Retries));
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_named_where_it_begins()
    {
        using var model = new ResumableRun(new(IsPlain: true));
        var troubles = new List<NumericalFailure>();
        var run = model.Run(Quick, checkpointing: new(0, _ => { }) { Failure = troubles.Add }, before: parameters =>
        {
            using var untracked = no_grad();
            parameters.Trainable[^1].fill_(2e-38);
        });
        Assert.Equal("in step 1 of epoch 1 the gradient of the function of CP fold 0 of layer 2 (sum units of region {0-15}) is not finite", Assert.Single(troubles).Explain());
        Assert.Equal((StopReason.NotFinite, 0L), (run.Outcome.Reason, run.Outcome.Steps));
    }

    [Fact]
    public void Going_back_leaves_no_live_tensors()
    {
        using var model = new ResumableRun();
        using var parameters = model.Fresh(isFirst: true);
        Trainer Create(TrainingSettings settings) => model.Create(parameters, settings, ResumableRun.Data(200)).IfLeft(_ => null!);
        Create(Quick with { Stopping = Quick.Stopping with { MaxSteps = 2 } }).Run(_ => { }, default); // gradients stay with their parameters
        var before = TensorTests.Settle();
        Assert.Equal(1, Create(Quick with { Optimiser = Quick.Optimiser with { LearningRate = 1e39 }, Recovery = Quick.Recovery with { Factor = 1e-42 } }).Run(_ => { }, default).Retries);
        Assert.Equal(before, Tensor.TotalCount);
    }
}
