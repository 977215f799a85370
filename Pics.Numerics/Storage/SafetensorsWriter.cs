using System.Buffers;
using System.Buffers.Binary;
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

    /// <summary>The same with another way of writing a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">As above.</param>
    /// <param name="metadata">As above.</param>
    /// <param name="writer">Writes one file.</param>
    public static Either<ModelError, LanguageExt.Unit> Write(string path, IEnumerable<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata, FileWriter writer)
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
        var entries = new SortedDictionary<string, Action<Utf8JsonWriter>>(StringComparer.Ordinal);
        if (metadata.Count > 0) entries.Add(SafetensorsFile.MetadataName, writer => WriteTexts(writer, metadata));
        var offset = 0L;
        foreach (var (name, tensor) in tensors)
        {
            var (_, label, bytes) = SafetensorsType.Find(tensor.dtype)!;
            var (start, end, shape) = (offset, offset + (tensor.numel() * bytes), tensor.shape);
            entries.Add(name, writer => WriteEntry(writer, label, shape, start, end));
            offset = end;
        }

        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            foreach (var (name, write) in entries)
            {
                writer.WritePropertyName(name);
                write(writer);
            }

            writer.WriteEndObject();
        }

        var length = (text.WrittenCount + 7) / 8 * 8;
        var result = new byte[8 + length];
        result.AsSpan(8).Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(result, length);
        text.WrittenSpan.CopyTo(result.AsSpan(8));
        return result;
    }

    private static void WriteTexts(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> texts)
    {
        writer.WriteStartObject();
        foreach (var (name, text) in texts.OrderBy(entry => entry.Key, StringComparer.Ordinal)) writer.WriteString(name, text);
        writer.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter writer, string type, long[] shape, long start, long end)
    {
        writer.WriteStartObject();
        writer.WriteString("dtype", type);
        WriteNumbers(writer, "shape", shape);
        WriteNumbers(writer, "data_offsets", [start, end]);
        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, ReadOnlySpan<long> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers) writer.WriteNumberValue(number);
        writer.WriteEndArray();
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
