using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Pics.Numerics;

/// <summary>Writes named arrays in the safetensors format, wherever their numbers are.</summary>
/// <remarks>
/// Layout: header length (8 bytes, little-endian), JSON header padded with spaces to a multiple of 8, then the arrays' bytes
/// row-major, wider types first and names in ordinal order, without gaps. Equal arrays give equal files.
/// </remarks>
internal static class SafetensorsForm
{
    /// <summary>Writes all arrays and free texts about them. Error: <see cref="ModelError.Unreadable"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">Of 32-bit or 64-bit floats or 64-bit integers, each with a name of its own.</param>
    /// <param name="metadata">Kept as the format's <c>__metadata__</c>.</param>
    /// <param name="writer">Writes one file.</param>
    public static Either<ModelError, LanguageExt.Unit> Write(string path, IEnumerable<StoredArray> arrays, IReadOnlyDictionary<string, string> metadata, FileWriter writer)
    {
        var given = arrays.ToList();
        if (FindFault(given) is { } fault) return new ModelError.Unreadable(path, fault);
        var ordered = given
            .OrderByDescending(array => SafetensorsType.Find(array.Type)!.Bytes)
            .ThenBy(array => array.Name, StringComparer.Ordinal)
            .ToList();
        return writer(path, stream =>
        {
            stream.Write(Header(ordered, metadata));
            foreach (var array in ordered) array.Write(stream);
        });
    }

    private static string? FindFault(List<StoredArray> arrays)
    {
        var names = new System.Collections.Generic.HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, type, _, _) in arrays)
        {
            if (SafetensorsType.Find(type) is null) return $"tensor '{name}' has type {type}; F32, F64 and I64 are written";
            if (name == SafetensorsFile.MetadataName) return $"a tensor cannot have the name '{name}'";
            if (!names.Add(name)) return $"tensor '{name}' is given twice";
        }

        return null;
    }

    private static byte[] Header(List<StoredArray> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        var entries = new SortedDictionary<string, Action<Utf8JsonWriter>>(StringComparer.Ordinal);
        if (metadata.Count > 0) entries.Add(SafetensorsFile.MetadataName, writer => WriteTexts(writer, metadata));
        var offset = 0L;
        foreach (var (name, type, shape, _) in arrays)
        {
            var (start, end) = (offset, offset + shape.Aggregate((long)SafetensorsType.Find(type)!.Bytes, (product, length) => product * length));
            entries.Add(name, writer => WriteEntry(writer, type, shape, start, end));
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

    private static void WriteEntry(Utf8JsonWriter writer, string type, ImmutableArray<long> shape, long start, long end)
    {
        writer.WriteStartObject();
        writer.WriteString("dtype", type);
        WriteNumbers(writer, "shape", shape.AsSpan());
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

/// <summary>An array that is to be stored.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">F32, F64 or I64.</param>
/// <param name="Shape">The lengths of its axes.</param>
/// <param name="Write">Writes its bytes, the last axis fastest.</param>
internal sealed record StoredArray(string Name, string Type, ImmutableArray<long> Shape, Action<Stream> Write)
{
    /// <summary>A table.</summary>
    public static StoredArray Of(string name, NumberTable table) => new(name, SafetensorsType.Of(table.IsDouble), table.Shape, stream => NumberStream.Write(stream, table));
}
