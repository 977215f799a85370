using System.Buffers.Binary;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class SafetensorsLaws
{
    private static string Explain<T>(Either<ModelError, T> result, string path) => result.Match(_ => "no error", error => error.Explain().Replace(path, "FILE", StringComparison.Ordinal));

    private static byte[] File(string header, params byte[] data)
    {
        var bytes = new byte[8 + header.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        Encoding.ASCII.GetBytes(header, bytes.AsSpan(8));
        data.CopyTo(bytes, 8 + header.Length);
        return bytes;
    }

    [Property(MaxTest = 50)]
    public bool Round_trip_is_the_identity(float[] singles, double[] doubles, long[] integers)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var tensors = new[] { ("a", tensor(singles)), ("b", tensor(doubles).unsqueeze(0)), ("c", tensor(integers)) };
        var path = folder["t.safetensors"];
        Assert.True(SafetensorsWriter.Write(path, tensors).IsRight);
        return SafetensorsFile.Open(path).Match(
            file => tensors.All(entry =>
            {
                var copy = zeros_like(entry.Item2);
                return file.CopyTo(entry.Item1, copy).IsRight && copy.bytes.SequenceEqual(entry.Item2.contiguous().bytes);
            }),
            _ => false)
            && Directory.GetFiles(folder.Path).Length == 1;
    }

    [Fact]
    public void Layout_is_the_formats()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var path = folder["t.safetensors"];
        SafetensorsWriter.Write(path, [("w", tensor(new[] { 1f, 2f })), ("n", tensor(new[] { 3L }))]);
        const string Header = """{"n":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""";
        var padded = Header.PadRight((Header.Length + 7) / 8 * 8);
        Assert.Equal(File(padded, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0, 64), System.IO.File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("""[]""", "its header is not a JSON object")]
    [InlineData("""{"a":1}""", "tensor 'a' has no list 'shape'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""", "tensor 'a' appears twice")]
    [InlineData("""{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}""", "tensor 'a' has type BF16; F32, F64 and I64 are read")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "tensor 'a' has offsets that do not fit its shape and type")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1099511627776,1099511627776],"data_offsets":[0,4]}}""", "tensor 'a' has offsets that do not fit its shape and type")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "'shape' of tensor 'a' has an entry that is not a whole number of at least 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "tensor 'a' starts at byte 4 of the data where 0 is next")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "its tensors need 8 bytes of data, the file has 4")]
    public void Wrong_headers_are_refused_in_a_sentence(string header, string reason)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.safetensors", File(header, 0, 0, 0, 0));
        Assert.Equal($"'FILE' is not a valid file of its kind: {reason}", Explain(SafetensorsFile.Open(path), path));
    }

    [Fact]
    public void Missing_short_and_boasting_files_are_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        var path = folder["t.safetensors"];
        Assert.Equal("'FILE' does not exist; expected a safetensors file", Explain(SafetensorsFile.Open(path), path));
        folder.Write("t.safetensors", [1, 2, 3]);
        Assert.Equal("'FILE' is not a valid file of its kind: it has less than 8 bytes", Explain(SafetensorsFile.Open(path), path));
        folder.Write("t.safetensors", [0, 0, 0, 0, 0, 1, 0, 0, 123]);
        Assert.Equal("'FILE' is not a valid file of its kind: its header claims 1099511627776 bytes, the file has 1 after the length", Explain(SafetensorsFile.Open(path), path));
    }

    [Fact]
    public void Copying_checks_name_shape_and_type()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var path = folder["t.safetensors"];
        SafetensorsWriter.Write(path, [("a", ones(2, 3))]);
        var file = SafetensorsFile.Open(path).IfLeft(_ => null!);
        Assert.Equal("'FILE' has the tensor 'b' as missing; the model needs F32 [2, 3]", Explain(file.CopyTo("b", zeros(2, 3)), path));
        Assert.Equal("'FILE' has the tensor 'a' as F32 [2, 3]; the model needs F32 [3, 2]", Explain(file.CopyTo("a", zeros(3, 2)), path));
        Assert.Equal("'FILE' has the tensor 'a' as F32 [2, 3]; the model needs F64 [2, 3]", Explain(file.CopyTo("a", zeros(2, 3, ScalarType.Float64)), path));
    }

    [Fact]
    public void Any_damage_is_refused_or_harmless_and_never_throws()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var path = folder["t.safetensors"];
        SafetensorsWriter.Write(path, [("a", ones(2, 3)), ("b", ones(4))]);
        var (whole, random, refused) = (System.IO.File.ReadAllBytes(path), new Random(1), 0);
        for (var i = 0; i < 2000; i++)
        {
            var damaged = whole.Take(random.Next(4) == 0 ? random.Next(whole.Length) : whole.Length).ToArray();
            for (var flips = random.Next(4); flips > 0 && damaged.Length > 0; flips--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            System.IO.File.WriteAllBytes(path, damaged);
            if (SafetensorsFile.Open(path).Bind(file => file.CopyTo("a", zeros(2, 3))).IsLeft) refused++;
        }

        Assert.InRange(refused, 1, 1999);
    }

    [Fact]
    public void Metadata_are_kept_and_come_first()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var path = folder["t.safetensors"];
        SafetensorsWriter.Write(path, [("w", tensor(1f))], new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" });
        var header = """{"__metadata__":{"a":"1","b":"2"},"w":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""";
        Assert.Equal(File(header.PadRight((header.Length + 7) / 8 * 8), 0, 0, 128, 63), System.IO.File.ReadAllBytes(path));
        Assert.Equal("a=1 b=2", SafetensorsFile.Open(path).Match(file => string.Join(' ', file.Metadata.Select(entry => $"{entry.Key}={entry.Value}")), error => error.Explain()));
    }

    [Theory]
    [InlineData("""{"__metadata__":1}""", "'__metadata__' is not one JSON object")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "'__metadata__' is not one JSON object")]
    [InlineData("""{"__metadata__":{"a":1}}""", "'a' in '__metadata__' is not a text")]
    [InlineData("""{"__metadata__":{"a":"","a":""}}""", "'a' in '__metadata__' appears twice")]
    public void Wrong_metadata_are_refused_in_a_sentence(string header, string reason)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t.safetensors", File(header));
        Assert.Equal($"'FILE' is not a valid file of its kind: {reason}", Explain(SafetensorsFile.Open(path), path));
    }

    [Fact]
    public void Tensors_that_cannot_be_stored_are_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var path = folder["t.safetensors"];
        string Says(params (string, Tensor)[] tensors) => Explain(SafetensorsWriter.Write(path, tensors), path);
        Assert.Equal("'FILE' cannot be read or written: tensor 'a' has type Int32; F32, F64 and I64 are written", Says(("a", zeros(2, ScalarType.Int32))));
        Assert.Equal("'FILE' cannot be read or written: tensor 'a' is given twice", Says(("a", zeros(2)), ("a", zeros(3))));
        Assert.Equal("'FILE' cannot be read or written: a tensor cannot have the name '__metadata__'", Says(("__metadata__", zeros(2))));
        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.Equal("no error", Says(("a", zeros(2))));
        Assert.Equal("'FILE' has the tensor 'a' as F32 [2]; the model needs Int32 [2]", Explain(SafetensorsFile.Open(path).Bind(file => file.CopyTo("a", zeros(2, ScalarType.Int32))), path));
    }

    [Fact]
    public void Long_and_strided_tensors_are_written_piece_by_piece_without_live_tensors_left()
    {
        using var folder = new TemporaryFolder();
        var (path, before) = (folder["t.safetensors"], Tensor.TotalCount);
        using (var whole = arange((1 << 21) + 6, dtype: ScalarType.Float32))
        using (var strided = whole.view(2, -1))
        using (var turned = strided.t())
        using (var copy = zeros(turned.shape))
        {
            Assert.True(SafetensorsWriter.Write(path, [("a", turned)]).IsRight);
            Assert.True(SafetensorsFile.Open(path).Bind(file => file.CopyTo("a", copy)).IsRight);
            Assert.True(copy.Equals(turned));
        }

        Assert.Equal(before, Tensor.TotalCount);
    }
}
