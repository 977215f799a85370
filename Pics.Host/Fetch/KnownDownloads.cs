using System.Text.RegularExpressions;

namespace Pics.Host;

/// <summary>What the bytes of a file, or those that they decompress to, must hash to.</summary>
/// <param name="IsOfContent">Whether the decompressed bytes are meant.</param>
/// <param name="Hash">SHA-256 or MD5, told by its length.</param>
internal sealed record Checksum(bool IsOfContent, string Hash)
{
    private const int Md5Letters = 32;

    public bool IsMd5 => Hash.Length == Md5Letters;
}

/// <summary>How a file is unpacked.</summary>
internal enum Packing
{
    None,
    Zip,
    TarGzip,
}

/// <summary>A file that can be fetched.</summary>
/// <param name="File">Its name.</param>
/// <param name="Checksum">Null where none is known for certain.</param>
/// <param name="Packing">Whether it is an archive.</param>
/// <param name="Members">The names of an archive's files that are kept, without folders.</param>
/// <param name="Contents">Checksums of members that are known.</param>
/// <param name="LargestMember">Bytes of an unpacked member at most.</param>
internal sealed record Download(string File, Checksum? Checksum, Packing Packing, Regex? Members, IReadOnlyDictionary<string, Checksum> Contents, long LargestMember);

/// <summary>A data set that can be fetched.</summary>
/// <param name="Name">Its name and that of its folder.</param>
/// <param name="From">Where its files are.</param>
/// <param name="Files">The files.</param>
internal sealed record DownloadSet(string Name, string From, IReadOnlyList<Download> Files);

/// <summary>The data sets that <c>data fetch</c> knows.</summary>
/// <remarks>
/// Checksums of files are those of the official bytes. Where these are not known for certain, the checksum is that of the decompressed
/// content: the training images of MNIST, and members of the archives of EMNIST (the letters) and CIFAR-10 (the training batches). The other
/// members of these archives are only checked by their readers.
/// </remarks>
internal static partial class KnownDownloads
{
    private const long LargestMember = 1L << 30;

    public static IReadOnlyList<DownloadSet> All { get; } =
    [
        new("mnist", "https://ossci-datasets.s3.amazonaws.com/mnist/",
        [
            Single("train-images-idx3-ubyte.gz", new(true, "6bbc9ace898e44ae57da46a324031adb")),
            Single("train-labels-idx1-ubyte.gz", new(false, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c")),
            Single("t10k-images-idx3-ubyte.gz", new(false, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6")),
            Single("t10k-labels-idx1-ubyte.gz", new(false, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
        ]),
        new("fashion-mnist", "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
        [
            Single("train-images-idx3-ubyte.gz", new(false, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84")),
            Single("train-labels-idx1-ubyte.gz", new(false, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845")),
            Single("t10k-images-idx3-ubyte.gz", new(false, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073")),
            Single("t10k-labels-idx1-ubyte.gz", new(false, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
        ]),
        new("emnist", "https://biometrics.nist.gov/cs_links/EMNIST/",
        [
            new("gzip.zip", null, Packing.Zip, Emnist, new Dictionary<string, Checksum>
            {
                ["emnist-letters-train-images-idx3-ubyte.gz"] = new(true, "6b7a6cdb4e8ae8838780bb5aeda8ab2a"),
                ["emnist-letters-test-images-idx3-ubyte.gz"] = new(true, "811ee95d607652077616dbaaea581e1d"),
            }, LargestMember),
        ]),
        new("cifar-10", "https://www.cs.toronto.edu/~kriz/",
        [
            new("cifar-10-binary.tar.gz", null, Packing.TarGzip, Cifar, new Dictionary<string, Checksum>
            {
                ["data_batch_1.bin"] = new(false, "5dd7e06a14cb22eb9f671a540d1b7c25"),
                ["data_batch_2.bin"] = new(false, "5ea93a67294ea407fff1d09f752e9692"),
                ["data_batch_3.bin"] = new(false, "942cd6a4bcdd0dd3c604fbe906cb4421"),
                ["data_batch_4.bin"] = new(false, "ae636b3ba5c66a11e91e8cb52e771fcb"),
                ["data_batch_5.bin"] = new(false, "53f37980c15c3d472c316c40844f3f0d"),
            }, LargestMember),
        ]),
    ];

    public static string Names => string.Join(", ", All.Select(set => set.Name));

    [GeneratedRegex(@"^emnist-[a-z]+-((train|test)-(images-idx3|labels-idx1)-ubyte\.gz|mapping\.txt)$")]
    private static partial Regex Emnist { get; }

    [GeneratedRegex(@"^(data_batch_[1-5]|test_batch)\.bin$")]
    private static partial Regex Cifar { get; }

    /// <summary>The set that has a data set, or null.</summary>
    public static DownloadSet? Find(string dataset) =>
        All.FirstOrDefault(set => set.Name == dataset || (set.Name == "emnist" && dataset.StartsWith("emnist-", StringComparison.Ordinal)));

    private static Download Single(string file, Checksum checksum) => new(file, checksum, Packing.None, null, new Dictionary<string, Checksum>(), LargestMember);
}
