namespace Pics.Numerics;

/// <summary>The pictures of a folder by its splits, which are the folders train, test and validation in it, wherever they lie.</summary>
/// <param name="Train">The paths of all pictures, or of those for training.</param>
/// <param name="Validation">Those for validation; none where they are not set apart.</param>
/// <param name="Test">Those for testing.</param>
/// <param name="Notes">What was taken as what, a sentence each.</param>
internal sealed record PictureSplits(ImmutableArray<string> Train, ImmutableArray<string> Validation, ImmutableArray<string> Test, ImmutableArray<string> Notes)
{
    private const int Shown = 5; // names in a sentence

    /// <summary>What the name of a folder says.</summary>
    private enum Role
    {
        None,
        Train,
        Validation,
        Test,
    }

    /// <summary>All pictures.</summary>
    public IEnumerable<string> All => [.. Train, .. Validation, .. Test];

    /// <summary>Divides paths. Error: <see cref="DataError.Unreadable"/> where it is not clear which rows are to be learned from.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="paths">Pictures in it, in their order.</param>
    /// <param name="isFirst">Whether they are to be learned from; others may come without training rows.</param>
    public static Either<DataError, PictureSplits> Of(string folder, IEnumerable<string> paths, bool isFirst)
    {
        var all = paths.Select(path => Place.Of(folder, path)).ToList();
        List<Place> In(Role role) => all.FindAll(place => place.Role == role);
        var (train, validation, test, beside) = (In(Role.Train), In(Role.Validation), In(Role.Test), In(Role.None));
        if (all.Find(place => place.IsMixed) is { } mixed)
            return new DataError.Unreadable(mixed.Path, $"it lies in a folder '{mixed.Split}' and in one for validation or testing inside it; expected each split in a folder of its own");
        if (beside.Count == all.Count || (!isFirst && train.Count == 0 && beside.Count == 0 && (validation.Count == 0 || test.Count == 0)))
            return new PictureSplits(Paths(all), [], [], [.. Classes(all)]);
        if (train.Count == 0) return new DataError.Unreadable(folder, $"it has {Names([.. validation, .. test])}, but no folder 'train' with pictures to learn from; expected one, or the rows to learn from named and these beside them (--data, --validation-data, --test-data)");
        if (validation.Count == 0 && test.Count == 0 && beside.Count > 0)
            return new DataError.Unreadable(folder, $"it has {Names(train)}, and beside it {Others(beside)} but neither 'test' nor 'validation'; expected the folder that is meant named itself, or no folder 'train' if that is a class");
        return new PictureSplits(Paths(train), Paths(validation), Paths(test), [Taken(train, validation, test), .. Left(beside), .. Classes(train)]);
    }

    private static ImmutableArray<string> Paths(List<Place> places) => [.. places.Select(place => place.Path)];

    private static string Taken(List<Place> train, List<Place> validation, List<Place> test)
    {
        var parts = new[] { (train, "to learn from"), (validation, "to tell when to stop"), (test, "to report on") }.Where(part => part.Item1.Count > 0).Select(part => $"{Names(part.Item1)} ({part.Item1.Count} pictures) {part.Item2}").ToList();
        return $"Pictures are taken by their folders: {string.Join(", ", parts)}{(validation.Count == 0 || test.Count == 0 ? "; others are held out of those to learn from" : string.Empty)}.";
    }

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

    private static string Names(IEnumerable<Place> places) => string.Join(" and ", places.Select(place => place.Split!).Distinct().Select(name => $"'{name}'"));

    private static string Others(List<Place> beside) => Listed([.. beside.Select(place => place.Class is { } name ? $"{name}{Path.DirectorySeparatorChar}" : Path.GetFileName(place.Path)).Distinct()]);

    private static string Listed(List<string> names) => string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? ", ..." : string.Empty);

    /// <summary>Where a picture is.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Role">What the first folder says that says something.</param>
    /// <param name="Split">The name of that folder.</param>
    /// <param name="Class">The first of the other folders.</param>
    /// <param name="IsMixed">Whether training rows lie in a folder of another split.</param>
    private sealed record Place(string Path, Role Role, string? Split, string? Class, bool IsMixed)
    {
        public static Place Of(string folder, string path)
        {
            var folders = System.IO.Path.GetRelativePath(folder, path).Split(System.IO.Path.DirectorySeparatorChar)[..^1];
            var at = System.Array.FindIndex(folders, name => RoleOf(name) != Role.None);
            if (at < 0) return new(path, Role.None, null, folders.FirstOrDefault(), false);
            var role = RoleOf(folders[at]);
            return new(path, role, folders[at], folders.Where((_, index) => index != at).FirstOrDefault(), role == Role.Train && folders[(at + 1)..].Any(name => RoleOf(name) is Role.Validation or Role.Test));
        }

        private static Role RoleOf(string name) => name.ToLowerInvariant() switch
        {
            "train" or "training" => Role.Train,
            "val" or "valid" or "validation" => Role.Validation,
            "test" or "testing" => Role.Test,
            _ => Role.None,
        };
    }
}
