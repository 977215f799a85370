namespace Pics.Host;

/// <summary>What is kept of a run for going on after an interruption, and what is done where a number is not finite.</summary>
internal sealed record RecoverySettings
{
    /// <summary>Steps between checkpoints, 0 for one at the end only; null for as validations.</summary>
    public long? CheckpointEvery { get; init; }

    /// <summary>How many of the last checkpoints are kept.</summary>
    public int KeepCheckpoints { get; init; } = 2;

    /// <summary>What the learning rate is multiplied by when training goes back to its last good state.</summary>
    public double TroubleFactor { get; init; } = 0.5;

    /// <summary>How often it goes back before it stops.</summary>
    public int TroubleRetries { get; init; } = 3;
}
