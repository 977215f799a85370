using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>What becomes of the rows of an epoch that fill no batch.</summary>
[Collection(TensorTests.Name)]
public class LastBatchLaws
{
    private static readonly TrainingSettings Even = TrainingSettings.ForPic with
    {
        Batches = new() { Size = 50, Last = LastBatch.Even },
        Stopping = new() { MaxEpochs = 3 },
        Reports = new() { ValidateEvery = 3 },
    };

    /// <summary>The sizes of the batches of an epoch, one after the other.</summary>
    private static List<int> Sizes(BatchSettings batches, int rows)
    {
        var sizes = new List<int>();
        for (var place = 0; batches.CountAt(place, rows) is > 0 and var count; place += count) sizes.Add(count);
        return sizes;
    }

    [Property]
    public bool Even_batches_have_every_row_and_differ_by_one_row_at_most(PositiveInt rows, PositiveInt size)
    {
        var sizes = Sizes(new() { Size = size.Get, Last = LastBatch.Even }, rows.Get);
        return sizes.Sum() == rows.Get && sizes.Max() <= size.Get && sizes.Max() - sizes.Min() <= 1 && sizes.Count == (rows.Get + size.Get - 1) / size.Get
            && new BatchSettings { Size = size.Get, Last = LastBatch.Even }.StepsOf(rows.Get) == sizes.Count;
    }

    [Property]
    public bool Dropped_rows_are_those_that_fill_no_batch(PositiveInt rows, PositiveInt size)
    {
        var sizes = Sizes(new() { Size = size.Get }, rows.Get);
        return sizes.TrueForAll(count => count == size.Get) && sizes.Count == rows.Get / size.Get && new BatchSettings { Size = size.Get }.StepsOf(rows.Get) == sizes.Count;
    }

    [Fact]
    public void Where_every_batch_is_whole_both_are_the_same_run()
    {
        var whole = Even with { Batches = Even.Batches with { Size = 60 } }; // of 180 rows
        var (even, dropped) = (TrainingRun.Of(whole), TrainingRun.Of(whole with { Batches = whole.Batches with { Last = LastBatch.Drop } }));
        Assert.Equal(dropped.Parameters, even.Parameters);
    }

    [Fact]
    public void An_epoch_goes_over_every_row_once()
    {
        Assert.Equal(12, TrainingRun.Of(Even).Outcome.Steps); // of 45 rows each, where 50 would leave 30 of 180 out
        Assert.Equal(9, TrainingRun.Of(Even with { Batches = Even.Batches with { Last = LastBatch.Drop } }).Outcome.Steps);
        Assert.Equal(3, TrainingRun.Of(Even with { Batches = Even.Batches with { Size = 1000 } }).Outcome.Steps);
    }

    [Theory]
    [InlineData(LossReduction.Sum, false)]
    [InlineData(LossReduction.Mean, false)]
    [InlineData(LossReduction.Sum, true)]
    public void A_batch_of_fewer_rows_has_the_loss_of_a_whole_one(LossReduction reduction, bool plain)
    {
        // The gradient of the mean over the rows, times what a whole batch has; told by one row at a time.
        const int Rows = 7, Whole = 20;
        using var scope = NewDisposeScope();
        var rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 4));
        var sharing = plain ? (Sharing.None, Sharing.None) : (Sharing.Full, Sharing.Composite);
        var pic = Get(Pipeline.Model(new InputFamily.Categorical(1, 3), MergeKind.Cp, sharing.Item1, sharing.Item2).Apply(Get(QuadTree.Create(4, 4))));
        using ICircuitParameters parameters = plain ? new FreeWeights(pic, rule.Count, new(8, Double: true), 1) : new PicNets(pic, new(8, Double: true), 1);
        using var engine = Compile.ToEngine(Get(Pipeline.Evaluation(rule).Apply(pic)), EngineKind.Reference);
        using var numbers = parameters.Materialize(rule, forGradients: true, engine.Kind);
        var data = TrainingRun.Data.Train;
        CircuitTensors Gradient(LossGradient loss, int first)
        {
            var gradients = numbers.Tensors.Like();
            loss.Of(numbers.Tensors, (start, count) => data.Batch([.. Enumerable.Range(first + start, count)]), () => LogLikelihood.NoEvidence(data, CPU), gradients);
            return gradients;
        }

        using var found = Gradient(new(engine, reduction, Rows, 3, parameters.IsNormalised) { Whole = Whole }, 0);
        var single = Enumerable.Range(0, Rows).Select(row => Gradient(new(engine, LossReduction.Sum, 1, 1, parameters.IsNormalised), row)).ToList();
        var scale = (reduction == LossReduction.Sum ? (double)Whole : 1) / Rows;
        foreach (var group in found.Groups)
        {
            var expected = single.Select(gradient => gradient[group]).Aggregate((sum, one) => sum.add(one)).mul(scale);
            Assert.True(found[group].allclose(expected, 1e-9, 1e-12), $"group {group}");
        }

        foreach (var gradient in single) gradient.Dispose();
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(7, 1)]
    [InlineData(7, 2)]
    [InlineData(44, 5)]
    public void Every_state_leads_to_the_same_end(int? microBatch, int reportEvery)
    {
        using var model = new ResumableRun();
        var settings = Even with { Batches = Even.Batches with { Size = 47, MicroBatch = microBatch }, Reports = new() { ValidateEvery = 3, ReportEvery = reportEvery } };
        var states = new List<TrainingState>();
        var whole = model.Run(settings, null, new(1, state => states.Add(state.Copy())));
        Assert.Equal(12, states.Count);
        foreach (var state in states) ResumableRun.AssertSame(whole, model.Run(settings, state));
    }

    [Theory]
    [InlineData(7, LossReduction.Sum)]
    [InlineData(45, LossReduction.Mean)]
    public void Micro_batches_make_the_steps_of_the_whole_batch(int rows, LossReduction reduction)
    {
        var settings = Even with { Optimiser = Even.Optimiser with { Reduction = reduction }, Batches = Even.Batches with { Size = 47 } };
        TrainingRun.AssertClose(TrainingRun.Of(settings), TrainingRun.Of(settings with { Batches = settings.Batches with { MicroBatch = rows } }));
    }

    [Fact]
    public void A_table_of_few_rows_is_trained_on_all_of_them_unless_one_asks_otherwise()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", DataFiles.Text("a,b\n" + string.Concat(Enumerable.Range(0, 100).Select(row => $"{row % 2},{row / 2 % 3}\n"))));
        (string Out, string[] Steps) Train(params string[] words)
        {
            var run = folder[Path.GetRandomFileName()];
            var result = ConsoleRuns.Run(["train", table, "--structure", "fully-factorised", "--k", "2", "--width", "4", "--batch-size", "50", "--max-epochs", "2", "--out", run, .. words]);
            Assert.Equal((0, string.Empty), (result.Code, result.Error));
            return (result.Out, [.. RunFolders.Lines(run).Where(line => line.Contains("\"train\"", StringComparison.Ordinal))]);
        }

        const string LeftOut = " of the 81 rows, which fill no batch of 50, are left out of each epoch; --last-batch even uses all.";
        var (even, dropped) = (Train(), Train("--last-batch", "drop"));
        Assert.Equal((4, 2), (even.Steps.Length, dropped.Steps.Length)); // of 81 rows
        Assert.Contains("31" + LeftOut, dropped.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("left out of each epoch", even.Out, StringComparison.Ordinal);
        Assert.Contains("--last-batch", ConsoleRuns.Run("train", "--help").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2559, true, LastBatch.Even)]
    [InlineData(2560, true, LastBatch.Drop)]
    [InlineData(100000, false, LastBatch.Even)]
    public void Images_that_make_ten_batches_lose_few_rows(int rows, bool areImages, LastBatch last) => Assert.Equal(last, LearnChoices.LastFor(rows, areImages, 256));
}
