using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>A run that starts from a state of another goes on as that one, bit for bit.</summary>
[Collection(TensorTests.Name)]
public class ResumeLaws
{
    private static readonly TrainingSettings Quick = TrainingSettings.ForPic with { Batches = new() { Size = 32 }, Stopping = new() { MaxSteps = 8 }, Reports = new() { ValidateEvery = 3 } };

    public static TheoryData<bool, EngineKind, bool> Circuits
    {
        get
        {
            var data = new TheoryData<bool, EngineKind, bool>();
            foreach (var plain in new[] { false, true })
                foreach (var kind in EngineLaws.Kinds.Prepend(EngineKind.Reference))
                    foreach (var isDouble in new[] { false, true })
                        data.Add(plain, kind, isDouble);
            return data;
        }
    }

    public static TheoryData<string> Cases => new(Settings.Keys);

    private static Dictionary<string, TrainingSettings> Settings => new()
    {
        ["micro-batches"] = Quick with { Batches = Quick.Batches with { MicroBatch = 7 } },
        ["the mean of a batch"] = Quick with { Optimiser = Quick.Optimiser with { Reduction = LossReduction.Mean, WeightDecay = 0 } },
        ["reports between validations"] = Quick with { Reports = Quick.Reports with { ReportEvery = 2 } },
        ["reports less often than validations"] = Quick with { Reports = Quick.Reports with { ReportEvery = 5 } },
        ["patience"] = Quick with { Stopping = Quick.Stopping with { MaxSteps = 400, Patience = 3, MinDelta = 1e6 }, Reports = Quick.Reports with { ValidateEvery = 2 } },
        ["the ends of epochs"] = Quick with { Batches = Quick.Batches with { Size = 60 }, Stopping = Quick.Stopping with { MaxEpochs = 4, MaxSteps = long.MaxValue } },
        ["batches that leave rows out"] = Quick with { Batches = Quick.Batches with { Size = 50 }, Stopping = Quick.Stopping with { MaxEpochs = 4, MaxSteps = long.MaxValue } },
        ["restarts of the rate"] = Quick with { Optimiser = Quick.Optimiser with { Schedule = new LearningRateSchedule.CosineRestarts(3) } },
        ["shifted rules"] = Quick with { Rules = StepRules.Shifted },
        ["nets at few nodes"] = Quick with { Rules = StepRules.Shifted.WithNetNodes(1).Refined(Refinement.Of((3, 3), (12, null))) },
        ["a K that grows"] = Quick with { Rules = StepRules.Shifted.Refined(Refinement.Of((2, 3), (3, 2), (6, null))), Reports = Quick.Reports with { ReportEvery = 2 } },
        ["a K that grows to that of use"] = Quick with { Rules = StepRules.Fixed.Refined(Refinement.Of((2, 2), (4, 4))) },
        ["a K that grows by the validation"] = Quick with { Rules = StepRules.Shifted.Refined(new Refinement.Plateaus(Prelude.Array(2, 3, 5))), Stopping = Quick.Stopping with { MaxSteps = 400, Patience = 3, MinDelta = 1e6 }, Reports = Quick.Reports with { ValidateEvery = 2 } },
        ["EM"] = Quick with { Optimiser = TrainingSettings.ForEm.Optimiser },
        ["EM without momentum in micro-batches"] = Quick with { Optimiser = TrainingSettings.ForEm.Optimiser with { Momentum = 0 }, Batches = Quick.Batches with { MicroBatch = 7 } },
        ["no steps"] = Quick with { Stopping = Quick.Stopping with { MaxSteps = 0 } },
    };

    [Theory]
    [MemberData(nameof(Circuits))]
    public void Every_state_leads_to_the_same_end(bool plain, EngineKind kind, bool isDouble) => AssertEveryState(new(plain, kind, isDouble), Quick);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_state_of_a_run_with_some_settings_leads_to_the_same_end(string name) => AssertEveryState(new(IsPlain: Settings[name].Optimiser.Kind == OptimiserKind.Em), Settings[name]);

    [SkippableTheory]
    [InlineData(EngineKind.Scaled)]
    [InlineData(EngineKind.Fused)]
    public void Every_state_of_a_run_whose_K_grows_leads_to_the_same_end(EngineKind kind)
    {
        Skip.IfNot(Engines.Supports(kind, null), "this processor has no 256-bit vector registers");
        AssertEveryState(new(Engine: kind), Settings["a K that grows"]);
    }

    [Fact]
    public void States_of_states_lead_to_the_same_end()
    {
        using var model = new ResumableRun();
        var whole = model.Run(Quick);
        var from = model.Start(Quick with { Stopping = Quick.Stopping with { MaxSteps = 1 } });
        for (var step = 2; step <= 8; step++) from = model.Next(Quick with { Stopping = Quick.Stopping with { MaxSteps = step } }, from);
        Assert.Equal(whole.Parameters, model.Run(Quick, from).Parameters);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 1)]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    [InlineData(8, 1)]
    public void Raised_limits_give_the_run_that_had_them_from_the_start(long few, int reportEvery)
    {
        var settings = Quick with { Reports = Quick.Reports with { ReportEvery = reportEvery } };
        using var model = new ResumableRun();
        ResumableRun.AssertSame(model.Run(settings), model.Run(settings, model.Start(settings with { Stopping = settings.Stopping with { MaxSteps = few } })));
    }

    [Fact]
    public void Raised_epochs_give_the_run_that_had_them_from_the_start()
    {
        var settings = Quick with { Stopping = Quick.Stopping with { MaxSteps = long.MaxValue, MaxEpochs = 3 } };
        using var model = new ResumableRun();
        ResumableRun.AssertSame(model.Run(settings), model.Run(settings, model.Start(settings with { Stopping = settings.Stopping with { MaxEpochs = 2 } })));
    }

    [Fact]
    public void A_cancelled_run_goes_on_as_if_it_had_not_been()
    {
        using var model = new ResumableRun();
        using var cancellation = new CancellationTokenSource();
        var whole = model.Run(Quick);
        var states = new List<TrainingState>();
        var cancelled = model.Run(Quick, null, new(0, state => states.Add(state.Copy())), cancellation: cancellation.Token, report: record =>
        {
            if (record.Step == 7) cancellation.Cancel();
        });
        Assert.Equal((StopReason.Cancelled, 7L), (cancelled.Outcome.Reason, cancelled.Outcome.Steps));
        Assert.IsType<TrainingRecord.Validated>(cancelled.Records[^1]); // which is not part of the state
        ResumableRun.AssertSame(whole, model.Run(Quick, Assert.Single(states)));
    }

    [Fact]
    public void Giving_states_changes_nothing()
    {
        using var model = new ResumableRun();
        var steps = new List<long>();
        var (without, with) = (model.Run(Quick), model.Run(Quick, null, new(3, state => steps.Add(state.Progress.Step))));
        Assert.Equal(without.Parameters, with.Parameters);
        Assert.Equal([3L, 6, 8], steps);
        model.Run(Quick, null, new(4, state => steps.Add(state.Progress.Step)));
        Assert.Equal([3L, 6, 8, 4, 8], steps);
    }

    [Fact]
    public void No_state_is_given_where_none_is_finite()
    {
        using var model = new ResumableRun(new(IsDouble: true));
        var run = model.Run(Quick with { Reports = Quick.Reports with { ReportEvery = 5 } }, null, new(1, _ => Assert.Fail("a state was given")), before: parameters =>
        {
            using var untracked = no_grad();
            parameters.Trainable[0].fill_(double.NaN);
        });
        Assert.Equal(StopReason.NotFinite, run.Outcome.Reason);
    }

    [Fact]
    public void States_of_other_runs_are_refused_in_a_sentence()
    {
        using var model = new ResumableRun();
        using var other = new ResumableRun(new(IsPlain: true));
        using var state = model.Start(Quick);
        using var late = model.Start(Settings["a K that grows"]);
        Assert.Equal("the checkpoint is of a run with stage 3 of a refinement of K; this one has 0 of them", model.Refusal(Quick, late, ResumableRun.Data(200)));
        Assert.Equal("the checkpoint is of a run with 180 training rows; this one has 90", model.Refusal(Quick, state, ResumableRun.Data(100)));
        Assert.Equal(
            "the checkpoint is of a run with tensor 'parameters.group.0.frequencies' of Float32 [1, 4]; this one has tensor 'parameters.group.0' of Float32 [16, 4, 1, 3]",
            other.Refusal(Quick, state, ResumableRun.Data(200)));
    }

    [Fact]
    public void Runs_from_states_leave_no_live_tensors()
    {
        using var model = new ResumableRun();
        using var parameters = model.Fresh(isFirst: true);
        Trainer Create(TrainingSettings settings) => model.Create(parameters, settings, ResumableRun.Data(200)).IfLeft(_ => null!);
        Create(Quick).Run(_ => { }, default); // gradients stay with their parameters
        var before = TensorTests.Settle();
        TrainingState? state = null;
        Create(Quick with { Stopping = Quick.Stopping with { MaxSteps = 3 } }).Run(_ => { }, new(2, given =>
        {
            state?.Dispose();
            state = given.Copy();
        }), default);
        Create(Quick).From(state!).IfLeft(error => throw new InvalidOperationException(error.Explain())).Run(_ => { }, default);
        Assert.Equal(before, Tensor.TotalCount);
    }

    private static void AssertEveryState(ResumableRun.Circuit circuit, TrainingSettings settings)
    {
        using var model = new ResumableRun(circuit);
        var states = new List<TrainingState>();
        var whole = model.Run(settings, null, new(1, state => states.Add(state.Copy())));
        Assert.Equal(Math.Max(1, whole.Outcome.Steps), states.Count);
        foreach (var state in states) ResumableRun.AssertSame(whole, model.Run(settings, state));
    }
}
