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

    private static byte[] Bytes(string type, double number)
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
