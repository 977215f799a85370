namespace Pics.Numerics;

/// <summary>Why a run ended.</summary>
public enum StopReason
{
    /// <summary>The steps or epochs asked for are done.</summary>
    Finished,

    /// <summary>Validation did not improve for as long as patience allows.</summary>
    Patience,

    /// <summary>The caller asked to stop.</summary>
    Cancelled,

    /// <summary>A number was not finite, and it could not be helped by a lower learning rate, or not as often as the settings say.</summary>
    NotFinite,
}
