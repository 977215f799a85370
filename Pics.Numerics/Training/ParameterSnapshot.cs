using TorchSharp.Modules;

namespace Pics.Numerics;

/// <summary>A copy of parameters that can be put back.</summary>
internal sealed class ParameterSnapshot : IDisposable
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly ImmutableArray<Tensor> copies;

    /// <summary>Copies the parameters as they are.</summary>
    public ParameterSnapshot(IReadOnlyList<Parameter> parameters)
    {
        this.parameters = parameters;
        using var scope = NewDisposeScope();
        copies = [.. parameters.Select(parameter => parameter.detach().clone().DetachFromDisposeScope())];
    }

    /// <summary>Replaces the copies by the parameters as they are now.</summary>
    public void Take() => Copy(parameters, copies);

    /// <summary>Puts the copies back into the parameters.</summary>
    public void Restore() => Copy(copies, parameters);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var copy in copies) copy.Dispose();
    }

    private static void Copy(IEnumerable<Tensor> from, IEnumerable<Tensor> to)
    {
        using var untracked = no_grad();
        foreach (var (source, target) in from.Zip(to)) target.copy_(source);
    }
}
