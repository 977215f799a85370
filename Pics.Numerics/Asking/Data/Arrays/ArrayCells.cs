using System.Globalization;
using System.Text;

namespace Pics.Numerics;

/// <summary>Writes the values of arrays as the texts of cells: whole numbers with all their digits, texts without the zeros at their end, nothing where not observed.</summary>
internal sealed class ArrayCells
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private char[] letters = [];

    /// <summary>The cells of a row.</summary>
    public CellBuffer Buffer { get; } = new();

    /// <summary>Adds a cell; what is wrong with it, or null.</summary>
    public string? Add(ArrayType type, ReadOnlySpan<byte> bytes)
    {
        switch (type.Letter)
        {
            case 'S':
                return Bytes(bytes.TrimEnd((byte)0));
            case 'U':
                return Letters(type.IsBigEndian, bytes);
            case 'M':
                return Moment(type, type.Signed(type.Bits(bytes)));
            case 'b':
                Buffer.Add(bytes[0] == 0 ? "false" : "true");
                return null;
            case 'f':
                return Real(type, type.Bits(bytes));
            case 'i':
                Buffer.Add(type.Signed(type.Bits(bytes)), "D");
                return null;
            default:
                Buffer.Add(type.Bits(bytes), "D");
                return null;
        }
    }

    private string? Real(ArrayType type, ulong bits)
    {
        var number = type.Number(bits);
        if (double.IsInfinity(number)) return $"the number {number.ToString(CultureInfo.InvariantCulture)}; expected a finite one, or NaN where it is not observed";
        if (double.IsNaN(number)) Buffer.Add(string.Empty);
        else if (double.IsInteger(number)) Buffer.Add(number == 0 ? 0 : number, "F0"); // without the sign of zero
        else if (type.Size == 2) Buffer.Add(BitConverter.UInt16BitsToHalf((ushort)bits), "R"); // the digits of its own precision
        else if (type.Size == 4) Buffer.Add((float)number, "R");
        else Buffer.Add(number, "R");
        return null;
    }

    private string? Bytes(ReadOnlySpan<byte> bytes)
    {
        if (letters.Length < bytes.Length) letters = new char[bytes.Length];
        try
        {
            Buffer.Add(letters.AsSpan(0, Utf8.GetChars(bytes, letters)));
            return null;
        }
        catch (DecoderFallbackException)
        {
            return "bytes that are no text in UTF-8; expected such, or letters (U)";
        }
    }

    private string? Letters(bool isBigEndian, ReadOnlySpan<byte> bytes)
    {
        var (letter, count) = (new ArrayType('u', 4, isBigEndian, string.Empty), bytes.Length / 4);
        while (count > 0 && letter.Bits(bytes[(4 * (count - 1))..]) == 0) count--;
        if (letters.Length < 2 * count) letters = new char[2 * count];
        var used = 0;
        for (var place = 0; place < count; place++)
        {
            var code = letter.Bits(bytes[(4 * place)..]);
            if (!Rune.IsValid((uint)code)) return $"the number {code} where a letter should be; expected one of Unicode";
            used += new Rune((uint)code).EncodeToUtf16(letters.AsSpan(used));
        }

        Buffer.Add(letters.AsSpan(0, used));
        return null;
    }

    /// <summary>A date, or a date and a time with the part of a second that it has.</summary>
    private string? Moment(ArrayType type, long count)
    {
        if (count == long.MinValue)
        {
            Buffer.Add(string.Empty); // NaT
            return null;
        }

        var ticks = type.Unit switch
        {
            "D" => (Int128)count * TimeSpan.TicksPerDay,
            "s" => (Int128)count * TimeSpan.TicksPerSecond,
            "ms" => (Int128)count * TimeSpan.TicksPerMillisecond,
            "us" => (Int128)count * TimeSpan.TicksPerMicrosecond,
            _ => count / TimeSpan.NanosecondsPerTick,
        } + Epoch.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks) return $"a date that is {count} {type.Unit} from 1970; expected one in the years 1 to 9999";
        Buffer.Add(new DateTime((long)ticks), type.Unit == "D" ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFFF");
        return null;
    }
}
