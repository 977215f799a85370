namespace Pics.Numerics;

/// <summary>The parameters of a circuit together with the backward pass from their gradients to those of the parameters.</summary>
public sealed class Materialization : IDisposable
{
    private readonly ImmutableArray<Part> parts;

    internal Materialization(IEnumerable<Part> parts)
    {
        this.parts = [.. parts];
        Tensors = new(this.parts.SelectMany(part => part.Values));
    }

    /// <summary>The parameters of the circuit, without history.</summary>
    public CircuitTensors Tensors { get; }

    /// <summary>Adds to the parameters' gradients the product of the given gradients with the Jacobian of the parameters of the circuit.</summary>
    /// <param name="gradients">Of some loss, by the parameters of the circuit; the same shapes.</param>
    public void Backward(CircuitTensors gradients) => GoBack(gradients, isLast: true);

    /// <summary>The same as one of several times.</summary>
    /// <param name="gradients">Of some loss.</param>
    /// <param name="isLast">Whether there is no further time.</param>
    internal void GoBack(CircuitTensors gradients, bool isLast)
    {
        foreach (var part in parts)
        {
            using var scope = NewDisposeScope();
            part.Backward(gradients, isLast);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Tensors.Dispose();
        foreach (var part in parts) part.Release();
    }

    /// <summary>The parameters of some groups that are computed together.</summary>
    /// <param name="Values">Their tensors, without history.</param>
    /// <param name="Backward">Given the gradients of all tensors, and whether it is asked no more, adds to the parameters' gradients.</param>
    /// <param name="Release">Frees what was kept for <paramref name="Backward"/>.</param>
    internal sealed record Part(ImmutableArray<(int Group, Tensor Value)> Values, Action<CircuitTensors, bool> Backward, Action Release)
    {
        /// <summary>The parameters of one group.</summary>
        public static Part Of(int group, Tensor value, Action<Tensor, bool> backward, Action release) =>
            new([(group, value)], (gradients, isLast) => backward(gradients[group], isLast), release);
    }
}
