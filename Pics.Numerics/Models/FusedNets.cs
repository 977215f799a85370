using TorchSharp.Modules;

namespace Pics.Numerics;

/// <summary>The kernel nets of a PIC in vector code: hands the memory of their parameters to a set of fused nets, and keeps from step to step what depends on the rule alone, whatever its shift.</summary>
/// <remarks>The sets of two rules are kept, so that validating under another rule does not throw away what training needs.</remarks>
internal sealed class FusedNets(IEnumerable<FunctionNet> all) : IDisposable
{
    private readonly ImmutableArray<FunctionNet> nets = [.. all.Where(net => net.Group.Signature is FunctionSignature.Kernel)];
    private readonly List<IKernelNetSet> sets = [];

    /// <summary>The weights of all kernels.</summary>
    /// <param name="rule">The quadrature rule.</param>
    /// <param name="nodes">Where nets are evaluated if not at the nodes of the rule.</param>
    /// <param name="forGradients">Whether gradients will be taken back through the nets.</param>
    /// <param name="budget">Bytes of hidden layers that may be kept for that.</param>
    public Materialization.Part Materialize(QuadratureRule rule, CoarseNodes? nodes, bool forGradients, long budget)
    {
        var set = For(rule.Unshifted, nodes);
        ImmutableArray<(int Group, Tensor Value)> values = [.. nets.Select(net => (net.Group.Id, Weights(net, rule)))];
        var run = set.Run([.. nets.Select(Parameters)], [.. values.Select(entry => Address(entry.Value))], rule.Shift, forGradients, budget);
        return new(
            values,
            (gradients, _) =>
            {
                run.Backward([.. nets.Select(Parameters)], [.. nets.Select(Gradients)], [.. nets.Select(net => Address(gradients[net.Group.Id]))]);
                GC.KeepAlive(values);
                GC.KeepAlive(gradients);
            },
            run.Dispose);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var set in sets) set.Dispose();
        sets.Clear();
    }

    private IKernelNetSet For(QuadratureRule rule, CoarseNodes? nodes)
    {
        ImmutableArray<KernelNetForm> forms = [.. nets.Select(Form)];
        var index = sets.FindIndex(set => set.Rule.Equals(rule) && Equals(set.Nodes?.Coarse, nodes?.Coarse));
        if (index >= 0 && sets[index].IsFor(forms)) return sets[index];
        if (index < 0 && sets.Count == 2) index = 0;
        if (index >= 0)
        {
            sets[index].Dispose();
            sets.RemoveAt(index);
        }

        sets.Add(NetLanes.Kernels(nets.Any(net => net.Settings.Double), forms, rule, nodes));
        return sets[^1];
    }

    private static KernelNetForm Form(FunctionNet net)
    {
        using var wide = net.Frequencies.to(ScalarType.Float64);
        return new(
            (FunctionSignature.Kernel)net.Group.Signature,
            net.Settings.Width,
            (int)net.Hidden[0].Weight.shape[0],
            (int)net.Head.Weight.shape[0],
            net.Settings.Epsilon,
            [.. wide.data<double>()]);
    }

    /// <summary>W with whatever is in memory, [heads, rows, columns].</summary>
    private static Tensor Weights(FunctionNet net, QuadratureRule rule)
    {
        var kernel = (FunctionSignature.Kernel)net.Group.Signature;
        return empty([net.Head.Weight.shape[0], NetGrid.Combinations(rule, kernel.Outputs), NetGrid.Combinations(rule, kernel.Inputs)], dtype: net.Settings.Type).DetachFromDisposeScope();
    }

    /// <summary>Looked up before each use, since a stored model may have put others there.</summary>
    private static KernelNetMemory Parameters(FunctionNet net) => Memory(net, parameter => Address(parameter));

    /// <summary>The gradients of the parameters; zeros where there were none.</summary>
    private static KernelNetMemory Gradients(FunctionNet net) => Memory(net, parameter =>
    {
        using var untracked = no_grad();
        var gradient = parameter.grad;
        if (gradient is null) parameter.grad = gradient = zeros_like(parameter); // held by the parameter from then on
        using (gradient) return Address(gradient);
    });

    private static KernelNetMemory Memory(FunctionNet net, Func<Parameter, nint> address)
    {
        nint Bias(FunctionNet.Linear layer) => layer.Bias is { } bias ? address(bias) : 0;
        return new(address(net.Hidden[0].Weight), Bias(net.Hidden[0]), address(net.Hidden[1].Weight), Bias(net.Hidden[1]), address(net.Head.Weight), Bias(net.Head));
    }

    private static unsafe nint Address(Tensor tensor) =>
        tensor.dtype == ScalarType.Float64 ? (nint)TensorMemory.Pointer<double>(tensor) : (nint)TensorMemory.Pointer<float>(tensor);
}
