using LanguageExt;

namespace Pics.Host;

/// <summary>Checksums of the rows of each split of a run, so that it is known which of its files was changed: rows.json; absent in older runs.</summary>
/// <param name="Train">Of the training rows.</param>
/// <param name="Validation">Of the validation rows.</param>
/// <param name="Test">Of the test rows.</param>
/// <param name="Version">Of the form in which this is written.</param>
internal sealed record SplitChecksums(string Train, string Validation, string Test, int Version = SplitChecksums.Latest)
{
    public const string FileName = "rows.json";

    public const int Latest = 1;

    /// <summary>Those of rows that are there.</summary>
    public static SplitChecksums Of(DatasetSplits splits) => new(RowsChecksum.Of(splits.Train), RowsChecksum.Of(splits.Validation), RowsChecksum.Of(splits.Test));

    /// <summary>Those in a run folder; nothing of an older run.</summary>
    public static Either<Failure, Option<SplitChecksums>> Read(string folder) => Path.Combine(folder, FileName) is var file && File.Exists(file)
        ? RunJson.ReadFile<SplitChecksums>(file, "does not hold the checksums of the rows of a run", Latest).Map(Option<SplitChecksums>.Some)
        : Option<SplitChecksums>.None;

    /// <summary>The first split whose rows are others now; null if there is none.</summary>
    public Dataset? Changed(DatasetSplits splits)
    {
        var now = Of(splits);
        return now.Train != Train ? splits.Train : now.Validation != Validation ? splits.Validation : now.Test != Test ? splits.Test : null;
    }
}
