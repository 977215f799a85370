using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Pics.Numerics;

/// <summary>Writes tensors in the safetensors format.</summary>
/// <remarks>
/// Layout: header length (8 bytes, little-endian), JSON header padded with spaces to a multiple of 8, then the tensors' bytes
/// row-major, wider types first and names in ordinal order, without gaps. Equal tensors give equal files.
/// </remarks>
public static class SafetensorsWriter
{
    /// <summary>Writes all tensors, atomically. Error: <see cref="ModelError.Unreadable"/>.</summary>
    public static Either<ModelError, LanguageExt.Unit> Write(string path, IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        var ordered = tensors
            .OrderByDescending(entry => SafetensorsType.Of(entry.Tensor.dtype).Bytes)
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .ToList();
        return AtomicFile.Write(path, stream =>
        {
            stream.Write(Header(ordered));
            foreach (var (_, tensor) in ordered)
            {
                using var scope = NewDisposeScope();
                stream.Write(tensor.detach().cpu().contiguous().bytes);
            }
        });
    }

    private static byte[] Header(List<(string Name, Tensor Tensor)> tensors)
    {
        var header = new SortedDictionary<string, object>(StringComparer.Ordinal);
        var offset = 0L;
        foreach (var (name, tensor) in tensors)
        {
            var (label, bytes) = SafetensorsType.Of(tensor.dtype);
            var end = offset + (tensor.numel() * bytes);
            header.Add(name, new { dtype = label, shape = tensor.shape, data_offsets = new[] { offset, end } });
            offset = end;
        }

        var text = JsonSerializer.Serialize(header);
        var length = (Encoding.UTF8.GetByteCount(text) + 7) / 8 * 8;
        var result = new byte[8 + length];
        result.AsSpan(8).Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(result, length);
        Encoding.UTF8.GetBytes(text, result.AsSpan(8));
        return result;
    }
}

/// <summary>The scalar types that are stored.</summary>
internal static class SafetensorsType
{
    private static readonly ImmutableArray<(ScalarType Type, string Label, int Bytes)> All =
        [(ScalarType.Float64, "F64", 8), (ScalarType.Int64, "I64", 8), (ScalarType.Float32, "F32", 4)];

    public static (string Label, int Bytes) Of(ScalarType type) =>
        All.Where(entry => entry.Type == type).Select(entry => (entry.Label, entry.Bytes)).Single();

    public static int? BytesOf(string label) =>
        All.Where(entry => entry.Label == label).Select(entry => (int?)entry.Bytes).FirstOrDefault();
}
