namespace Pics.Numerics;

/// <summary>The size and precision of the function nets (method: Fourier features, tanh layers of one width).</summary>
/// <param name="Width">M: the width of every hidden layer and of the Fourier features; even, the paper uses 256.</param>
/// <param name="Sigma">Standard deviation of the Fourier frequencies.</param>
/// <param name="Bias">Whether the linear layers have biases.</param>
/// <param name="Double">Whether numbers are float64 instead of float32.</param>
/// <remarks>Invariant: the width is even and from 2 to 65536, sigma is finite; others are refused with an <see cref="ArgumentException"/>, or by <see cref="Create"/> with an error.</remarks>
public sealed record NetSettings(int Width = 256, double Sigma = 1, bool Bias = true, bool Double = false)
{
    /// <summary>The largest width of nets.</summary>
    public const int LargestWidth = 1 << 16;

    /// <summary>M: the width of every hidden layer and of the Fourier features; even, the paper uses 256.</summary>
    public int Width { get; init => field = Right(FindFault(value), value); } = Right(FindFault(Width), Width);

    /// <summary>Standard deviation of the Fourier frequencies.</summary>
    public double Sigma { get; init => field = Right(FindFault(value), value); } = Right(FindFault(Sigma), Sigma);

    /// <summary>Settings that may be impossible. Error: <see cref="ModelError.Argument"/>.</summary>
    /// <param name="width">M.</param>
    /// <param name="sigma">Standard deviation of the Fourier frequencies.</param>
    /// <param name="bias">Whether the linear layers have biases.</param>
    /// <param name="isDouble">Whether numbers are float64 instead of float32.</param>
    public static Either<ModelError, NetSettings> Create(int width, double sigma, bool bias, bool isDouble) =>
        (FindFault(width) ?? FindFault(sigma)) is { } fault ? fault : new NetSettings(width, sigma, bias, isDouble);

    /// <summary>The square root of the smallest normal number: added to every kernel value so that no row of weights is zero.</summary>
    public double Epsilon => Math.Sqrt(Double ? 2.2250738585072014e-308 : 1.1754943508222875e-38);

    private static ModelError? FindFault(int width) =>
        width is >= 2 and <= LargestWidth && width % 2 == 0 ? null : new ModelError.Argument("the width of the nets", width, $"an even number from 2 to {LargestWidth}");

    private static ModelError? FindFault(double sigma) => double.IsFinite(sigma) ? null : new ModelError.Argument("sigma of the nets", sigma, "a finite number");

    private static T Right<T>(ModelError? fault, T value) => fault is null ? value : throw new ArgumentException(fault.Explain());
}
