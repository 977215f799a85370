using LanguageExt;

namespace Pics.Host;

/// <summary><c>data fetch</c>: the standard files of a data set, checked, into a folder where runs find them.</summary>
internal static class FetchVerb
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public static Either<Failure, int> Run(string name, string? to, string? from, CancellationToken cancellation) => Run(KnownDownloads.All, name, to, from, Pause, cancellation);

    internal static Either<Failure, int> Run(IReadOnlyList<DownloadSet> known, string name, string? to, string? from, TimeSpan pause, CancellationToken cancellation)
    {
        if (known.FirstOrDefault(set => set.Name == name) is not { } wanted)
            return new Failure($"'{name}' cannot be fetched; it must be one of {string.Join(", ", known.Select(set => set.Name))}");
        if (!Uri.TryCreate((from ?? wanted.From).TrimEnd('/') + "/", UriKind.Absolute, out var place) || place.Scheme is not ("http" or "https"))
            return new Failure($"--from is '{from}'; it must be an address that starts with http:// or https://");
        var folder = to ?? Path.Combine(CacheFolder.Path, name);
        try
        {
            Directory.CreateDirectory(folder);
            using var downloader = new Downloader(pause, cancellation);
            foreach (var file in wanted.Files)
            {
                var got = Get(downloader, file, new(place, file.File), folder);
                if (got.IsLeft) return cancellation.IsCancellationRequested ? Cancelled(got) : got.Map(_ => 1);
                got.IfRight(Console.Out.WriteLine);
            }

            Console.Out.WriteLine($"{name} is in '{folder}'{(to is null ? string.Empty : "; give it with --data")}.");
            return 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"'{folder}' cannot be written: {error.Message.TrimEnd('.')}");
        }
    }

    private static int Cancelled(Either<Failure, string> got)
    {
        got.IfLeft(failure => Console.Error.WriteLine($"pics: {failure.Sentence}"));
        return 130;
    }

    /// <summary>Fetches, checks and unpacks one file, and says what was done.</summary>
    private static Either<Failure, string> Get(Downloader downloader, Download file, Uri from, string folder)
    {
        var path = Path.Combine(folder, file.File);
        if (file.Packing == Packing.None && Hashes.Holds(path, file.Checksum)) return $"{file.File}: was there already.";
        if (file.Packing != Packing.None && file.Contents.All(member => Hashes.Holds(Path.Combine(folder, member.Key), member.Value))) return $"{file.File}: its files were there already.";
        return downloader.Fetch(from, path).Bind(part =>
        {
            var kept = from same in file.Checksum is { } checksum ? Hashes.Check(part, checksum, $"{from}") : Unit.Default
                       from says in file.Packing == Packing.None ? Rename(part, path, file.File) : Unpacking.Unpack(part, file, folder, $"{from}").Map(names => $"{file.File}: {Tables.Count(names.Count, "file")}.")
                       select says;
            File.Delete(part); // renamed, unpacked or wrong
            File.Delete(part + ".etag");
            return kept;
        });
    }

    private static Either<Failure, string> Rename(string part, string path, string name)
    {
        File.Move(part, path, overwrite: true);
        return $"{name}: {Tables.Count(new FileInfo(path).Length)} bytes.";
    }
}
