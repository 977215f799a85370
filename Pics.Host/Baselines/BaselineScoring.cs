using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Bits per dimension of a baseline on rows: exact, or the importance-weighted bound.</summary>
internal static class BaselineScoring
{
    private const int RowsAtOnce = 16;
    private const int RowsOfBatch = 128; // where there is one sample

    /// <summary>The figures of the first rows of a split.</summary>
    /// <param name="model">The baseline.</param>
    /// <param name="split">The name of the split.</param>
    /// <param name="data">Its rows.</param>
    /// <param name="samples">Samples of a bound.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static BaselineScore Of(IBaseline model, string split, Dataset data, int samples, int seed, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var draws = new Generator((ulong)seed, CPU);
        var (all, one, count) = (0.0, 0.0, samples == 1 ? RowsOfBatch : RowsAtOnce);
        for (var row = 0; row < data.Rows; row += count)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var weights = LogWeights(model, data, [.. Enumerable.Range(row, Math.Min(count, data.Rows - row))], samples, draws);
            all += weights.logsumexp(0).sum().ToDouble() - (Math.Log(weights.shape[0]) * weights.shape[1]);
            one += weights.mean([0L]).sum().ToDouble();
        }

        double Bits(double sum) => BitsPerDimension.Of(sum / data.Rows, data.Dimensions);
        return new(split, data.Rows, Bits(all), model.IsExact ? null : Bits(one));
    }

    /// <summary>The mean of the logarithms of the bound that each row has with one sample, or of its likelihood, as bits per dimension.</summary>
    public static double Quick(IBaseline model, Dataset data, int seed) => Of(model, string.Empty, data, 1, seed, default).BitsPerDimension;

    private static Tensor LogWeights(IBaseline model, Dataset data, int[] rows, int samples, Generator draws)
    {
        using var pixels = BaselineRows.Of(data, rows, model.Weights.Type);
        using var weights = model.LogWeights(pixels, samples, draws);
        return weights.to(ScalarType.Float64);
    }
}
