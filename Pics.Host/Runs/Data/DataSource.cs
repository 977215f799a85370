using LanguageExt;

namespace Pics.Host;

/// <summary>From options to data: reads or generates a data set, holds rows out for the splits that it has not, cuts images into patches and transforms their colours.</summary>
internal static class DataSource
{
    /// <summary>The names of <c>--dataset</c>.</summary>
    public const string KnownNames = $"{ShapesDataset.Name} (generated), {File} (whatever --data is), {IdxFolder.KnownNames}, {Cifar10.Name}, {Debd.KnownNames}";

    /// <summary>The name of whatever --data is.</summary>
    public const string File = "file";

    private const int ShapesTrain = 8000;
    private const int ShapesTest = 2000;
    private const int ShapesSeed = 1;

    /// <summary>Whether a name is that of a data set with files of its own.</summary>
    public static bool IsOfFiles(string dataset) => dataset == Cifar10.Name || IsOneOf(IdxFolder.KnownNames, dataset) || IsOneOf(Debd.KnownNames, dataset);

    /// <summary>Whether a name is that of a data set of images, which have 256 levels whatever its files hold.</summary>
    public static bool IsOfImages(string dataset) => dataset == Cifar10.Name || IsOneOf(IdxFolder.KnownNames, dataset);

    /// <summary>Whether data are known to be images before they are read: by the name of their data set, or by the format of what is at their path.</summary>
    public static bool AreImages(DataSettings data) => IsOfImages(data.Dataset)
        || (data is { Dataset: File, Path: { } path } && DataFormats.Recognise(path).Exists(format => format is DataFormat.IdxFolder or DataFormat.IdxFile or DataFormat.Cifar10Folder or DataFormat.Cifar10File or DataFormat.ImageNetFolder or DataFormat.ImageFolder));

    private static bool IsOneOf(string names, string dataset) => names.Split(", ").Contains(dataset);

    /// <summary>The rows of a run in its splits.</summary>
    /// <param name="settings">All its options.</param>
    /// <param name="form">What they are, where that is known; null to learn it from them.</param>
    public static Either<Failure, DatasetSplits> Load(RunSettings settings, Dataset? form = null) => Find(settings, form).Bind(found => Split(settings, found));

    /// <summary>The rows of a run in the splits that they come in.</summary>
    /// <param name="settings">Its options.</param>
    /// <param name="form">What they are, where that is known; null to learn it from them.</param>
    public static Either<Failure, FoundRows> Find(RunSettings settings, Dataset? form = null)
    {
        if (!(settings.Data.Validation > 0 && settings.Data.Validation < 1)) return new Failure($"--validation is {settings.Data.Validation}; it must be between 0 and 1");
        return from options in DataReading.Again(settings, form)
               from found in Find(settings, options)
               from validation in Other(settings.Data, settings.Data.ValidationData, found, data => data.Validation, options)
               from test in Other(settings.Data, settings.Data.TestData, found, data => data.Test, options)
               select found with { Validation = validation, Test = test };
    }

    /// <summary>The splits of rows: those that they come in, and held out rows for the others. Images are held out whole, so that all patches of one are in one split.</summary>
    public static Either<Failure, DatasetSplits> Split(RunSettings settings, FoundRows found) =>
        LearnSplits.Of(found.Train, found.Validation.IfNoneUnsafe(() => null), found.Test.IfNoneUnsafe(() => null), settings.Data.Validation, settings.Data.Validation, settings.Data.SplitSeed)
            .MapLeft(Failure.Of)
            .Bind(splits => Seen(settings.Data, splits));

    private static Either<Failure, FoundRows> Find(RunSettings settings, ReadOptions options)
    {
        static FoundRows Two((Dataset Train, Dataset Test) data) => new(null, data.Train, Option<Dataset>.None, data.Test);
        if (settings.Data.Dataset == ShapesDataset.Name)
            return (from train in ShapesDataset.Generate(ShapesTrain, ShapesSeed)
                    from test in ShapesDataset.Generate(ShapesTest, ShapesSeed + 1)
                    select Two((train, test))).MapLeft(Failure.Of);
        if (IsOneOf(IdxFolder.KnownNames, settings.Data.Dataset)) return Folder(settings).Bind(folder => IdxFolder.Read(settings.Data.Dataset, folder, options).Map(Two).MapLeft(Failure.Of));
        if (settings.Data.Dataset == Cifar10.Name) return Folder(settings).Bind(folder => Cifar10.Read(folder, options).Map(Two).MapLeft(Failure.Of));
        if (IsOneOf(Debd.KnownNames, settings.Data.Dataset)) return Folder(settings).Bind(folder => Debd.Read(settings.Data.Dataset, folder, options).Map(data => new FoundRows(DataFormat.DebdFolder, data.Train, Option<Dataset>.Some(data.Validation), Option<Dataset>.Some(data.Test))).MapLeft(Failure.Of));
        if (settings.Data.Dataset != File) return new Failure($"--dataset is '{settings.Data.Dataset}'; it must be one of {KnownNames}");
        return settings.Data.IsNamed
            ? DataReading.Read(settings.Data.Path is { } path ? settings.Data.Where(path) : null, settings.Data.Sql, options).Map(data => new FoundRows(data.Format, data.Train, Prelude.Optional(data.Validation), Prelude.Optional(data.Test)))
            : new Failure($"--dataset {File} needs --data with a file or folder");
    }

    private static Either<Failure, string> Folder(RunSettings settings)
    {
        if (settings.Data.Path is { } path) return settings.Data.Where(path);
        var known = KnownDownloads.Find(settings.Data.Dataset);
        var fetched = Path.Combine(CacheFolder.Path, known?.Name ?? settings.Data.Dataset);
        return known is null || Directory.Exists(fetched)
            ? fetched
            : new Failure($"--dataset {settings.Data.Dataset} needs --data with the folder of its files, or 'data fetch {known.Name}' first");
    }

    /// <summary>The rows of another file, read as the first ones, of its split of this kind if it comes in splits; else those that came with them.</summary>
    private static Either<Failure, Option<Dataset>> Other(DataSettings settings, string? path, FoundRows found, Func<FoundData, Dataset?> split, ReadOptions options)
    {
        if (path is null) return split(new(default, found.Train, OrNull(found.Validation), OrNull(found.Test))) is { } own ? Option<Dataset>.Some(own) : Option<Dataset>.None;
        return from data in DataFormats.Read(settings.Where(path), options.Like(found.Train)).MapLeft(Failure.Of)
               from rows in DataCompatibility.Check(path, split(data) ?? data.Train, found.Train, $"in '{found.Train.Name}'")
               select Option<Dataset>.Some(rows);
    }

    private static Dataset? OrNull(Option<Dataset> rows) => rows.MatchUnsafe<Dataset?>(some => some, () => null);

    private static Either<Failure, DatasetSplits> Seen(DataSettings settings, DatasetSplits splits) =>
        from train in SeenRows.Of(settings, splits.Train)
        from validation in SeenRows.Of(settings, splits.Validation)
        from test in SeenRows.Of(settings, splits.Test)
        select new DatasetSplits(train, validation, test);
}
