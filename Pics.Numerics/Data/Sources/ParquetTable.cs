namespace Pics.Numerics;

/// <summary>Reads Parquet by DuckDB: a file, a folder of them, or a pattern of names; rows stay in the order of the files by name and of their own.</summary>
public static class ParquetTable
{
    private const string Ending = ".parquet";
    private const string Wanted = "a Parquet file, a folder of them or a pattern of their names";

    /// <summary>Reads a table. Error: <see cref="DataError"/>.</summary>
    /// <param name="path">A file, a folder with files that end with .parquet, or a pattern as <c>part-*.parquet</c>.</param>
    /// <param name="options">What is known of its columns, and when rows stay in a file.</param>
    public static Either<DataError, Dataset> Read(string path, ReadOptions options) => With(path, rows => TableLearner.Read(rows, options));

    /// <summary>Its rows, for as long as they are used.</summary>
    internal static Either<DataError, T> With<T>(string path, Func<TableRows, Either<DataError, T>> use) => Query(path).Bind(query =>
        InputFile.Guard(path, () => Duck.Use(path, duck => BatchRows.Of(path, Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), () => duck.Query(query)).Bind(use))));

    /// <summary>What gives its rows in SQL.</summary>
    internal static Either<DataError, string> Query(string path) => InputFile.Guard(path, () => Files(path).Map(files =>
    {
        foreach (var file in files) RegularFile.Check(file);
        return $"SELECT * FROM read_parquet([{string.Join(", ", files.Select(Duck.Text))}]{(files.Count > 1 ? ", union_by_name = true" : string.Empty)})";
    }));

    /// <summary>Whether these are the first bytes of a file.</summary>
    internal static bool IsFile(ReadOnlySpan<byte> start) => start.StartsWith("PAR1"u8);

    /// <summary>Whether a folder has such files.</summary>
    internal static bool IsIn(string folder) => Directory.EnumerateFiles(folder, "*" + Ending, SearchOption.AllDirectories).Any(IsData);

    /// <summary>Whether a path is a pattern of their names.</summary>
    internal static bool IsPattern(string path) => !Path.Exists(path) && path.AsSpan().IndexOfAny('*', '?') >= 0 && path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    private static Either<DataError, IReadOnlyList<string>> Files(string path)
    {
        if (File.Exists(path)) return new[] { path };
        if (Directory.Exists(path))
        {
            return Directory.EnumerateFiles(path, "*" + Ending, SearchOption.AllDirectories).Where(IsData).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } files
                ? files
                : new DataError.Unreadable(path, $"no file in it ends with {Ending}");
        }

        return IsPattern(path) ? new[] { path } : new DataError.Missing(path, Wanted);
    }

    private static bool IsData(string file) => Path.GetFileName(file) is not ['_' or '.', ..]; // as other programs leave them out
}
