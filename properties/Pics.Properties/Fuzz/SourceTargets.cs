using System.IO.Compression;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>The readers of JSON records, Parquet and Arrow.</summary>
/// <remarks>The small files are compressed with gzip and written in Base64; each has some numbers, texts and cells that are not observed.</remarks>
internal static class SourceTargets
{
    private const string PlainParquet = """
        H4sIAAAAAAACA51SQUsCQRR+s662mB48vGUW9rAFu2wQkgcFQUhD6qIgnYVwdjeUzCBR1LOnCPoDXoPOHTr3U/opvZm1TSTCGt6b997sfN+897GdxmUJAQWKYzQoyWAG4AAAGvvw+2LkGnmKnIALXGwz5GGXpddV
        qD+9x/XHKZH0sb/NtrdDPzO5zVX2v6HO2wAX7TgSsIWtvzKkUbOGZeD5cBLchOJqHPSj2x5mATVX46znHgJmZSYAczIGLqy/hW6OHpVZBKZh2VbXA5voECwCIp2ZS0bmGTWuS9m5Lkc1NX+jKhRok7hsjBMKt2Jk
        3iOrceNL9XVGuhPBD6cJUS4mChTRAyPzXrQaZ3POZgRVMbm87jbc6PY1Re1KUbkuZZXtflcJEGJgpIAjc+S96fQG40wCVFRXzVXaNDwaKA2+3ySJm2fONLofD+5GzrRULBcrji8mg2HonFSqQVC9rorykdW1ATYN
        nkmqDv36n84V+eH/AgAA
        """;

    private const string PackedParquet = """
        H4sIAAAAAAACA22Tv2/TQBiGv7vY6aXE4EDvsMEtbkmMkVCVFKUiUgRO1YFKHaz+AUDjFFHxU1TtnLEDQ8QEW4UQQogBIQbGToiBoWJi7NiBoWJATIjX+VKpA5Gfe76c/d3Zr5O0s9LQpJ/Z+m/hik5RFnWR6Iv0
        JBGlghxRKQkjBBWEXcaUxbJZRdYYS7FKrHHWCVaZ5bBOsk6xXFaFdZp1hjXB0izDOsvyWD7rHOs8KxC2C03ibmiqNGbRBUdRCKbBDLgIqqDmqHZE/Lk0srb0lJ5ZRhb5TV4TGOv50MiHOYQ0EDrO47I4rpsxpyU7
        1aXnToHouyBc9U3qPXks1TfiKFVbHL7sX0d9gygBfbADdsE+oASpgBDUQQJScAc8AX2wDQbgBdgBb8EH8Bnsgq9gD/wA++AAHII/gDp4k0CBMnDBBPBA0NFJEMAjcFZaNpqmyaUF9LkuJWEd830lQhKJlv5ykzyn
        t5nd73Vvb2T31h6u4nm1VZOeWK1VSZfzqltDsiqvMjKpH/jIPdCWr8nHZVqa1Hy0zWsrUm1PHb0KT40KMhT/Z7ZSwZCvU/axFDYZrvNTmG0RHVjReyvwxJwn6oZMkSt0RO+UvsVtirfPhm2/pPkto09227PyHPJx
        uO+xb8P9zGDcpJEyrxTF8SIee3Eh3Fp7urH++FG41Zhtzs6HcXdz/UEvrM+3sqx1t9VtXvbbeaDDg67ih5Tir/cPxaf4y38DAAA=
        """;

    private const string ArrowFile = """
        H4sIAAAAAAACA9VUO24CQQx9w5rZURikVRQhihRcIVJKJJYTINGkTmhzAOg4QKRcJIeg5AiUHCMdvPE62jBShBJoYskzfv6s1157p/P57OkBOJC2ACokukGERxeBEskJMYgCT7ETKMiv5EfDH3wGnbuV+iadqN6R
        F+SIW+o9SkpR87hiqPpEXm1e5Y7GvKitymM69xYTeAZaAhrDyHI9o6nnk/ddY6PnwCqy5xSClHvjzIGVDmkRq/nNeiFoqfwm1z/c6wxvMgyXxWV4nWFYn+U0/Czu4TJy+hXa/L+lPq5BUp/A+t3auZ+ciyyvkP2r
        B8UferBcLS/KfdBdamYwcoq9Tm5lOyAY247F7H132Zy18/2/9jft7lT/TUdbKLCSogQAAA==
        """;

    private const string ArrowStream = """
        H4sIAAAAAAACA61TSwrCQAx9Y6ftoBWKiHThwkO4t1dRtx6g7jyA4EU8RJcew2O4G1/TSO2AiJ8HyeTlM2ky1HvvLwByNBgiQ4IYjhZhLDnIHLVVDUSUHWWp/Mw7mBznktv4rPgNZUvJMKE/QUorkz4mKsTfIJFY
        IvZAajYSy8OawVxrHLVjxKENLLTXmsJP8Tee0zbGzJlOpPdEFk3v2mgCJy0YsTrzUXdh0SF9sssX5yHgdcBhgrqAHwIO3bPtl7/lI/wGI6/Q9f8UY/wDtuzR8qTrvK7eVaZ/6P7YQfTFDqp99VNvL/8ScAfyaTC0
        mAMAAA==
        """;

    private const long Engine = 1L << 30; // bytes that an engine of queries may take beside the managed heap
    private const double Few = 0.05; // an engine is opened for each file

    private static readonly ReadOptions Options = ReadOptions.Default.WithKept("*");

    private static readonly ImmutableArray<byte[]> Json =
    [
        Text("""[{"a": 1, "b": "x", "c": 2.5}, {"a": 2, "b": "y", "c": null}, {"a": 1, "b": "x", "c": -3}]"""),
        Text("{\"a\": 1, \"b\": true}\n{\"a\": 2, \"b\": false}\n{\"a\": 1, \"b\": true}\n"),
        Text("""[{"d": "2024-02-29", "n": "1.5"}, {"n": "x"}, {"d": "2024-03-01", "n": "1.5"}]"""),
    ];

    private static readonly ImmutableArray<byte[]> Parquet = [Unpacked(PlainParquet), Unpacked(PackedParquet)];

    private static readonly ImmutableArray<byte[]> Arrow = [Unpacked(ArrowFile), Unpacked(ArrowStream)];

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        .. Of("Json", "JSON records", "r.json", Json, TextLies.Json(Json)),
        .. Of("Parquet", "Parquet", "t.parquet", Parquet, Mutations.Of(Parquet)),
        .. Of("Arrow", "Arrow", "t.arrow", Arrow, Mutations.Of(Arrow)),
    ];

    /// <summary>A target, where there is a reader of the format.</summary>
    private static FuzzTarget[] Of(string format, string name, string file, ImmutableArray<byte[]> seeds, Gen<byte[]> lies) => Enum.TryParse<DataFormat>(format, out _)
        ? [new(name, file, seeds, lies, path => Reading.Of(DataFormats.Read(path, Options), DataTargets.Verify)) { Multiple = DataTargets.Inflated, Constant = 32 << 20, Native = Engine, Share = Few }]
        : [];

    private static byte[] Unpacked(string text)
    {
        using var packed = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }
}
