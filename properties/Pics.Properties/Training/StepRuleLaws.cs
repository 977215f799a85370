using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Under which rules steps materialise, and what becomes of a run when K grows.</summary>
[Collection(TensorTests.Name)]
public class StepRuleLaws
{
    private static readonly TrainingSettings Quick = TrainingSettings.ForPic with { Batches = new() { Size = 32 }, Stopping = new() { MaxSteps = 9 }, Reports = new() { ValidateEvery = 3 } };

    private static readonly QuadratureRule Use = Get(Quadrature.Create(RuleKind.Trapezoidal, 4));

    private static TrainingSettings Refined(bool isShifted, params (int Nodes, long? Steps)[] stages) => Quick.WithRules(new StepRules { IsShifted = isShifted }.Refined(Refinement.Of(stages)));

    private static IEnumerable<(long Step, int Nodes)> Steps(IReadOnlyList<TrainingRecord> records) => records.OfType<TrainingRecord.Trained>().Select(record => (record.Step, record.Nodes));

    [Fact]
    public void Shifts_are_a_function_of_seed_and_step_and_cover_the_interval()
    {
        var stage = Get(StepRules.Shifted.OfStage(Use, 16));
        Assert.Equal(Get(Quadrature.Midpoint(16, -1, 1)), stage);
        double Part(int seed, long step) => StepRules.Shifted.OfStep(stage, seed, step) is var rule && ReferenceEquals(stage, rule.Unshifted) ? 0.5 + (rule.Shift * 8) : double.NaN;
        var parts = Enumerable.Range(0, 2000).Select(step => Part(42, step)).ToList();
        Assert.Equal(parts, Enumerable.Range(0, 2000).Select(step => Part(42, step)));
        Assert.All(parts, part => Assert.InRange(part, 0, 1));
        for (var tenth = 0; tenth < 10; tenth++) Assert.InRange(parts.Count(part => part >= tenth / 10.0 && part < (tenth + 1) / 10.0), 150, 250);
        Assert.True(parts.Distinct().Count() > 1990);
        Assert.NotEqual(parts[0], Part(43, 0));
        Assert.Same(Use, StepRules.Fixed.OfStep(Use, 42, 7));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void K_grows_as_it_is_listed(bool isShifted)
    {
        var run = TrainingRun.Of(Refined(isShifted, (2, 2), (3, 4), (4, null)));
        Assert.Equal([(1, 2), (2, 2), (3, 3), (4, 3), (5, 3), (6, 3), (7, 4), (8, 4), (9, 4)], Steps(run.Records));
        Assert.All(run.Records.OfType<TrainingRecord.Validated>(), validation => Assert.Equal(4, validation.Nodes));
        Assert.Equal([3L, 6, 9], run.Records.OfType<TrainingRecord.Validated>().Select(validation => validation.Step));
    }

    [Fact]
    public void Stages_with_steps_for_all_end_the_run()
    {
        var run = TrainingRun.Of(Refined(true, (2, 2), (8, 3)));
        Assert.Equal((StopReason.Finished, 5L, 8), (run.Outcome.Reason, run.Outcome.Steps, Steps(run.Records).Last().Nodes));
        Assert.Equal(5, run.Records.OfType<TrainingRecord.Validated>().Last().Step);
    }

    [Fact]
    public void Each_stage_has_one_cycle_of_the_schedule()
    {
        var schedule = new LearningRateSchedule.CosineRestarts(7, 1e-4);
        var settings = Refined(true, (2, 2), (3, 4), (4, null));
        var rates = TrainingRun.Of(settings with { Optimiser = settings.Optimiser with { Schedule = schedule } }).Records.OfType<TrainingRecord.Trained>().Select(record => record.LearningRate);
        double Rate(int step, int cycle) => new LearningRateSchedule.CosineRestarts(cycle, 1e-4).At(0.005, step);
        Assert.Equal([Rate(0, 2), Rate(1, 2), Rate(0, 4), Rate(1, 4), Rate(2, 4), Rate(3, 4), Rate(0, 7), Rate(1, 7), Rate(2, 7)], rates);
    }

    [Fact]
    public void K_grows_where_validations_do_not_improve_and_patience_counts_in_the_last_stage()
    {
        var rules = StepRules.Shifted.Refined(new Refinement.Plateaus(Prelude.Array(2, 3, 5)));
        var settings = Quick with { Rules = rules, Stopping = new() { MaxSteps = 400, Patience = 3, MinDelta = 1e6 }, Reports = new() { ValidateEvery = 2 } };
        var run = TrainingRun.Of(settings);

        // The first validation improves on nothing, all others do not.
        Assert.Equal([2, 2, 2, 2, 3, 3, 5, 5, 5, 5, 5, 5], Steps(run.Records).Select(step => step.Nodes));
        Assert.Equal(StopReason.Patience, run.Outcome.Reason);
    }

    [Fact]
    public void One_stage_at_the_K_of_use_is_a_run_without_stages() => Assert.Equal(TrainingRun.Of(Quick).Parameters, TrainingRun.Of(Refined(false, (4, null))).Parameters);

    [Fact]
    public void Shifted_steps_are_others()
    {
        var (fixedRun, shifted) = (TrainingRun.Of(Quick), TrainingRun.Of(Quick.WithRules(StepRules.Shifted)));
        Assert.NotEqual(fixedRun.Parameters, shifted.Parameters);
        Assert.Equal(shifted.Parameters, TrainingRun.Of(Quick.WithRules(StepRules.Shifted)).Parameters);
        Assert.NotEqual(shifted.Parameters, TrainingRun.Of(Quick with { Rules = StepRules.Shifted, Batches = Quick.Batches with { Seed = 43 } }).Parameters);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Micro_batches_make_the_steps_of_the_whole_batch_across_changes_of_K(int rows)
    {
        var settings = Refined(true, (2, 3), (5, 3), (8, null));
        TrainingRun.AssertClose(TrainingRun.Of(settings), TrainingRun.Of(settings with { Batches = settings.Batches with { MicroBatch = rows } }));
    }

    [Fact]
    public void A_run_that_goes_back_goes_back_to_its_stage()
    {
        using var model = new ResumableRun();
        var (isBroken, back) = (false, new List<(long, int, long)>());
        ICircuitParameters? parameters = null;
        var run = model.Run(
            Refined(true, (2, 4), (3, null)),
            checkpointing: new(0, _ => { }) { WentBack = to => back.Add((to.Step, to.Stage, to.StageStep)) },
            before: fresh => parameters = fresh,
            report: record =>
            {
                if (isBroken || record.Step != 6 || record is TrainingRecord.Validated) return;
                isBroken = true;
                using var untracked = TorchSharp.torch.no_grad();
                parameters!.Trainable[0].fill_(double.NaN);
            });
        Assert.Equal([(3L, 0, 0L)], back);
        Assert.Equal((StopReason.Finished, 9L), (run.Outcome.Reason, run.Outcome.Steps));
        (long, int)[] expected = [(1, 2), (2, 2), (3, 2), (4, 2), (5, 3), (6, 3), (4, 2), (5, 3), (6, 3), (7, 3), (8, 3), (9, 3)];
        Assert.Equal(expected, Steps(run.Records));
    }

    [Fact]
    public void Impossible_rules_are_errors()
    {
        string Says(StepRules rules, bool plain = false)
        {
            try
            {
                return TrainingRun.Of(Quick.WithRules(rules), plain) is { } run ? $"{run.Outcome.Steps} steps" : string.Empty;
            }
            catch (InvalidOperationException error)
            {
                return error.Message;
            }
        }

        StepRules Stages(params (int Nodes, long? Steps)[] stages) => StepRules.Fixed.Refined(Refinement.Of(stages));
        Assert.Equal("a K of the refinement is 4 after 8; it must be larger than the one before it", Says(Stages((8, 2), (4, null))));
        Assert.Equal("the number of steps is open at K = 2; it must be given for all stages of the refinement but the last", Says(Stages((2, null), (4, null))));
        Assert.Equal("the number of steps of a stage of the refinement is less than 1; it must be at least 1", Says(Stages((2, 0), (4, null))));
        Assert.Equal("the refinement is without K; it must be a list of K", Says(Stages()));
        Assert.StartsWith("a K of the refinement is impossible; it must be the trapezoidal rule cannot have 1 node(s)", Says(Stages((1, 2), (4, null))), StringComparison.Ordinal);
        Assert.Equal("the patience of the refinement is 0; it must be at least 1", Says(StepRules.Fixed.Refined(new Refinement.Plateaus(Prelude.Array(2, 4), 0))));
        Assert.Equal("the shift of rules is wished; it must be none where the model is no PIC, whose K and nodes are its own", Says(StepRules.Shifted, plain: true));
        Assert.Equal("the number of nodes of the nets is 0; it must be at least 1", Says(StepRules.Shifted.WithNetNodes(0)));
        Assert.Equal("the number of nodes of the nets is 8 under rules that are not shifted; it must be for shifted rules only, since nets would learn these nodes", Says(StepRules.Fixed.WithNetNodes(8)));
        Assert.Equal("the refinement is wished; it must be none where the model is no PIC, whose K and nodes are its own", Says(Stages((2, 2), (4, null)), plain: true));
    }

    [Fact]
    public void Shifts_need_a_bounded_rule_with_a_name()
    {
        var pic = Get(Pipeline.Model(new InputFamily.Categorical(1, 3)).Apply(Get(QuadGraph.Create(4, 4))));
        using var nets = new PicNets(pic, new NetSettings(4), 1);
        var hermite = Get(Quadrature.GaussHermite(4));
        var own = Get(QuadratureRule.Create("own", -1, 1, [-0.5, 0.5], [1, 1]));
        TrainingError? Found(QuadratureRule rule) => TrainingChecks.FindError(Get(Pipeline.Evaluation(rule).Apply(pic)), nets, TrainingRun.Data, Quick.WithRules(StepRules.Shifted));
        Assert.Contains("a rule that is constructed by name on an interval", Found(hermite)!.Explain(), StringComparison.Ordinal);
        Assert.Contains("a rule that is constructed by name on an interval", Found(own)!.Explain(), StringComparison.Ordinal);
        Assert.Null(Found(Get(Quadrature.GaussLegendre(4, -1, 1))));
        Assert.Equal(64, StepRules.Fixed.Refined(Refinement.Of((8, 5), (64, null))).Largest(16));
        Assert.Equal(16, StepRules.Fixed.Refined(Refinement.Of((8, 5))).Largest(16));
    }
}
