namespace Pics.Numerics;

/// <summary>The pictures of a folder by its splits, which are the folders train, test and validation in it, or of names that begin so, wherever they lie.</summary>
/// <param name="Train">The paths of all pictures, or of those for training.</param>
/// <param name="Validation">Those for validation; none where they are not set apart.</param>
/// <param name="Test">Those for testing.</param>
/// <param name="Notes">What was taken as what, a sentence each.</param>
internal sealed record PictureSplits(ImmutableArray<string> Train, ImmutableArray<string> Validation, ImmutableArray<string> Test, ImmutableArray<string> Notes)
{
    private const int Shown = 5; // names in a sentence

    /// <summary>All pictures.</summary>
    public IEnumerable<string> All => [.. Train, .. Validation, .. Test];

    /// <summary>Divides paths. Error: <see cref="DataError.Unreadable"/> where it is not clear which rows are to be learned from.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="paths">Pictures in it, in their order.</param>
    /// <param name="isFirst">Whether they are to be learned from; others may come without training rows.</param>
    public static Either<DataError, PictureSplits> Of(string folder, IEnumerable<string> paths, bool isFirst)
    {
        var all = Places(folder, paths);
        List<Place> In(PictureRole role) => all.FindAll(place => place.Role == role);
        var (train, validation, test, beside) = (In(PictureRole.Train), In(PictureRole.Validation), In(PictureRole.Test), In(PictureRole.None));
        if (new[] { train, validation, test }.FirstOrDefault(places => Splits(places).Count > 1) is { } twice)
            return new DataError.Unreadable(folder, $"{Names(twice)} {(Splits(twice).Count > 2 ? "all" : "both")} have names of {Purpose(twice[0].Role)}; expected one folder for each split, and other names for the rest");
        if (all.Find(place => place.IsMixed) is { } mixed)
            return new DataError.Unreadable(mixed.Path, $"it lies in a folder '{mixed.Split}' and in one for validation or testing inside it; expected each split in a folder of its own");
        if (beside.Count == all.Count || (!isFirst && train.Count == 0 && beside.Count == 0 && (validation.Count == 0 || test.Count == 0)))
            return new PictureSplits(Paths(all), [], [], [.. Classes(all), .. isFirst ? Doubtful(all) : []]);
        if (train.Count == 0) return new DataError.Unreadable(folder, $"it has {Names([.. validation, .. test])}, but no folder 'train' with pictures to learn from; expected one, or the rows to learn from named and these beside them (--data, --validation-data, --test-data)");
        if (validation.Count == 0 && test.Count == 0 && beside.Count > 0)
            return new DataError.Unreadable(folder, $"it has {Names(train)}, and beside it {Others(beside)}, none of them a folder 'validation' or 'test'; expected such a folder, or the path of the one to learn from, or another name for it if it is a class");
        return new PictureSplits(Paths(train), Paths(validation), Paths(test), [Taken(train, validation, test), .. Left(beside), .. Classes(train), .. Doubtful(train)]);
    }

    private static ImmutableArray<string> Paths(List<Place> places) => [.. places.Select(place => place.Path)];

    private static string Taken(List<Place> train, List<Place> validation, List<Place> test)
    {
        var parts = new[] { train, validation, test }.Where(part => part.Count > 0).Select(part => $"{Names(part)} ({part.Count} pictures) {Use(part[0].Role)}").ToList();
        var missing = string.Join(" and ", new[] { (validation, "validation"), (test, "test") }.Where(part => part.Item1.Count == 0).Select(part => part.Item2));
        return $"Pictures are taken by their folders: {string.Join(", ", parts)}{(missing.Length > 0 ? $"; {missing} rows are held out of those to learn from" : string.Empty)}.";
    }

    private static string Use(PictureRole role) => role switch
    {
        PictureRole.Train => "to learn from",
        PictureRole.Validation => "to tell when to stop",
        _ => "to report on",
    };

    private static string Purpose(PictureRole role) => $"pictures {Use(role)}";

    /// <summary>What is learned from although the name of its folder may say otherwise.</summary>
    private static IEnumerable<string> Doubtful(List<Place> learned) => learned.SelectMany(place => place.Hints).Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } names
        ? [$"Pictures are learned from in {(names.Count == 1 ? "a folder whose name is" : "folders whose names are")} like those for validation or testing ({Listed(names)}); folders 'train', 'validation' and 'test' are told apart."]
        : [];

    /// <summary>Names that begin with the word of a split count if they make one to learn from and another.</summary>
    private static List<Place> Places(string folder, IEnumerable<string> paths)
    {
        var begun = paths.Select(path => Place.Of(folder, path, PictureRoles.Begun)).ToList();
        bool Has(params PictureRole[] roles) => begun.Exists(place => roles.Contains(place.Role));
        if (!Has(PictureRole.Train) || !Has(PictureRole.Validation, PictureRole.Test)) return paths.Select(path => Place.Of(folder, path, PictureRoles.Own)).ToList();
        var tests = begun.FindAll(place => place.Role == PictureRole.Test);
        return tests.TrueForAll(place => PictureRoles.IsEvaluation(place.Split!)) || Has(PictureRole.Validation)
            ? begun
            : begun.ConvertAll(place => place.Role == PictureRole.Test && PictureRoles.IsEvaluation(place.Split!) ? place with { Role = PictureRole.Validation } : place);
    }

    private static List<string> Splits(List<Place> places) => [.. places.Select(place => place.Split!).Distinct()];

    private static IEnumerable<string> Left(List<Place> beside) => beside.Count == 0 ? [] : [$"{beside.Count} pictures beside these folders are left alone: {Others(beside)}."];

    /// <summary>What folders inside are, if there are some.</summary>
    private static IEnumerable<string> Classes(List<Place> places)
    {
        var names = places.Select(place => place.Class).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        if (names.Count == 0) return [];
        return places.TrueForAll(place => place.Class is not null) && names.Count > 1
            ? [$"Pictures lie in {names.Count} folders, as classes do ({Listed(names)}); these labels are not used."]
            : [$"Pictures in folders inside it are rows as the others ({Listed(names)})."];
    }

    private static string Names(IEnumerable<Place> places) => string.Join(" and ", Splits([.. places]).Select(name => $"'{name}'"));

    private static string Others(List<Place> beside) => Listed([.. beside.Select(place => place.Class is { } name ? $"{name}{Path.DirectorySeparatorChar}" : Path.GetFileName(place.Path)).Distinct()]);

    private static string Listed(List<string> names) => string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? ", ..." : string.Empty);

    /// <summary>Where a picture is.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Role">What a folder says: the first that has a split's own name, or else the first that says something.</param>
    /// <param name="Split">The name of that folder.</param>
    /// <param name="Class">The first of the other folders.</param>
    /// <param name="IsMixed">Whether training rows lie in a folder of another split.</param>
    private sealed record Place(string Path, PictureRole Role, string? Split, string? Class, bool IsMixed)
    {
        /// <summary>Other folders whose names are like those of validation or testing.</summary>
        public ImmutableArray<string> Hints { get; private init; } = [];

        public static Place Of(string folder, string path, Func<string, PictureRole> roleOf)
        {
            var folders = System.IO.Path.GetRelativePath(folder, path).Split(System.IO.Path.DirectorySeparatorChar)[..^1];
            var own = System.Array.FindIndex(folders, name => PictureRoles.Own(name) != PictureRole.None);
            var at = own >= 0 ? own : System.Array.FindIndex(folders, name => roleOf(name) != PictureRole.None);
            ImmutableArray<string> hints = [.. folders.Where((name, index) => index != at && PictureRoles.Hints(name))];
            if (at < 0) return new(path, PictureRole.None, null, folders.FirstOrDefault(), false) { Hints = hints };
            var role = roleOf(folders[at]);
            var isMixed = role == PictureRole.Train && folders[(at + 1)..].Any(name => PictureRoles.Own(name) is PictureRole.Validation or PictureRole.Test);
            return new(path, role, folders[at], folders.Where((_, index) => index != at).FirstOrDefault(), isMixed) { Hints = hints };
        }
    }
}
