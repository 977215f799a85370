using System.Numerics;
using MathNet.Numerics;

namespace Pics.Numerics;

/// <summary>Input units without a largest value: out[r, k] = product over channels c of p(x[r, c] | z_k), one where x is not observed; with maxima, that of the mode.</summary>
/// <remarks>
/// A Gaussian has log p = c - ((x - a) b)^2 / 2 with a the mean, b = 1 / deviation and c = log b - log(2 pi) / 2; a Poisson has
/// log p = x a - b - log x! with a the log-rate and b the rate. A value comes in two parts, rounded and what that leaves, so that
/// its distance to a mean nearby is not that of a rounded value. Back: the slope of log p by mean and log deviation, or log-rate,
/// times g times out.
/// </remarks>
internal sealed unsafe class FusedDensity<TLanes, T>(FusedPlan plan, int index, FusedBatch<T> batch, CircuitMemory<T> memory)
    : FusedLeaf<TLanes, T>(plan, index, batch, memory)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool isGaussian = ((FoldedLayer.Input)plan.Parts[index].Layer).Family is InputFamily.Gaussian;

    /// <inheritdoc/>
    public override void Forward(int fold, Scratch<T> scratch, bool keep)
    {
        var function = Units.Functions[fold];
        var (channels, _) = Sizes(function.Group);
        var parts = Parts(function.Group, function.Head, channels, scratch.Weights.Reserve(3L * channels * Width));
        var logarithms = scratch.Tile.Reserve(Width);
        var values = Batch.Values(Index, fold);
        var exponents = Batch.Exponents(Index, fold);
        var rows = Batch.Rows(Index, fold);
        for (var row = 0; row < rows; row++, values += Width)
        {
            new Span<T>(logarithms, Width).Clear();
            var observed = Observed(fold, row);
            for (var channel = 0; channel < channels; channel++)
                if (Batch.Real(observed[channel]) is var value && !double.IsNaN(value)) AddLogDensity(value, parts + (3L * channel * Width), logarithms);
                else if (IsAtMode(fold)) AddModes(parts + (3L * channel * Width), logarithms);
            exponents[row] = Rows<TLanes, T>.FromLogarithms(logarithms, values, Units.Width, Width);
        }
    }

    /// <inheritdoc/>
    public override void KernelGradient(FusedPlan.Use use, int part, T* gradient, bool add, Scratch<T> scratch)
    {
        var (channels, entries) = Sizes(use.Group);
        var parts = Parts(use.Group, use.Head, channels, scratch.Weights.Reserve(3L * channels * Width));
        if (!add) Rows<TLanes, T>.Clear(gradient, (long)Units.Width * channels * entries);
        foreach (var fold in use.Slots)
        {
            var (first, rows) = Batch.RowsIn(part, Index, fold);
            var values = Batch.Values(Index, fold) + ((long)first * Width);
            for (var row = first; row < first + rows; row++, values += Width)
            {
                var observed = Observed(fold, row);
                for (var channel = 0; channel < channels; channel++)
                    if (Batch.Real(observed[channel]) is var value && !double.IsNaN(value))
                        AddSlopes(value, parts + (3L * channel * Width), values, gradient + (channel * entries), channels * entries);
            }
        }
    }

    /// <summary>a, b and c of each channel, [C, 3, K] padded.</summary>
    private T* Parts(int group, int head, int channels, T* parts)
    {
        var numbers = Memory.Parameters(group, head);
        for (var channel = 0; channel < channels; channel++)
            for (var k = 0; k < Width; k++)
            {
                var to = parts + (3L * channel * Width) + k;
                var at = ((long)k * channels) + channel;
                var isInside = k < Units.Width;
                to[0] = !isInside ? T.Zero : isGaussian ? numbers[2 * at] : numbers[at];
                to[Width] = !isInside ? T.Zero : isGaussian ? T.Exp(-numbers[(2 * at) + 1]) : T.Exp(numbers[at]);
                to[2 * Width] = !isInside || !isGaussian ? T.Zero : -numbers[(2 * at) + 1] - T.CreateTruncating(Math.Log(2 * Math.PI) / 2);
            }

        return parts;
    }

    private void AddLogDensity(double value, T* parts, T* logarithms)
    {
        var (rounded, left) = Split(value);
        var (x, low, half) = (TLanes.Of(rounded), TLanes.Of(left), TLanes.Of(T.CreateTruncating(-0.5)));
        var logFactorial = TLanes.Of(T.CreateTruncating(isGaussian ? 0 : SpecialFunctions.GammaLn(value + 1)));
        for (var k = 0; k < Width; k += TLanes.Count)
        {
            var (a, b, sum) = (TLanes.Load(parts + k), TLanes.Load(parts + Width + k), TLanes.Load(logarithms + k));
            var distance = (x - a + low) * b;
            TLanes.Store(
                isGaussian ? TLanes.MultiplyAdd(distance * distance, half, sum + TLanes.Load(parts + (2 * Width) + k)) : TLanes.MultiplyAdd(x, a, sum - b - logFactorial),
                logarithms + k);
        }
    }

    /// <summary>The logarithm of the density of the mode at each node.</summary>
    private void AddModes(T* parts, T* logarithms)
    {
        for (var k = 0; k < Units.Width; k++)
        {
            var mode = T.Max(T.Zero, T.Ceiling(parts[Width + k]) - T.One);
            logarithms[k] += isGaussian ? parts[(2 * Width) + k] : (mode * parts[k]) - parts[Width + k] - T.CreateTruncating(SpecialFunctions.GammaLn(double.CreateTruncating(mode) + 1));
        }
    }

    private void AddSlopes(double value, T* parts, T* weights, T* gradient, int stride)
    {
        var (rounded, left) = Split(value);
        for (var k = 0; k < Units.Width; k++, gradient += stride)
        {
            if (!isGaussian)
            {
                gradient[0] += weights[k] * (rounded - parts[Width + k]);
                continue;
            }

            var distance = (rounded - parts[k] + left) * parts[Width + k];
            gradient[0] += weights[k] * distance * parts[Width + k];
            gradient[1] += weights[k] * ((distance * distance) - T.One);
        }
    }

    private static (T Rounded, T Left) Split(double value)
    {
        var rounded = T.CreateTruncating(value);
        return (rounded, T.IsFinite(rounded) ? T.CreateTruncating(value - double.CreateTruncating(rounded)) : T.Zero);
    }
}
