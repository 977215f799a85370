using System.Numerics;

namespace Pics.Numerics;

/// <summary>What the parts of a batch add up: looked at one by one, or at once by an engine that can.</summary>
internal static class BatchParts
{
    /// <summary>How many parts are looked at at once: a power of two.</summary>
    /// <param name="engine">What evaluates the circuit.</param>
    /// <param name="batch">Rows of the batch.</param>
    /// <param name="shards">Parts that it is cut into.</param>
    /// <param name="rowsAtOnce">Rows evaluated at once, at most.</param>
    public static int AtOnce(EngineKind engine, int batch, int shards, int rowsAtOnce)
    {
        if (engine != EngineKind.Fused) return 1;
        var most = Math.Max(1, rowsAtOnce / Math.Max(1, (batch + shards - 1) / shards));
        return Math.Min(shards, 1 << BitOperations.Log2((uint)most));
    }

    /// <summary>Puts the gradient of a multiple of the sum of log-likelihoods into place, and gives these sums of each part, [parts] of float64.</summary>
    /// <param name="engine">What evaluates the circuit; one for several parts at once where there are several.</param>
    /// <param name="numbers">The parameters of the circuit.</param>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="rowsAtOnce">Rows of one part evaluated at once.</param>
    /// <param name="scale">What log-likelihoods are multiplied by.</param>
    /// <param name="into">Where the gradient goes.</param>
    public static Tensor Differentiate(ICircuitEngine engine, CircuitTensors numbers, RowsAtHand rows, int rowsAtOnce, double scale, CircuitTensors into)
    {
        using var scope = NewDisposeScope();
        if (rows.Parts > 1)
        {
            ImmutableArray<int> bounds = [.. rows.Bounds.Select(bound => bound - rows.First)];
            var found = ((IPartsEngine)engine).Differentiate(numbers, rows.Evidence(rows.First, rows.Count), bounds, into, scale).to(ScalarType.Float64);
            return stack(Enumerable.Range(0, rows.Parts).Select(part => found.narrow(0, bounds[part], bounds[part + 1] - bounds[part]).sum())).MoveToOuterDisposeScope();
        }

        var sum = zeros(1, ScalarType.Float64, numbers[numbers.Groups.First()].device);
        for (var done = 0; done < rows.Count; done += rowsAtOnce)
        {
            using var some = NewDisposeScope();
            sum.Plus_(engine.Differentiate(numbers, rows.Evidence(rows.First + done, Math.Min(rowsAtOnce, rows.Count - done)), into, scale, accumulate: done > 0).to(ScalarType.Float64).sum());
        }

        return sum.MoveToOuterDisposeScope();
    }
}
