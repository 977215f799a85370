namespace Pics.Numerics;

/// <summary>The numbers of a circuit together with the way back from their gradients to those of the parameters.</summary>
public sealed class Materialization : IDisposable
{
    private readonly ImmutableArray<Part> parts;

    internal Materialization(IEnumerable<Part> parts)
    {
        this.parts = [.. parts];
        Tensors = new(this.parts.Select(part => (part.Group, part.Value)));
    }

    /// <summary>The numbers, without history.</summary>
    public CircuitTensors Tensors { get; }

    /// <summary>Adds to the parameters' gradients the product of the given gradients with the Jacobian of the numbers.</summary>
    /// <param name="gradients">Of some loss, by the numbers; the same shapes.</param>
    public void Backward(CircuitTensors gradients)
    {
        foreach (var part in parts)
        {
            using var scope = NewDisposeScope();
            part.Backward(gradients[part.Group]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Tensors.Dispose();
        foreach (var part in parts) part.Release();
    }

    /// <summary>The numbers of one group.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Value">Its tensor, without history.</param>
    /// <param name="Backward">Given the gradient of the tensor, adds to the parameters' gradients.</param>
    /// <param name="Release">Frees what was kept for <paramref name="Backward"/>.</param>
    internal sealed record Part(int Group, Tensor Value, Action<Tensor> Backward, Action Release);
}
