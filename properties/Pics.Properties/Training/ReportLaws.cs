using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Steps that are not looked at one by one, as on a device that should not be waited for.</summary>
[Collection(TensorTests.Name)]
public class ReportLaws
{
    private static readonly TrainingSettings Each = TrainingSettings.ForPic with { Batches = new() { Size = 32 }, Stopping = new() { MaxSteps = 12 }, Reports = new() { ValidateEvery = 7 } };

    private static readonly TrainingSettings Seldom = Each with { Reports = Each.Reports with { ReportEvery = 5 } };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reporting_less_often_changes_no_step(bool plain)
    {
        var (each, seldom) = (TrainingRun.Of(Each, plain), TrainingRun.Of(Seldom, plain));
        Assert.Equal(each.Parameters, seldom.Parameters);
        Assert.Equal(each.Outcome with { Seconds = 0, SecondsPerStep = 0 }, seldom.Outcome with { Seconds = 0, SecondsPerStep = 0 });
        Assert.Equal(each.Records.OfType<TrainingRecord.Validated>().Select(record => record.LogLikelihood), seldom.Records.OfType<TrainingRecord.Validated>().Select(record => record.LogLikelihood));
    }

    [Fact]
    public void Reports_are_means_over_the_steps_since_the_last_and_come_before_validations_and_at_the_end()
    {
        var (each, seldom) = (TrainingRun.Of(Each).Records.OfType<TrainingRecord.Trained>().ToList(), TrainingRun.Of(Seldom).Records);
        Assert.Equal([(false, 5L), (false, 7L), (true, 7L), (false, 10L), (false, 12L), (true, 12L)], seldom.Select(record => (record is TrainingRecord.Validated, record.Step)));
        var done = 0;
        foreach (var record in seldom.OfType<TrainingRecord.Trained>())
        {
            Assert.Equal(each.Skip(done).Take((int)record.Step - done).Average(step => step.LogLikelihood), record.LogLikelihood, 1e-10);
            done = (int)record.Step;
        }
    }

    [Theory]
    [InlineData(12)]
    [InlineData(3)]
    public void A_number_that_is_not_finite_is_found_at_the_next_report_and_the_best_parameters_are_kept(long maxSteps)
    {
        var (back, troubles) = (new List<long>(), new List<long>());
        var watched = new Checkpointing(0, _ => Assert.Fail("a state was given"))
        {
            WentBack = progress => back.Add(progress.Step),
            Failure = trouble => troubles.Add(trouble.Step),
        };
        var run = TrainingRun.Of(Seldom with { Stopping = Seldom.Stopping with { MaxSteps = maxSteps } }, checkpointing: watched, isDeferred: true, before: parameters =>
        {
            using var untracked = no_grad();
            parameters.Trainable[0].fill_(double.NaN);
        });
        Assert.Equal((StopReason.NotFinite, 0L, 0L), (run.Outcome.Reason, run.Outcome.Steps, run.Outcome.BestStep));
        Assert.Equal((2, 1L), (back.Count, Assert.Single(troubles))); // first the steps are repeated one by one
        Assert.Empty(run.Records);
        Assert.Contains(run.Parameters, number => !double.IsNaN(number)); // the others as they were before the steps
    }

    [Theory]
    [InlineData(256, false)]
    [InlineData(257, false)]
    [InlineData(3, true)]
    public void Rows_on_a_device_give_the_batches_of_the_data_set(int categories, bool isHidden)
    {
        var values = Enumerable.Range(0, 20 * 6).Select(place => (short)(isHidden && place % 5 == 0 ? -1 : place * 37 % categories));
        var data = Dataset.Create("table", DataShape.Table(3), 2, categories, values).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        using var scope = NewDisposeScope();
        using var resident = new TrainingRows(data, CPU, isResident: true);
        using var host = TrainingRows.For(data, CPU);
        foreach (var epoch in new[] { 1, 2 })
        {
            var order = Permutation.OfEpoch(20, 1, epoch);
            resident.Begin(order);
            host.Begin(order);
            Assert.Equal(order.Skip(4).Take(7).SelectMany(row => data.Row(row)).Select(value => double.IsNaN(value) ? -1 : (long)value), host.Batch(4, 7).data<long>().ToArray());
            Assert.Equal(host.Batch(4, 7).data<long>().ToArray(), resident.Batch(4, 7).data<long>().ToArray());
            Assert.Equal([7L, 3, 2], resident.Batch(4, 7).shape);
        }
    }

    [Fact]
    public void Kept_rows_and_rules_leave_no_live_tensors()
    {
        var (data, before) = (TrainingRun.Data.Train, TensorTests.Settle());
        using (var rows = new TrainingRows(data, CPU, isResident: true))
        {
            rows.Begin([2, 0, 1]);
            rows.Begin([1, 0]);
            rows.Batch(0, 2).Dispose();
        }

        var (first, second) = (Get(Quadrature.Create(RuleKind.Trapezoidal, 4)), Get(Quadrature.Create(RuleKind.Midpoint, 5)));
        using (var rules = new RuleTensors(ScalarType.Float64, CPU) { IsKeeping = true })
        {
            Assert.Equal(first.Nodes, rules.Of(first).Nodes.data<double>().ToArray());
            Assert.Same(rules.Of(first).Nodes, rules.Of(first).Nodes);
            Assert.Equal(second.Weights, rules.Of(second).Weights.data<double>().ToArray());
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Reports_are_for_each_step_on_the_cpu_and_seldom_elsewhere()
    {
        Assert.Equal((1, 50), (Each.ReportEveryOn(DeviceType.CPU), Each.ReportEveryOn(DeviceType.CUDA)));
        Assert.Equal((5, 5), (Seldom.ReportEveryOn(DeviceType.CPU), Seldom.ReportEveryOn(DeviceType.CUDA)));
    }
}
