namespace Pics.Numerics;

/// <summary>The fused evaluation of a circuit on memory; its width and precision are known inside only.</summary>
internal interface IFusedStack : IDisposable
{
    /// <summary>The part of the sum layers' products that was computed for the last batch.</summary>
    double ShareOfProducts { get; }

    /// <summary>Makes once what depends on the parameters of the circuit alone; they must stay as they are until they are held no more.</summary>
    /// <param name="groups">Where they lie.</param>
    void Hold(IEnumerable<GroupMemory> groups);

    /// <summary>Where the values of a fold lie for the batch that was evaluated last.</summary>
    FoldValues Read(FoldAddress fold);

    /// <summary>The log-likelihood of each row, in nats.</summary>
    /// <param name="groups">Where the parameters of the circuit lie.</param>
    /// <param name="evidence">The rows, with the columns of the constants.</param>
    /// <param name="logLikelihoods">Where they go, [rows] of the precision of the parameters.</param>
    /// <param name="areHeld">Whether the parameters are those that were held.</param>
    void LogLikelihood(IEnumerable<GroupMemory> groups, EvidenceMemory evidence, nint logLikelihoods, bool areHeld);

    /// <summary>The log-likelihoods, and the gradient of a multiple of their sum by each parameter of the circuit.</summary>
    /// <param name="groups">Where the parameters of the circuit lie and their gradients go.</param>
    /// <param name="evidence">The rows, with the columns of the constants.</param>
    /// <param name="logLikelihoods">Where they go, [rows] of the precision of the parameters.</param>
    /// <param name="scale">What the sum of the log-likelihoods is multiplied by.</param>
    /// <param name="accumulate">Whether gradients are added to what is there, or replace it.</param>
    void Differentiate(IEnumerable<GroupMemory> groups, EvidenceMemory evidence, nint logLikelihoods, double scale, bool accumulate);

    /// <summary>The log-likelihood of each row, in nats, and its slopes by the values of input units.</summary>
    /// <param name="groups">Where the parameters of the circuit lie.</param>
    /// <param name="evidence">The rows, with the columns of the constants.</param>
    /// <param name="logLikelihoods">Where they go, [rows] of the precision of the parameters.</param>
    /// <param name="isWanted">Of each variable, whether the slopes by its input units are wanted.</param>
    /// <param name="areHeld">Whether the parameters are those that were held.</param>
    void Flow(IEnumerable<GroupMemory> groups, EvidenceMemory evidence, nint logLikelihoods, bool[] isWanted, bool areHeld);

    /// <summary>Where the slopes by the values of a fold lie, after <see cref="Flow"/>; null where they were not wanted.</summary>
    FoldSlopes? ReadSlopes(FoldAddress fold);
}
