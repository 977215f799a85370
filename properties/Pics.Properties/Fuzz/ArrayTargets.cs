using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>The readers of arrays with named fields, archives with splits, and IDX files of every type.</summary>
internal static class ArrayTargets
{
    private static readonly ReadOptions Options = ReadOptions.Default.WithKept("*");

    private static readonly ImmutableArray<byte[]> Records =
    [
        NumpyFiles.Records("('a', '<i4'), ('b', '<f8'), ('c', '|S3')", 2, NumpyFiles.Bytes("<i4", 1), NumpyFiles.Bytes("<f8", 2.5), [.. "xyz"u8], NumpyFiles.Bytes("<i4", -2), NumpyFiles.Bytes("<f8", double.NaN), [.. "w\0\0"u8]),
        NumpyFiles.Records("('a', '>i8'), ('', '|V2'), (('t', 'b'), '>U1'), ('c', '|b1')", 1, NumpyFiles.Whole(">i8", long.MaxValue), [0, 0], NumpyFiles.Letters(">U1", "x"), [1]),
        NumpyFiles.Records("('a', '<M8[D]'), ('b', '<f2')", 2, NumpyFiles.Whole("<i8", 19782), NumpyFiles.Bytes("<f2", 0.5), NumpyFiles.Whole("<i8", long.MinValue), NumpyFiles.Bytes("<f2", 1.5)),
        [.. NumpyFiles.Header("{'descr': '<U2', 'fortran_order': True, 'shape': (2, 2), }"), .. new[] { "a", "b", "cc", "a" }.SelectMany(text => NumpyFiles.Letters("<U2", text))],
    ];

    private static readonly ImmutableArray<byte[]> Splits =
    [
        NumpyFiles.Archive(("x_train.npy", Images(3)), ("x_test.npy", Images(2)), ("y_train.npy", NumpyFiles.Array("<i8", [3], [0, 1, 2]))),
        NumpyFiles.Archive(("train.npy", NumpyFiles.Array("<f4", [3, 2], [1, 2.5, -3, 0, 0, 7])), ("valid.npy", NumpyFiles.Array("<f4", [1, 2], [1, 2.5])), ("test.npy", NumpyFiles.Array("<f4", [1, 2], [-3, 0]))),
        NumpyFiles.Archive(("data.npy", Records[0]), ("other.npy", Records[1])),
    ];

    private static readonly ImmutableArray<byte[]> Idx =
    [
        [0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3],
        [0, 0, 9, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 255, 254],
        [0, 0, 11, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 0, 255],
        [0, 0, 12, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, .. new byte[12]],
        [0, 0, 13, 2, 0, 0, 0, 2, 0, 0, 0, 1, .. NumpyFiles.Bytes(">f4", 0.5), .. NumpyFiles.Bytes(">f4", -7)],
        [0, 0, 14, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, .. NumpyFiles.Bytes(">f8", 1e300), .. NumpyFiles.Bytes(">f8", double.NaN)],
    ];

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        Of("NumPy arrays with fields", "a.npy", Records, RecordLies.Arrays),
        Of("NumPy arrays with fields, gzip", "a.npy.gz", [.. Records.Select(Gzip)], NumpyLies.Compressed(RecordLies.Arrays)) with { Multiple = DataTargets.Inflated },
        Of("NumPy archives with splits", "a.npz", Splits, ZipLies.Of(Splits, Gen.OneOf(NumpyLies.Arrays, RecordLies.Arrays), ["x_train.npy", "x_test.npy", "val.npy", "train_labels.npy", "data.npy", "test.npy"])) with { Multiple = DataTargets.Inflated },
        Of("IDX of every type", "x.idx", Idx, NumpyLies.IdxOfAnyType),
        Of("IDX of every type, gzip", "x.idx.gz", [.. Idx.Select(Gzip)], NumpyLies.Compressed(NumpyLies.IdxOfAnyType)) with { Multiple = DataTargets.Inflated },
    ];

    private static byte[] Images(int rows) => NumpyFiles.Array("|u1", [rows, 2, 2], [.. Enumerable.Range(0, 4 * rows).Select(value => (double)value)]);

    private static FuzzTarget Of(string name, string file, ImmutableArray<byte[]> seeds, Gen<byte[]> lies) => new(name, file, seeds, lies, path => Reading.Of(DataFormats.Read(path, Options), DataTargets.Verify));
}
