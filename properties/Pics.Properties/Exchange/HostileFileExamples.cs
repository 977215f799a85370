using System.IO.Compression;
using System.Text.Json.Nodes;
using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Files that say what no circuit is are refused in a sentence, whatever is wrong with them.</summary>
[Collection(TensorTests.Name)]
public sealed class HostileFileExamples : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Dictionary<string, Tensor> arrays = [];
    private readonly JsonObject structure;

    /// <summary>A circuit of two binary variables: an input layer of two folds, and a CP layer that is the root; groups 0 (categorical) and 1 (kernel), K = 2.</summary>
    public HostileFileExamples()
    {
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadTree.Create(1, 2))));
        JsonObject? text = null;
        new ExportCase("two variables", new(pic, 3), RuleKind.Trapezoidal, 2).Use((_, export) =>
        {
            text = JsonNode.Parse(export.Structure)!.AsObject();
            foreach (var (name, tensor) in export.Arrays) arrays.Add(name, tensor.clone());
        });
        structure = text!;
    }

    private string Path => folder["c.safetensors"];

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void The_file_itself_is_read() => Assert.Equal("no error", Read(Save()));

    [Theory]
    [InlineData("'FILE' has format version 3; this program reads version 2", "version", "3")]
    [InlineData("'FILE' is not a valid file of its kind: its version does not fit its quadrature rule: those of version 2, and no others, have one of their own", "version", "2")]
    [InlineData("'FILE' has format version 0; this program reads version 2", "version", "0")]
    [InlineData("'FILE' is not a valid file of its kind: its format is 'x', not 'pics-qpc'", "format", "\"x\"")]
    [InlineData("'FILE' is not a valid file of its kind: 'nodes' is 0; expected 1 to 65536", "nodes", "0")]
    [InlineData("'FILE' holds no valid circuit: the trapezoidal rule cannot have 1 node(s); it needs at least 2", "nodes", "1")]
    [InlineData("'FILE' holds no valid circuit: u0 needs an input of size 2 but gets one of size 3 (sizes count latents in a PIC and quadrature values in a QPC; the root has no latent, one value)", "nodes", "3")]
    [InlineData("'FILE' is not a valid file of its kind: 'logNormaliser' is 0.5, but its numbers give 0", "logNormaliser", "0.5")]
    [InlineData("'FILE' is not a valid file of its kind: its groups are not those that its layers use, by increasing number", "groups.2", """{ "id": 2, "kind": "kernel", "sharing": "full", "outputs": 1, "inputs": 1 }""")]
    [InlineData("'FILE' is not a valid file of its kind: its rows have 3 variable(s) of 1 channel(s), but its layers read 2 of 1", "variables", "3")]
    [InlineData("'FILE' is not a valid file of its kind: its rows have 2 variable(s) of 2 channel(s), but its layers read 2 of 1", "channels", "2")]
    [InlineData("'FILE' is not a valid file of its kind: group 0 is listed twice", "groups.1.id", "0")]
    [InlineData("'FILE' is not a valid file of its kind: group 1 is a kernel with outputs and inputs, or a family with latents, channels and, if there is a largest one, values; it has not what its kind needs, or more", "groups.1.kind", "\"poisson\"")]
    [InlineData("'FILE' is not a valid file of its kind: layer 0 has 0 fold(s) of 2 value(s); expected at least one of each", "layers.0.folds", "0")]
    [InlineData("'FILE' is not a valid file of its kind: layer 0 has 1 input(s) a fold; expected none of an input layer and some of others", "layers.0.inputs", "[2]")]
    [InlineData("'FILE' has the tensor 'layer.1.sources' as I64 [1, 2, 2]; the model needs I64 [3, 2, 2]", "layers.1.folds", "3")]
    [InlineData("'FILE' is not a valid file of its kind: layer 1 has inputs of different widths; those of a Cp layer have one", "layers.1.inputs", "[2, 3]")]
    [InlineData("'FILE' has the tensor 'layer.1.functions' as I64 [1, 2, 2]; the model needs I64 [1, 2]", "layers.1.kind", "\"tucker\"")]
    public void Wrong_structures_are_refused(string sentence, string path, string value)
    {
        Set(path, value);
        Assert.Equal(sentence, Read(Save()));
    }

    [Theory]
    [InlineData("'FILE' holds no valid circuit: layer 1 reads layer 1 fold 0 at slot 0; inputs must be folds of earlier layers", "layer.1.sources", 0, 1)]
    [InlineData("'FILE' holds no valid circuit: layer 1 reads layer 0 fold 2 at slot 1; inputs must be folds of earlier layers", "layer.1.sources", 3, 2)]
    [InlineData("'FILE' is not a valid file of its kind: the array 'layer.1.sources' has -1 at place 2; expected a number from 0", "layer.1.sources", 2, -1)]
    [InlineData("'FILE' is not a valid file of its kind: the array 'layer.1.sources' has 4294967296 at place 0; expected a number from 0", "layer.1.sources", 0, 4294967296)]
    [InlineData("'FILE' is not a valid file of its kind: layer 1 has a function of group 7, which its structure does not have", "layer.1.functions", 0, 7)]
    [InlineData("'FILE' has the tensor 'group.1' as F64 [2, 1, 2]; the model needs F64 [6, 1, 2]", "layer.1.functions", 1, 5)]
    [InlineData("'FILE' is not a valid file of its kind: layer 0 is an input layer and has kernels, or densities of different kinds", "layer.0.functions", 0, 1)]
    [InlineData("'FILE' is not a valid file of its kind: layer 0 reads column 2000000000; a circuit has at most 16777216", "layer.0.variables", 0, 2000000000)]
    [InlineData("'FILE' holds no valid circuit: u0 fixes variable 0 at 0.5; it must be a value that the unit's family has", "layer.0.fixed", 0, 0.5)]
    [InlineData("'FILE' is not a valid file of its kind: in the array 'group.1' at [0, 0, 0] there is -0.25, which is no weight; weights are finite and at least 0", "group.1", 0, -0.25)]
    [InlineData("'FILE' is not a valid file of its kind: in the array 'group.1' at [1, 0, 1] there is NaN, which is no weight; weights are finite and at least 0", "group.1", 3, double.NaN)]
    [InlineData("'FILE' is not a valid file of its kind: in the array 'group.1' at [0, 0, 1] there is Infinity, which is no weight; weights are finite and at least 0", "group.1", 1, double.PositiveInfinity)]
    [InlineData("'FILE' is not a valid file of its kind: in the array 'group.0' at [0, 1, 0, 0] there is NaN, which is no log-probability", "group.0", 2, double.NaN)]
    public void Wrong_numbers_are_refused(string sentence, string name, long place, double value)
    {
        arrays[name].view(-1)[place] = arrays[name].dtype == ScalarType.Int64 ? tensor((long)value) : tensor(value);
        Assert.Equal(sentence, Read(Save()));
    }

    [Fact]
    public void A_circuit_that_reads_nothing_is_refused()
    {
        arrays["layer.0.fixed"].fill_(double.PositiveInfinity);
        Assert.Equal("'FILE' is not a valid file of its kind: it has no variable that can be observed", Read(Save()));
    }

    [Fact]
    public void Sums_that_are_not_one_are_refused()
    {
        arrays["group.1"].mul_(2);
        Assert.StartsWith("'FILE' is not a valid file of its kind: in the array 'group.1' the weights of one function and output sum to what they must not: at [0, 0] there is 2", Read(Save()), StringComparison.Ordinal);
        structure["normalised"] = false;
        Assert.StartsWith("'FILE' is not a valid file of its kind: 'logNormaliser' is 0, but its numbers give 1.386294361119890", Read(Save()), StringComparison.Ordinal);
        structure["logNormaliser"] = 2 * Math.Log(2);
        Assert.Equal("no error", Read(Save()));
        arrays["group.1"].zero_();
        Assert.Equal("'FILE' is not a valid file of its kind: in the array 'group.1' at [0, 0] there is 0, the sum of its weights, which must be positive", Read(Save()));
        arrays["group.1"].fill_(0.5);
        arrays["group.0"].zero_();
        Assert.Equal("'FILE' is not a valid file of its kind: in the array 'group.0' the probabilities of one function and output sum to what they must not: at [0, 0, 0] there is 2, which is not one", Read(Save()));
    }

    [Fact]
    public void Numbers_of_64_bits_are_rounded_to_the_bits_of_the_structure_and_named()
    {
        structure["precision"] = "float32";
        var read = ExportCase.Get(QpcImport.Read(Save()));
        using var stored = read.Model;
        Assert.Equal(["group.0", "group.1"], read.Rounded.ToArray());
        Assert.False(stored.Settings.Double);
        arrays["layer.1.sources"] = arrays["layer.1.sources"].to_type(ScalarType.Float64);
        Assert.Equal("'FILE' has the tensor 'layer.1.sources' as F64 [1, 2, 2]; the model needs I64 [1, 2, 2]", Read(Save()));
    }

    [Fact]
    public void Missing_and_other_arrays_are_refused()
    {
        var sources = arrays["layer.1.sources"];
        arrays.Remove("layer.1.sources");
        Assert.Equal("'FILE' has the tensor 'layer.1.sources' as missing; the model needs I64 [1, 2, 2]", Read(Save()));
        arrays.Add("layer.1.sources", sources);
        arrays.Add("layer.1.weights", sources);
        Assert.Equal("'FILE' is not a valid file of its kind: it has the array 'layer.1.weights', which its structure does not use", Read(Save()));
        arrays.Remove("layer.1.weights");
        arrays.Remove("group.0");
        Assert.Equal("'FILE' has the tensor 'group.0' as missing; the model needs F64 [1, 2, 1, 2]", Read(Save()));
    }

    [Fact]
    public void Files_of_other_kinds_are_refused()
    {
        Assert.Equal("'FILE' does not exist; expected a file that 'export' wrote", Read(Path));
        Assert.Equal("'FILE' cannot be read or written: it is a folder; expected a file that 'export' wrote", Read(folder.Path));
        ExportCase.Get(SafetensorsWriter.Write(Path, arrays.Select(entry => (entry.Key, entry.Value))));
        Assert.Equal("'FILE' is not a valid file of its kind: it has no text 'structure' that describes its arrays; expected a file that 'export' wrote", Read(Path));
        ExportCase.Get(SafetensorsWriter.Write(Path, [], new Dictionary<string, string> { ["structure"] = "{" }));
        Assert.StartsWith("'FILE' is not a valid file of its kind: it ends at line 1, character 2, before all brackets and quotes are closed", Read(Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_are_refused_that_are_doubled_or_of_other_things()
    {
        byte[] array = NumpyFiles.Array("<f8", [1], [1]);
        string Of(CompressionLevel level, params (string Name, byte[] Content)[] members)
        {
            using (var file = File.Create(folder["c.npz"]))
            using (var archive = new ZipArchive(file, ZipArchiveMode.Create))
                foreach (var (name, content) in members)
                    using (var member = archive.CreateEntry(name, level).Open())
                        member.Write(content);
            return Read(folder["c.npz"]);
        }

        const string Invalid = "'FILE' is not a valid file of its kind: ";
        Assert.Equal(Invalid + "'a.npy' is in it twice", Of(CompressionLevel.NoCompression, ("a.npy", array), ("a.npy", array)));
        Assert.Equal(Invalid + "'a.txt' is neither an array nor a text; expected names that end with .npy or .json", Of(CompressionLevel.NoCompression, ("a.txt", array)));
        Assert.Equal(Invalid + $"'a.npy' has {array.Length + 1} bytes, which do not fit its shape", Of(CompressionLevel.NoCompression, ("a.npy", [.. array, 0])));
        Assert.Equal(Invalid + "'a.npy' has texts; expected real numbers (float32 or float64) or whole ones (int64)", Of(CompressionLevel.NoCompression, ("a.npy", [.. NumpyFiles.Header("{'descr': '|S1', 'fortran_order': False, 'shape': (1,), }"), 65])));
        Assert.Equal(Invalid + "'a.npy' has truth values; expected real numbers (float32 or float64) or whole ones (int64)", Of(CompressionLevel.NoCompression, ("a.npy", [.. NumpyFiles.Header("{'descr': '|b1', 'fortran_order': False, 'shape': (1,), }"), 1])));
        Assert.Equal(Invalid + "'a.json.npy' is not an array of one text", Of(CompressionLevel.NoCompression, ("a.json.npy", array)));
        Assert.Equal(Invalid + "the text 'a' is in it twice", Of(CompressionLevel.NoCompression, ("a.json", [123, 125]), ("a.json.npy", [.. NumpyFiles.Header("{'descr': '|S2', 'fortran_order': False, 'shape': (), }"), 123, 125])));
        Assert.StartsWith("'FILE' is not a valid file of its kind: 'FILE/a.npy'", Of(CompressionLevel.NoCompression, ("a.npy", [1, 2, 3])), StringComparison.Ordinal);
        Assert.Equal(Invalid + "it has no text 'structure' that describes its arrays; expected a file that 'export' wrote", Of(CompressionLevel.NoCompression, ("a.npy", array)));
        var whole = File.ReadAllBytes(folder["c.npz"]);
        File.WriteAllBytes(folder["c.npz"], whole[..^30]);
        Assert.Equal(Invalid + "the archive is cut off or damaged", Read(folder["c.npz"]));
        foreach (var other in new[] { "age,job\n41,cook\n", "", "{}" })
        {
            File.WriteAllText(folder["c.npz"], other);
            Assert.Equal(Invalid + "it is neither a safetensors file nor an archive of NumPy arrays (npz); expected a file that 'export' wrote", Read(folder["c.npz"]));
        }
    }

    [Fact]
    public void Any_damage_is_refused_or_harmless_and_never_throws()
    {
        var model = new ExportCase("two variables", new(Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadTree.Create(1, 2)))), 3));
        model.Use((_, export) => ExportCase.Get(NpzExport.Write(folder["c.npz"], export, ImmutableSortedDictionary<string, string>.Empty)));
        Save();
        var random = new Random(4);
        foreach (var path in new[] { Path, folder["c.npz"] })
        {
            var (whole, refused) = (File.ReadAllBytes(path), 0);
            for (var i = 0; i < 600; i++)
            {
                var damaged = whole.Take(random.Next(4) == 0 ? random.Next(whole.Length) : whole.Length).ToArray();
                for (var flips = random.Next(4); flips > 0 && damaged.Length > 0; flips--) damaged[random.Next(damaged.Length)] = (byte)(random.Next(2) == 0 ? random.Next(32, 127) : random.Next(256));
                File.WriteAllBytes(path, damaged);
                QpcImport.Read(path).Match(found => found.Model.Dispose(), _ => refused++);
            }

            Assert.InRange(refused, 1, 599);
        }
    }

    private void Set(string path, string value)
    {
        var (parts, at) = (path.Split('.'), (JsonNode)structure);
        foreach (var part in parts[..^1]) at = at is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : at[part]!;
        if (at is JsonArray array) array.Add(JsonNode.Parse(value));
        else at[parts[^1]] = JsonNode.Parse(value);
    }

    private string Save()
    {
        ExportCase.Get(SafetensorsWriter.Write(Path, arrays.Select(entry => (entry.Key, entry.Value)), new Dictionary<string, string> { ["structure"] = structure.ToJsonString() }));
        return Path;
    }

    private static string Read(string path) => QpcImport.Read(path).Match(
        found =>
        {
            found.Model.Dispose();
            return "no error";
        },
        error => error.Explain().Replace(path, "FILE", StringComparison.Ordinal));
}
