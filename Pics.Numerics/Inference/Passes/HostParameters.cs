namespace Pics.Numerics;

/// <summary>The parameters of a model in the host's memory, and what sampling and completion read of them; each made once per model.</summary>
internal sealed class HostParameters(FoldedQpc circuit, CircuitTensors numbers) : IDisposable
{
    private readonly Dictionary<int, Tensor> plain = [];
    private readonly Dictionary<int, Tensor> cumulative = [];
    private readonly Dictionary<int, Tensor> modes = [];
    private readonly Dictionary<int, (double[] Means, double[] Variances)> moments = [];

    /// <summary>The parameters of a group, as in <see cref="CircuitTensors"/>.</summary>
    public Tensor Plain(int group) => Get(plain, group, tensor => tensor);

    /// <summary>Running sums along the last axis: of the weights of a kernel, of the probabilities of a density with finitely many values.</summary>
    public Tensor Cumulative(int group) => Get(cumulative, group, tensor => Signature(group).Match(_ => tensor.exp().cumsum(3), _ => tensor.cumsum(2)));

    /// <summary>A mode of each function at each node, [H, K, C, 1].</summary>
    public Tensor Modes(int group) => Get(modes, group, tensor =>
        Densities.Mode(Signature(group).Match(density => density.Family, _ => throw new InvalidOperationException("only densities have modes")), tensor).unsqueeze(3));

    /// <summary>A function of an input unit; valid while the parameters are.</summary>
    public unsafe HostFunction Function(FunctionSpec function, InputFamily family)
    {
        var table = Plain(function.Group);
        var (isSingle, entries) = (table.dtype == ScalarType.Float32, (int)table.shape[3]);
        var start = isSingle ? (nint)TensorMemory.Pointer<float>(table) : (nint)TensorMemory.Pointer<double>(table);
        var size = table.shape[1] * table.shape[2] * entries * table.ElementSize;
        return new(start + (nint)(function.Head * size), isSingle, family, entries);
    }

    /// <summary>Mean and variance of each function of a group at each node, [H, C, K] each.</summary>
    public (double[] Means, double[] Variances) Moments(int group)
    {
        if (moments.TryGetValue(group, out var found)) return found;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var family = Signature(group).Match(density => density.Family, _ => throw new InvalidOperationException("only densities have moments"));
        var heads = Plain(group).unbind(0).Select(head => Densities.Moments(family, head.unsqueeze(0).to(ScalarType.Float64))).ToList();
        double[] Joined(Func<(Tensor Mean, Tensor Variance), Tensor> part) => [.. heads.SelectMany(head => part(head).transpose(1, 2).contiguous().data<double>().ToArray())];
        return moments[group] = (Joined(head => head.Mean), Joined(head => head.Variance));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in plain.Values.Concat(cumulative.Values).Concat(modes.Values)) tensor.Dispose();
    }

    private FunctionSignature Signature(int group) => circuit.Groups.First(entry => entry.Id == group).Signature;

    private Tensor Get(Dictionary<int, Tensor> known, int group, Func<Tensor, Tensor> make)
    {
        if (known.TryGetValue(group, out var found)) return found;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var made = make(numbers[group].detach()).cpu().contiguous();
        known.Add(group, made.DetachFromDisposeScope());
        return made;
    }
}
