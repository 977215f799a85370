using TorchSharp;
using static Pics.Properties.TeamRun;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>A run gives the same bytes whatever number of ranks works on it.</summary>
[Collection(TensorTests.Name)]
public class TeamLaws
{
    private static Dictionary<string, TrainingSettings> Settings => new()
    {
        ["a batch that parts do not divide"] = Quick with { Batches = Quick.Batches with { Size = 37 } },
        ["fewer rows than parts"] = Quick with { Batches = Quick.Batches with { Size = 5 } },
        ["even batches"] = Quick with { Batches = Quick.Batches with { Size = 50, Last = LastBatch.Even } },
        ["micro-batches"] = Quick with { Batches = Quick.Batches with { MicroBatch = 3 } },
        ["patience"] = Quick with { Stopping = Quick.Stopping with { MaxSteps = 400, Patience = 3, MinDelta = 1e6 }, Reports = Quick.Reports with { ValidateEvery = 2 } },
        ["shifted rules and a K that grows"] = Quick with { Rules = StepRules.Shifted.Refined(Refinement.Of((2, 2), (3, 2), (6, null))) },
        ["gradients of nets"] = Quick with { Batches = Quick.Batches with { Sums = ShardSums.Nets } },
        ["gradients of nets of fewer rows than parts"] = Quick with { Batches = Quick.Batches with { Sums = ShardSums.Nets, Size = 5 } },
        ["gradients of nets that are interpolated"] = Quick with { Rules = StepRules.Shifted with { NetNodes = 2 }, Batches = Quick.Batches with { Sums = ShardSums.Nets, MicroBatch = 3 } },
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

    [Theory]
    [MemberData(nameof(TrainerLaws.PlainAndEngines), MemberType = typeof(TrainerLaws))]
    public void Gradients_of_nets_add_up_to_those_of_tables_but_for_rounding(bool isPlain, EngineKind kind)
    {
        var circuit = new Circuit(Engine: kind, IsDouble: true);
        var settings = Quick with { Batches = Quick.Batches with { Sums = ShardSums.Nets } };
        if (isPlain)
        {
            Assert.Contains("gradients of nets for a model that has none", Assert.Throws<InvalidOperationException>(() => Alone(circuit with { IsPlain = true }, settings)).Message, StringComparison.Ordinal);
            return;
        }

        var (tables, nets) = (Alone(circuit, Quick), Alone(circuit, settings));
        Assert.All(Pairs.Of(tables.Parameters, nets.Parameters), pair => Assert.Equal(pair.Expected, pair.Found, 1e-6));
        foreach (var count in new[] { 3, 4 }) Assert.All(Ranks.Run(count, ranks => Train(circuit, settings, trainer => trainer.Among(ranks, areNetsDealt: true))), found => AssertSame(nets, found));
    }

    [Fact]
    public void Costs_are_measured_alike_on_all_ranks_and_change_nothing()
    {
        var alone = Alone(new(), Quick);
        Assert.All(Ranks.Run(3, ranks =>
        {
            RankCosts? costs = null;
            return (Found: Train(new(), Quick, trainer =>
            {
                costs = trainer.Measure(ranks);
                return trainer.Among(ranks, areNetsDealt: true);
            }), Costs: (costs! with { Balance = _ => 1 }, costs.Balance(3)));
        }) is var all ? all.Select(one => (one.Found, one.Costs, First: all[0].Costs)) : [], one =>
        {
            AssertSame(alone, one.Found);
            Assert.Equal(one.First.Item1.Network, one.Costs.Item1.Network);
            Assert.Equal((one.First.Item1.Materialise, one.First.Item1.Back, one.First.Item1.TableBytes, one.First.Item2), (one.Costs.Item1.Materialise, one.Costs.Item1.Back, one.Costs.Item1.TableBytes, one.Costs.Item2));
            Assert.True(one.Costs.Item1 is { Materialise: > 0, Back: > 0, TableBytes: > 0, NetBytes: > 0, Groups: > 0, Network: { Latency: > 0, Bandwidth: > 0 } });
        });
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
}
