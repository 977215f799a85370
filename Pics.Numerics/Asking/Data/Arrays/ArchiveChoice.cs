using System.Text.RegularExpressions;

namespace Pics.Numerics;

/// <summary>Which arrays of an archive are the rows, by their names.</summary>
/// <param name="Train">All rows, or those for training.</param>
/// <param name="Validation">Those for validation.</param>
/// <param name="Test">Those for testing.</param>
/// <param name="IsPlanar">Whether rows of bytes that could be square RGB images are such, channel after channel.</param>
/// <param name="Notes">What was left alone.</param>
internal sealed partial record ArchiveChoice(ArraySource.Member Train, ArraySource.Member? Validation, ArraySource.Member? Test, bool IsPlanar, ImmutableArray<string> Notes)
{
    private const string Data = "data";
    private const int Most = 256; // arrays whose headers are looked at; a small file can name one array many times

    /// <summary>What a name says.</summary>
    private enum Role
    {
        Unknown,
        Labels,
        Whole,
        Train,
        Validation,
        Test,
    }

    /// <summary>The arrays that are meant. Error: <see cref="DataError.Unreadable"/>.</summary>
    public static Either<DataError, ArchiveChoice> Of(string path, ImmutableArray<ArraySource.Member> arrays, ReadOptions options)
    {
        if (options.Array is { } wish)
        {
            return arrays.FirstOrDefault(member => member.Short == wish || member.Name == wish) is { } named ? Only(arrays, named)
                : new DataError.Unreadable(path, $"it has no array '{wish}'; expected {(arrays.IsEmpty ? "some arrays, and it has none" : $"one of {ArchiveArrays.List(arrays)}")}");
        }

        var (roles, faults) = (new Dictionary<Role, ArraySource.Member>(), new List<Role>());
        foreach (var member in arrays)
            if (RoleOf(member.Short) is var role && !roles.TryAdd(role, member)) faults.Add(role);
        ArraySource.Member? Find(Role role) => faults.Contains(role) ? null : roles.GetValueOrDefault(role);
        var isSplit = roles.ContainsKey(Role.Train) && !faults.Exists(role => role >= Role.Train);
        var train = isSplit ? Find(Role.Train)
            : arrays.FirstOrDefault(member => member.Short == Data) ?? (arrays.Length == 1 ? arrays[0] : null) ?? (roles.ContainsKey(Role.Train) ? null : Find(Role.Whole))
            ?? (arrays.Length is > 1 and <= Most ? ArchiveArrays.Wide(arrays) : null);
        if (train is null) return new DataError.Unreadable(path, Several(arrays));
        var (validation, test) = RoleOf(train.Short) is Role.Train or Role.Whole ? (Find(Role.Validation), Find(Role.Test)) : (null, null);
        return new ArchiveChoice(train, validation, test, train.Short == Data && arrays.Any(member => member.Short == "labels"), Left(arrays, [train, validation, test]));
    }

    private static ArchiveChoice Only(ImmutableArray<ArraySource.Member> arrays, ArraySource.Member member) =>
        new(member, null, null, member.Short == Data && arrays.Any(other => other.Short == "labels"), Left(arrays, [member]));

    private static string Several(ImmutableArray<ArraySource.Member> arrays) =>
        $"it holds {(arrays.IsEmpty ? "no arrays" : $"{arrays.Length} arrays, {ArchiveArrays.List(arrays)}")}; expected one of a usual name ({Data}, x_train, test_images), or only one with rows of several numbers{(arrays.Length > Most ? $" among at most {Most}" : string.Empty)}, or that one is named (--array)";

    /// <summary>One sentence on what is not read.</summary>
    private static ImmutableArray<string> Left(ImmutableArray<ArraySource.Member> arrays, ArraySource.Member?[] read)
    {
        var (rows, left) = (read.OfType<ArraySource.Member>().ToList(), arrays.Where(member => !read.Contains(member)).ToList());
        return left.Count == 0 ? [] : [$"Of the arrays {ArchiveArrays.List(rows)} {(rows.Count == 1 ? "is" : "are")} read, and {ArchiveArrays.List(left)} {(left.Count == 1 ? "is" : "are")} left alone; --array names another."];
    }

    private static Role RoleOf(string name)
    {
        if (Usual.Match(name) is not { Success: true } found || name.Length == 0) return Role.Unknown;
        if (found.Groups["labels"].Success) return Role.Labels;
        var split = found.Groups["split"].Value;
        return split.Length == 0 ? Role.Whole : char.ToLowerInvariant(split[1]) switch { 'r' => Role.Train, 'e' when char.ToLowerInvariant(split[0]) == 't' => Role.Test, _ => Role.Validation };
    }

    /// <summary>x_train, trainX, images_test, Xtr, y_val, ...: what is meant and of which split, in either order.</summary>
    [GeneratedRegex(
        """
        ^(?:(?:(?<rows>x|data|images?|imgs?|features?|inputs?|samples?)|(?<labels>y|labels?|targets?|class(?:es)?))?[_-]?
        (?<split>train(?:ing)?|tr|val(?:id(?:ation)?)?|dev|test(?:ing)?|te)?
        |(?<split>train(?:ing)?|tr|val(?:id(?:ation)?)?|dev|test(?:ing)?|te)[_-]?(?:(?<rows>x|data|images?|imgs?|features?|inputs?|samples?)|(?<labels>y|labels?|targets?|class(?:es)?)))$
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Usual { get; }
}
