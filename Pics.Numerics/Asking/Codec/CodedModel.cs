using System.IO.Compression;

namespace Pics.Numerics;

/// <summary>A model in a coded file: the files of its folder in a ZIP archive.</summary>
internal static class CodedModel
{
    private static readonly string[] Names = [FormDocument.FileName, FormDocument.ColumnsName, HostStore.JsonName, HostStore.TensorsName];

    /// <summary>The archive of a model. Error: <see cref="ModelError"/>.</summary>
    public static Either<PicsFault, byte[]> Write(PicModel model) => InFolder(folder => ModelFolder.Write(folder, place => HostStore.Save(place, model.Host), model.Form, null).OrFault().Map(_ =>
    {
        using var to = new MemoryStream();
        using (var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var name in Names.Where(name => File.Exists(Path.Combine(folder, name))))
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                using var file = RegularFile.OpenRead(Path.Combine(folder, name));
                file.CopyTo(entry);
            }

        return to.ToArray();
    }));

    /// <summary>Opens the model of an archive under a rule. Error: <see cref="PicsFault"/>.</summary>
    /// <param name="bytes">The archive.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="source">Where it is from, for people.</param>
    public static Either<PicsFault, PicModel> Read(byte[] bytes, QuadratureRule rule, string source)
    {
        const int MostTimes = 64; // smaller than its files an archive of numbers never is
        return InFolder(folder =>
        {
            var left = ((long)bytes.Length * MostTimes) + (1 << 20);
            try
            {
                using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
                foreach (var entry in archive.Entries)
                {
                    if (!Names.Contains(entry.FullName)) return Damaged(source);
                    using var from = entry.Open();
                    using var to = new FileStream(Path.Combine(folder, entry.FullName), FileMode.CreateNew);
                    var piece = new byte[1 << 16];
                    for (int read; (read = from.Read(piece)) > 0;)
                    {
                        if ((left -= read) < 0) return Damaged(source);
                        to.Write(piece, 0, read);
                    }
                }
            }
            catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException or ArgumentException)
            {
                return Damaged(source);
            }

            return from opened in ModelFolder.OpenHost(folder).OrFault()
                   from model in PicModel.Of(opened.Form, opened.Model, rule)
                   select model;
        });
    }

    private static PicsFault Damaged(string source) => PicsFault.Of(new DataError.Unreadable(source, "the model in it is damaged; expected it as it was written"));

    private static Either<PicsFault, T> InFolder<T>(Func<string, Either<PicsFault, T>> use)
    {
        var folder = Directory.CreateTempSubdirectory("pics-").FullName;
        try
        {
            return use(folder);
        }
        catch (IOException error)
        {
            return PicsFault.Of(new ModelError.Unreadable(folder, error.Message.TrimEnd('.')));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
