namespace Pics.Numerics;

/// <summary>Reads the binary files of CIFAR-10: 32 x 32 pixels in three channels; labels are checked and left out.</summary>
/// <remarks>A record is a label byte, then the red, the green and the blue values of all pixels.</remarks>
public static class Cifar10
{
    /// <summary>The name by which it is asked for.</summary>
    public const string Name = "cifar-10";

    internal const int Record = 1 + (Pixels * Channels); // bytes

    private const int Side = 32;
    private const int Pixels = Side * Side;
    private const int Channels = 3;
    private const int Labels = 10;
    private const string TrainStart = "data_batch_";
    private const string TestStart = "test_batch";

    /// <summary>Reads the images of all <c>data_batch_*.bin</c> and of all <c>test_batch*.bin</c> in a folder, with or without <c>.gz</c>. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, (Dataset Train, Dataset Test)> Read(string folder, ReadOptions options)
    {
        if (!Directory.Exists(folder)) return new DataError.Missing(folder, $"a folder with the binary files of {Name}");
        return InputFile.Guard(folder, () =>
            from train in Split(folder, TrainStart, options)
            from test in Split(folder, TestStart, options.Like(train.Form))
            select (train, test));
    }

    /// <summary>Reads the images of one file. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, Dataset> ReadFile(string path, ReadOptions options) => InputFile.Guard(path, () => ReadFiles([path], options));

    /// <summary>Whether a folder has files for training.</summary>
    internal static bool IsIn(string folder) => Files(folder, TrainStart).Count > 0;

    private static Either<DataError, Dataset> Split(string folder, string start, ReadOptions options) => Files(folder, start) switch
    {
        [] => new DataError.Missing(Path.Combine(folder, $"{start}*.bin"), $"at least one such file of {Name}, with or without '.gz', in the data folder"),
        var files => ReadFiles(files, options),
    };

    private static List<string> Files(string folder, string start) => [.. Directory
        .EnumerateFiles(folder, $"{start}*")
        .Where(path => path.EndsWith(".bin", StringComparison.Ordinal) || path.EndsWith(".bin.gz", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    private static Either<DataError, Dataset> ReadFiles(List<string> paths, ReadOptions options)
    {
        using var rows = new RowBuilder<byte>(Pixels * Channels, options);
        foreach (var path in paths)
        {
            var read = InputFile.Read(path, $"a binary file of {Name}", file => Append(file, rows));
            if (read.IsLeft) return read.Map(_ => (Dataset)null!);
        }

        var name = string.Join(" + ", paths.Select(Path.GetFileName));
        return LevelRows.Read(name, DataShape.Pixels(Side, Side), Channels, rows.Finish(), null, options with { Levels = options.Levels ?? LevelRule.Full });
    }

    private static Either<DataError, LanguageExt.Unit> Append(InputFile file, RowBuilder<byte> rows)
    {
        var (record, row, total) = (new byte[Record], new byte[Pixels * Channels], 0L);
        while (file.Content.ReadAtLeast(record, Record, false) is > 0 and var count)
        {
            total += count;
            if (count < Record) return Length(file, total);
            if (record[0] >= Labels) return new DataError.Unreadable(file.Path, $"record {(total / Record) - 1} has the label {record[0]}; expected 0 to {Labels - 1} before the {Record - 1} bytes of its pixels");
            for (var pixel = 0; pixel < Pixels; pixel++)
                for (var channel = 0; channel < Channels; channel++)
                    row[(pixel * Channels) + channel] = record[1 + (channel * Pixels) + pixel];
            rows.Add(row);
        }

        return total > 0 ? LanguageExt.Unit.Default : Length(file, total);
    }

    private static DataError.BadShape Length(InputFile file, long bytes) =>
        new(file.Path, $"{bytes} bytes", $"one or more whole records of {Record} bytes, a label and {Side} x {Side} pixels in {Channels} channels");
}
