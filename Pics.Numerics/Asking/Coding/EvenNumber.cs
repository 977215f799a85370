namespace Pics.Numerics;

/// <summary>A whole number below a bound of which all are equally probable, in digits of 16 bits from the lowest.</summary>
internal static class EvenNumber
{
    private const int DigitBits = 16;
    private const ulong Digit = 1UL << DigitBits;

    /// <summary>Writes a number.</summary>
    /// <param name="coded">Where its parts go.</param>
    /// <param name="number">The number.</param>
    /// <param name="count">What it is below.</param>
    public static void Write(List<(uint Start, uint Parts)> coded, ulong number, ulong count)
    {
        for (; count > Digit; number >>= DigitBits, count = ((count - 1) >> DigitBits) + 1) coded.Add(Part(number % Digit, Digit));
        if (count > 1) coded.Add(Part(number, count));
    }

    /// <summary>Reads a number that is below a bound; what a damaged stream has beyond it becomes the last one.</summary>
    public static ulong Read(RansReader reader, ulong count)
    {
        var (number, shift, last) = (0UL, 0, count - 1);
        for (; count > Digit; shift += DigitBits, count = ((count - 1) >> DigitBits) + 1) number |= Take(reader, Digit) << shift;
        if (count > 1) number |= Take(reader, count) << shift;
        return Math.Min(number, last);
    }

    private static ulong Take(RansReader reader, ulong count)
    {
        var number = reader.Part * count >> CodedDensity.WholeBits;
        if (number + 1 < count && Part(number + 1, count).Start <= reader.Part) number++;
        var (start, parts) = Part(number, count);
        reader.Take(start, parts);
        return number;
    }

    private static (uint Start, uint Parts) Part(ulong number, ulong count)
    {
        var start = (number << CodedDensity.WholeBits) / count;
        return ((uint)start, (uint)((((number + 1) << CodedDensity.WholeBits) / count) - start));
    }
}
