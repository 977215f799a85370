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
        catch (IOException) when (File.Exists(path))
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
        catch (FileNotFoundException)
        {
            return false; // it has just ended
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose() => file.Dispose();
}
