using System.Buffers.Binary;

namespace Pics.Numerics;

/// <summary>The named arrays and texts of a file, whichever its format: what is there, and a way to copy an array out.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Texts">Its texts by name.</param>
/// <param name="Arrays">The type and shape of each array, for example <c>F32 [2, 3]</c>.</param>
/// <param name="Read">Overwrites memory with the array of a name, which <see cref="Entry.Fits"/>; else an error.</param>
internal sealed record ArrayFile(
    string Path,
    ImmutableSortedDictionary<string, string> Texts,
    ImmutableSortedDictionary<string, ArrayFile.Entry> Arrays,
    ArrayFile.Reader Read)
{
    private const int LengthSize = 8; // bytes before the header of a safetensors file, which is a JSON object

    /// <summary>Overwrites memory with the numbers of an array. Error: <see cref="ModelError"/>.</summary>
    /// <param name="name">Which.</param>
    /// <param name="wanted">As what the numbers go there: F32, F64 or I64, of this shape.</param>
    /// <param name="to">Where they go, the last axis fastest.</param>
    public delegate Either<ModelError, LanguageExt.Unit> Reader(string name, Entry wanted, nint to);

    /// <summary>Opens a safetensors file or an archive of NumPy arrays, told by its first bytes. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, ArrayFile> Open(string path)
    {
        if (Directory.Exists(path)) return new ModelError.Unreadable(path, "it is a folder; expected a file that 'export' wrote");
        if (!File.Exists(path)) return new ModelError.Missing(path, "a file that 'export' wrote");
        try
        {
            Span<byte> start = stackalloc byte[LengthSize + 1];
            using (var stream = RegularFile.OpenRead(path))
            {
                var found = start[..stream.ReadAtLeast(start, start.Length, false)];
                if (found.StartsWith("PK"u8)) return NpzFile.Open(path);
                if (found.Length < start.Length || found[LengthSize] != (byte)'{') return new ModelError.Malformed(path, "it is neither a safetensors file nor an archive of NumPy arrays (npz); expected a file that 'export' wrote");
            }

            return SafetensorsFile.Open(path).Map(file => new ArrayFile(
                path,
                file.Metadata,
                file.Entries.ToImmutableSortedDictionary(entry => entry.Key, entry => new Entry(entry.Value.Type, entry.Value.Shape), StringComparer.Ordinal),
                (name, wanted, to) => Copy(file, name, wanted, to)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unreadable(path, error.Message.TrimEnd('.'));
        }
    }

    /// <summary>The error of an array that is missing, or of another type or shape; null if it can be read.</summary>
    public ModelError? FindMismatch(string name, Entry wanted) => Arrays.TryGetValue(name, out var entry) && entry.Fits(wanted) ? null : new ModelError.TensorMismatch(Path, name, entry?.ToString() ?? "missing", wanted.ToString());

    /// <summary>Overwrites a table with an array, in the precision of the table. Error: <see cref="ModelError"/>.</summary>
    public Either<ModelError, LanguageExt.Unit> CopyTo(string name, NumberTable target)
    {
        var read = Read(name, new(SafetensorsType.Of(target.IsDouble), target.Shape), target.Address);
        GC.KeepAlive(target);
        return read;
    }

    private static Either<ModelError, LanguageExt.Unit> Copy(SafetensorsFile file, string name, Entry wanted, nint to)
    {
        var count = wanted.Shape.Aggregate(1L, (product, length) => product * length);
        return file.Entries.TryGetValue(name, out var entry) && new Entry(entry.Type, entry.Shape).Fits(wanted)
            ? file.Read(name, entry, stream =>
            {
                var size = SafetensorsType.Find(entry.Type)!.Bytes;
                if (entry.Type == wanted.Type) NumberStream.Read(stream, to, count * size);
                else NumberStream.Read(stream, to, wanted.Type, count, size, size == sizeof(float) ? bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian);
            })
            : file.Read(name, new(wanted.Type, wanted.Shape, 0, 0), _ => { });
    }

    /// <summary>The type and shape of an array.</summary>
    /// <param name="Type">F for real numbers, I and U for whole ones, and how many bits: F16, F32, F64, I64 and so on.</param>
    /// <param name="Shape">The lengths of its axes.</param>
    public sealed record Entry(string Type, ImmutableArray<long> Shape)
    {
        /// <summary>Whether it can be read as another type: of the same shape, real numbers as real ones and whole numbers as whole ones.</summary>
        public bool Fits(Entry wanted) => Shape.SequenceEqual(wanted.Shape) && (Type[0] == 'F') == (wanted.Type[0] == 'F');

        /// <summary>For example <c>F32 [2, 3]</c>.</summary>
        public override string ToString() => $"{Type} [{string.Join(", ", Shape)}]";
    }
}
