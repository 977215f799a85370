namespace Pics.Numerics;

/// <summary>Finds the standard files of MNIST, Fashion-MNIST and the splits of EMNIST in a folder.</summary>
public static class IdxFolder
{
    /// <summary>The data set names that <see cref="Read"/> knows.</summary>
    public const string KnownNames = "mnist, fashion-mnist, emnist-letters, emnist-balanced, emnist-byclass, emnist-bymerge, emnist-digits, emnist-mnist";

    /// <summary>Reads training and test images. Error: <see cref="DataError"/>.</summary>
    /// <param name="name">One of <see cref="KnownNames"/>. EMNIST stores its images transposed; they come out upright.</param>
    /// <param name="folder">Where the files are, with or without <c>.gz</c>.</param>
    public static Either<DataError, (Dataset Train, Dataset Test)> Read(string name, string folder)
    {
        if (!KnownNames.Split(", ").Contains(name)) return new DataError.UnknownName(name, KnownNames);
        var isEmnist = name.StartsWith("emnist-", StringComparison.Ordinal);
        Either<DataError, Dataset> Images(string file) =>
            Locate(folder, $"{file}-images-idx3-ubyte").Bind(IdxReader.ReadImages).Bind(images => isEmnist ? Transpose(images) : images);
        return from train in Images(isEmnist ? $"{name}-train" : "train")
               from test in Images(isEmnist ? $"{name}-test" : "t10k")
               from same in SameShape(folder, train, test)
               select (train, test);
    }

    private static Either<DataError, string> Locate(string folder, string file)
    {
        if (!Directory.Exists(folder)) return new DataError.Missing(folder, "a folder with IDX files");
        var candidates = new[] { Path.Combine(folder, file), Path.Combine(folder, file + ".gz") };
        return candidates.FirstOrDefault(File.Exists) is { } found ? found : new DataError.Missing(candidates[0], $"it or '{file}.gz' in the data folder");
    }

    private static Either<DataError, Dataset> Transpose(Dataset images)
    {
        var (height, width) = images.Image!.Value;
        var values = new byte[(long)images.Rows * images.Variables];
        var image = new long[images.Variables];
        for (var row = 0; row < images.Rows; row++)
        {
            images.Read(row, image);
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                    values[(row * images.Variables) + (x * height) + y] = (byte)image[(y * width) + x];
        }

        return Dataset.Own(images.Name, DataShape.Pixels(width, height), 1, images.Categories, values);
    }

    private static Either<DataError, LanguageExt.Unit> SameShape(string folder, Dataset train, Dataset test) =>
        train.Image == test.Image
            ? LanguageExt.Unit.Default
            : new DataError.BadShape(folder, $"{test.Image} in the test images", $"{train.Image} as in the training images");
}
