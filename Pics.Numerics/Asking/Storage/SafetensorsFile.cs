using System.Buffers.Binary;
using System.Text.Json;

namespace Pics.Numerics;

/// <summary>A checked safetensors file: what tensors it holds, and a way to copy them out.</summary>
public sealed partial class SafetensorsFile
{
    internal const string MetadataName = "__metadata__";

    private const long LargestHeader = 64L << 20; // bytes; far above any model of this library

    private readonly long dataStart;

    private SafetensorsFile(string path, long dataStart, ImmutableSortedDictionary<string, Entry> entries, ImmutableSortedDictionary<string, string> metadata) =>
        (Path, this.dataStart, Entries, Metadata) = (path, dataStart, entries, metadata);

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>The tensors by name.</summary>
    public ImmutableSortedDictionary<string, Entry> Entries { get; }

    /// <summary>The free texts by name; empty where the file has none.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; }

    /// <summary>Reads and checks the header; nothing that it claims is allocated. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, SafetensorsFile> Open(string path)
    {
        if (!File.Exists(path)) return new ModelError.Missing(path, "a safetensors file");
        byte[] header = [];
        try
        {
            using var stream = RegularFile.OpenRead(path);
            var prefix = new byte[8];
            if (stream.ReadAtLeast(prefix, 8, false) < 8) return new ModelError.Malformed(path, "it has less than 8 bytes");
            var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            if (length < 2 || length > LargestHeader || length > stream.Length - 8)
                return new ModelError.Malformed(path, $"its header claims {(ulong)length} bytes, the file has {stream.Length - 8} after the length");
            header = new byte[length];
            stream.ReadExactly(header);
            using var document = JsonDocument.Parse(header);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("its header is not a JSON object");
            var available = stream.Length - 8 - length;
            return new SafetensorsFile(path, 8 + length, Entire(document.RootElement, available), Texts(document.RootElement));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second is what the JSON reader throws for text that is not valid Unicode.
            return new ModelError.Malformed(path, JsonFault.Of(error, System.Text.Encoding.UTF8.GetString(header)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unreadable(path, error.Message.TrimEnd('.'));
        }
    }

    /// <summary>Overwrites a table with the stored numbers of the same name, shape and type. Error: <see cref="ModelError"/>.</summary>
    internal Either<ModelError, LanguageExt.Unit> CopyTo(string name, NumberTable target) =>
        Read(name, new(SafetensorsType.Of(target.IsDouble), target.Shape, 0, 0), stream =>
        {
            NumberStream.Read(stream, target.Address, target.Count * target.Size);
            GC.KeepAlive(target);
        });

    /// <summary>Reads the stored bytes of a name, if they are of a type and shape. Error: <see cref="ModelError"/>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="wanted">The type and shape.</param>
    /// <param name="read">Given the file from the first byte on.</param>
    internal Either<ModelError, LanguageExt.Unit> Read(string name, Entry wanted, Action<Stream> read)
    {
        if (!Entries.TryGetValue(name, out var entry)) return new ModelError.TensorMismatch(Path, name, "missing", wanted.ToString());
        if (entry.ToString() != wanted.ToString()) return new ModelError.TensorMismatch(Path, name, entry.ToString(), wanted.ToString());
        try
        {
            using var stream = RegularFile.OpenRead(Path);
            stream.Position = dataStart + entry.Start;
            read(stream);
            return LanguageExt.Unit.Default;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unreadable(Path, error.Message.TrimEnd('.'));
        }
    }

    private static ImmutableSortedDictionary<string, string> Texts(JsonElement header)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var found = header.EnumerateObject().Where(property => property.Name == MetadataName).Select(property => property.Value).ToList();
        if (found.Count > 1 || found.Any(value => value.ValueKind != JsonValueKind.Object)) throw new JsonException($"'{MetadataName}' is not one JSON object");
        foreach (var property in found.SelectMany(value => value.EnumerateObject()))
        {
            if (property.Value.ValueKind != JsonValueKind.String) throw new JsonException($"'{property.Name}' in '{MetadataName}' is not a text");
            if (!texts.TryAdd(property.Name, property.Value.GetString()!)) throw new JsonException($"'{property.Name}' in '{MetadataName}' appears twice");
        }

        return texts.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, Entry> Entire(JsonElement header, long available)
    {
        var entries = ImmutableSortedDictionary.CreateBuilder<string, Entry>(StringComparer.Ordinal);
        foreach (var property in header.EnumerateObject().Where(property => property.Name != MetadataName))
        {
            if (entries.ContainsKey(property.Name)) throw new JsonException($"tensor '{property.Name}' appears twice");
            entries.Add(property.Name, Parse(property));
        }

        var end = 0L;
        foreach (var (name, entry) in entries.OrderBy(entry => entry.Value.Start).ThenBy(entry => entry.Value.End))
        {
            if (entry.Start != end) throw new JsonException($"tensor '{name}' starts at byte {entry.Start} of the data where {end} is next");
            end = entry.End;
        }

        return end == available ? entries.ToImmutable() : throw new JsonException($"its tensors need {end} bytes of data, the file has {available}");
    }

    private static Entry Parse(JsonProperty property)
    {
        long[] Numbers(string name) =>
            property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array
                ? [.. array.EnumerateArray().Select(number => number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value) && value >= 0
                    ? value
                    : throw new JsonException($"'{name}' of tensor '{property.Name}' has an entry that is not a whole number of at least 0"))]
                : throw new JsonException($"tensor '{property.Name}' has no list '{name}'");

        var (shape, offsets) = (Numbers("shape"), Numbers("data_offsets"));
        var type = property.Value.TryGetProperty("dtype", out var dtype) && dtype.ValueKind == JsonValueKind.String ? dtype.GetString()! : "none";
        if (SafetensorsType.Find(type) is not { Bytes: var bytes }) throw new JsonException($"tensor '{property.Name}' has type {type}; F32, F64 and I64 are read");
        var product = shape.Aggregate((UInt128)(ulong)bytes, (total, length) => total > long.MaxValue ? total : total * (ulong)length);
        return offsets.Length == 2 && offsets[1] >= offsets[0] && product == (UInt128)(ulong)(offsets[1] - offsets[0])
            ? new(type, [.. shape], offsets[0], offsets[1])
            : throw new JsonException($"tensor '{property.Name}' has offsets that do not fit its shape and type");
    }

    /// <summary>One stored tensor.</summary>
    /// <param name="Type">F32, F64 or I64.</param>
    /// <param name="Shape">The lengths of its axes.</param>
    /// <param name="Start">Its first byte in the data.</param>
    /// <param name="End">One past its last byte.</param>
    public sealed record Entry(string Type, ImmutableArray<long> Shape, long Start, long End)
    {
        /// <summary>For example <c>F32 [2, 3]</c>.</summary>
        public override string ToString() => $"{Type} [{string.Join(", ", Shape)}]";
    }
}
