namespace Pics.Numerics;

/// <summary>Writes a file, given what writes its content. Error: <see cref="ModelError.Unreadable"/>.</summary>
public delegate Either<ModelError, LanguageExt.Unit> FileWriter(string path, Action<Stream> write);

/// <summary>Writes files so that a reader sees the old or the new content, never a part, also after the machine itself has stopped.</summary>
public static class AtomicFile
{
    /// <summary>Writes to a temporary name beside the file, flushes to the disk, renames, and flushes the folder. Error: <see cref="ModelError.Unreadable"/>.</summary>
    public static Either<ModelError, LanguageExt.Unit> Write(string path, Action<Stream> write)
    {
        if (Path.GetFileName(path.AsSpan()).IsEmpty || path.Contains('\0')) return new ModelError.Unreadable(path, "it does not name a file");
        var temporary = path + ".partial";
        var isOurs = false;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                isOurs = true;
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            isOurs = false;
            FolderEntries.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return LanguageExt.Unit.Default;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unreadable(path, error.Message.Replace(temporary, path, StringComparison.Ordinal).TrimEnd('.'));
        }
        finally
        {
            // Not where it could not be opened: then it belongs to another writer.
            if (isOurs) Discard(temporary);
        }
    }

    /// <summary>Writes a text in UTF-8. Error: <see cref="ModelError.Unreadable"/>.</summary>
    public static Either<ModelError, LanguageExt.Unit> WriteText(string path, string text) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to report.
        }
    }
}
