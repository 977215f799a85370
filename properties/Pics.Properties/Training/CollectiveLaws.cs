using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Exchanges between ranks, and what is made of them.</summary>
[Collection(TensorTests.Name)]
public class CollectiveLaws
{
    private static readonly int[] Counts = [1, 2, 3, 4, 5, 6, 7, 8];

    public static TheoryData<int> Ranked => [.. Counts];

    [Theory]
    [MemberData(nameof(Ranked))]
    public void Every_rank_learns_what_every_rank_gives_in_order(int count)
    {
        byte[] expected = [.. Enumerable.Range(0, count).SelectMany(rank => new byte[] { (byte)rank, (byte)(100 + rank), 7 })];
        Assert.All(Ranks.Run(count, ranks => ranks.GatherAll([(byte)ranks.Rank, (byte)(100 + ranks.Rank), 7])), found => Assert.Equal(expected, found));
    }

    [Fact]
    public void A_rank_that_ends_is_missed_and_named()
    {
        var lost = Assert.Throws<AggregateException>(() => Ranks.Run(3, ranks => ranks.Rank == 1 ? [] : ranks.GatherAll([1])));
        Assert.All(lost.InnerExceptions, error => Assert.IsType<RankLostException>(error));
        Assert.Contains(lost.InnerExceptions, error => error.Message == "rank 1 has ended, so the run cannot go on");
    }

    [Theory]
    [MemberData(nameof(Ranked))]
    public void Parts_of_work_come_in_order_to_every_rank(int count)
    {
        double[]? Make(int part) => part == 4 ? null : [.. Enumerable.Repeat(part + 0.5, part % 4)];
        foreach (var parts in new[] { 0, 1, 5, 9 })
        {
            var made = new int[parts];
            Assert.All(Ranks.Run(count, ranks => ranks.Deal(parts, 3, part => Make(Interlocked.Increment(ref made[part]) > 0 ? part : -1)).ToList()), found => Assert.Equal(Enumerable.Range(0, parts).Select(Make), found));
            Assert.All(made, times => Assert.Equal(1, times));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Work_that_one_rank_is_to_stop_stops_on_all(int count) => Ranks.Run(count, ranks =>
        Assert.Throws<OperationCanceledException>(() => ranks.Deal(7, 1, part => part == 4 ? throw new OperationCanceledException() : [part]).Count()));

    [Fact]
    public void Lengths_that_do_not_fit_are_no_message() =>
        Assert.Contains("sent 2 bytes to rank", Assert.Throws<AggregateException>(() => Ranks.Run(2, ranks => ranks.GatherAll(new byte[2 + ranks.Rank]))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(16)]
    public void Parts_of_a_batch_are_its_rows_in_order_whoever_has_them(int parts)
    {
        foreach (var (ranks, batch) in from ranks in Enumerable.Range(1, parts) from batch in new[] { 1, 3, 8, 37, 256 } select (ranks, batch))
        {
            var shards = new Shards(parts, ranks);
            var rows = Enumerable.Range(0, ranks).SelectMany(shards.Of).Select(part => shards.Rows(part, batch)).ToList();
            Assert.Equal(parts, rows.Count);
            Assert.Equal(Enumerable.Range(0, batch), rows.SelectMany(part => Enumerable.Range(part.First, part.Count)));
            Assert.True(rows.Max(part => part.Count) - rows.Min(part => part.Count) <= 1 && rows[0].Count > 0);
            Assert.True(2 * shards.Workers > ranks && shards.Workers <= ranks && parts % shards.Workers == 0);
        }
    }

    [Fact]
    public void A_balanced_tree_adds_neighbours_first()
    {
        Assert.Equal("(((ab)(cd))((ef)(gh)))", BalancedTree<string>.Sum("abcdefgh".Select(letter => letter.ToString()), (one, other) => $"({one}{other})"));
        Assert.Equal("a", BalancedTree<string>.Sum(["a"], (one, other) => $"({one}{other})"));
        Assert.Throws<InvalidOperationException>(() => BalancedTree<int>.Sum([1, 2, 3], (one, other) => one + other));
    }

    [Fact]
    public void Groups_are_dealt_out_evenly_and_to_one_rank_each()
    {
        var deal = Deal.Of([(0, 5), (1, 4), (2, 3), (3, 3), (7, 3)], 2);
        Assert.Equal([0, 1, 1, 0, 1], deal.Groups.Select(group => deal[group]));
        Assert.Equal(9.0 / 10, deal.Balance);
        Assert.Equal(1, Deal.Of([], 4).Balance);
    }

    /// <summary>Sums over ranks are those of the tree, in which order matters for numbers like these.</summary>
    [Theory]
    [MemberData(nameof(Ranked))]
    public void Tables_are_summed_in_the_tree_and_shared(int count)
    {
        var workers = new Shards(8, count).Workers;
        var deal = Deal.Of(Enumerable.Range(0, 11).Select(group => (group, 1.0 + (group % 3))), count);
        float Number(int rank, int group) => (float)Math.Pow(10, (((rank * 5) + group) % 8) - 4) * (rank + 1) / 3;
        float Sum(int group) => BalancedTree<float>.Sum(Enumerable.Range(0, workers).Select(rank => Number(rank, group)), (one, other) => one + other);
        foreach (var isForGuests in new[] { false, true })
            Assert.All(Ranks.Run(count, ranks => AfterExchange(ranks, isForGuests)), (found, rank) =>
            {
                Assert.All(deal.Groups.Where(group => deal[group] == rank), group => Assert.Equal(Sum(group), found.Summed[group]));
                if (isForGuests || rank < workers) Assert.Equal(deal.Groups.Select(Sum), found.Shared);
            });

        (float[] Summed, float[] Shared) AfterExchange(ICollective ranks, bool isForGuests)
        {
            using var scope = NewDisposeScope();
            using var tables = new CircuitTensors(deal.Groups.Select(group => (group, full([2, 1 + group], Number(ranks.Rank, group)))));
            var exchange = new TableExchange(ranks, workers, deal);
            exchange.Sum(group => [tables[group]]);
            float[] Last() => [.. deal.Groups.Select(group => tables[group][1, group].item<float>())];
            var summed = Last();
            exchange.Share(group => [tables[group]], isForGuests);
            return (summed, Last());
        }
    }
}
