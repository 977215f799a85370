using TorchSharp;
using static Pics.Properties.TeamRun;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Steps that each rank makes by itself, and means over ranks.</summary>
[Collection(TensorTests.Name)]
public class LocalStepLaws
{
    private static readonly TrainingSettings Local = Quick with { Batches = Quick.Batches with { AverageEvery = 2, Shards = 1 }, Stopping = new() { MaxSteps = 7 } };

    [Theory]
    [MemberData(nameof(CollectiveLaws.Ranked), MemberType = typeof(CollectiveLaws))]
    public void Means_over_ranks_are_those_of_each_number(int count)
    {
        float Number(int rank, int place) => (float)Math.Sin((rank * 7) + place) * (1 << (rank % 5));
        Assert.All(Ranks.Run(count, ranks =>
        {
            using var scope = NewDisposeScope();
            Tensor[] tensors = [.. new[] { 1, 5, 3 }.Select((rows, index) => tensor([.. Enumerable.Range(0, rows * 2).Select(place => Number(ranks.Rank, place + (10 * index)))]).reshape(rows, 2)), empty(0)];
            RankMeans.Take(ranks, tensors);
            return tensors.SelectMany(tensor => tensor.data<float>().ToArray()).ToList();
        }), found => Assert.Equal(
            new[] { 1, 5, 3 }.SelectMany((rows, index) => Enumerable.Range(0, rows * 2).Select(place => Enumerable.Range(0, count).Select(rank => Number(rank, place + (10 * index))).Aggregate((sum, next) => sum + next) / count)),
            found));
    }

    /// <summary>The steps of each rank made one after the other in one process, and averaged by hand.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    public void Local_steps_are_those_of_each_rank_on_its_rows(int count, int every)
    {
        var settings = Local with { Batches = Local.Batches with { AverageEvery = every, Size = 37 }, Stopping = new() { MaxSteps = every }, Reports = new() { ValidateEvery = 1000 } };
        var circuit = new Circuit(IsDouble: true);
        var expected = ByHand(circuit, settings, count);
        Assert.All(Ranks.Run(count, ranks => Train(circuit, settings, trainer => trainer.Among(ranks, areNetsDealt: false))), found =>
            Assert.All(Pairs.Of(expected, found.Parameters), pair => Assert.Equal(pair.Expected, pair.Found, 1e-12)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void All_ranks_end_with_the_same_and_report_whole_batches(int count)
    {
        var alone = Alone(new(IsDouble: true), Local with { Batches = Local.Batches with { AverageEvery = null } });
        var all = Ranks.Run(count, ranks => Train(new(IsDouble: true), Local, trainer => trainer.Among(ranks, areNetsDealt: true)));
        Assert.All(all, found => AssertSame(all[0], found));
        Assert.Equal(Trained(alone)[0].LogLikelihood, Trained(all[0])[0].LogLikelihood, 1e-9); // before any rank has changed anything
        Assert.NotEqual(alone.Parameters, all[0].Parameters);
        Assert.True(all[0].Outcome.BestLogLikelihood > Trained(all[0])[0].LogLikelihood + 0.5, "nothing was learned"); // of 16 variables of 3 values
    }

    [Fact]
    public void One_rank_alone_trains_as_ever() => Assert.All(
        Ranks.Run(1, ranks => Train(new(), Local, trainer => trainer.Among(ranks, areNetsDealt: true))),
        found => AssertSame(Alone(new(), Local with { Batches = Local.Batches with { AverageEvery = null } }), found));

    [Fact]
    public void A_rank_whose_step_fails_takes_all_back()
    {
        var all = Ranks.Run(3, ranks => Train(new(Breaks: true), Local, trainer => trainer.Among(ranks, areNetsDealt: false)));
        Assert.All(all, found => AssertSame(all[0], found));
        Assert.True(all[0].Outcome.Retries > 0 || all[0].Outcome.Reason == StopReason.NotFinite);
    }

    [Theory]
    [InlineData(0, 32, 2, "the number of steps between averages over ranks is 0; it must be at least 1")]
    [InlineData(2, 5, 3, "at least two rows for each of the 3 ranks")]
    public void Local_steps_that_cannot_be_are_refused(int every, int batch, int count, string sentence) => Assert.All(
        Ranks.Run(count, ranks => Refusal(Local with { Batches = Local.Batches with { AverageEvery = every, Size = batch } }, trainer => trainer.Among(ranks, areNetsDealt: false))),
        found => Assert.Contains(sentence, found, StringComparison.Ordinal));

    [Fact]
    public void Counts_are_not_averaged() => Assert.Contains(
        "EM with averages over ranks",
        Assert.Throws<InvalidOperationException>(() => Alone(new(IsPlain: true), Local with { Optimiser = TrainingSettings.ForEm.Optimiser })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_batch_is_shared_without_gaps() => Assert.All(
        from ranks in Enumerable.Range(1, 9) from batch in new[] { 18, 37, 256 } select (ranks, batch),
        one => Assert.Equal(Enumerable.Range(0, one.batch), Enumerable.Range(0, one.ranks).Select(rank => new RowShare(rank, one.ranks).Of(one.batch)).SelectMany(part => Enumerable.Range(part.First, part.Count))));

    private static List<TrainingRecord.Trained> Trained(TeamRun.Result result) => [.. result.Records.OfType<TrainingRecord.Trained>()];

    private static double[] ByHand(Circuit circuit, TrainingSettings settings, int count)
    {
        var (pic, folded) = Model(circuit);
        var data = TeamRun.Data(false);
        var sums = new List<double[]>();
        for (var rank = 0; rank < count; rank++)
        {
            using var parameters = new PicNets(pic, new NetSettings(8, Double: true), 1);
            using var engine = Compile.ToEngine(folded, circuit.Engine);
            using var step = new TrainingStep(engine, folded.Rule, parameters, data.Train, settings, null, new(rank, count));
            step.Begin(Permutation.OfEpoch(data.Train.Rows, settings.Batches.Seed, 1));
            for (var made = 0; made < settings.Stopping.MaxSteps; made++) step.Make(made * settings.Batches.Size, settings.Optimiser.Schedule.At(settings.Optimiser.LearningRate, made));
            using var scope = NewDisposeScope();
            sums.Add([.. parameters.Named.SelectMany(entry => entry.Tensor.detach().data<double>().ToArray())]);
        }

        return [.. Enumerable.Range(0, sums[0].Length).Select(place => sums.Average(rank => rank[place]))];
    }
}
