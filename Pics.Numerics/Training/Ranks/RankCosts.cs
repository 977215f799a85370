namespace Pics.Numerics;

/// <summary>What the parts of a training step cost one rank by itself, and what a step of many ranks takes from that.</summary>
/// <remarks>
/// A rank has an aligned block of the parts of a batch; sums over P ranks by recursive halving send (P - 1) / P of the bytes, and so does doubling back. Ranks beyond a power of two
/// have no rows. Nothing is thought to overlap, as nothing does.
/// </remarks>
public sealed record RankCosts
{
    /// <summary>Evaluating all nets, seconds.</summary>
    public required double Materialise { get; init; }

    /// <summary>Going back through all nets, seconds.</summary>
    public required double Back { get; init; }

    /// <summary>The circuit on a part of a batch, whatever its rows, seconds.</summary>
    public double CircuitPart { get; init; }

    /// <summary>The circuit on each row, seconds.</summary>
    public double CircuitRow { get; init; }

    /// <summary>Adding gradients of all tables to others, seconds.</summary>
    public double AddTables { get; init; }

    /// <summary>The optimiser, seconds.</summary>
    public double Optimiser { get; init; }

    /// <summary>Bytes of all tables.</summary>
    public required long TableBytes { get; init; }

    /// <summary>Bytes of the parameters of all nets.</summary>
    public required long NetBytes { get; init; }

    /// <summary>Function groups: messages of a sum over ranks.</summary>
    public required int Groups { get; init; }

    /// <summary>Parts of a batch where there are no more ranks; as many as ranks, a power of two, where there are.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Parts that the engine looks at at once, whose sums it adds as it makes them.</summary>
    public int PartsAtOnce { get; init; } = 1;

    /// <summary>Steps between two means of parameters.</summary>
    public int AverageEvery { get; init; } = 10;

    /// <summary>Given a number of ranks: the nets that a rank has on average, as a part of what the one with most has.</summary>
    public required Func<int, double> Balance { get; init; }

    /// <summary>What lies between the ranks.</summary>
    public required Network Network { get; init; }

    /// <summary>Seconds of a step.</summary>
    /// <param name="sharing">How it is shared.</param>
    /// <param name="ranks">By how many ranks.</param>
    /// <param name="batch">Its rows.</param>
    public double Seconds(RankSharing sharing, int ranks, int batch)
    {
        var shards = Math.Max(Shards, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)ranks));
        var workers = new Shards(shards, ranks).Workers;
        var parts = sharing == RankSharing.Averages ? 1 : shards / workers;
        var rows = Math.Ceiling(batch / (double)(sharing == RankSharing.Averages ? ranks : workers));
        var looks = Math.Ceiling(parts / (double)(sharing == RankSharing.NetGradients ? 1 : PartsAtOnce));
        var own = (Math.Min(looks, rows) * CircuitPart) + (rows * CircuitRow) + Optimiser;
        var trees = (looks - 1) * AddTables;
        double Sent(double bytes) => ranks == 1 ? 0 : (((workers - 1.0) / workers * bytes) + (ranks > workers ? bytes : 0)) / Network.Bandwidth;
        var (messages, halves) = (ranks == 1 ? 0 : (Groups + Math.Log2(workers)) * Network.Latency, (workers - 1.0) / workers * AddTables);
        var sumOfTables = Sent(TableBytes) + messages + halves;
        var tables = Sent(TableBytes) + messages;
        var gradients = Sent(NetBytes) + messages;
        return own + sharing switch
        {
            RankSharing.Rows => Materialise + Back + trees + sumOfTables + tables,
            RankSharing.RowsAndNets => ((Materialise + Back) / (ranks * Balance(ranks))) + trees + sumOfTables + tables + gradients,
            RankSharing.NetGradients => Materialise + (Math.Min(parts, rows) * Back) + (2 * gradients),
            _ => Materialise + Back + (ranks == 1 ? 0 : ((2 * 3 * (ranks - 1.0) / ranks * NetBytes / Network.Bandwidth) + (2 * (ranks - 1) * Network.Latency)) / AverageEvery),
        };
    }
}
