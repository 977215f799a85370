using System.IO.Compression;
using System.Text;
using TorchSharp;

namespace Pics.Properties;

/// <summary>Archives that NumPy read and wrote again are read: members packed or not, texts as arrays of one text, arrays with the first axis the fastest.</summary>
[Collection(TensorTests.Name)]
public sealed class ArchiveAgainTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<CompressionLevel, char> Ways => new() { { CompressionLevel.NoCompression, 'S' }, { CompressionLevel.Optimal, 'S' }, { CompressionLevel.SmallestSize, 'U' }, { CompressionLevel.Optimal, ' ' } };

    /// <summary>The array of no axes that NumPy makes of a text.</summary>
    private static byte[] Scalar(byte[] text, char type)
    {
        var letters = Encoding.UTF8.GetString(text);
        return type == 'S'
            ? [.. NumpyFiles.Header($"{{'descr': '|S{text.Length}', 'fortran_order': False, 'shape': (), }}"), .. text]
            : [.. NumpyFiles.Header($"{{'descr': '<U{letters.EnumerateRunes().Count()}', 'fortran_order': False, 'shape': (), }}"), .. Encoding.UTF32.GetBytes(letters)];
    }

    /// <summary>Writes an archive anew.</summary>
    private string Again(string path, CompressionLevel level, Func<string, byte[], (string Name, byte[] Content)> change)
    {
        var again = folder["again.npz"];
        using var source = ZipFile.OpenRead(path);
        using var file = File.Create(again);
        using var target = new ZipArchive(file, ZipArchiveMode.Create);
        target.CreateEntry("folder/");
        foreach (var entry in source.Entries)
        {
            using var bytes = new MemoryStream();
            using (var content = entry.Open()) content.CopyTo(bytes);
            var (name, changed) = change(entry.FullName, bytes.ToArray());
            using var member = target.CreateEntry(name, level).Open();
            member.Write(changed);
        }

        return again;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_same_circuit_comes_back(CompressionLevel level, char type)
    {
        foreach (var model in ExportCase.All().Where((_, index) => index % 7 == 0))
            model.Use((_, export) =>
            {
                var notes = ImmutableSortedDictionary<string, string>.Empty.Add("run", "{\"é\":\"\ud83d\ude00\"}");
                ExportCase.Get(NpzExport.Write(folder["c.npz"], export, notes));
                var again = Again(folder["c.npz"], level, (name, content) => type != ' ' && name.EndsWith(".json", StringComparison.Ordinal) ? ($"{name}.npy", Scalar(content, type)) : (name, content));
                var read = QpcImport.Read(again).IfLeft(error => throw new InvalidOperationException($"{model.Name}: {error.Explain()}"));
                using var stored = read.Model;
                Assert.Equal(notes, read.Notes);
                using var queries = PicBuilder.Get(QpcModel.Of(stored, PicBuilder.Get(stored.Rule.Create())));
                using var second = ExportCase.Get(QpcExport.Of(queries));
                ExportCase.Get(NpzExport.Write(folder["second.npz"], second, notes));
                Assert.Equal(File.ReadAllBytes(folder["c.npz"]), File.ReadAllBytes(folder["second.npz"]));
            });
    }

    [Fact]
    public void Arrays_with_the_first_axis_the_fastest_are_turned()
    {
        var model = ExportCase.All().First();
        model.Use((_, export) =>
        {
            ExportCase.Get(NpzExport.Write(folder["c.npz"], export, ImmutableSortedDictionary<string, string>.Empty));
            var turned = 0;
            var again = Again(folder["c.npz"], CompressionLevel.Optimal, (name, content) =>
            {
                var (array, tensor) = export.Arrays.FirstOrDefault(entry => $"{entry.Name}.npy" == name);
                if (array is null || tensor.dtype != TorchSharp.torch.ScalarType.Float64) return (name, content);
                turned++;
                return (name, NumpyFiles.Array("<f8", [.. tensor.shape.Select(length => (int)length)], tensor.data<double>().ToArray(), fortran: true));
            });
            Assert.True(turned > 1);
            using var stored = QpcImport.Read(again).IfLeft(error => throw new InvalidOperationException(error.Explain())).Model;
            using var queries = PicBuilder.Get(QpcModel.Of(stored, PicBuilder.Get(stored.Rule.Create())));
            using var second = ExportCase.Get(QpcExport.Of(queries));
            foreach (var ((_, expected), (name, found)) in export.Arrays.Zip(second.Arrays)) Assert.True(expected.equal(found).logical_or(expected.isnan()).all().item<bool>(), name);
        });
    }

    [Theory]
    [InlineData(">f8", "<f2", ">i8")]
    [InlineData(">f4", "<f4", "<i4")]
    [InlineData("<f8", ">f2", "|u1")]
    public void Numbers_of_other_types_and_byte_orders_are_read(string parameters, string real, string whole) => ExportCase.All().First().Use((_, export) =>
    {
        ExportCase.Get(NpzExport.Write(folder["c.npz"], export, ImmutableSortedDictionary<string, string>.Empty));
        var again = Again(folder["c.npz"], CompressionLevel.Optimal, (name, content) =>
        {
            var (array, tensor) = export.Arrays.FirstOrDefault(entry => $"{entry.Name}.npy" == name);
            if (array is null) return (name, content);
            var type = tensor.dtype == TorchSharp.torch.ScalarType.Int64 ? whole : array.StartsWith("group", StringComparison.Ordinal) ? parameters : real;
            return (name, NumpyFiles.Array(type, [.. tensor.shape.Select(length => (int)length)], tensor.to_type(TorchSharp.torch.ScalarType.Float64).data<double>().ToArray()));
        });
        var read = QpcImport.Read(again).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        using var stored = read.Model;
        Assert.Empty(read.Rounded);
        using var queries = PicBuilder.Get(QpcModel.Of(stored, PicBuilder.Get(stored.Rule.Create())));
        using var second = ExportCase.Get(QpcExport.Of(queries));
        foreach (var ((_, expected), (name, found)) in export.Arrays.Zip(second.Arrays)) Assert.True(TorchSharp.torch.allclose(expected, found, 1e-6, 1e-7, equal_nan: true), name);
    });

    [Fact]
    public void Weights_that_16_bits_round_too_far_are_refused_with_the_type_that_would_do() => ExportCase.All().First().Use((_, export) =>
    {
        ExportCase.Get(NpzExport.Write(folder["c.npz"], export, ImmutableSortedDictionary<string, string>.Empty));
        var again = Again(folder["c.npz"], CompressionLevel.Optimal, (name, content) =>
        {
            var (array, tensor) = export.Arrays.FirstOrDefault(entry => $"{entry.Name}.npy" == name);
            return array is null || !array.StartsWith("group", StringComparison.Ordinal) ? (name, content) : (name, NumpyFiles.Array("<f2", [.. tensor.shape.Select(length => (int)length)], tensor.to_type(TorchSharp.torch.ScalarType.Float64).data<double>().ToArray()));
        });
        Assert.EndsWith("; it has numbers of 16 bits, which may be too few, so save those of 32 bits (float32)", QpcImport.Read(again).Match(_ => "no error", error => error.Explain()), StringComparison.Ordinal);
    });

    [Fact]
    public void What_a_packed_file_cannot_hold_is_refused_before_memory_is_taken()
    {
        var claimed = NumpyFiles.Header("{'descr': '<f8', 'fortran_order': False, 'shape': (100000000,), }");
        using (var file = File.Create(folder["bomb.npz"]))
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create))
        {
            using var member = archive.CreateEntry("a.npy", CompressionLevel.Optimal).Open();
            member.Write(claimed);
            member.Write(new byte[1 << 20]);
        }

        Assert.Equal($"'FILE' is not a valid file of its kind: 'a.npy' has {claimed.Length + (1 << 20)} bytes, which do not fit its shape", QpcImport.Read(folder["bomb.npz"]).Match(_ => "no error", error => error.Explain()).Replace(folder["bomb.npz"], "FILE", StringComparison.Ordinal));
        var bytes = File.ReadAllBytes(folder["bomb.npz"]);
        var place = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 24; // the length in the directory
        BitConverter.TryWriteBytes(bytes.AsSpan(place), 2_000_000_000);
        File.WriteAllBytes(folder["bomb.npz"], bytes);
        Assert.EndsWith("is not a valid file of its kind: its members claim more bytes than it has", QpcImport.Read(folder["bomb.npz"]).Match(_ => "no error", error => error.Explain()), StringComparison.Ordinal);
    }
}
