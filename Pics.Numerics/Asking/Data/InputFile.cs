namespace Pics.Numerics;

/// <summary>A file that is open for reading, its content decompressed.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Content">From its start.</param>
/// <param name="Length">The bytes of the content; null where they are only known at its end, since it is compressed.</param>
internal sealed record InputFile(string Path, Stream Content, long? Length)
{
    private const string Damage = "its gzip data is damaged, cut short or followed by other bytes";

    /// <summary>Opens a file, plain or compressed with gzip (told by its first bytes, not its name), and reads it. Error: <see cref="DataError"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">What it should be, for people.</param>
    /// <param name="parse">Reads the content; may throw what the file system throws.</param>
    public static Either<DataError, T> Read<T>(string path, string wanted, Func<InputFile, Either<DataError, T>> parse)
    {
        if (Directory.Exists(path)) return new DataError.Unreadable(path, $"it is a folder; expected {wanted}");
        if (!File.Exists(path)) return new DataError.Missing(path, wanted) { Near = NearFile.Of(path) };
        return Guard(path, () =>
        {
            using var file = RegularFile.OpenRead(path);
            Span<byte> start = stackalloc byte[2];
            var isGzip = file.ReadAtLeast(start, 2, false) == 2 && GzipContent.IsGzip(start);
            file.Position = 0;
            if (!isGzip) return parse(new(path, file, file.Length));
            using var content = new GzipContent(file);
            return parse(new(path, content, null));
        });
    }

    /// <summary>Turns what the file system and the decompressor throw into a sentence. Error: <see cref="DataError.Unreadable"/>.</summary>
    public static Either<DataError, T> Guard<T>(string path, Func<Either<DataError, T>> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException)
        {
            return new DataError.Unreadable(path, Damage);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new DataError.Unreadable(path, error.Message.TrimEnd('.'));
        }
    }

    /// <summary>The first bytes of the content, at most so many.</summary>
    public byte[] Take(int count)
    {
        var start = new byte[count];
        return start[..Content.ReadAtLeast(start, count, false)];
    }
}
