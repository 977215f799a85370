namespace Pics.Numerics;

/// <summary>The numbers of a circuit, one tensor a function group; what an engine evaluates and differentiates.</summary>
/// <remarks>
/// A density group: log-probabilities [H, K, C, V] of head, node (one without latent), channel, category. A kernel group: weights
/// [H, K_out, K_in] of head, output and input combination of nodes, non-negative. Owns its tensors.
/// </remarks>
public sealed class CircuitTensors : IDisposable
{
    private readonly ImmutableSortedDictionary<int, Tensor> tensors;

    /// <summary>Takes ownership of the tensors, by group.</summary>
    public CircuitTensors(IEnumerable<(int Group, Tensor Tensor)> tensors) =>
        this.tensors = tensors.ToImmutableSortedDictionary(entry => entry.Group, entry => entry.Tensor.DetachFromDisposeScope());

    /// <summary>The groups in increasing order.</summary>
    public IEnumerable<int> Groups => tensors.Keys;

    /// <summary>The tensor of a group.</summary>
    public Tensor this[int group] => tensors[group];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in tensors.Values) tensor.Dispose();
    }
}
