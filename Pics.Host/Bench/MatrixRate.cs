using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>How fast libtorch multiplies matrices here: the bound that steps are held against.</summary>
/// <param name="Gflops">The largest rate, 10^9 operations per second.</param>
/// <param name="Sizes">The rate at each size.</param>
internal sealed record MatrixRate(double Gflops, IReadOnlyList<SizeRate> Sizes)
{
    private static readonly int[] Lengths = [512, 1024, 2048];

    public static MatrixRate Measure(ScalarType type, Device device)
    {
        var rates = Lengths.Select(length => new SizeRate(length, Rate(length, type, device))).ToList();
        return new(rates.Max(rate => rate.Gflops), rates);
    }

    /// <summary>The larger of two measurements: what slows a product down is not the machine's bound.</summary>
    public MatrixRate Or(MatrixRate other) => other.Gflops > Gflops ? other : this;

    /// <summary>Milliseconds for so many operations at this rate.</summary>
    public double Milliseconds(double operations) => operations / Gflops / 1e6;

    private static double Rate(int length, ScalarType type, Device device)
    {
        using var scope = NewDisposeScope();
        var (left, right) = (ones(length, length, dtype: type, device: device), ones(length, length, dtype: type, device: device));
        var timing = Timing.Measure(new(5, 0.1), device, () => left.mm(right).Dispose());
        return 2.0 * length * length * length / timing.Median / 1e6;
    }
}

/// <summary>The rate at one size of square matrices.</summary>
internal sealed record SizeRate(int Length, double Gflops);
