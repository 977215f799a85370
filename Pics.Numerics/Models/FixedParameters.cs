using TorchSharp.Modules;

namespace Pics.Numerics;

/// <summary>The parameters of a circuit at one rule as they are, without the functions that gave them: what an imported circuit has.</summary>
/// <remarks>Nothing in them is trained. Owns its tensors.</remarks>
public sealed class FixedParameters : ICircuitParameters
{
    private readonly ImmutableArray<(int Group, Tensor Tensor)> tensors;

    /// <summary>Parameters by increasing group, of the shapes of <see cref="CircuitTensors"/>; takes ownership of them.</summary>
    /// <param name="tensors">One tensor per group.</param>
    /// <param name="nodes">K.</param>
    /// <param name="isNormalised">Whether the rows of the kernels sum to one.</param>
    public FixedParameters(IEnumerable<(int Group, Tensor Tensor)> tensors, int nodes, bool isNormalised)
    {
        this.tensors = [.. tensors.Select(entry => (entry.Group, entry.Tensor.DetachFromDisposeScope()))];
        (Nodes, IsNormalised) = (nodes, isNormalised);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Trainable => [];

    /// <inheritdoc/>
    public IEnumerable<(string Name, Tensor Tensor)> Named => tensors.Select(entry => (CircuitTensors.NameOf(entry.Group), entry.Tensor));

    /// <inheritdoc/>
    public bool IsNormalised { get; }

    /// <summary>K.</summary>
    internal int Nodes { get; }

    /// <summary>Parameters of a circuit with whatever is in memory.</summary>
    internal static FixedParameters Empty(Pic pic, int nodes, bool isNormalised, ScalarType type, Device? device) =>
        new(pic.Groups.Select(group => (group.Id, empty([.. Shape(group, nodes)], dtype: type, device: device ?? CPU))), nodes, isNormalised);

    /// <summary>The shape of the parameters of a group: [H, K^n, C, V] of a density, [H, K^out, K^in] of a kernel.</summary>
    internal static ImmutableArray<long> Shape(FunctionGroup group, int nodes) => ParameterShapes.Fixed(group, nodes);

    /// <inheritdoc/>
    /// <remarks>The rule must be that of the parameters, and there are no gradients.</remarks>
    public Materialization Materialize(QuadratureRule rule, bool forGradients, EngineKind engine)
    {
        if (rule.Count != Nodes) throw new ArgumentException($"numbers at {Nodes} nodes cannot be evaluated with {rule.Count}; only a PIC changes its K", nameof(rule));
        return new(tensors.Select(entry => Materialization.Part.Of(entry.Group, entry.Tensor.alias(), (_, _) => { }, () => { })));
    }

    /// <inheritdoc/>
    public void Project()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, tensor) in tensors) tensor.Dispose();
    }
}
