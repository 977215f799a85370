using System.Numerics;
using System.Runtime.Intrinsics;

namespace Pics.Numerics;

/// <summary>log Z of a circuit of fixed numbers in plain memory.</summary>
internal static unsafe class QpcNormaliser
{
    /// <summary>log Z in nats; zero where the rows of the kernels sum to one. Error: <see cref="PicsError"/>.</summary>
    public static Either<PicsError, double> LogZ(HostModel model, QuadratureRule rule) =>
        from folded in Pipeline.Evaluation(rule).Apply(model.Pic)
        from numbers in model.Numbers(rule)
        select Of(folded, numbers, model.IsNormalised);

    private static double Of(FoldedQpc circuit, CircuitNumbers numbers, bool isNormalised)
    {
        using (numbers)
            return isNormalised ? 0 : numbers.IsDouble ? LogLikelihood<double>(circuit, numbers) : LogLikelihood<float>(circuit, numbers);
    }

    /// <summary>That of a row which observes nothing but the constants of the circuit.</summary>
    private static double LogLikelihood<T>(FoldedQpc circuit, CircuitNumbers numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var plan = new FusedPlan(circuit);
        using IFusedStack stack = Vector512.IsHardwareAccelerated && plan.Nodes > Vector512<T>.Count / 2 // registers of 512 bits pay where vectors of K values fill more than a half
            ? new FusedStack<Lanes512<T>, T>(plan, takesMaxima: false)
            : new FusedStack<Lanes256<T>, T>(plan, takesMaxima: false);
        var (row, channels, result) = (Row(circuit, out var depth), depth, T.Zero);
        fixed (double* values = row)
            stack.LogLikelihood(numbers.Memory, new((nint)values, 1, row.Length / channels, channels, IsReal: true), (nint)(&result), areHeld: false);
        GC.KeepAlive(numbers);
        return double.CreateTruncating(result);
    }

    /// <summary>NaN for each variable, then the constants of the circuit in their order, [columns, channels].</summary>
    private static double[] Row(FoldedQpc circuit, out int channels)
    {
        var inputs = circuit.Layers.OfType<FoldedLayer.Input>().ToList();
        var depth = channels = inputs.Max(layer => layer.Family.Channels);
        var constants = inputs.SelectMany(layer => layer.Observations).Where(observation => observation is not Observation.Open).Distinct()
            .Select(constant => constant is Observation.Known known ? known.Value : double.NaN);
        return [.. Enumerable.Repeat(double.NaN, circuit.Scope.Columns).Concat(constants).SelectMany(value => Enumerable.Repeat(value, depth))];
    }
}
