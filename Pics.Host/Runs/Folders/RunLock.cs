using LanguageExt;

namespace Pics.Host;

/// <summary>Keeps a run folder to one process: an open file that the system closes with the process, however that ends.</summary>
internal sealed class RunLock : IDisposable
{
    public const string FileName = "lock";

    private readonly FileStream file;

    private RunLock(FileStream file) => this.file = file;

    /// <summary>Takes a folder, or says that another process has it.</summary>
    public static Either<Failure, RunLock> Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose));
        }
        catch (IOException error) when (IsHeld(error))
        {
            return new Failure($"the run folder '{folder}' is in use by another process; wait for its end, or stop it");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"the run folder '{folder}' cannot be written: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Whether a process has a folder.</summary>
    public static bool IsHeld(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            if (File.Exists(path)) new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0).Dispose();
            return false;
        }
        catch (IOException error)
        {
            return IsHeld(error); // another error: it has just ended
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether the system says that another process has the file: EAGAIN of Linux or macOS, or a sharing or lock violation of Windows.</summary>
    private static bool IsHeld(IOException error) => (error.HResult & 0xFFFF) is 11 or 35 or 32 or 33;

    public void Dispose() => file.Dispose();
}
