using System.Numerics;

namespace Pics.Numerics;

/// <summary>Powers of two of rows that lie side by side, padded to a multiple of the widest register: whole numbers, so that registers of any width give the same bits.</summary>
internal static unsafe class RowPowers
{
    private const int LeastExponent = -126;
    private const int MantissaBits = 23;
    private const int Bias = 127;
    private const int Nothing = -(1 << 16); // the exponent of a vector of zeros

    /// <summary>The powers of neighbouring rows; those of constants are all alike.</summary>
    public static Vector<int> Load(int* powers, bool isConstant, int row) => isConstant ? Vector.Create(powers[0]) : Vector.Load(powers + row);

    /// <summary>Sets powers, or adds to them.</summary>
    public static void Add(int* to, int* of, bool isConstant, int rows, bool isFirst)
    {
        for (var row = 0; row < rows; row += Vector<int>.Count)
        {
            var value = Load(of, isConstant, row);
            Vector.Store(isFirst ? value : Vector.Load(to + row) + value, to + row);
        }
    }

    /// <summary>Sets powers, or takes larger ones.</summary>
    public static void Largest(int* to, int* of, bool isConstant, int rows, bool isFirst)
    {
        for (var row = 0; row < rows; row += Vector<int>.Count)
        {
            var value = Load(of, isConstant, row);
            Vector.Store(isFirst ? value : Vector.Max(Vector.Load(to + row), value), to + row);
        }
    }

    /// <summary>A weight times 2 to the difference of powers, which is not positive; zero below the smallest normal number.</summary>
    public static void Factors(float* to, int* of, bool isConstant, int* most, float weight, int rows)
    {
        for (var row = 0; row < rows; row += Vector<int>.Count)
        {
            var power = Load(of, isConstant, row) - Vector.Load(most + row);
            var two = Vector.ConditionalSelect(Vector.LessThan(power, Vector.Create(LeastExponent)), Vector<int>.Zero, (power + Vector.Create(Bias)) << MantissaBits);
            Vector.Store(Vector.AsVectorSingle(two) * Vector.Create(weight), to + row);
        }
    }

    /// <summary>Divides each row of a vector by a power of two, so that its largest number is from 1 to 2; zeros become ones, of a power so small that they count nowhere.</summary>
    /// <param name="at">The vector, [K, rows]; not negative, so that larger numbers have larger bits.</param>
    /// <param name="width">K.</param>
    /// <param name="stride">From one number to the next.</param>
    /// <param name="powers">The powers, to which those are added that are divided by.</param>
    /// <param name="rows">How many.</param>
    public static void Scale(float* at, int width, int stride, int* powers, int rows)
    {
        int* most = stackalloc int[CodingRun.MostRows];
        for (var row = 0; row < rows; row += Vector<int>.Count)
        {
            var largest = Vector<int>.Zero;
            for (var k = 0; k < width; k++) largest = Vector.Max(largest, Vector.Load((int*)at + (k * stride) + row));
            Vector.Store(largest, most + row);
        }

        Scale(at, width, stride, powers, rows, most);
    }

    /// <summary>The same, with the bits of the largest number of each row at hand.</summary>
    public static void Scale(float* at, int width, int stride, int* powers, int rows, int* most)
    {
        for (var row = 0; row < rows; row += Vector<int>.Count, at += Vector<int>.Count)
        {
            var bits = Vector.ShiftRightArithmetic(Vector.Load(most + row), MantissaBits);
            var isNothing = Vector.Equals(bits, Vector<int>.Zero);
            var factor = Vector.AsVectorSingle(Vector.Max(Vector.Create(2 * Bias) - bits, Vector<int>.Zero) << MantissaBits);
            Vector.Store(Vector.Load(powers + row) + Vector.ConditionalSelect(isNothing, Vector.Create(Nothing), bits - Vector.Create(Bias)), powers + row);
            for (var k = 0; k < width; k++) Vector.Store(Vector.Load(at + (k * stride)) * factor, at + (k * stride));
            if (isNothing == Vector<int>.Zero) continue;
            for (var k = 0; k < width; k++) Vector.Store(Vector.ConditionalSelect(Vector.AsVectorSingle(isNothing), Vector<float>.One, Vector.Load(at + (k * stride))), at + (k * stride));
        }
    }
}
