using LanguageExt;

namespace Pics.Host;

/// <summary>The rows that <c>--data</c> names for a run that is there, in the splits that they come in; none are held out.</summary>
internal static class GivenRows
{
    private const string Whole = "given"; // the name of rows that come in no splits

    /// <summary>Reads them as the run's own rows were read. A folder with the known data set of the run is divided as in training.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="settings">The run's options.</param>
    /// <param name="path">The file or folder; null for a query.</param>
    /// <param name="sql">The query; null for a path.</param>
    public static Either<Failure, IReadOnlyList<(string Name, Dataset Data)>> Read(string folder, RunSettings settings, string? path, string? sql = null) =>
        DataSource.IsOfFiles(settings.Data.Dataset) && Directory.Exists(path) ? DataSource.Load(settings with { Data = settings.Data with { Path = path } }).Map(Named) : AsTheyCome(folder, settings, path, sql);

    /// <summary>All three splits.</summary>
    public static IReadOnlyList<(string Name, Dataset Data)> Named(DatasetSplits splits) => [("train", splits.Train), ("validation", splits.Validation), ("test", splits.Test)];

    /// <summary>Those of one split. Error: a split that is asked for and that they do not come in.</summary>
    /// <param name="found">All that was found.</param>
    /// <param name="wish">What was asked for.</param>
    /// <param name="split">That, or the usual one: all rows where they come in no splits.</param>
    public static Either<Failure, Dataset> Of(FoundData found, RowWish wish, SplitName split)
    {
        var some = split switch { SplitName.Validation => found.Validation, SplitName.Test => found.Test, _ => found.Train };
        if (wish.Split is null) return some ?? found.Train;
        if (found is { Validation: null, Test: null }) return new Failure($"--split is for data that come in splits, and '{wish.Label}' does not; leave it out");
        return some ?? Either<Failure, Dataset>.Left(new Failure($"'{wish.Label}' has no rows for --split {EnumWord.Of(split)}; it has others"));
    }

    /// <summary>Refuses a wish about values that training did not see where no column of the model could have one, or none takes it so.</summary>
    /// <param name="unseen">The wish; null for none.</param>
    /// <param name="form">What the rows of the model are.</param>
    public static Either<Failure, Unit> Refuse(UnseenValues? unseen, Dataset form) => unseen switch
    {
        null => Unit.Default,
        _ when form.Image is not null => new Failure("--unseen is for tables, and this run is over images; leave it out"),
        _ when form.Columns.All(column => column.Kind is ColumnKind.Real or ColumnKind.Binned) => new Failure("--unseen is for columns of categories and counts, and this model has only others; leave it out"),
        UnseenValues.Other when !form.Columns.Any(column => column.HasOther) => new Failure("--unseen other is for models that were trained with it, and no column of this one has the value '(other)'; train with --unseen other and a column of texts, or give --unseen hide, which takes such values as not observed"),
        _ => Unit.Default,
    };

    private static Either<Failure, IReadOnlyList<(string Name, Dataset Data)>> AsTheyCome(string folder, RunSettings settings, string? path, string? sql) =>
        from form in RunData.Form(folder, settings)
        from options in DataReading.Of(settings, form)
        from found in DataReading.Read(path, sql, options)
        from seen in Seen(found, rows => SeenRows.Of(settings.Data, rows, path ?? "the query", form))
        select seen;

    /// <summary>All that was found, as the model sees it.</summary>
    private static Either<Failure, IReadOnlyList<(string Name, Dataset Data)>> Seen(FoundData found, Func<Dataset, Either<Failure, Dataset>> see)
    {
        var seen = new List<(string, Dataset)>();
        foreach (var (name, rows) in new[] { (found.Validation is null && found.Test is null ? Whole : "train", found.Train), ("validation", found.Validation), ("test", found.Test) })
        {
            if (rows is null) continue;
            var one = see(rows);
            if (one.IsLeft) return one.Map<IReadOnlyList<(string, Dataset)>>(_ => seen);
            one.IfRight(data => seen.Add((name, data)));
        }

        return seen;
    }
}
