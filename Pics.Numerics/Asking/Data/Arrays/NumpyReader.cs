namespace Pics.Numerics;

/// <summary>Reads arrays of NumPy: one in a .npy file, plain or compressed with gzip, or those of a .npz archive.</summary>
/// <remarks>
/// The first axis is that of the rows. Images have levels where numbers are those of levels, else real ones, centred and scaled; those in this machine's byte order with the last axis the fastest are read where they are, if they are many. Columns are learned as those of a table, as are
/// rows with named fields (a structured array); only bytes are 256 values and truth values two. Whole numbers keep all their digits.
/// </remarks>
public static class NumpyReader
{
    /// <summary>Reads an array. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, Dataset> ReadArray(string path, ReadOptions options) => ArrayData.Read(new ArraySource.Npy(path), Path.GetFileName(path), false, options);

    /// <summary>Reads the rows of an archive for training, as <see cref="ReadSplits"/>. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, Dataset> ReadArchive(string path, ReadOptions options) => ReadSplits(path, options).Map(found => found.Train);

    /// <summary>Reads the arrays of an archive that have the usual names of rows: <c>data</c>, <c>x</c> or <c>images</c> for all, and likewise <c>x_train</c>, <c>val_images</c>, <c>test</c> for the splits; else the only one with rows of several numbers. Error: <see cref="DataError"/>.</summary>
    /// <remarks>In an archive with <c>labels</c>, rows of bytes of <c>data</c> that could be square RGB images are taken as such, channel after channel.</remarks>
    /// <param name="path">The archive.</param>
    /// <param name="options">The name of one array, where that is wished; what is known of columns, and when rows stay in a file.</param>
    public static Either<DataError, (Dataset Train, Dataset? Validation, Dataset? Test)> ReadSplits(string path, ReadOptions options) =>
        from arrays in ArchiveArrays.Find(path)
        from chosen in ArchiveChoice.Of(path, arrays, options)
        from found in LevelRows.OrFull(options, now => ReadChosen(path, chosen, now))
        select found;

    private static Either<DataError, (Dataset Train, Dataset? Validation, Dataset? Test)> ReadChosen(string path, ArchiveChoice chosen, ReadOptions options) =>
        from train in Read(path, chosen, chosen.Train, options)
        from validation in Split(path, chosen, chosen.Validation, train, options, train.IsStreamed ? 0 : train.Bytes)
        from test in Split(path, chosen, chosen.Test, train, options, (train.IsStreamed ? 0 : train.Bytes) + validation.Sum(data => data.IsStreamed ? 0 : data.Bytes))
        select (train.With([.. train.Notes, .. chosen.Notes]), Given(validation), Given(test));

    private static Either<DataError, Dataset> Read(string path, ArchiveChoice chosen, ArraySource.Member member, ReadOptions options) =>
        ArrayData.Read(member, Path.GetFileName(path), chosen.IsPlanar, options);

    /// <summary>Other rows, read as the first ones and with what those left of the memory.</summary>
    private static Either<DataError, Option<Dataset>> Split(string path, ArchiveChoice chosen, ArraySource.Member? member, Dataset train, ReadOptions options, long taken) => member is null
        ? Option<Dataset>.None
        : Read(path, chosen, member, options.Like(train.Form) with { MemoryLimit = Math.Max(0, options.MemoryLimit - taken) }).Bind<Option<Dataset>>(rows =>
            (rows.Variables, rows.Channels, rows.Image) == (train.Variables, train.Channels, train.Image)
                ? Option<Dataset>.Some(rows)
                : new DataError.BadShape(member.Path, Shape(rows), $"{Shape(train)} as '{chosen.Train.Short}' has"));

    private static string Shape(Dataset data) => (data.Image is var (height, width) ? $"of images of {height} x {width} pixels" : $"of {data.Variables} column(s)") + (data.Channels == 1 ? string.Empty : $" with {data.Channels} channels");

    private static Dataset? Given(Option<Dataset> data) => data.MatchUnsafe<Dataset?>(found => found, () => null);
}
