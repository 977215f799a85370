using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Flows in the working memory of the fused engine.</summary>
internal sealed unsafe class FusedFlows<T> : Flows
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Largest = 1000; // powers of two: a share is at most one, so a larger scale is beside products that were lost

    private readonly ImmutableArray<(FlowUnit Unit, FoldValues Values, FoldSlopes Slopes)> units;
    private readonly nint classes;

    private FusedFlows(ImmutableArray<(FlowUnit, FoldValues, FoldSlopes Slopes)> units, int batch)
    {
        this.units = units;
        (Rows, classes) = units.IsEmpty ? (batch, 0) : (units[0].Slopes.Rows, units[0].Slopes.Classes);
        Units = [.. this.units.Select(unit => unit.Unit)];
    }

    /// <inheritdoc/>
    public override ImmutableArray<FlowUnit> Units { get; }

    /// <inheritdoc/>
    public override int Rows { get; }

    /// <summary>The flows, and the log-likelihood of each row, [B].</summary>
    public static (Flows Flows, double[] LogLikelihood) Of(FoldedQpc circuit, FusedCircuit fused, EvidenceRows evidence, bool[] isWanted)
    {
        var logLikelihood = fused.Flow(evidence, isWanted);
        var units = from layer in Enumerable.Range(0, circuit.Layers.Length)
                    where circuit.Layers[layer] is FoldedLayer.Input
                    let input = (FoldedLayer.Input)circuit.Layers[layer]
                    from fold in Enumerable.Range(0, input.Folds)
                    where input.Observations[fold] is Observation.Open
                    let slopes = fused.ReadSlopes(new(layer, fold))
                    where slopes is not null
                    select (new FlowUnit(input.Functions[fold], input.Variables[fold], input.Family, input.Width), fused.Read(new(layer, fold)), slopes.Value);
        return (new FusedFlows<T>([.. units], evidence.Rows), logLikelihood);
    }

    /// <inheritdoc/>
    public override int RowOf(int row) => classes == 0 ? row : ((int*)classes)[row];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Shares(int unit, Span<double> shares)
    {
        var (of, values, slopes) = units[unit];
        for (var row = 0; row < Rows; row++)
        {
            var own = shares.Slice(row * of.Nodes, of.Nodes);
            var exponent = ((int*)slopes.Exponents)[row];
            if (exponent == DownBatch<T>.Nothing)
            {
                own.Clear();
                continue;
            }

            var up = ClassOf(row, values, slopes);
            var scale = Math.ScaleB(1, Math.Min(Largest, exponent + ((int*)values.WholeExponents)[up]));
            Multiply((T*)values.Values + ((long)up * values.Stride), (T*)slopes.Slopes + ((long)row * slopes.Stride), scale, own);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A slope has nothing of the values of its own variable and so is never lost with them.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void LogSlopes(int unit, Span<double> logSlopes, Span<double> least, Span<double> most)
    {
        var (of, _, slopes) = units[unit];
        for (var row = 0; row < Rows; row++)
        {
            var exponent = ((int*)slopes.Exponents)[row];
            var sum = Sum((T*)slopes.Slopes + ((long)row * slopes.Stride), of.Nodes);
            logSlopes[row] = exponent == DownBatch<T>.Nothing ? double.NegativeInfinity : Math.Log(sum) + (exponent * Math.Log(2));
        }

        least.Clear();
        most.Clear();
    }

    /// <inheritdoc/>
    public override void LogNodes(int unit, Span<double> logs)
    {
        var (of, _, slopes) = units[unit];
        for (var row = 0; row < Rows; row++)
        {
            var exponent = ((int*)slopes.Exponents)[row];
            var from = (T*)slopes.Slopes + ((long)row * slopes.Stride);
            for (var k = 0; k < of.Nodes; k++)
                logs[(row * of.Nodes) + k] = exponent == DownBatch<T>.Nothing ? double.NegativeInfinity : Math.Log(double.CreateTruncating(from[k])) + (exponent * Math.Log(2));
        }
    }

    /// <summary>The row of the fold going up.</summary>
    private static int ClassOf(int row, FoldValues values, FoldSlopes slopes)
    {
        var first = slopes.Firsts == 0 ? row : ((int*)slopes.Firsts)[row];
        return values.Classes == 0 ? first : ((int*)values.Classes)[first];
    }

    private static double Sum(T* numbers, int count)
    {
        var (k, sums) = (0, Vector<double>.Zero);
        if (typeof(T) == typeof(float))
            for (; k + Vector<float>.Count <= count; k += Vector<float>.Count)
            {
                Vector.Widen(Vector.Load((float*)numbers + k), out var low, out var high);
                sums += low + high;
            }

        var sum = Vector.Sum(sums);
        for (; k < count; k++) sum += double.CreateTruncating(numbers[k]);
        return sum;
    }

    /// <summary>The products in double, whose range holds those of the smallest numbers of any precision but its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(T* first, T* second, double scale, Span<double> products)
    {
        var (k, lanes) = (0, Vector<double>.Count);
        fixed (double* to = products)
        {
            var scales = new Vector<double>(scale);
            if (typeof(T) == typeof(float))
                for (; k + (2 * lanes) <= products.Length; k += 2 * lanes)
                {
                    Vector.Widen(Vector.Load((float*)first + k), out var firstLow, out var firstHigh);
                    Vector.Widen(Vector.Load((float*)second + k), out var secondLow, out var secondHigh);
                    (firstLow * secondLow * scales).Store(to + k);
                    (firstHigh * secondHigh * scales).Store(to + k + lanes);
                }

            for (; k < products.Length; k++) to[k] = double.CreateTruncating(first[k]) * double.CreateTruncating(second[k]) * scale;
        }
    }
}
