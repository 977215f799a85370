using System.Security.Cryptography;
using LanguageExt;

namespace Pics.Host;

/// <summary>Compares files with their checksums.</summary>
internal static class Hashes
{
    /// <summary>Whether a file is what its checksum says.</summary>
    public static Either<Failure, Unit> Check(string path, Checksum checksum, string from)
    {
        var found = Of(path, checksum);
        return found == checksum.Hash
            ? Unit.Default
            : new Failure($"'{Path.GetFileName(path).Replace(".part", string.Empty, StringComparison.Ordinal)}' from '{from}' is corrupted: {(checksum.IsOfContent ? "its content" : "it")} has the {Name(checksum)} {found ?? "of no gzip file"}, expected {checksum.Hash}; what was received is discarded, so run it again or name another place with --from");
    }

    /// <summary>Whether a file is there and is what its checksum says.</summary>
    public static bool Holds(string path, Checksum? checksum) => File.Exists(path) && (checksum is null || Of(path, checksum) == checksum.Hash);

    private static string Name(Checksum checksum) => checksum.IsMd5 ? "MD5" : "SHA-256";

    private static string? Of(string path, Checksum checksum)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var content = checksum.IsOfContent ? (Stream)new GzipContent(file) : file;
            return Convert.ToHexStringLower(checksum.IsMd5 ? MD5.HashData(content) : SHA256.HashData(content));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
