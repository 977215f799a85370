using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>The readers of rows.</summary>
internal static class DataTargets
{
    private const int MostRows = 500; // that are looked at

    private static readonly ReadOptions Options = ReadOptions.Default with { ImageSize = (4, 4) };
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 2, .. Enumerable.Range(0, 12).Select(value => (byte)(20 * value))];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3];

    private static readonly ImmutableArray<byte[]> Arrays =
    [
        NumpyFiles.Array("|u1", [2, 3, 3], [.. Enumerable.Range(0, 18).Select(value => (double)value)]),
        NumpyFiles.Array("<f4", [3, 2], [1, 2.5, -3, double.NaN, 0, 1e9]),
        NumpyFiles.Array(">i4", [4], [1, -2, 3, 70000]),
        NumpyFiles.Array("<f8", [2, 3], [1, 2, 3, 4, 5, 6], fortran: true, version: 2),
        NumpyFiles.Array("|u1", [1, 3, 2, 2], [.. Enumerable.Range(0, 12).Select(value => (double)value)]),
    ];

    private static readonly ImmutableArray<byte[]> Archives =
    [
        NumpyFiles.Archive(("data.npy", Arrays[0]), ("labels.npy", Arrays[2])),
        NumpyFiles.Archive(("data.npy", NumpyFiles.Array("|u1", [2, 12], new double[24])), ("labels.npy", NumpyFiles.Array("<i8", [2], [1, 2]))),
        NumpyFiles.Archive(("a.npy", Arrays[1]), ("b.npy", Arrays[2]), ("readme.txt", Text("none"))),
    ];

    private static readonly ImmutableArray<byte[]> Tables =
    [
        Text("a,b,c\n1,x,2.5\n2,y,?\n1,\"x, \"\"z\"\"\",1e3\n"),
        Text("\"one\n\";two\r\n-1;0\r\n\r\n;3\r\n"),
        Text("1\t2\n3\t4"),
        Gzip(Text("a,b\n0,1\n1,0\n")),
    ];

    private static readonly ImmutableArray<byte[]> Lines = [Text("0,1,1\n1,0,1\n"), Text("0 1 1\r\n1 0 0\r\n\r\n"), Gzip(Text("1,0\n0,1"))];

    private static readonly byte[] Record = [7, .. Enumerable.Range(0, 3072).Select(value => (byte)value)];

    private static readonly Gen<byte[]> Texts =
        from cells in Gen.Frequency((12, Gen.Elements(TextLies.Cells)), (1, Gen.Elements("\"", "\"\"", "\"a", "a\"b", "\n", "\r", "\0", "\ufeff", new string('9', 400), new string('x', 2000))))
            .ListOf().Where(list => list.Count < 40)
        from separator in Gen.Elements(",", ",", ";", "\t", ",,", " ")
        from columns in Gen.Choose(1, 5)
        from end in Gen.Elements("\n", "\n", "\r\n", "\r", "\n\n")
        select Text(string.Concat(cells.Select((cell, place) => cell + (place % columns == columns - 1 ? end : separator))));

    private static readonly Gen<byte[]> Bits = Gen.Frequency((30, Gen.Elements("0", "1")), (20, Gen.Elements(",", " ", "\n", "\r\n", "\t", ", ")), (1, Gen.Elements("2", "\0", "-1", "\r", "0.0", "\ufeff")))
        .ListOf().Select(parts => Text(string.Concat(parts)));

    private static readonly Gen<byte[]> Records =
        from labels in Gen.Choose(0, 12).ListOf().Where(list => list.Count < 4)
        from rest in Mutations.Bytes(3)
        select (byte[])[.. labels.SelectMany(label => (byte[])[(byte)label, .. Record.AsSpan(1)]), .. rest];

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        Of("IDX images", "images-idx3-ubyte", [Images], NumpyLies.Idx, path => IdxReader.ReadImages(path, Options)),
        Of("IDX images of EMNIST, gzip", "emnist-letters-idx3-ubyte.gz", [Images, Gzip(Images)], NumpyLies.Compressed(NumpyLies.Idx), path => IdxReader.ReadImages(path, Options)) with { Multiple = Inflated },
        new("IDX labels", "labels-idx1-ubyte", [Labels, Gzip(Labels)], NumpyLies.Idx, path => Reading.Of(IdxReader.ReadLabels(path), _ => { })) { Multiple = Inflated },
        Of("CIFAR-10", "data_batch_1.bin", [Record, [.. Record, .. Record]], Records, path => Cifar10.ReadFile(path, Options)),
        Of("NumPy arrays", "a.npy", Arrays, NumpyLies.Arrays, path => NumpyReader.ReadArray(path, Options)),
        Of("NumPy arrays, gzip", "a.npy.gz", [.. Arrays.Select(Gzip)], NumpyLies.Compressed(NumpyLies.Arrays), path => NumpyReader.ReadArray(path, Options)) with { Multiple = Inflated },
        Of("NumPy archives", "a.npz", Archives, ZipLies.Of(Archives, NumpyLies.Arrays, ["data.npy", "labels.npy", "x.npy"]), path => NumpyReader.ReadArchive(path, Options)) with { Multiple = Inflated },
        Of("tables", "t.csv", Tables, Texts, path => CsvTable.Read(path, Options)) with { Multiple = Inflated },
        Of("DEBD", "x.train.data", Lines, Bits, path => Debd.ReadFile(path, Options)) with { Multiple = Inflated },
        Of(
            "files of any format",
            "file",
            [Images, Record, .. Arrays, .. Archives, .. Tables, .. Lines],
            Gen.OneOf(NumpyLies.Idx, NumpyLies.Arrays, NumpyLies.Compressed(NumpyLies.Arrays), Texts, Bits, Records, Mutations.Bytes(200)),
            path => DataFormats.Read(path, Options).Map(found => found.Train)) with { Multiple = Inflated },
        Of("files of any format, kept", "file", [Images, Record, .. Arrays.Where((_, index) => index != 3), .. Archives, .. Tables, .. Lines], Gen.OneOf(NumpyLies.Idx, NumpyLies.Arrays, Texts), path => DataFormats.Read(path, Streamed).Map(found => found.Train)) with
        {
            Multiple = Inflated,
            IsClosedAtOnce = false,
            Share = 0.3,
        },
    ];

    /// <summary>Bytes that may be allocated a byte of a compressed file.</summary>
    internal const int Inflated = 1032 * 16;

    /// <summary>Asserts the same of all splits.</summary>
    internal static void Verify(FoundData found)
    {
        foreach (var data in new[] { found.Train, found.Validation, found.Test }.OfType<Dataset>()) Verify(data);
    }

    /// <summary>Asserts that all values are in their range, as far as they are looked at.</summary>
    internal static void Verify(Dataset data)
    {
        var values = new double[data.Dimensions];
        for (var row = 0; row < Math.Min(data.Rows, MostRows); row++)
        {
            data.Read(row, values);
            for (var place = 0; place < values.Length; place++)
            {
                var value = values[place];
                Assert.True(double.IsNaN(value) || data.Columns[place / data.Channels].Kind.Match(
                    categorical => double.IsInteger(value) && value >= 0 && value < categorical.Values,
                    _ => double.IsInteger(value) && value is >= 0 and < int.MaxValue,
                    real => double.IsFinite(value) && double.IsFinite(real.Centre) && double.IsFinite(real.Scale) && real.Scale > 0,
                    _ => double.IsFinite(value)));
            }
        }
    }

    private static FuzzTarget Of(string name, string file, ImmutableArray<byte[]> seeds, Gen<byte[]> lies, Func<string, Either<DataError, Dataset>> read) => new(name, file, seeds, lies, path => Reading.Of(read(path), Verify));
}
