using System.Buffers.Binary;
using System.Globalization;

namespace Pics.Properties;

/// <summary>Arrays and images with headers that say what is not true.</summary>
internal static class NumpyLies
{
    private const int MostBody = 1 << 12; // bytes of a body of the promised length

    private static readonly string[] Types = ["|u1", "|b1", "<f4", "<f8", ">f8", ">f4", "<i8", ">i4", "<u2", "|i1", "<u8", "=f4", "|O", "<U8", "<c16", "|S3", "<f2", "<f16", "<m8[ns]", "", "<", "f4", "[('a', '<f4')]", "<i3", "\\x00\n"];
    private static readonly string[] Lengths = ["0", "1", "2", "3", "4", "5", "28", "255", "65536", "16777216", "16777217", "2147483647", "2147483648", "4294967296", "1099511627776", "9223372036854775807", "9223372036854775808", "-1", "1L", "1e3", "", "0x2", "00003", "3.0"];

    /// <summary>Arrays.</summary>
    public static Gen<byte[]> Arrays { get; } =
        from type in Gen.Frequency((3, Gen.Elements(Types.Take(12).ToArray())), (1, Gen.Elements(Types)))
        from order in Gen.Frequency((3, Gen.Constant("True")), (12, Gen.Constant("False")), (1, Gen.Elements("1", "None", "'C'", "true")))
        from shape in Gen.Frequency((3, Gen.Choose(1, 5).ArrayOf(3).Select(lengths => lengths.Select(length => length.ToString(CultureInfo.InvariantCulture)).ToArray())), (2, Lists(Lengths)))
        from form in Gen.Choose(0, 31)
        from version in Gen.Frequency((9, Gen.Elements<byte>(1, 1, 2, 3)), (1, Gen.Elements<byte>(0, 4, 255)))
        from claim in Gen.Frequency((12, Gen.Constant(-1L)), (1, Mutations.Edge))
        from body in Body(Product(shape) * (type.Length > 2 && char.IsAsciiDigit(type[2]) ? type[2] - '0' : 1))
        select File(Dictionary(type, order, shape, form), version, claim, body);

    /// <summary>Images and labels in IDX form.</summary>
    public static Gen<byte[]> Idx { get; } = IdxOf(Gen.Frequency((12, Gen.Constant((byte)8)), (1, Gen.Elements<byte>(9, 13, 0, 255))));

    /// <summary>Columns, tables and images of any numbers in IDX form.</summary>
    public static Gen<byte[]> IdxOfAnyType { get; } = IdxOf(Gen.Frequency((20, Gen.Elements<byte>(8, 9, 11, 12, 13, 14)), (1, Gen.Elements<byte>(0, 10, 15, 255))));

    private static Gen<byte[]> IdxOf(Gen<byte> types) =>
        from type in types
        from axes in Gen.Frequency((5, Gen.Constant(3)), (3, Gen.Constant(1)), (2, Gen.Choose(0, 5)))
        from lengths in Gen.Frequency((5, Gen.Choose(0, 6).Select(length => (long)length)), (1, Mutations.Edge)).ArrayOf(axes)
        from rank in Gen.Frequency((6, Gen.Constant(lengths.Length)), (1, Gen.Choose(0, 255)))
        from body in Body(lengths.Aggregate(type switch { 11 => 2.0, 12 or 13 => 4, 14 => 8, _ => 1 }, (product, length) => product * length))
        select (byte[])[0, 0, type, (byte)rank, .. lengths.SelectMany(BigEndian), .. body];

    /// <summary>The same, compressed in one or more pieces, or zeros by the million.</summary>
    public static Gen<byte[]> Compressed(Gen<byte[]> files) => Gen.Frequency(
        (8, files.Select(DataFiles.Gzip)),
        (2, from file in files from other in files select (byte[])[.. DataFiles.Gzip(file), .. DataFiles.Gzip(other)]),
        (2, from file in files from rest in Mutations.Bytes(20) select (byte[])[.. DataFiles.Gzip(file), .. rest]),
        (1, from file in files from zeros in Gen.Choose(1 << 16, 1 << 20) select DataFiles.Gzip([.. file, .. new byte[zeros]])));

    private static Gen<string[]> Lists(string[] words) => Gen.Elements(words).ListOf().Select(list => list.Take(6).ToArray());

    private static double Product(string[] shape) => shape.Aggregate(1.0, (product, length) => double.TryParse(length, CultureInfo.InvariantCulture, out var number) ? product * number : product);

    private static Gen<byte[]> Body(double bytes) => bytes is >= 0 and <= MostBody
        ? Gen.Frequency((8, Exactly((int)bytes)), (1, Exactly((int)bytes + 1)), (1, Mutations.Bytes((int)bytes)))
        : Mutations.Bytes(64);

    /// <summary>Bits, numbers of a few values, or any bytes.</summary>
    private static Gen<byte[]> Exactly(int count) => Gen.Elements(2, 16, 256).SelectMany(below => Mutations.Exactly(count, below));

    private static string Dictionary(string type, string order, string[] shape, int form)
    {
        var (descr, fortran, lengths) = ($"'descr': '{type}'", $"'fortran_order': {order}", $"'shape': ({string.Join(", ", shape)}{(shape.Length == 1 ? "," : string.Empty)})");
        return form switch
        {
            0 => $"{{{descr}, {fortran}}}",
            1 => $"{{{descr}, {fortran}, {lengths}, {lengths}, }}",
            2 => $"{{{lengths}, {fortran}, {descr}}}",
            3 => $"{{{descr}, {fortran}, {lengths}, 'other': 1, }}",
            4 => $"{{{descr}, {fortran}, {lengths}, }} {{}}",
            5 => $"{descr}, {fortran}, {lengths}",
            6 => $"{{{descr}, {fortran}, {lengths}, 'a{new string('\n', 5000)}b': 1}}",
            7 => new string('{', 20000),
            _ => $"{{{descr}, {fortran}, {lengths}, }}",
        };
    }

    private static byte[] File(string text, byte version, long claim, byte[] body)
    {
        var header = NumpyFiles.Header(text, version == 1 ? 1 : 2);
        header[6] = version;
        if (claim >= 0 && version == 1) BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)claim);
        else if (claim >= 0) BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), (uint)claim);
        return [.. header, .. body];
    }

    private static byte[] BigEndian(long length)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)length);
        return bytes;
    }
}
