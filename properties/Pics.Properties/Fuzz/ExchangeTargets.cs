using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Pics.Properties;

/// <summary>The readers of exported circuits.</summary>
internal static class ExchangeTargets
{
    private const string Document = "structure";
    private const int LengthBytes = sizeof(long);

    private delegate Either<ModelError, LanguageExt.Unit> Writer(string path, QpcExport circuit, ImmutableSortedDictionary<string, string> notes);

    public static IEnumerable<FuzzTarget> All { get; } = [Of("exported circuits, NumPy", "circuit.npz", NpzExport.Write, WithMember), Of("exported circuits, safetensors", "circuit.safetensors", SafetensorsExport.Write, WithMetadata)];

    /// <summary>Right files, damaged ones, and right arrays with a structure that is not theirs.</summary>
    private static FuzzTarget Of(string name, string file, Writer write, Func<byte[], byte[], byte[]> with)
    {
        ImmutableArray<byte[]> seeds = [.. Circuits(write)];
        ImmutableArray<byte[]> structures = [.. Circuits((path, circuit, _) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(circuit.Structure))))];
        var lies = TextLies.Json(structures).SelectMany(json => Gen.Elements(seeds.AsEnumerable()), (json, seed) => with(seed, json));
        return new(name, file, seeds, Gen.OneOf(lies, Mutations.Of(seeds)), path => Reading.Of(QpcImport.Read(path), found => IsReadAgain(found, write))) { Share = 0.5 };
    }

    private static IEnumerable<byte[]> Circuits(Writer write)
    {
        using var folder = TemporaryFolder.InMemory();
        foreach (var isPlain in new[] { false, true })
        {
            var circuit = PicBuilder.Get(Pipeline.Model(PicBuilder.Binary, isPlain ? MergeKind.Tucker : MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(PicBuilder.Get(QuadTree.Create(2, 1))));
            using var stored = StoredModel.Fresh(circuit, isPlain, new(2, Double: isPlain), RuleKind.Midpoint, 2, seed: 1);
            using var model = PicBuilder.Get(QpcModel.Of(stored, PicBuilder.Get(Quadrature.Create(RuleKind.Midpoint, 2))));
            using var export = ExportCase.Get(QpcExport.Of(model));
            Assert.True(write(folder["a"], export, ImmutableSortedDictionary<string, string>.Empty.Add("note", "of it")).IsRight);
            yield return File.ReadAllBytes(folder["a"]);
        }
    }

    private static byte[] WithMember(byte[] file, byte[] json)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry($"{Document}.json")!.Delete();
            using var member = archive.CreateEntry($"{Document}.json", CompressionLevel.NoCompression).Open();
            member.Write(json);
        }

        return stream.ToArray();
    }

    private static byte[] WithMetadata(byte[] file, byte[] json)
    {
        var end = LengthBytes + (int)BitConverter.ToInt64(file);
        var header = JsonNode.Parse(file.AsSpan(LengthBytes, end - LengthBytes))!.AsObject();
        header["__metadata__"]![Document] = Encoding.UTF8.GetString(json);
        var text = Encoding.UTF8.GetBytes(header.ToJsonString());
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. file.AsSpan(end)];
    }

    /// <summary>What was accepted can be asked, written, and read as the same.</summary>
    private static void IsReadAgain(ImportedQpc found, Writer write)
    {
        using var stored = found.Model;
        using var folder = TemporaryFolder.InMemory();
        using var model = PicBuilder.Get(QpcModel.Of(stored, PicBuilder.Get(stored.Rule.Create())));
        Assert.True(double.IsFinite(model.LogZ));
        using var export = ExportCase.Get(QpcExport.Of(model));
        Assert.True(write(folder["a"], export, found.Notes).IsRight);
        using var again = QpcImport.Read(folder["a"]).IfLeft(error => throw new InvalidOperationException(error.Explain())).Model;
        Assert.Equal((stored.Pic, stored.Rule, stored.Nodes), (again.Pic, again.Rule, again.Nodes));
        Assert.All(Pairs.Of(stored.Parameters.Named, again.Parameters.Named), pair => Assert.True(pair.Expected.Tensor.bytes.SequenceEqual(pair.Found.Tensor.bytes)));
    }
}
