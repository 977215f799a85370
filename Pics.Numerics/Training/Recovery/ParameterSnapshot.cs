namespace Pics.Numerics;

/// <summary>A copy of parameters, or of other tensors, that can be put back.</summary>
public sealed class ParameterSnapshot : IDisposable
{
    private readonly IReadOnlyList<Tensor> parameters;

    /// <summary>Copies the parameters as they are.</summary>
    public ParameterSnapshot(IReadOnlyList<Tensor> parameters)
    {
        this.parameters = parameters;
        using var scope = NewDisposeScope();
        Copies = [.. parameters.Select(parameter => parameter.detach().clone().DetachFromDisposeScope())];
    }

    /// <summary>The copies, which may be copied into.</summary>
    internal ImmutableArray<Tensor> Copies { get; }

    /// <summary>Replaces the copies by the parameters as they are now.</summary>
    internal void Take() => Copy(parameters, Copies);

    /// <summary>Puts the copies back into the parameters.</summary>
    internal void Restore() => Copy(Copies, parameters);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var copy in Copies) copy.Dispose();
    }

    private static void Copy(IEnumerable<Tensor> from, IEnumerable<Tensor> to)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (source, target) in from.Zip(to)) target.copy_(source);
    }
}
