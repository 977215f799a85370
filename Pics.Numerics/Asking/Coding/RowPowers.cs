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

    /// <summary>From the largest numbers of rows to the factors that bring them between 1 and 2, which are taken from the powers; false where some row has nothing that counts, and there the factor is zero.</summary>
    public static bool Scale(float* most, int* powers, int rows)
    {
        var isAll = true;
        for (var row = 0; row < rows; row += Vector<int>.Count)
        {
            var bits = Vector.ShiftRightArithmetic(Vector.AsVectorInt32(Vector.Load(most + row)), MantissaBits);
            var isNothing = Vector.LessThanOrEqual(bits, Vector<int>.Zero);
            isAll &= isNothing == Vector<int>.Zero;
            var factor = Vector.Max(Vector.Create(2 * Bias) - bits, Vector<int>.Zero) << MantissaBits;
            Vector.Store(Vector.AsVectorSingle(Vector.ConditionalSelect(isNothing, Vector<int>.Zero, factor)), most + row);
            Vector.Store(Vector.Load(powers + row) + Vector.ConditionalSelect(isNothing, Vector.Create(Nothing), bits - Vector.Create(Bias)), powers + row);
        }

        return isAll;
    }
}
