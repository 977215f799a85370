using System.Runtime.Intrinsics;

namespace Pics.Numerics;

/// <summary>Keeps the fused evaluation of a PIC's kernel nets from step to step: tables that only depend on the rule, and working memory.</summary>
internal sealed class FusedNets : IDisposable
{
    private readonly List<IKernelNetSet> sets = [];

    /// <summary>The kernel nets under a rule.</summary>
    /// <remarks>The sets of two rules are kept, so that validating under another rule does not throw away what training needs.</remarks>
    public IKernelNetSet For(ImmutableArray<FunctionNet> nets, QuadratureRule rule)
    {
        var index = sets.FindIndex(set => set.Rule.Equals(rule));
        if (index >= 0 && sets[index].IsCurrent) return sets[index];
        if (index < 0 && sets.Count == 2) index = 0;
        if (index >= 0)
        {
            sets[index].Dispose();
            sets.RemoveAt(index);
        }

        sets.Add(nets[0].Settings.Double ? New<double>(nets, rule) : New<float>(nets, rule));
        return sets[^1];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var set in sets) set.Dispose();
        sets.Clear();
    }

    private static IKernelNetSet New<T>(ImmutableArray<FunctionNet> nets, QuadratureRule rule)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => Vector512.IsHardwareAccelerated
            ? new KernelNetSet<Lanes512<T>, T>(nets, rule)
            : new KernelNetSet<Lanes256<T>, T>(nets, rule);
}
