using System.Globalization;
using System.IO.Compression;

namespace Pics.Properties;

/// <summary>Files as NumPy writes them.</summary>
internal static class NumpyFiles
{
    /// <summary>The header of an array, padded so that the numbers begin at a multiple of 64.</summary>
    public static byte[] Header(string text, int version = 1)
    {
        var prefix = version == 1 ? 10 : 12;
        var padded = text.PadRight((((prefix + text.Length + 64) / 64) * 64) - prefix - 1) + "\n";
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)padded.Length) : BitConverter.GetBytes(padded.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. DataFiles.Text(padded)];
    }

    /// <summary>An array; the numbers are given with the last axis the fastest.</summary>
    public static byte[] Array(string type, int[] shape, double[] numbers, bool fortran = false, int version = 1)
    {
        var ordered = fortran ? Fortran(shape, numbers) : numbers;
        return [.. Header($"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': ({string.Join(", ", shape)}{(shape.Length == 1 ? "," : string.Empty)}), }}", version), .. ordered.SelectMany(number => Bytes(type, number))];
    }

    public static byte[] Archive(params (string Name, byte[] Content)[] entries)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create))
            foreach (var (name, content) in entries)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(content);
            }

        return packed.ToArray();
    }

    /// <summary>An array of rows with named fields.</summary>
    /// <param name="fields">As NumPy writes them, between the brackets.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="values">The bytes of all fields, row after row.</param>
    public static byte[] Records(string fields, int rows, params byte[][] values) =>
        [.. Header($"{{'descr': [{fields}], 'fortran_order': False, 'shape': ({rows},), }}"), .. values.SelectMany(value => value)];

    /// <summary>A text of a fixed number of letters: bytes of UTF-8, or numbers of four bytes.</summary>
    public static byte[] Letters(string type, string text)
    {
        var encoding = type[1] == 'S' ? System.Text.Encoding.UTF8 : new System.Text.UTF32Encoding(type[0] == '>', false);
        var bytes = new byte[int.Parse(type.AsSpan(2), CultureInfo.InvariantCulture) * (type[1] == 'S' ? 1 : 4)];
        encoding.GetBytes(text).CopyTo(bytes, 0);
        return bytes;
    }

    /// <summary>A whole number of eight bytes, with all its digits.</summary>
    public static byte[] Whole(string type, Int128 number)
    {
        byte[] bytes = BitConverter.GetBytes((ulong)(number & ulong.MaxValue));
        return type[0] == '>' ? [.. bytes.Reverse()] : bytes;
    }

    /// <summary>The bytes of a number.</summary>
    public static byte[] Bytes(string type, double number)
    {
        byte[] bytes = type[1..] switch
        {
            "b1" or "u1" => [(byte)number],
            "i1" => [(byte)(sbyte)number],
            "u2" => BitConverter.GetBytes((ushort)number),
            "i2" => BitConverter.GetBytes((short)number),
            "u4" => BitConverter.GetBytes((uint)number),
            "i4" => BitConverter.GetBytes((int)number),
            "u8" => BitConverter.GetBytes((ulong)number),
            "i8" => BitConverter.GetBytes((long)number),
            "f2" => BitConverter.GetBytes((Half)number),
            "f4" => BitConverter.GetBytes((float)number),
            "f8" => BitConverter.GetBytes(number),
            var other => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{other}")),
        };
        return type[0] == '>' ? [.. bytes.Reverse()] : bytes;
    }

    private static double[] Fortran(int[] shape, double[] numbers)
    {
        var ordered = new double[numbers.Length];
        for (var at = 0; at < numbers.Length; at++)
        {
            var (rest, index, stride) = (at, 0, numbers.Length);
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                stride /= shape[axis];
                index += rest % shape[axis] * stride;
                rest /= shape[axis];
            }

            ordered[index] = numbers[at];
        }

        return ordered;
    }
}
