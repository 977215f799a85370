namespace Pics.Numerics;

/// <summary>What an optimiser keeps from step to step.</summary>
internal interface IOptimiser : IDisposable
{
    /// <summary>Its tensors, which may be copied into.</summary>
    IEnumerable<(string Name, Tensor Tensor)> Named { get; }

    /// <summary>The steps that each parameter has made.</summary>
    IReadOnlyList<long> Steps { get; }

    /// <summary>Goes on from a state: sets the steps, one number per parameter; the tensors are copied into <see cref="Named"/>.</summary>
    void Resume(IEnumerable<long> steps);

    /// <summary>Begins anew: nothing is kept, and no steps are made.</summary>
    void Reset();
}
