using System.Formats.Tar;
using System.IO.Compression;
using LanguageExt;

namespace Pics.Host;

/// <summary>Takes the wanted files out of an archive, by their names without folders, so that none can be put elsewhere.</summary>
internal static class Unpacking
{
    /// <summary>Unpacks the members into a folder, each checked and then renamed; the names of those that were found.</summary>
    public static Either<Failure, IReadOnlyList<string>> Unpack(string archive, Download download, string folder, string from)
    {
        try
        {
            return (download.Packing == Packing.Zip ? Zip(archive, download, folder, from) : Tar(archive, download, folder, from)).Bind<IReadOnlyList<string>>(names =>
                names.Count > 0 ? names : new Failure($"'{from}' has none of the expected files in it; name another place with --from"));
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or EndOfStreamException or OverflowException or ArgumentException or NotSupportedException)
        {
            return new Failure($"'{from}' is no archive that can be unpacked, or a damaged one; run it again or name another place with --from");
        }
    }

    private static Either<Failure, List<string>> Zip(string archive, Download download, string folder, string from)
    {
        using var zip = ZipFile.OpenRead(archive);
        var names = new List<string>();
        foreach (var entry in zip.Entries.Where(entry => download.Members!.IsMatch(entry.Name)))
        {
            using var content = entry.Open();
            var kept = Keep(content, entry.Name, download, folder, from);
            if (kept.IsLeft) return kept.Map(_ => names);
            names.Add(entry.Name);
        }

        return names;
    }

    private static Either<Failure, List<string>> Tar(string archive, Download download, string folder, string from)
    {
        using var file = File.OpenRead(archive);
        using var content = new GzipContent(file);
        using var tape = new TapeHeaders(content);
        using var tar = new TarReader(tape);
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            var name = Path.GetFileName(entry.Name);
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || entry.DataStream is null || !download.Members!.IsMatch(name)) continue;
            var kept = Keep(entry.DataStream, name, download, folder, from);
            if (kept.IsLeft) return kept.Map(_ => names);
            names.Add(name);
        }

        return names;
    }

    private static Either<Failure, Unit> Keep(Stream content, string name, Download download, string folder, string from)
    {
        var (path, part) = (Path.Combine(folder, name), Path.Combine(folder, name + ".part"));
        try
        {
            using (var target = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                var piece = new byte[1 << 16];
                for (var left = download.LargestMember; content.Read(piece) is > 0 and var count; left -= count)
                {
                    if (count > left) return new Failure($"'{name}' in '{from}' has more than {download.LargestMember} bytes; name another place with --from");
                    target.Write(piece, 0, count);
                }

                target.Flush(flushToDisk: true);
            }

            return (download.Contents.TryGetValue(name, out var checksum) ? Hashes.Check(part, checksum, from) : Unit.Default).Map(same =>
            {
                File.Move(part, path, overwrite: true);
                return same;
            });
        }
        finally
        {
            File.Delete(part);
        }
    }
}
