namespace Pics.Numerics;

/// <summary>What became of a step.</summary>
public enum StepResult
{
    /// <summary>It was made, and everything is finite as far as it was looked at.</summary>
    Made,

    /// <summary>A log-likelihood or gradient was not finite, and nothing was changed.</summary>
    Refused,

    /// <summary>It was made, and a parameter or moment is not finite now.</summary>
    Overflowed,
}
