using LanguageExt;

namespace Pics.Host;

/// <summary>The rows of a run as they come, before any are held out.</summary>
/// <param name="Format">What they are written as; null for data sets by name.</param>
/// <param name="Train">All rows, or those for training.</param>
/// <param name="Validation">Those for validation, if they are set apart.</param>
/// <param name="Test">Those for testing, if they are set apart.</param>
internal sealed record FoundRows(DataFormat? Format, Dataset Train, Option<Dataset> Validation, Option<Dataset> Test)
{
    /// <summary>Whether they are no images.</summary>
    public bool AreTable => Train.Image is null;

    /// <summary>Refuses an option that was given and that says nothing of such rows.</summary>
    /// <param name="isGiven">Whether an option was given by the name.</param>
    public Either<Failure, Unit> Refuse(Func<string, bool> isGiven)
    {
        (string What, bool IsUsed, string[] Names)[] uses =
        [
            ("tables, and the data are images", AreTable, [.. ReadingNames.ForText, .. ReadingNames.ForTables]),
            ("tables in text, and the data are none", !AreTable || Format is null or DataFormat.Table or DataFormat.Sql, [.. ReadingNames.ForText]),
            ("tables, and the data are lines of 0 and 1, which have no headings and nothing to tell", Format is not (DataFormat.DebdFile or DataFormat.DebdFolder), [.. ReadingNames.ForText, .. ReadingNames.ForTables]),
            ("NumPy archives, and the data are none", Format is DataFormat.NumpyArchive or DataFormat.ImageNetFolder, ["--array"]),
            ("images, and the data are a table", !AreTable, [.. ReadingNames.ForImages]),
            ("folders of pictures, and the data are none", Format == DataFormat.ImageFolder, [.. ReadingNames.ForPictures]),
            ("rows that are held out, and the data come with validation and test rows", Validation.IsNone || Test.IsNone, ["--validation", "--split-seed"]),
        ];
        foreach (var (what, isUsed, names) in uses)
            if (!isUsed && names.FirstOrDefault(isGiven) is { } idle)
                return new Failure($"{idle} is for {what}; leave it out");
        return Unit.Default;
    }
}
