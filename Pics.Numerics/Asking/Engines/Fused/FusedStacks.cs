using System.Runtime.Intrinsics;

namespace Pics.Numerics;

/// <summary>Chooses the width of registers for a circuit.</summary>
internal static class FusedStacks
{
    /// <summary>The fused evaluation of a circuit.</summary>
    /// <param name="plan">The circuit.</param>
    /// <param name="isDouble">Whether parameters are float64 instead of float32.</param>
    /// <param name="takesMaxima">Whether sums are maxima, and what is not observed is at its mode.</param>
    public static IFusedStack Of(FusedPlan plan, bool isDouble, bool takesMaxima) => isDouble
        ? IsWide(plan, Vector512<double>.Count) ? new FusedStack<Lanes512<double>, double>(plan, takesMaxima) : new FusedStack<Lanes256<double>, double>(plan, takesMaxima)
        : IsWide(plan, Vector512<float>.Count) ? new FusedStack<Lanes512<float>, float>(plan, takesMaxima) : new FusedStack<Lanes256<float>, float>(plan, takesMaxima);

    /// <summary>Whether registers of 512 bits pay: they are there, and vectors of K values fill more than a half.</summary>
    private static bool IsWide(FusedPlan plan, int lanes) => Vector512.IsHardwareAccelerated && plan.Nodes > lanes / 2;
}
