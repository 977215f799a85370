using System.Numerics;
using System.Runtime.Intrinsics;

namespace Pics.Numerics;

/// <summary>Nets on raw buffers in the widest registers that there are.</summary>
internal static unsafe class NetLanes
{
    /// <summary>The kernel nets of a PIC under one rule.</summary>
    /// <param name="isDouble">Whether their numbers are float64 instead of float32.</param>
    /// <param name="forms">The nets.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="nodes">Where nets are evaluated if not at the nodes of the rule.</param>
    public static IKernelNetSet Kernels(bool isDouble, ImmutableArray<KernelNetForm> forms, QuadratureRule rule, CoarseNodes? nodes) =>
        isDouble ? Kernels<double>(forms, rule, nodes) : Kernels<float>(forms, rule, nodes);

    /// <summary>The parameters of the circuit that a density net gives.</summary>
    /// <param name="form">The net.</param>
    /// <param name="parameters">Where its parameters lie, of the precision of the result.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="to">Where they go, [H, K, C, V].</param>
    public static void Density(DensityNetForm form, DensityNetMemory parameters, QuadratureRule rule, NumberTable to)
    {
        if (to.IsDouble) Density<double>(form, parameters, rule, to);
        else Density<float>(form, parameters, rule, to);
    }

    private static IKernelNetSet Kernels<T>(ImmutableArray<KernelNetForm> forms, QuadratureRule rule, CoarseNodes? nodes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector512.IsHardwareAccelerated
            ? new KernelNetSet<Lanes512<T>, T>(forms, rule, nodes)
            : new KernelNetSet<Lanes256<T>, T>(forms, rule, nodes);

    private static void Density<T>(DensityNetForm form, DensityNetMemory parameters, QuadratureRule rule, NumberTable to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated) Run<Lanes512<T>, T>(form, parameters, rule, to);
        else Run<Lanes256<T>, T>(form, parameters, rule, to);
    }

    private static void Run<TLanes, T>(DensityNetForm form, DensityNetMemory parameters, QuadratureRule rule, NumberTable to)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var net = new DensityNet<TLanes, T>(form, rule);
        net.Run(parameters, (T*)to.Address);
        GC.KeepAlive(to);
    }
}
