using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Numerics;

/// <summary>Numbers for native calls, alive while the calls use them.</summary>
/// <remarks>
/// TorchSharp hands the address of a number to native code and keeps no reference to its object, so that a number made within an expression can
/// be freed in the middle of the call when another thread brings about a collection. Here the last numbers of each thread are held.
/// Expressions that make their own are banned (BannedSymbols.Torch.txt).
/// </remarks>
internal static class Held
{
    private const int Kept = 64; // more than one expression has

    private static readonly Scalar One = 1.ToScalar();

    [ThreadStatic]
    private static Scalar?[]? ring;

    [ThreadStatic]
    private static int next;

    /// <summary>A real number, valid until its thread has made 63 others.</summary>
    public static Scalar Of(double value) => Keep(value.ToScalar());

    /// <inheritdoc cref="Of(double)"/>
    public static Scalar Of(long value) => Keep(value.ToScalar());

    /// <inheritdoc cref="Of(double)"/>
    public static Scalar Of(bool value) => Keep(value.ToScalar());

    /// <summary>The sum of two tensors, broadcast.</summary>
    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, One);

    /// <summary>Adds a tensor, broadcast, in place.</summary>
    public static Tensor Plus_(this Tensor left, Tensor right) => left.add_(right, One);

    /// <summary>The sum of a tensor and a number.</summary>
    public static Tensor Plus(this Tensor left, double right) => left.add(Of(right), One);

    /// <summary>The sum of a tensor and a whole number; whole tensors stay whole.</summary>
    public static Tensor Plus(this Tensor left, long right) => left.add(Of(right), One);

    /// <summary>Adds a number in place.</summary>
    public static Tensor Plus_(this Tensor left, double right) => left.add_(Of(right), One);

    private static Scalar Keep(Scalar value)
    {
        ring ??= new Scalar?[Kept];
        ring[next]?.Dispose();
        ring[next] = value;
        next = (next + 1) % Kept;
        return value;
    }
}
