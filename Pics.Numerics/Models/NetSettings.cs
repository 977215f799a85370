namespace Pics.Numerics;

/// <summary>The size and precision of the function nets (method: Fourier features, tanh layers of one width).</summary>
/// <param name="Width">M: the width of every hidden layer and of the Fourier features; even, the paper uses 256.</param>
/// <param name="Sigma">Standard deviation of the Fourier frequencies.</param>
/// <param name="Bias">Whether the linear layers have biases.</param>
/// <param name="Double">Whether numbers are float64 instead of float32.</param>
public sealed record NetSettings(int Width = 256, double Sigma = 1, bool Bias = true, bool Double = false)
{
    /// <summary>The scalar type of the parameters.</summary>
    public ScalarType Type => Double ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>The square root of the smallest normal number: added to every kernel value so that no row of weights is zero.</summary>
    public double Epsilon => Math.Sqrt(Double ? 2.2250738585072014e-308 : 1.1754943508222875e-38);
}
