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

    private static Either<Failure, IReadOnlyList<(string Name, Dataset Data)>> AsTheyCome(string folder, RunSettings settings, string? path, string? sql) =>
        from form in RunData.Form(folder, settings)
        from options in DataReading.Of(settings, form)
        from found in DataReading.Read(path, sql, options)
        from seen in Seen(found, rows => DataCompatibility.Check(path ?? "the query", rows, form, "the run was trained on").Bind(alike => Colour.Apply(settings.Data.Colour, alike).MapLeft(Failure.Of)))
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
