using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>Makes the names in a folder durable: after a rename they are in memory only until the folder itself is flushed.</summary>
/// <remarks>.NET opens no folders, so this asks the C library, where there is one; Windows writes names through its journal.</remarks>
internal static partial class FolderEntries
{
    /// <summary>Flushes what the file system lets flush, and says nothing where it does not.</summary>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return;
        try
        {
            var handle = Open(folder, 0);
            if (handle < 0) return;
            _ = Synchronise(handle);
            _ = Close(handle);
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library may name them otherwise: less durable, not wrong.
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronise(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
