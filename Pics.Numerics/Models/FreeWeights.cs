using TorchSharp.Modules;

namespace Pics.Numerics;

/// <summary>The parameters of a plain circuit: free weights for every head at one K, the baseline of the paper.</summary>
/// <remarks>
/// Kernel weights start at U(0.01, 0.99) and stay positive by clamping; they are not normalised, so the likelihood is divided by Z.
/// Densities have free net outputs, for example logits, Normal(0, 1) at the start.
/// </remarks>
public sealed class FreeWeights : ICircuitParameters
{
    private readonly ImmutableArray<(FunctionGroup Group, Parameter Parameter)> parameters;
    private readonly double epsilon;

    /// <summary>Fresh seeded weights for a circuit at the number of nodes of a rule.</summary>
    /// <param name="pic">The circuit; sharing <see cref="Sharing.None"/> gives every unit weights of its own.</param>
    /// <param name="nodeCount">K.</param>
    /// <param name="settings">Only the precision is used.</param>
    /// <param name="seed">Equal seeds give equal weights.</param>
    /// <param name="device">Where the parameters live; null is the CPU.</param>
    public FreeWeights(Pic pic, int nodeCount, NetSettings settings, long seed, Device? device = null)
    {
        if (nodeCount < 1) throw new ArgumentException($"the number of nodes of free weights is {nodeCount}; it must be at least 1");
        using var generator = new Generator((ulong)seed, CPU);
        (Nodes, epsilon) = (nodeCount, settings.Epsilon);
        Parameter Keep(Tensor value) => (Parameter)new Parameter(value.to(device ?? CPU)).DetachFromDisposeScope();
        parameters = [.. pic.Groups.Select(group =>
        {
            using var scope = NewDisposeScope();
            long[] shape = [.. ParameterShapes.Free(group, nodeCount)];
            return (group, Keep(group.Signature.Match(
                _ => randn(shape, dtype: settings.Type, generator: generator),
                _ => rand(shape, dtype: settings.Type, generator: generator).mul(Held.Of(0.98)).Plus(0.01))));
        })];
        Trainable = [.. parameters.Select(entry => entry.Parameter)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Trainable { get; }

    /// <inheritdoc/>
    public IEnumerable<(string Name, Tensor Tensor)> Named => parameters.Select(entry => (CircuitTensors.NameOf(entry.Group.Id), (Tensor)entry.Parameter));

    /// <inheritdoc/>
    public bool IsNormalised => false;

    /// <summary>K.</summary>
    internal int Nodes { get; }

    /// <summary>The weights of each function group: [H, K^n, C, P] of a density, [H, K^out, K^in] of a kernel.</summary>
    internal IEnumerable<(FunctionGroup Group, Parameter Parameter)> Groups => parameters;

    /// <summary>The number of trainable numbers of a plain circuit with this structure and K.</summary>
    public static long CountParameters(Pic pic, int nodeCount) => pic.Groups.Sum(group => CountParameters(group, nodeCount));

    /// <summary>The number of trainable numbers of one group.</summary>
    public static long CountParameters(FunctionGroup group, int nodeCount) =>
        ParameterShapes.Count(ParameterShapes.Free(group, nodeCount));

    /// <inheritdoc/>
    /// <remarks>Only the number of nodes of the rule counts: the weights are not functions of the nodes. It must be the circuit's K.</remarks>
    public Materialization Materialize(QuadratureRule rule, bool forGradients, EngineKind engine)
    {
        if (rule.Count != Nodes) throw new ArgumentException($"free weights of {Nodes} values per unit cannot be evaluated with {rule.Count} nodes; only a PIC changes its K", nameof(rule));
        return new(parameters.Select(entry => Part(entry.Group, entry.Parameter, forGradients)));
    }

    /// <inheritdoc/>
    public void Project()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (group, parameter) in parameters)
            if (group.Signature is FunctionSignature.Kernel)
                parameter.clamp_(Held.Of(epsilon));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, parameter) in parameters) parameter.Dispose();
    }

    private static Materialization.Part Part(FunctionGroup group, Parameter parameter, bool forGradients)
    {
        using var tracking = set_grad_enabled(forGradients);
        var value = group.Signature.Match(density => Densities.Parameters(density.Family, parameter), _ => parameter.alias()).DetachFromDisposeScope();
        return Materialization.Part.Of(group.Id, value.detach(), (gradient, isLast) => value.backward([gradient], retain_graph: !isLast), value.Dispose);
    }
}
