namespace Pics.Numerics;

/// <summary>Reads the small ImageNet sets as they are commonly given: NumPy archives <c>train_data_batch_*.npz</c> and <c>val_data.npz</c>.</summary>
public static class ImageNetFolder
{
    private const string Test = "val_data.npz";

    /// <summary>Reads the images of all training files, and those for validation, which are tested on as usual. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, (Dataset Train, Dataset Test)> Read(string folder, ReadOptions options)
    {
        options = options with { Levels = options.Levels ?? LevelRule.Full };
        if (!Directory.Exists(folder)) return new DataError.Missing(folder, "a folder with NumPy archives of images");
        return InputFile.Guard<(Dataset Train, Dataset Test)>(folder, () =>
        {
            var files = Files(folder);
            if (files.Count == 0) return new DataError.Missing(Path.Combine(folder, "train_data_batch_*.npz"), "at least one such archive in the data folder");
            return from train in Join(files, options)
                   from test in NumpyReader.ReadArchive(Path.Combine(folder, Test), options with { Pixels = options.Pixels ?? PixelLevels.Of(train.Columns[0].Kind) })
                   from same in Same(train, test)
                   select (train, test);
        });
    }

    /// <summary>Whether a folder has files for training.</summary>
    internal static bool IsIn(string folder) => Files(folder).Count > 0;

    private static List<string> Files(string folder) => [.. Directory.EnumerateFiles(folder, "train_data_batch_*.npz").Order(StringComparer.Ordinal)];

    private static Either<DataError, Dataset> Join(List<string> paths, ReadOptions options)
    {
        var (parts, left) = (new List<Dataset>(), options.MemoryLimit);
        foreach (var path in paths)
        {
            var part = NumpyReader.ReadArchive(path, options with { MemoryLimit = left }).Bind(found => parts.Count == 0 ? found : Same(parts[0], found));
            if (part.IsLeft) return part;
            part.IfRight(found =>
            {
                parts.Add(found);
                if (!found.IsStreamed) left -= found.Bytes;
            });
        }

        return Dataset.Joined(parts);
    }

    private static Either<DataError, Dataset> Same(Dataset first, Dataset other) => other.Columns.SequenceEqual(first.Columns) && other.Channels == first.Channels && other.Image == first.Image
        ? other
        : new DataError.BadShape(other.Name, $"{other.Variables} variable(s) of {other.Channels} channel(s)", $"{first.Variables} of {first.Channels} as in '{first.Name}'");
}
