namespace Pics.Numerics;

/// <summary>The data sets of the density estimation benchmark (DEBD): binary variables, one row per line, with a validation split of their own.</summary>
/// <remarks>Error: a value other than 0 and 1, a line of another length, and an empty file are <see cref="DataError.Unreadable"/>.</remarks>
public static class Debd
{
    /// <summary>The names of the standard data sets.</summary>
    public const string KnownNames =
        "nltcs, msnbc, kdd, plants, baudio, jester, bnetflix, accidents, tretail, pumsb_star, dna, kosarek, msweb, book, tmovie, cwebkb, cr52, c20ng, bbc, ad";

    private static readonly System.Buffers.SearchValues<byte> Letters = System.Buffers.SearchValues.Create("01, \t\r\n"u8);

    private const string Wanted = "a file of lines of 0 and 1";

    private enum Next
    {
        Value,
        Separator,
        ValueOrEnd, // after spaces
    }

    /// <summary>Reads the three splits. Error: <see cref="DataError"/>.</summary>
    /// <param name="name">The name before <c>.train.data</c>, <c>.valid.data</c> and <c>.test.data</c>.</param>
    /// <param name="folder">Where these files are, with or without <c>.gz</c>, or a folder of that name with them is.</param>
    /// <param name="options">When rows stay in a file.</param>
    public static Either<DataError, DatasetSplits> Read(string name, string folder, ReadOptions options) =>
        from train in Split(name, folder, "train", options)
        from validation in Split(name, folder, "valid", options).Bind(data => SameWidth(train, data))
        from test in Split(name, folder, "test", options).Bind(data => SameWidth(train, data))
        select new DatasetSplits(train, validation, test);

    /// <summary>Reads one file, plain or compressed with gzip; values are separated by commas or spaces. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, Dataset> ReadFile(string path, ReadOptions options) => InputFile.Read(path, Wanted, file => Parse(file, options));

    /// <summary>The name whose training file is in a folder, or null.</summary>
    internal static string? Find(string folder)
    {
        const string End = ".train.data";
        var names = Directory.EnumerateFiles(folder, $"*{End}*").Select(Path.GetFileName).Order(StringComparer.Ordinal);
        return names.FirstOrDefault(name => name!.EndsWith(End, StringComparison.Ordinal) || name.EndsWith(End + ".gz", StringComparison.Ordinal)) is { } found
            ? found[..found.LastIndexOf(End, StringComparison.Ordinal)]
            : null;
    }

    /// <summary>Whether a text looks like lines of 0 and 1.</summary>
    internal static bool IsBinaryText(ReadOnlySpan<byte> start) => !start.IsEmpty && start.IndexOfAnyExcept(Letters) < 0;

    private static Either<DataError, Dataset> Split(string name, string folder, string split, ReadOptions options)
    {
        if (!Directory.Exists(folder)) return new DataError.Missing(folder, "a folder with the files of a data set");
        var file = $"{name}.{split}.data";
        string[] candidates = [Path.Combine(folder, name, file), Path.Combine(folder, name, file + ".gz"), Path.Combine(folder, file), Path.Combine(folder, file + ".gz")];
        return candidates.FirstOrDefault(File.Exists) is { } found
            ? ReadFile(found, options)
            : new DataError.Missing(candidates[2], $"it or '{file}.gz' in the data folder or in its folder '{name}'");
    }

    private static Either<DataError, Dataset> SameWidth(Dataset train, Dataset other) => other.Variables == train.Variables
        ? other
        : new DataError.BadShape(other.Name, Plural.Of(other.Variables, "variable"), $"{train.Variables} as in '{train.Name}'");

    private static Either<DataError, Dataset> Parse(InputFile file, ReadOptions options)
    {
        var (piece, line, first, next) = (new byte[1 << 16], new List<byte>(), 0, Next.Value);
        RowBuilder<byte>? rows = null;
        try
        {
            var number = 1L;
            DataError Wrong(string what) => new DataError.Unreadable(file.Path, $"line {number} {what}");
            DataError? EndLine()
            {
                if (line.Count == 0 && next == Next.Value) return null; // an empty line
                if (next == Next.Value) return Wrong("ends with a comma; expected a value after it");
                if (first > 0 && line.Count != first) return Wrong($"has {line.Count} value(s); expected {first} as in the lines before it");
                first = line.Count;
                rows ??= new(first, options);
                rows.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line));
                line.Clear();
                next = Next.Value;
                return null;
            }

            while (file.Content.Read(piece) is > 0 and var count)
            {
                foreach (var letter in piece.AsSpan(0, count))
                {
                    switch (letter)
                    {
                        case (byte)'0' or (byte)'1' when next != Next.Separator:
                            if (line.Count == RegionLimits.MaxVariables) return Wrong($"has more than {RegionLimits.MaxVariables} values");
                            line.Add((byte)(letter - '0'));
                            next = Next.Separator;
                            break;
                        case (byte)',' when next != Next.Value:
                            next = Next.Value;
                            break;
                        case (byte)' ' or (byte)'\t':
                            if (next == Next.Separator) next = Next.ValueOrEnd;
                            break;
                        case (byte)'\r':
                            break;
                        case (byte)'\n':
                            if (EndLine() is { } wrong) return wrong;
                            number++;
                            break;
                        default:
                            return Wrong($"has {Shown(letter)} at value {line.Count + (next == Next.Separator ? 0 : 1)}; expected 0 and 1, separated by commas or spaces");
                    }
                }
            }

            if (EndLine() is { } last) return last;
            return rows is null
                ? new DataError.Unreadable(file.Path, "it has no rows; expected lines of 0 and 1")
                : Dataset.Of(Path.GetFileName(file.Path), DataShape.Table(first), 1, 2, rows.Finish());
        }
        finally
        {
            rows?.Dispose();
        }
    }

    private static string Shown(byte letter) => letter is > 32 and < 127 ? $"'{(char)letter}'" : $"the byte {letter}";
}
