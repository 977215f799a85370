using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Pics.Numerics;

/// <summary>A copy of TorchSharp's library that an older system's loader accepts, in a folder that only its user can write.</summary>
/// <remarks>
/// The folder carries the hash of the original, so that versions do not meet. The copy is compared with what it should be before it is used, and
/// is written beside its place and moved there, so that processes that do so at once see a whole file. Where that cannot be, the copy lives in a
/// temporary folder until it is loaded.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class PrivateCopy
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Loads the copy of a library.</summary>
    /// <returns>Its handle. Error: why there is none, as a part of a sentence.</returns>
    public static Either<string, nint> Load(string library)
    {
        var original = File.ReadAllBytes(library);
        if (VersionNeeds.Weakened(original, VersionNeeds.Newest) is not { } copy) return $"{library} is not laid out as expected";
        return InCache(Path.GetFileName(library), original, copy) is var handle and not 0 ? handle : InTemporaryFolder(Path.GetFileName(library), copy);
    }

    /// <summary>Zero if the cache cannot be used.</summary>
    private static nint InCache(string name, byte[] original, byte[] copy)
    {
        try
        {
            if (!Path.IsPathRooted(CacheFolder.Path)) return 0;
            var folder = Path.Combine(CacheFolder.Path, "native", Convert.ToHexStringLower(SHA256.HashData(original))[..16]);
            return NativeLibrary.TryLoad(Kept(folder, name, copy), out var handle) ? handle : 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>The path of the copy in a folder of the user's, written if it is not there yet.</summary>
    internal static string Kept(string folder, string name, byte[] copy)
    {
        Directory.CreateDirectory(folder, Mine);
        File.SetUnixFileMode(folder, Mine); // refused where another user made it
        var path = Path.Combine(folder, name);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(copy)) return path;
        var written = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(written, copy);
            File.SetUnixFileMode(written, Mine);
            File.Move(written, path, overwrite: true);
        }
        finally
        {
            File.Delete(written);
        }

        return path;
    }

    private static Either<string, nint> InTemporaryFolder(string name, byte[] copy)
    {
        DirectoryInfo? folder = null;
        try
        {
            folder = Directory.CreateTempSubdirectory("pics-"); // of this user alone
            return NativeLibrary.Load(Kept(folder.FullName, name, copy));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            return $"a copy that would do can be loaded neither from {CacheFolder.Path} nor from {Path.GetTempPath()}; name a folder of your own with {CacheFolder.Variable}";
        }
        finally
        {
            Delete(folder);
        }
    }

    /// <summary>What is loaded stays, deleted or not.</summary>
    private static void Delete(DirectoryInfo? folder)
    {
        try
        {
            folder?.Delete(recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A leftover in a temporary folder is no fault.
        }
    }
}
