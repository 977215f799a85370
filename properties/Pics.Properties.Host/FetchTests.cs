using System.Formats.Tar;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Pics.Host;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Downloads from a server on this machine, of all kinds of behaviour.</summary>
[Collection(TensorTests.Name)]
public class FetchTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 200_000).Select(index => (byte)(index * 31 / 7))];

    private static Checksum Sha(byte[] bytes) => new(false, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    private static DownloadSet Single(Checksum checksum) => new("made", "http://127.0.0.1:9/", [new("x.gz", checksum, Packing.None, null, new Dictionary<string, Checksum>(), 1 << 20)]);

    private static string Fetch(DownloadSet set, string folder, string from)
    {
        var output = Console.Out;
        using var said = new StringWriter();
        try
        {
            Console.SetOut(said);
            return FetchVerb.Run([set], "made", folder, from, TimeSpan.Zero, default)
                .Match(_ => said.ToString(), failure => failure.Sentence)
                .Replace(folder, "FOLDER", StringComparison.Ordinal)
                .Replace(from, "SERVER", StringComparison.Ordinal)
                .TrimEnd();
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    private static string Fetch(Checksum checksum, TemporaryFolder folder, LoopbackServer server) => Fetch(Single(checksum), folder.Path, server.Address);

    [Fact]
    public void A_file_is_fetched_checked_and_not_fetched_again()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((_, request) => Answer.Of(Content, request));
        Assert.Equal("x.gz: 200,000 bytes.\nmade is in 'FOLDER'; give it with --data.", Fetch(Sha(Content), folder, server));
        Assert.Equal(Content, File.ReadAllBytes(folder["x.gz"]));
        Assert.Equal("x.gz: was there already.\nmade is in 'FOLDER'; give it with --data.", Fetch(Sha(Content), folder, server));
        Assert.Equal([new Request("/files/x.gz", null, null)], server.Requests);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void The_hash_may_be_of_the_content()
    {
        using var folder = new TemporaryFolder();
        var packed = Gzip(Content);
        using var server = new LoopbackServer((_, request) => Answer.Of(packed, request));
        Assert.StartsWith("x.gz: ", Fetch(new Checksum(true, Convert.ToHexStringLower(MD5.HashData(Content))), folder, server));
        using var other = new LoopbackServer((_, request) => Answer.Of(Content, request));
        Assert.StartsWith("'x.gz' from 'SERVER/x.gz' is corrupted: its content has the MD5 of no gzip file, expected 00000000000000000000000000000000; ", Fetch(new Checksum(true, new string('0', 32)), folder, other));
    }

    [Fact]
    public void A_broken_answer_is_gone_on_with()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((number, request) => Answer.Of(Content, request, cut: number < 3 ? 70_000 : null));
        Assert.StartsWith("x.gz: 200,000 bytes.", Fetch(Sha(Content), folder, server));
        Assert.Equal([null, 70_000, 140_000], server.Requests.Select(request => request.Start));
        Assert.Equal("\"one\"", server.Requests[1].IfRange);
        Assert.Equal(Content, File.ReadAllBytes(folder["x.gz"]));
    }

    [Fact]
    public void A_part_is_kept_for_a_later_run()
    {
        using var folder = new TemporaryFolder();
        using (var server = new LoopbackServer((number, request) => number == 1 ? Answer.Of(Content, request, cut: 1000) : new("200 OK", ["Content-Length: 5"], [])))
            Assert.Equal("'SERVER/x.gz' ended after 0 of 5 bytes; run it again to go on", Fetch(Sha(Content), folder, server));
        using (var server = new LoopbackServer((_, request) => Answer.Of(Content, request, cut: 1000)))
            Assert.Equal("'SERVER/x.gz' ended after 5000 of 200000 bytes; run it again to go on", Fetch(Sha(Content), folder, server));
        Assert.Equal(5000, new FileInfo(folder["x.gz.part"]).Length);
        using (var server = new LoopbackServer((_, request) => Answer.Of(Content, request)))
        {
            Assert.StartsWith("x.gz: 200,000 bytes.", Fetch(Sha(Content), folder, server));
            Assert.Equal(5000, server.Requests[0].Start);
        }
    }

    [Fact]
    public void A_cancelled_fetch_keeps_its_part()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        using var server = new LoopbackServer((_, request) =>
        {
            if (request.Start == 1000) cancellation.Cancel();
            return Answer.Of(Content, request, cut: 1000);
        });
        var error = Console.Error;
        using var said = new StringWriter();
        try
        {
            Console.SetError(said);
            Assert.Equal(130, FetchVerb.Run([Single(Sha(Content))], "made", folder.Path, server.Address, TimeSpan.Zero, cancellation.Token).Match(code => code, _ => -1));
        }
        finally
        {
            Console.SetError(error);
        }

        Assert.EndsWith("run it again to go on\n", said.ToString());
        Assert.InRange(new FileInfo(folder["x.gz.part"]).Length, 1000, 2000);
    }

    [Fact]
    public void A_changed_file_is_fetched_from_its_start()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((number, request) => number == 1 ? Answer.Of(new byte[9000], request, "\"old\"", 1000) : Answer.Of(Content, request, "\"new\""));
        Assert.StartsWith("x.gz: 200,000 bytes.", Fetch(Sha(Content), folder, server));
        Assert.Equal(("\"old\"", 1000), (server.Requests[1].IfRange, server.Requests[1].Start));
    }

    [Fact]
    public void A_server_without_ranges_sends_it_all_again()
    {
        using var folder = new TemporaryFolder();
        using var server = new LoopbackServer((number, _) => new("200 OK", [$"Content-Length: {Content.Length}"], number == 1 ? Content[..1000] : Content));
        Assert.StartsWith("x.gz: 200,000 bytes.", Fetch(Sha(Content), folder, server));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void A_part_that_is_all_there_is_only_checked()
    {
        using var folder = new TemporaryFolder();
        folder.Write("x.gz.part", Content);
        using var server = new LoopbackServer((_, request) => Answer.Of(Content, request));
        Assert.StartsWith("x.gz: 200,000 bytes.", Fetch(Sha(Content), folder, server));
        folder.Write("x.gz.part", [.. Content, 1]);
        File.Delete(folder["x.gz"]);
        Assert.StartsWith("x.gz: 200,000 bytes.", Fetch(Sha(Content), folder, server)); // too long: from the start
    }

    [Fact]
    public void Wrong_answers_get_one_sentence()
    {
        using var folder = new TemporaryFolder();
        using (var server = new LoopbackServer((_, request) => Answer.Of(Content[1..], request)))
            Assert.Equal(
                $"'x.gz' from 'SERVER/x.gz' is corrupted: it has the SHA-256 {Sha(Content[1..]).Hash}, expected {Sha(Content).Hash}; what was received is discarded, so run it again or name another place with --from",
                Fetch(Sha(Content), folder, server));
        Assert.Empty(Directory.GetFiles(folder.Path));
        using (var server = new LoopbackServer((_, _) => new("404 Not Found", ["Content-Length: 0"], [])))
        {
            Assert.Equal("'SERVER/x.gz' answers 404 Not Found; expected the file, so try later or name another place with --from", Fetch(Sha(Content), folder, server));
            Assert.Single(server.Requests);
        }

        using (var server = new LoopbackServer((number, request) => number < 3 ? new("503 Service Unavailable", ["Content-Length: 0"], []) : Answer.Of(Content, request)))
            Assert.StartsWith("x.gz: 200,000 bytes.", Fetch(Sha(Content), folder, server));
        Assert.Equal("'y' cannot be fetched; it must be one of made", FetchVerb.Run([Single(Sha(Content))], "y", null, null, default, default).Match(_ => "no error", failure => failure.Sentence));
        Assert.Equal("--from is 'ftp://x'; it must be an address that starts with http:// or https://", FetchVerb.Run([Single(Sha(Content))], "made", null, "ftp://x", default, default).Match(_ => "no error", failure => failure.Sentence));
    }

    [Fact]
    public void Refused_connections_and_full_disks_get_one_sentence()
    {
        using var folder = new TemporaryFolder();
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        Assert.Equal("'SERVER/x.gz' cannot be reached: Connection refused; check the connection or name another place with --from", Fetch(Single(Sha(Content)), folder.Path, address));
        using var server = new LoopbackServer((_, request) => Answer.Of(Content, request));
        if (File.Exists("/dev/full"))
        {
            File.CreateSymbolicLink(folder["x.gz.part"], "/dev/full");
            Assert.StartsWith("'FOLDER/x.gz.part' cannot be written: No space left on device", Fetch(Sha(Content), folder, server));
        }
    }

    [Fact]
    public void Archives_are_unpacked_by_name_and_checked()
    {
        using var folder = new TemporaryFolder();
        var wanted = new Regex("^[a-z]+[.]bin$");
        DownloadSet Set(Packing packing, string hash) => new("made", string.Empty, [new("x.pack", null, packing, wanted, new Dictionary<string, Checksum> { ["b.bin"] = new(false, hash) }, 1000)]);
        var right = Convert.ToHexStringLower(MD5.HashData([1, 2, 3]));
        (string, byte[])[] members = [("deep/a.bin", [9]), ("../../b.bin", [1, 2, 3]), ("c.txt", [5])];
        foreach (var (packing, bytes) in new[] { (Packing.Zip, NumpyFiles.Archive(members)), (Packing.TarGzip, Gzip(Tar(members))) })
        {
            using var server = new LoopbackServer((_, request) => Answer.Of(bytes, request));
            Directory.CreateDirectory(folder[$"{packing}"]);
            Assert.Equal("x.pack: 2 files.\nmade is in 'FOLDER'; give it with --data.", Fetch(Set(packing, right), folder[$"{packing}"], server.Address));
            Assert.Equal(["a.bin", "b.bin"], Directory.GetFiles(folder[$"{packing}"]).Select(Path.GetFileName).Order());
            Assert.Equal("x.pack: its files were there already.\nmade is in 'FOLDER'; give it with --data.", Fetch(Set(packing, right), folder[$"{packing}"], server.Address));
            Assert.StartsWith("'b.bin' from 'SERVER/x.pack' is corrupted: it has the MD5 ", Fetch(Set(packing, new string('0', 32)), folder[$"{packing}"], server.Address));
            using var cut = new LoopbackServer((_, request) => Answer.Of(bytes[..^30], request));
            Assert.Equal("'SERVER/x.pack' is no archive that can be unpacked, or a damaged one; run it again or name another place with --from", Fetch(Set(packing, right), folder["other"], cut.Address));
            var large = packing == Packing.Zip ? NumpyFiles.Archive(("a.bin", new byte[1001])) : Gzip(Tar([("a.bin", new byte[1001])]));
            using var bomb = new LoopbackServer((_, request) => Answer.Of(large, request));
            Assert.Equal("'a.bin' in 'SERVER/x.pack' has more than 1000 bytes; name another place with --from", Fetch(Set(packing, right), folder["bomb"], bomb.Address));
            var foreign = packing == Packing.Zip ? NumpyFiles.Archive(("c.txt", [1])) : Gzip(Tar([("c.txt", [1])]));
            using var empty = new LoopbackServer((_, request) => Answer.Of(foreign, request));
            Assert.Equal("'SERVER/x.pack' has none of the expected files in it; name another place with --from", Fetch(Set(packing, right), folder["empty"], empty.Address));
        }

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static byte[] Tar(IEnumerable<(string Name, byte[] Content)> members)
    {
        using var packed = new MemoryStream();
        using (var writer = new TarWriter(packed, leaveOpen: true))
            foreach (var (name, content) in members)
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        return packed.ToArray();
    }

    [SkippableTheory]
    [InlineData("mnist")]
    [InlineData("fashion-mnist")]
    public void Checksums_are_those_of_the_standard_files(string name)
    {
        var folder = Path.Combine(OptionalFolder.Data.Path, name);
        Skip.IfNot(Directory.Exists(folder), OptionalFolder.Data.Reason);
        Assert.All(KnownDownloads.Find(name)!.Files, file => Assert.True(Hashes.Holds(Path.Combine(folder, file.File), file.Checksum), file.File));
    }

    [SkippableFact]
    public void Checksums_are_those_of_the_standard_members()
    {
        var folder = OptionalFolder.Data.Path;
        Skip.IfNot(Directory.Exists(folder), OptionalFolder.Data.Reason);
        Assert.All(KnownDownloads.Find("emnist-letters")!.Files[0].Contents, member => Assert.True(Hashes.Holds(Path.Combine(folder, "emnist-letters", member.Key), member.Value), member.Key));
        Assert.True(Hashes.Holds(Path.Combine(folder, "cifar-10", "data_batch_1.bin.gz"), KnownDownloads.Find("cifar-10")!.Files[0].Contents["data_batch_1.bin"] with { IsOfContent = true }));
    }
}
