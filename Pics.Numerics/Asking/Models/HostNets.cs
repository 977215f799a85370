namespace Pics.Numerics;

/// <summary>From nets in plain memory to the parameters of a circuit: algorithm 3's function evaluations, on all threads.</summary>
internal static class HostNets
{
    /// <summary>The table of each group, owned by the caller: [H, K, C, V] of a density, [H, K_out, K_in] of a kernel.</summary>
    public static IEnumerable<(int Group, NumberTable Table)> Evaluate(HostModel model, QuadratureRule rule) =>
        [.. model.Pic.Groups.Where(group => group.Signature is FunctionSignature.Density).Select(group => (group.Id, Density(model, group, rule))), .. Kernels(model, rule)];

    private static NumberTable Density(HostModel model, FunctionGroup group, QuadratureRule rule)
    {
        var density = (FunctionSignature.Density)group.Signature;
        var to = NumberTable.New(model.Settings.Double, ParameterShapes.Fixed(group, rule.Count));
        var form = new DensityNetForm(density, model.Settings.Width, ParameterShapes.Trunks(group), ParameterShapes.Heads(group), Frequencies(model, group));
        var (hidden, head) = (ParameterShapes.Hidden(0), ParameterShapes.Head);
        NetLanes.Density(form, new(Weight(model, group, hidden), Bias(model, group, hidden), Weight(model, group, head), Bias(model, group, head)), rule, to);
        GC.KeepAlive(model);
        return to;
    }

    private static IEnumerable<(int Group, NumberTable Table)> Kernels(HostModel model, QuadratureRule rule)
    {
        ImmutableArray<FunctionGroup> groups = [.. model.Pic.Groups.Where(group => group.Signature is FunctionSignature.Kernel)];
        if (groups.IsEmpty) return [];
        ImmutableArray<(int Group, NumberTable Table)> tables = [.. groups.Select(group => (group.Id, NumberTable.New(model.Settings.Double, ParameterShapes.Fixed(group, rule.Count))))];
        using var set = NetLanes.Kernels(model.Settings.Double, [.. groups.Select(group => Form(model, group))], rule.Unshifted, null);
        set.Run([.. groups.Select(group => Memory(model, group))], [.. tables.Select(entry => entry.Table.Address)], rule.Shift, forGradients: false, budget: 0).Dispose();
        GC.KeepAlive(model);
        return tables;
    }

    private static KernelNetForm Form(HostModel model, FunctionGroup group) => new(
        (FunctionSignature.Kernel)group.Signature,
        model.Settings.Width,
        ParameterShapes.Trunks(group),
        ParameterShapes.Heads(group),
        model.Settings.Epsilon,
        Frequencies(model, group));

    private static KernelNetMemory Memory(HostModel model, FunctionGroup group)
    {
        var (first, second, head) = (ParameterShapes.Hidden(0), ParameterShapes.Hidden(1), ParameterShapes.Head);
        return new(
            Weight(model, group, first),
            Bias(model, group, first),
            Weight(model, group, second),
            Bias(model, group, second),
            Weight(model, group, head),
            Bias(model, group, head));
    }

    private static ImmutableArray<double> Frequencies(HostModel model, FunctionGroup group)
    {
        var table = model[ParameterShapes.NameOf(group.Id, ParameterShapes.Frequencies)];
        return [.. table.Doubles(0, checked((int)table.Count))];
    }

    private static nint Weight(HostModel model, FunctionGroup group, string layer) => model[ParameterShapes.NameOf(group.Id, $"{layer}.weight")].Address;

    private static nint Bias(HostModel model, FunctionGroup group, string layer) => model.Settings.Bias ? model[ParameterShapes.NameOf(group.Id, $"{layer}.bias")].Address : 0;
}
