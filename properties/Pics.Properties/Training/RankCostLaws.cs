namespace Pics.Properties;

/// <summary>What a step of many ranks is thought to take.</summary>
public class RankCostLaws
{
    private static readonly RankCosts Costs = new()
    {
        Materialise = 0.3,
        Back = 0.5,
        CircuitPart = 0.01,
        CircuitRow = 0.002,
        AddTables = 0.04,
        Optimiser = 0.05,
        TableBytes = 1000,
        NetBytes = 100,
        Groups = 6,
        Shards = 8,
        AverageEvery = 5,
        Balance = _ => 0.8,
        Network = new(0.001, 10_000),
    };

    /// <summary>By hand: four ranks of two parts each have 64 of 256 rows; three quarters of the bytes are sent each way, with 6 + 2 messages.</summary>
    [Theory]
    [InlineData(RankSharing.Rows, 0.8 + 0.04 + (2 * (0.075 + 0.008)) + 0.03)]
    [InlineData(RankSharing.RowsAndNets, (0.8 / (4 * 0.8)) + 0.04 + (2 * (0.075 + 0.008)) + 0.03 + 0.0075 + 0.008)]
    [InlineData(RankSharing.NetGradients, 0.3 + (2 * 0.5) + (2 * (0.0075 + 0.008)))]
    public void Four_ranks_are_counted_by_hand(RankSharing way, double beside) =>
        Assert.Equal(beside + 0.02 + 0.128 + 0.05, Costs.Seconds(way, 4, 256), 1e-12);

    [Fact]
    public void Averages_send_all_three_tensors_every_few_steps() =>
        Assert.Equal(0.8 + 0.01 + 0.128 + 0.05 + (((2 * 3 * 0.75 * 100 / 10_000) + (2 * 3 * 0.001)) / 5), Costs.Seconds(RankSharing.Averages, 4, 256), 1e-12);

    [Fact]
    public void One_rank_sends_nothing()
    {
        var slow = Costs with { Network = new(1e6, 1e-6), Balance = _ => 1 };
        Assert.Equal(0.8 + 0.08 + 0.512 + (7 * 0.04) + 0.05, slow.Seconds(RankSharing.Rows, 1, 256), 1e-12);
        Assert.Equal(slow.Seconds(RankSharing.Rows, 1, 256), slow.Seconds(RankSharing.RowsAndNets, 1, 256), 1e-12);
    }

    [Fact]
    public void More_ranks_than_parts_make_more_parts_and_no_row_is_less_than_one()
    {
        var free = Costs with { Network = Network.None, AddTables = 0, CircuitPart = 0, Balance = _ => 1 };
        Assert.Equal(0.8 + 0.002 + 0.05, free.Seconds(RankSharing.Rows, 1024, 256), 1e-12);
        Assert.Equal((0.8 / 1024) + 0.002 + 0.05, free.Seconds(RankSharing.RowsAndNets, 1024, 256), 1e-12);
    }
}
