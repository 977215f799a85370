using System.Globalization;

namespace Pics.Properties;

/// <summary>Arrays whose rows have named fields, right ones and wrong ones.</summary>
internal static class RecordLies
{
    private static readonly string[] Types = ["<i4", ">i8", "<u8", "|u1", "|b1", "<f4", ">f8", "<f2", "|S3", "<U2", ">U1", "<M8[D]", "<M8[ns]"];
    private static readonly string[] Strange = ["|O", "<c16", "<U0", "<U4294967295", "<U536870911", "|S2147483647", "|V4", "<M8", "<M8[Y]", "<f16", "", "<", "i4", "<i3", "\\x00"];
    private static readonly string[] Names = ["'a'", "'b'", "'c'", "\"it's\"", "''", "'\\n'", "'\\u202eabc'", "'\\ud800'", "'a b'", "('title', 'a')", "('title')", "(('x', 'y'), 'z')", "1", "'unended"];

    /// <summary>Arrays.</summary>
    public static Gen<byte[]> Arrays { get; } =
        from fields in Field.ListOf().Where(list => list.Count is > 0 and < 6)
        from rows in Gen.Frequency((8, Gen.Choose(0, 8).Select(count => (long)count)), (1, Mutations.Edge))
        from shape in Gen.Frequency((12, Gen.Constant($"({rows},)")), (1, Gen.Elements("()", $"({rows}, 2)", "(1, 1, 1)")))
        from order in Gen.Frequency((8, Gen.Constant("False")), (1, Gen.Constant("True")))
        from cut in Gen.Frequency((8, Gen.Constant(0)), (1, Gen.Choose(-3, 3)))
        from whole in Enumerable.Range(0, rows is >= 0 and <= 8 ? (int)rows : 0).SelectMany(_ => fields).Aggregate(Gen.Constant(System.Array.Empty<byte>()), (before, field) => before.SelectMany(bytes => Value(field.Type, (int)Math.Clamp(field.Size, 0, 1 << 10)), (bytes, value) => (byte[])[.. bytes, .. value]))
        let body = cut < 0 ? whole.SkipLast(-cut) : whole.Concat(new byte[cut])
        select (byte[])[.. NumpyFiles.Header($"{{'descr': [{string.Join(", ", fields.Select(field => field.Text))}], 'fortran_order': {order}, 'shape': {shape}, }}", rows % 2 == 0 ? 1 : 3), .. body];

    /// <summary>A value of a type, mostly one that it can have.</summary>
    private static Gen<byte[]> Value(string type, int size)
    {
        var any = Mutations.Exactly(size);
        return type.Length < 2 ? any : type[1] switch
        {
            'U' => Gen.Frequency((40, Gen.Elements(0, 'a', 0xe9, 0x1f600)), (1, Gen.Elements(0xd800, 0x110000, -1))).ArrayOf(size / 4).Select(letters => letters.SelectMany(letter => NumpyFiles.Bytes($"{type[0]}i4", letter)).ToArray()),
            'S' => Gen.Frequency((40, Mutations.Exactly(size, 128)), (1, any)),
            'M' => Gen.Frequency((20, Gen.Elements<long>(0, 1, 19782, -1, long.MinValue).Select(count => NumpyFiles.Whole($"{type[0]}i8", count))), (1, any)),
            _ => Gen.Frequency((6, any), (2, Mutations.Exactly(size, 2))),
        };
    }

    /// <summary>A field as it is written, its type, and its bytes.</summary>
    private static Gen<(string Text, string Type, long Size)> Field =>
        from name in Gen.Frequency((10, Gen.Elements(Names.Take(4).ToArray())), (1, Gen.Elements(Names)))
        from type in Gen.Frequency((20, Gen.Elements(Types)), (1, Gen.Elements(Strange)))
        from form in Gen.Choose(0, 60)
        select form switch
        {
            0 => ($"({name}, [('x', '{type}')])", type, 4L),
            1 => ($"({name}, '{type}', (2,))", type, 8),
            2 => ($"({name}, '{type}', 3)", type, 8),
            3 => ($"({name}, {new string('[', 3000)}", type, 8),
            4 => ($"({name})", type, 0),
            5 => ("('', '|V4')", "|V4", 4),
            _ => ($"({name}, '{type}')", type, Size(type)),
        };

    private static long Size(string type) => type.Length < 3 ? 0 : type[1] == 'M' ? 8 : long.TryParse(type.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size * (type[1] == 'U' ? 4 : 1) : 0;
}
