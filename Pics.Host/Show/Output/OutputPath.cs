using LanguageExt;

namespace Pics.Host;

/// <summary>Looks at where a file is to be written before much is computed for it.</summary>
internal static class OutputPath
{
    /// <summary>How files that are JSON are named.</summary>
    public const string Json = ".json";

    // What nobody calls a folder.
    private static readonly string[] OfFiles =
    [
        ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".svg", ".dot", ".pdf", ".html", ".htm", ".md", ".txt", ".csv", ".tsv", ".json", ".jsonl", ".gz", ".zip",
        ".parquet", ".arrow", ".feather", ".npy", ".npz", ".idx", ".pics", ".safetensors", ".onnx", ".pt", ".pkl", ".h5", ".xlsx",
    ];

    /// <summary>An error if no file can be there, or its name ends as no file of its kind does.</summary>
    /// <param name="option">What named it.</param>
    /// <param name="path">The file; nothing is wrong if there is none.</param>
    /// <param name="endings">How its name may end; in any way if there are none.</param>
    public static Either<Failure, Unit> Check(string option, string? path, params string[] endings)
    {
        if (path is null) return Unit.Default;
        if (path.Length == 0 || Path.GetFileName(path).Length == 0 || Directory.Exists(path)) return new Failure($"{option} is '{path}'; expected the name of a file, not of a folder");
        if (endings.Length > 0 && !endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) return new Failure($"{option} is '{path}'; expected a name that ends with {Endings(endings)}");
        return Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder)
            ? new Failure($"{option} is '{path}', but there is no folder '{folder}'; make it first")
            : Unit.Default;
    }

    /// <summary>An error if a folder would have a name that ends as that of a file, so that a file is meant.</summary>
    /// <param name="option">What named it.</param>
    /// <param name="path">The folder; nothing is wrong if there is none, or if it is there.</param>
    public static Either<Failure, Unit> CheckFolder(string option, string? path) => path is not null && !Directory.Exists(path) && OfFiles.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        ? new Failure($"{option} is '{path}', the name of a file; expected that of a folder")
        : Unit.Default;

    /// <summary>Whether a name is that of a folder: it is one, ends with a slash, or has no ending.</summary>
    public static bool IsFolder(string path) => Directory.Exists(path) || path.EndsWith('/') || path.EndsWith(Path.DirectorySeparatorChar) || !Path.HasExtension(path);

    /// <summary>What a name ends with: <c>.csv</c> or <c>.csv.gz</c>; empty for nothing.</summary>
    public static string Ending(string path) => Path.GetExtension(path) is var last && last.Equals(".gz", StringComparison.OrdinalIgnoreCase) ? Path.GetExtension(path[..^last.Length]) + last : last;

    /// <summary>Endings of names in a sentence.</summary>
    public static string Endings(IReadOnlyList<string> endings) => endings.Count == 1 ? endings[0] : $"{string.Join(", ", endings.SkipLast(1))} or {endings[^1]}";

    /// <summary>Whether two names are of one file, also by way of a link.</summary>
    public static bool IsSame(string one, string other) => string.Equals(Target(one), Target(other), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private static string Target(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            return File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return path; // what is wrong with it is said where it is opened
        }
    }
}
