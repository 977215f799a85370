using System.Buffers.Binary;
using System.Globalization;

namespace Pics.Numerics;

/// <summary>What one value of an array is.</summary>
/// <param name="Letter">b for truth values, u and i for whole numbers, f for real ones, S for bytes of text, U for letters, M for dates and times.</param>
/// <param name="Size">Bytes a value.</param>
/// <param name="IsBigEndian">The order of these bytes.</param>
/// <param name="Unit">What dates and times count: D, s, ms, us or ns; else empty.</param>
internal readonly record struct ArrayType(char Letter, int Size, bool IsBigEndian, string Unit)
{
    /// <summary>What may stand there, for people.</summary>
    public const string Numbers = "b1, u1, u2, u4, u8, i1, i2, i4, i8, f2, f4, f8 after <, > or |";

    private const int Letter32 = 4; // bytes of a letter of U

    private static readonly string[] Units = ["D", "s", "ms", "us", "ns"];

    /// <summary>Whether values are numbers or truth values.</summary>
    public bool IsNumber => Letter is not ('S' or 'U' or 'M');

    /// <summary>The type that NumPy writes so: &lt;f8, |S10, &lt;U8, &lt;M8[D]; null for one that is no value of a table.</summary>
    public static ArrayType? Of(string text)
    {
        if (text.Length < 3 || "<>|=".IndexOf(text[0], StringComparison.Ordinal) < 0) return null;
        var (letter, isBig, rest) = (text[1], text[0] == '>', text[2..]);
        if (letter == 'M') return rest.Length > 3 && rest[..2] == "8[" && rest[^1] == ']' && Units.Contains(rest[2..^1]) ? new(letter, 8, isBig, rest[2..^1]) : null;
        if (!int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return null;
        return (letter, size) switch
        {
            ('b', 1) or ('u' or 'i', 1 or 2 or 4 or 8) or ('f', 2 or 4 or 8) => new(letter, size, isBig, string.Empty),
            ('S', > 0) => new(letter, size, isBig, string.Empty),
            ('U', > 0 and <= int.MaxValue / Letter32) => new(letter, size * Letter32, isBig, string.Empty),
            _ => null,
        };
    }

    /// <summary>What a table is told of a column of it.</summary>
    public CellType Cell => (Letter, Unit) switch
    {
        ('b', _) => CellType.Truth,
        ('S' or 'U', _) => CellType.Text,
        ('M', "D") => CellType.Date,
        ('M', _) => CellType.DateTime,
        _ => CellType.Number,
    };

    /// <summary>The whole number of bytes of b, u, i or M, or the bits of a real one.</summary>
    public ulong Bits(ReadOnlySpan<byte> bytes) => (Size, IsBigEndian) switch
    {
        (1, _) => bytes[0],
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };

    /// <summary>The signed whole number of some bits.</summary>
    public long Signed(ulong bits) => Size switch { 1 => (sbyte)bits, 2 => (short)bits, 4 => (int)bits, _ => (long)bits };

    /// <summary>The number of some bits, rounded where it is a whole one past 2^53.</summary>
    public double Number(ulong bits) => (Letter, Size) switch
    {
        ('f', 2) => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
        ('f', 4) => BitConverter.UInt32BitsToSingle((uint)bits),
        ('f', _) => BitConverter.UInt64BitsToDouble(bits),
        ('i', _) => Signed(bits),
        _ => bits,
    };
}

/// <summary>A named value of the rows of an array.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is.</param>
/// <param name="Offset">Where in a row it begins.</param>
internal sealed record ArrayField(string Name, ArrayType Type, int Offset);
