namespace Pics.Numerics;

/// <summary>The parameters of a circuit, one tensor per function group; what an engine evaluates and differentiates.</summary>
/// <remarks>
/// A density group: log-probabilities [H, K, C, V] of head, node (one without latent), channel, value, or where there is no largest value what
/// fixes the density: mean and log standard deviation of a Gaussian, log-rate of a Poisson. A kernel group: weights
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

    /// <summary>The name of the tensor of a group, where tensors have names.</summary>
    internal static string NameOf(int group) => ParameterShapes.NameOf(group);

    /// <summary>The tensor of a group.</summary>
    public Tensor this[int group] => tensors[group];

    /// <summary>Whether no number is NaN or plus infinity, as where nets of large numbers overflow; minus infinity is the logarithm of zero.</summary>
    internal bool IsPossible()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return tensors.Values.All(tensor => tensor.lt(Held.Of(double.PositiveInfinity)).all().item<bool>());
    }

    /// <summary>New tensors of the same shapes with whatever is in memory, for gradients.</summary>
    public CircuitTensors Like()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return new(tensors.Select(entry => (entry.Key, empty_like(entry.Value))));
    }

    /// <summary>Adds a tensor to that of a group or replaces it; null is zero.</summary>
    internal void Put(int group, Tensor? value, bool accumulate)
    {
        using var untracked = no_grad();
        if (!accumulate && value is null) tensors[group].zero_();
        else if (!accumulate) tensors[group].copy_(value!);
        else if (value is not null) tensors[group].Plus_(value);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in tensors.Values) tensor.Dispose();
    }
}
