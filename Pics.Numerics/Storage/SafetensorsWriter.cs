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
    public static Either<ModelError, LanguageExt.Unit> Write(string path, IEnumerable<(string Name, Tensor Tensor)> tensors) =>
        Write(path, tensors, ImmutableDictionary<string, string>.Empty);

    /// <summary>Writes all tensors and free texts about them, atomically. Error: <see cref="ModelError.Unreadable"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Of 32-bit or 64-bit floats or 64-bit integers, each with a name of its own.</param>
    /// <param name="metadata">Kept as the format's <c>__metadata__</c>.</param>
    public static Either<ModelError, LanguageExt.Unit> Write(string path, IEnumerable<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata) =>
        Write(path, tensors, metadata, AtomicFile.Write);

    internal static Either<ModelError, LanguageExt.Unit> Write(string path, IEnumerable<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata, FileWriter writer)
    {
        var given = tensors.ToList();
        if (FindFault(given) is { } fault) return new ModelError.Unreadable(path, fault);
        var ordered = given
            .OrderByDescending(entry => SafetensorsType.Find(entry.Tensor.dtype)!.Bytes)
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .ToList();
        return writer(path, stream =>
        {
            stream.Write(Header(ordered, metadata));
            foreach (var (_, tensor) in ordered) TensorStream.Write(stream, tensor);
        });
    }

    private static string? FindFault(List<(string Name, Tensor Tensor)> tensors)
    {
        var names = new System.Collections.Generic.HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, tensor) in tensors)
        {
            if (SafetensorsType.Find(tensor.dtype) is null) return $"tensor '{name}' has type {tensor.dtype}; F32, F64 and I64 are written";
            if (name == SafetensorsFile.MetadataName) return $"a tensor cannot have the name '{name}'";
            if (!names.Add(name)) return $"tensor '{name}' is given twice";
        }

        return null;
    }

    private static byte[] Header(List<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new SortedDictionary<string, object>(StringComparer.Ordinal);
        if (metadata.Count > 0) header.Add(SafetensorsFile.MetadataName, new SortedDictionary<string, string>(metadata.ToDictionary(), StringComparer.Ordinal));
        var offset = 0L;
        foreach (var (name, tensor) in tensors)
        {
            var (_, label, bytes) = SafetensorsType.Find(tensor.dtype)!;
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

/// <summary>A scalar type that is stored.</summary>
internal sealed record SafetensorsType(ScalarType Type, string Label, int Bytes)
{
    private static readonly ImmutableArray<SafetensorsType> All =
        [new(ScalarType.Float64, "F64", 8), new(ScalarType.Int64, "I64", 8), new(ScalarType.Float32, "F32", 4)];

    public static SafetensorsType? Find(ScalarType type) => All.FirstOrDefault(entry => entry.Type == type);

    public static SafetensorsType? Find(string label) => All.FirstOrDefault(entry => entry.Label == label);
}
