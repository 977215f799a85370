namespace Pics.Numerics;

/// <summary>Finds the standard files of MNIST, Fashion-MNIST and the splits of EMNIST in a folder.</summary>
public static class IdxFolder
{
    /// <summary>The data set names that <see cref="Read(string, string)"/> knows.</summary>
    public const string KnownNames = "mnist, fashion-mnist, emnist-letters, emnist-balanced, emnist-byclass, emnist-bymerge, emnist-digits, emnist-mnist";

    /// <summary>Reads training and test images. Error: <see cref="DataError"/>.</summary>
    /// <param name="name">One of <see cref="KnownNames"/>. EMNIST stores its images transposed; they come out upright.</param>
    /// <param name="folder">Where the files are, with or without <c>.gz</c>.</param>
    public static Either<DataError, (Dataset Train, Dataset Test)> Read(string name, string folder) => Read(name, folder, ReadOptions.Default);

    /// <summary>Reads training and test images. Error: <see cref="DataError"/>.</summary>
    /// <param name="name">One of <see cref="KnownNames"/>. EMNIST stores its images transposed; they come out upright.</param>
    /// <param name="folder">Where the files are, with or without <c>.gz</c>.</param>
    /// <param name="options">Levels, and when rows stay in the files.</param>
    public static Either<DataError, (Dataset Train, Dataset Test)> Read(string name, string folder, ReadOptions options)
    {
        if (!KnownNames.Split(", ").Contains(name)) return new DataError.UnknownName(name, KnownNames);
        var (trainFile, testFile) = Files(name);
        return LevelRows.OrFull(options, now =>
            from train in Locate(folder, trainFile).Bind(path => IdxReader.ReadImages(path, now))
            from test in Locate(folder, testFile).Bind(path => IdxReader.ReadImages(path, now.Like(train.Form)))
            from same in SameShape(folder, train, test)
            select (train, test));
    }

    /// <summary>The name whose training images are in a folder, or null.</summary>
    internal static string? Find(string folder) =>
        KnownNames.Split(", ").FirstOrDefault(name => Locate(folder, Files(name).Train).IsRight);

    private static (string Train, string Test) Files(string name)
    {
        const string Images = "images-idx3-ubyte";
        return name.StartsWith("emnist-", StringComparison.Ordinal) ? ($"{name}-train-{Images}", $"{name}-test-{Images}") : ($"train-{Images}", $"t10k-{Images}");
    }

    private static Either<DataError, string> Locate(string folder, string file)
    {
        if (!Directory.Exists(folder)) return new DataError.Missing(folder, "a folder with IDX files");
        var candidates = new[] { Path.Combine(folder, file), Path.Combine(folder, file + ".gz") };
        return candidates.FirstOrDefault(File.Exists) is { } found ? found : new DataError.Missing(candidates[0], $"it or '{file}.gz' in the data folder");
    }

    private static Either<DataError, LanguageExt.Unit> SameShape(string folder, Dataset train, Dataset test) =>
        train.Image == test.Image
            ? LanguageExt.Unit.Default
            : new DataError.BadShape(folder, $"{test.Image} in the test images", $"{train.Image} as in the training images");
}
