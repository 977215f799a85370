namespace Pics.Numerics;

/// <summary>The named arrays and texts of a file, whichever its format: what is there, and a way to copy an array out.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Texts">Its texts by name.</param>
/// <param name="Arrays">The type and shape of each array, for example <c>F32 [2, 3]</c>.</param>
/// <param name="CopyTo">Overwrites a tensor with the array of a name, of the same type and shape; else an error.</param>
internal sealed record ArrayFile(
    string Path,
    ImmutableSortedDictionary<string, string> Texts,
    ImmutableSortedDictionary<string, ArrayFile.Entry> Arrays,
    Func<string, Tensor, Either<ModelError, LanguageExt.Unit>> CopyTo)
{
    /// <summary>Opens a safetensors file or an archive of NumPy arrays, told by its first bytes. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, ArrayFile> Open(string path)
    {
        if (Directory.Exists(path)) return new ModelError.Unreadable(path, "it is a folder; expected a file that 'export' wrote");
        if (!File.Exists(path)) return new ModelError.Missing(path, "a file that 'export' wrote");
        try
        {
            Span<byte> start = stackalloc byte[2];
            using (var stream = File.OpenRead(path))
            {
                if (stream.ReadAtLeast(start, 2, false) == 2 && start.SequenceEqual("PK"u8)) return NpzFile.Open(path);
            }

            return SafetensorsFile.Open(path).Map(file => new ArrayFile(
                path,
                file.Metadata,
                file.Entries.ToImmutableSortedDictionary(entry => entry.Key, entry => new Entry(entry.Value.Type, entry.Value.Shape), StringComparer.Ordinal),
                file.CopyTo));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unreadable(path, error.Message.TrimEnd('.'));
        }
    }

    /// <summary>The type and shape of an array.</summary>
    /// <param name="Type">F32, F64 or I64.</param>
    /// <param name="Shape">The lengths of its axes.</param>
    public sealed record Entry(string Type, ImmutableArray<long> Shape)
    {
        /// <summary>For example <c>F32 [2, 3]</c>.</summary>
        public override string ToString() => $"{Type} [{string.Join(", ", Shape)}]";
    }
}
