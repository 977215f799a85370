using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>One reference file: a small PIC with all its numbers, as JSON.</summary>
internal sealed class VectorFile : IDisposable
{
    private readonly JsonDocument document;

    public VectorFile(string path) => document = JsonDocument.Parse(File.ReadAllBytes(path));

    public JsonElement Root => document.RootElement;

    public int Nodes => Root.GetProperty("K").GetInt32();

    public bool IsTucker => Root.GetProperty("inner").GetString() == "tucker";

    public int Channels => Root.GetProperty("num_channels").GetInt32();

    public int Categories => Root.GetProperty("num_categories").GetInt32();

    public static Sharing SharingOf(string? name) => name switch { "f" => Sharing.Full, "c" => Sharing.Composite, "none" => Sharing.None, _ => throw new InvalidDataException($"sharing '{name}'") };

    /// <summary>A float64 tensor with its shape.</summary>
    public static Tensor Tensor(JsonElement element)
    {
        var values = element.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        return torch.tensor(values).reshape([.. element.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64())]);
    }

    public static Scope Scope(JsonElement element) => Algebra.Scope.Of(Integers(element));

    public static IEnumerable<int> Integers(JsonElement element) => element.EnumerateArray().Select(value => value.GetInt32());

    /// <summary>The evidence, [B, V, C].</summary>
    public Tensor Batch()
    {
        var values = new List<long>();
        void Collect(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Number) values.Add(element.GetInt64());
            else foreach (var inner in element.EnumerateArray()) Collect(inner);
        }

        var batch = Root.GetProperty("batch");
        Collect(batch.ValueKind == JsonValueKind.Object ? batch.GetProperty("values") : batch);
        return torch.tensor(values.ToArray()).reshape(-1, Root.GetProperty("num_variables").GetInt32(), Channels);
    }

    public void Dispose() => document.Dispose();
}
