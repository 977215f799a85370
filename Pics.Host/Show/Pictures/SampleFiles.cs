using LanguageExt;

namespace Pics.Host;

/// <summary>Writes pictures one per file, each pixel once: sample-00001.png and so on.</summary>
internal static class SampleFiles
{
    /// <summary>Writes to a folder that is new or empty, so that no other pictures come between these.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="tiles">The pictures.</param>
    /// <param name="name">How names of files begin.</param>
    /// <param name="digits">Digits of their numbers at least.</param>
    public static Either<Failure, Unit> Write(string folder, IEnumerable<Tile> tiles, string name = "sample", int digits = 5)
    {
        try
        {
            if (File.Exists(folder)) return new Failure($"'{folder}' is a file; expected a new or empty folder for the pictures");
            Directory.CreateDirectory(folder);
            if (Directory.EnumerateFileSystemEntries(folder).Any()) return new Failure($"'{folder}' is not empty; expected a new or empty folder for the pictures");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"'{folder}' cannot be written: {error.Message.TrimEnd('.')}");
        }

        var number = 0;
        foreach (var tile in tiles)
        {
            var written = Write(Path.Combine(folder, $"{name}-{(++number).ToString($"D{digits}", System.Globalization.CultureInfo.InvariantCulture)}.png"), tile);
            if (written.IsLeft) return written;
        }

        return Unit.Default;
    }

    private static Either<Failure, Unit> Write(string path, Tile tile) => Raster.Create(tile.Height, tile.Width).Bind(raster =>
    {
        using (raster)
        {
            raster.Draw(0, 0, tile, size: 1);
            return raster.Write(path);
        }
    });
}
