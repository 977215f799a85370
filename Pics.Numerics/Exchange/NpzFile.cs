using System.IO.Compression;
using System.Text;

namespace Pics.Numerics;

/// <summary>A checked archive of NumPy arrays: its members lie in it as they are, so nothing takes more memory than the file has bytes.</summary>
internal static class NpzFile
{
    private const int LongestText = 64 << 20; // bytes; far above any circuit
    /// <summary>Reads all headers and texts. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, ArrayFile> Open(string path) => Guard(path, () =>
    {
        using var archive = ZipFile.OpenRead(path);
        var members = archive.Entries.ToList();
        if (members.GroupBy(member => member.FullName).FirstOrDefault(group => group.Count() > 1) is { Key: var twice }) throw new InvalidDataException($"'{twice}' is in it twice");
        if (members.Find(member => member.Length != member.CompressedLength) is { } compressed) throw new InvalidDataException($"'{compressed.FullName}' is compressed; expected members as they are, as numpy.savez writes them");
        if (members.Aggregate((UInt128)0, (total, member) => total + (ulong)member.Length) > (ulong)new FileInfo(path).Length) throw new InvalidDataException("its members claim more bytes than it has");
        var arrays = ImmutableSortedDictionary.CreateBuilder<string, ArrayFile.Entry>(StringComparer.Ordinal);
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var member in members)
            if (member.FullName.EndsWith(NpzExport.Text, StringComparison.Ordinal)) texts.Add(member.FullName[..^NpzExport.Text.Length], Text(member));
            else if (member.FullName.EndsWith(NpzExport.Array, StringComparison.Ordinal)) arrays.Add(member.FullName[..^NpzExport.Array.Length], Header(path, member));
            else throw new InvalidDataException($"'{member.FullName}' is neither an array nor a text; expected names that end with {NpzExport.Array} or {NpzExport.Text}");
        var known = arrays.ToImmutable();
        return new ArrayFile(path, texts.ToImmutable(), known, (name, target) => Copy(path, known, name, target));
    });

    private static string Text(ZipArchiveEntry member)
    {
        if (member.Length > LongestText) throw new InvalidDataException($"'{member.FullName}' has {member.Length} bytes; expected at most {LongestText}");
        using var content = member.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static ArrayFile.Entry Header(string path, ZipArchiveEntry member)
    {
        using var content = member.Open();
        return ArrayHeader.Read(new($"{path}/{member.FullName}", content, null)).Match(
            header =>
            {
                var type = (header.Type, header.Size) switch { ('f', 4) => "F32", ('f', 8) => "F64", ('i', 8) => "I64", _ => null };
                if (type is null || header.IsBigEndian || header.IsFortran) throw new InvalidDataException($"'{member.FullName}' is not of <f4, <f8 or <i8 with the last axis the fastest");
                var bytes = header.Shape.Aggregate((UInt128)header.Size, (total, length) => total > long.MaxValue ? total : total * (ulong)length);
                return bytes + (ulong)header.Start == (UInt128)member.Length
                    ? new ArrayFile.Entry(type, header.Shape)
                    : throw new InvalidDataException($"'{member.FullName}' has {member.Length} bytes, which do not fit its shape");
            },
            error => throw new InvalidDataException(error.Explain()));
    }

    private static Either<ModelError, LanguageExt.Unit> Copy(string path, ImmutableSortedDictionary<string, ArrayFile.Entry> arrays, string name, Tensor target)
    {
        var wanted = new ArrayFile.Entry(SafetensorsType.Find(target.dtype)!.Label, [.. target.shape]).ToString();
        if (!arrays.TryGetValue(name, out var entry)) return new ModelError.TensorMismatch(path, name, "missing", wanted);
        if (entry.ToString() != wanted) return new ModelError.TensorMismatch(path, name, entry.ToString(), wanted);
        return Guard(path, () =>
        {
            using var archive = ZipFile.OpenRead(path);
            using var content = archive.GetEntry(name + NpzExport.Array)!.Open();
            _ = ArrayHeader.Read(new(path, content, null));
            TensorStream.Read(content, target);
            return LanguageExt.Unit.Default;
        });
    }

    private static Either<ModelError, T> Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException or EndOfStreamException)
        {
            return new ModelError.Malformed(path, error.Message.TrimEnd('.'));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unreadable(path, error.Message.TrimEnd('.'));
        }
    }
}
