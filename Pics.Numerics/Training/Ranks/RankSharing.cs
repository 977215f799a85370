namespace Pics.Numerics;

/// <summary>How ranks share training steps.</summary>
public enum RankSharing
{
    /// <summary>Rows: each rank evaluates all nets, and gradients of tables are added.</summary>
    Rows,

    /// <summary>Rows, and the nets of function groups: tables go to all ranks, and gradients of tables to the rank that has their net. The same bytes as <see cref="Rows"/>.</summary>
    RowsAndNets,

    /// <summary>Rows, each rank taking gradients back through all nets part by part: far fewer numbers are exchanged where K is large. See <see cref="ShardSums.Nets"/>.</summary>
    NetGradients,

    /// <summary>Steps that each rank makes by itself, with means of parameters from time to time. See <see cref="BatchSettings.AverageEvery"/>.</summary>
    Averages,
}
