namespace Pics.Numerics;

/// <summary>Reads a folder of PNG and JPEG pictures, those in its folders too, in the ordinal order of their paths.</summary>
/// <remarks>
/// Folders train, validation and test in it are splits, see <see cref="ReadSplits"/>. Pictures of one size are taken as they are; where a size is wished, the
/// largest part of that shape in the middle of each is brought to it by the mean colour of what each pixel covers. All are RGB if a pixel of any has a colour, and grey
/// otherwise, unless the options say it. Marks of orientation are obeyed; transparent pixels lie on black, and colour profiles are not applied. What is cut,
/// enlarged, turned grey, laid on black or read in 8 of its 16 bits is said in the notes of the data.
/// </remarks>
public static class ImageFolder
{
    private const int LargestSize = 4096; // of the pictures that come out, so that a row has at most so many squared variables
    private const string Wanted = "a folder with PNG or JPEG pictures";
    private const string Expected = "expected the image size (--image-size) that the middle of each is brought to, as 8 or 8x24 for height x width";

    private static readonly string[] Endings = [".png", ".jpg", ".jpeg"];

    /// <summary>Reads the pictures for training, which are all where there are no splits. Error: <see cref="DataError"/>, with the file that is wrong.</summary>
    public static Either<DataError, Dataset> Read(string folder, ReadOptions options) => ReadSplits(folder, options).Map(found => found.Train);

    /// <summary>Reads all pictures by their splits: folders train or training, val, valid or validation, and test or testing, in any case of letters and at any depth, and names that begin so, as train_set, where there is one to learn from and another. Error: <see cref="DataError"/>, with the file that is wrong, or where only some of these folders are there and rows to learn from cannot be told, or two claim one split.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Size, channels and levels, and when rows stay in a file.</param>
    public static Either<DataError, (Dataset Train, Dataset? Validation, Dataset? Test)> ReadSplits(string folder, ReadOptions options)
    {
        if (!Directory.Exists(folder)) return new DataError.Missing(folder, Wanted);
        if (options.ImageSize is var (tall, wide) && (tall is < 1 or > LargestSize || wide is < 1 or > LargestSize)) return new DataError.BadShape(folder, $"{tall} x {wide} pixels", $"an image size of 1 to {LargestSize}");
        if (options.Channels is { } wanted and not (1 or 3)) return new DataError.BadShape(folder, $"{wanted} channels", "1 for grey or 3 for RGB");
        return InputFile.Guard<(Dataset Train, Dataset? Validation, Dataset? Test)>(folder, () =>
        {
            var files = Files(folder).Order(StringComparer.Ordinal).ToList();
            if (files.Count == 0) return new DataError.Missing(Path.Combine(folder, "*.png"), "at least one PNG or JPEG picture in the folder");
            return from splits in PictureSplits.Of(folder, files, options.IsFirst)
                   from headers in Headers(splits.All)
                   from shape in Shape(folder, headers, options)
                   let looks = new Dictionary<string, PictureLook>(StringComparer.Ordinal)
                   from read in LevelRows.OrFull(options, now => Read(folder, splits, headers, shape, looks, now))
                   let notes = splits.Notes.AddRange(PictureNotes.Of(headers, shape, looks.Values)).AddRange(read.Train.Notes)
                   select (read.Train.With(notes), read.Validation?.With(notes), read.Test?.With(notes));
        });
    }

    /// <summary>Whether a folder has pictures.</summary>
    internal static bool IsIn(string folder) => Files(folder).Any();

    /// <summary>Whether these are the first bytes of a picture.</summary>
    internal static bool IsPicture(ReadOnlySpan<byte> start) => start is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xff, 0xd8, 0xff, ..];

    private static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System })
        .Where(path => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase));

    private static Either<DataError, IReadOnlyList<PictureFile>> Headers(IEnumerable<string> files)
    {
        var all = new List<PictureFile>();
        foreach (var path in files)
        {
            var read = PictureFile.Read(path);
            if (read.IsLeft) return read.Map<IReadOnlyList<PictureFile>>(_ => all);
            read.IfRight(all.Add);
        }

        return all;
    }

    /// <summary>The shape that is wished, else the size that all pictures have, with colours if a pixel of any has one.</summary>
    private static Either<DataError, PictureShape> Shape(string folder, IReadOnlyList<PictureFile> files, ReadOptions options) =>
        Channels(files, options).Bind(channels => Shape(folder, files, channels, options));

    private static Either<DataError, int> Channels(IReadOnlyList<PictureFile> files, ReadOptions options)
    {
        if (options.Channels is { } given) return given;
        var looks = files.Select(file => file.HasColours()).FirstOrDefault(look => look.IsLeft || look.IfLeft(false), false);
        return looks.Map(any => any ? 3 : 1);
    }

    private static Either<DataError, PictureShape> Shape(string folder, IReadOnlyList<PictureFile> files, int channels, ReadOptions options)
    {
        if (options.ImageSize is var (height, width)) return new PictureShape(height, width, channels);
        var first = files[0];
        if (files.FirstOrDefault(file => (file.Height, file.Width) != (first.Height, first.Width)) is { } other)
            return new DataError.Unreadable(folder, $"its pictures have several sizes, {first.Height} x {first.Width} and {other.Height} x {other.Width} pixels among them; {Expected}");
        return Math.Max(first.Height, first.Width) > LargestSize
            ? new DataError.Unreadable(folder, $"its pictures are of {first.Height} x {first.Width} pixels; {Expected}, at most {LargestSize}")
            : new PictureShape(first.Height, first.Width, channels);
    }

    private static Either<DataError, (Dataset Train, Dataset? Validation, Dataset? Test)> Read(string folder, PictureSplits splits, IReadOnlyList<PictureFile> files, PictureShape shape, Dictionary<string, PictureLook> looks, ReadOptions options)
    {
        var (validation, test) = (splits.Train.Length + splits.Validation.Length, files.Count);
        Either<DataError, Option<Dataset>> Rest(int from, int to, Dataset train, long taken) => from == to
            ? Option<Dataset>.None
            : Read(folder, files.Take(from..to), shape, looks, options.Like(train.Form) with { MemoryLimit = Math.Max(0, options.MemoryLimit - taken) }).Map(Option<Dataset>.Some);
        long Held(Dataset data) => data.IsStreamed ? 0 : data.Bytes;
        Dataset? Given(Option<Dataset> data) => data.MatchUnsafe<Dataset?>(found => found, () => null);
        return from train in Read(folder, files.Take(splits.Train.Length), shape, looks, options)
               from second in Rest(splits.Train.Length, validation, train, Held(train))
               from third in Rest(validation, test, train, Held(train) + second.Sum(Held))
               select (train, Given(second), Given(third));
    }

    private static Either<DataError, Dataset> Read(string folder, IEnumerable<PictureFile> files, PictureShape shape, Dictionary<string, PictureLook> looks, ReadOptions options)
    {
        using var rows = new RowBuilder<byte>(shape.Length, options);
        var row = new byte[shape.Length];
        foreach (var file in files)
        {
            var read = file.Decode(shape, row);
            if (read.IsLeft) return read.Map(_ => (Dataset)null!);
            read.IfRight(look => looks[file.Path] = look);
            rows.Add(row);
        }

        return LevelRows.Read(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), DataShape.Pixels(shape.Height, shape.Width), shape.Channels, rows.Finish(), null, options);
    }
}
