namespace Pics.Numerics;

/// <summary>The arrays of a .npz archive.</summary>
internal static class ArchiveArrays
{
    /// <summary>What the names of arrays end with.</summary>
    public const string Ending = ".npy";

    /// <summary>All arrays, in the order of the archive. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, ImmutableArray<ArraySource.Member>> Find(string path) => ArraySource.Member.Open<ImmutableArray<ArraySource.Member>>(path, archive =>
        archive.Entries
            .Select((entry, index) => new ArraySource.Member(path, index, entry.FullName))
            .Where(member => member.Name.EndsWith(Ending, StringComparison.Ordinal))
            .ToImmutableArray());

    /// <summary>The only array with rows of several numbers; null where there are none or several.</summary>
    public static ArraySource.Member? Wide(ImmutableArray<ArraySource.Member> arrays)
    {
        var wide = arrays.Where(member => member.Read<bool>((_, header) => header.Shape.Length > 1 || header.Fields.Length > 1).IfLeft(false)).Take(2).ToList();
        return wide.Count == 1 ? wide[0] : null;
    }

    /// <summary>Names of arrays in a sentence.</summary>
    public static string List(IEnumerable<ArraySource.Member> arrays)
    {
        const int Shown = 8;
        var all = arrays.ToList();
        return string.Join(", ", all.Take(Shown).Select(member => $"'{member.Short}'")) + (all.Count > Shown ? " and others" : string.Empty);
    }
}
