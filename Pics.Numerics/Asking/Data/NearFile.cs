namespace Pics.Numerics;

/// <summary>The file that somebody may have meant who named one that is not there.</summary>
internal static class NearFile
{
    private const int MostLooked = 1000; // names in a folder that are compared

    /// <summary>A file or folder beside a path whose name is near to its own, with and without its ending; null if there is none, or the folder cannot be looked into.</summary>
    public static string? Of(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(path);
            if (!Directory.Exists(folder is null or "" ? "." : folder)) return null;
            var names = Directory.EnumerateFileSystemEntries(folder is null or "" ? "." : folder)
                .Select(entry => Path.GetFileName(entry))
                .Take(MostLooked)
                .Where(name => NearWord.Of(Path.GetFileNameWithoutExtension(path), [Path.GetFileNameWithoutExtension(name)]) is not null)
                .Order(StringComparer.Ordinal);
            return NearWord.Of(Path.GetFileName(path), names) is { } near ? Path.Combine(folder ?? string.Empty, near) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
