namespace Pics.Numerics;

/// <summary>Files that are read: pipes and devices are refused, and never waited for, as whoever opens a pipe waits until another process writes to it.</summary>
public static class RegularFile
{
    private const string Refusal = "it is not a regular file";
    private const int Patience = 2000; // milliseconds, in which any file opens

    /// <summary>Opens a file for reading; others may read it meanwhile.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It is not a regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static FileStream OpenRead(string path)
    {
        Check(path);
        var file = File.OpenRead(path);
        if (file.CanSeek) return file;
        file.Dispose();
        throw new IOException(Refusal);
    }

    /// <summary>Refuses a pipe that nobody writes to, for libraries that open files themselves.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It is such a pipe.</exception>
    public static void Check(string path)
    {
        if (new FileInfo(path) is not { Exists: true } file || (file.Length > 0 && file.LinkTarget is null)) return; // a pipe has no length
        var opening = new Thread(() => Open(path)) { IsBackground = true }; // of its own: a pool without threads would look like a pipe
        opening.Start();
        if (!opening.Join(Patience)) throw new IOException(Refusal);
    }

    private static void Open(string path)
    {
        try
        {
            File.OpenHandle(path).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What is wrong is said where it is opened to be read.
        }
    }
}
