using System.IO.Compression;
using System.Text;

namespace Pics.Numerics;

/// <summary>A checked archive of NumPy arrays, as an export is written and as NumPy writes it again: members as they are or compressed, texts as such or as an array of one text.</summary>
/// <remarks>What members claim is compared with what can be packed into the file, and with the memory that there is, before anything of their size is taken.</remarks>
internal static class NpzFile
{
    /// <summary>How the names of texts end.</summary>
    public const string TextEnd = ".json";

    /// <summary>How the names of arrays end.</summary>
    public const string ArrayEnd = ".npy";

    private const int LongestText = 64 << 20; // bytes; far above any circuit
    private const int LargestRatio = 1032; // of what deflate packs to the packed
    private const int BytesOfLetter = 4; // of texts of type U

    /// <summary>Reads all headers and texts. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, ArrayFile> Open(string path) => Guard(path, () =>
    {
        using var archive = ZipFile.OpenRead(path);
        var members = archive.Entries.Where(member => !member.FullName.EndsWith('/')).ToList(); // folders
        if (members.GroupBy(member => member.FullName).FirstOrDefault(group => group.Count() > 1) is { Key: var twice }) throw new ArchiveFault($"'{twice}' is in it twice");
        CheckSizes(members, new FileInfo(path).Length);
        var arrays = ImmutableSortedDictionary.CreateBuilder<string, ArrayFile.Entry>(StringComparer.Ordinal);
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (Text(path, member) is var (name, text))
            {
                if (!texts.TryAdd(name, text)) throw new ArchiveFault($"the text '{name}' is in it twice");
            }
            else if (member.FullName.EndsWith(ArrayEnd, StringComparison.Ordinal))
            {
                arrays.Add(member.FullName[..^ArrayEnd.Length], Entry(path, member));
            }
            else
            {
                throw new ArchiveFault($"'{member.FullName}' is neither an array nor a text; expected names that end with {ArrayEnd} or {TextEnd}");
            }
        }

        var known = arrays.ToImmutable();
        return new ArrayFile(path, texts.ToImmutable(), known, (name, wanted, to) => Copy(path, known, name, wanted, to));
    });

    private static void CheckSizes(List<ZipArchiveEntry> members, long length)
    {
        UInt128 Total(Func<ZipArchiveEntry, long> size) => members.Aggregate((UInt128)0, (total, member) => total + (ulong)Math.Max(0, size(member)));
        var claimed = Total(member => member.Length);
        if (Total(member => member.CompressedLength) > (ulong)length || claimed > (UInt128)(ulong)length * LargestRatio) throw new ArchiveFault("its members claim more bytes than it has");
        if (claimed > (ulong)SystemMemory.Available()) throw new ArchiveFault($"its members have {(ulong)(claimed >> 20)} MiB, and {SystemMemory.Available() >> 20} MiB are available");
    }

    /// <summary>A text, as a member of its own or as an array of one text; null for another member.</summary>
    private static (string Name, string Text)? Text(string path, ZipArchiveEntry member)
    {
        var name = member.FullName;
        if (name.EndsWith(TextEnd, StringComparison.Ordinal)) return (name[..^TextEnd.Length], Encoding.UTF8.GetString(Bytes(member, 0)));
        if (!name.EndsWith(TextEnd + ArrayEnd, StringComparison.Ordinal)) return null;
        var header = Header(path, member);
        if (header.Type is not ('S' or 'U') || header.Shape.Any(length => length != 1) || header.Start + (long)header.Size != member.Length) throw new ArchiveFault($"'{name}' is not an array of one text");
        var bytes = Bytes(member, header.Start);
        var text = header.Type == 'S' ? Encoding.UTF8.GetString(bytes) : (header.IsBigEndian ? new UTF32Encoding(bigEndian: true, byteOrderMark: false) : Encoding.UTF32).GetString(bytes, 0, bytes.Length / BytesOfLetter * BytesOfLetter);
        return (name[..^(TextEnd.Length + ArrayEnd.Length)], text.TrimEnd('\0'));
    }

    /// <summary>The bytes of a text from a place on.</summary>
    private static byte[] Bytes(ZipArchiveEntry member, int from)
    {
        if (member.Length > LongestText) throw new ArchiveFault($"'{member.FullName}' has {member.Length} bytes; expected at most {LongestText}");
        var bytes = new byte[member.Length]; // what the stream has beyond it was never claimed
        using var content = member.Open();
        content.ReadExactly(bytes);
        return bytes[from..];
    }

    private static ArrayHeader Header(string path, ZipArchiveEntry member)
    {
        using var content = member.Open();
        return ArrayHeader.ReadAny(new($"{path}/{member.FullName}", content, null)).Match(header => header, error => throw new ArchiveFault(error.Explain()));
    }

    private static ArrayFile.Entry Entry(string path, ZipArchiveEntry member)
    {
        var header = Header(path, member);
        if (!header.Fields.IsEmpty || header.Type is not ('f' or 'i' or 'u'))
            throw new ArchiveFault($"'{member.FullName}' has {(header.Fields.IsEmpty ? header.Type switch { 'b' => "truth values", 'M' => "dates", _ => "texts" } : "rows with named fields")}; expected real numbers (float32 or float64) or whole ones (int64)");
        var type = $"{char.ToUpperInvariant(header.Type)}{8 * header.Size}";
        var bytes = header.Shape.Aggregate((UInt128)header.Size, (total, length) => total > long.MaxValue ? total : total * (ulong)length);
        return bytes + (ulong)header.Start == (UInt128)member.Length
            ? new ArrayFile.Entry(type, header.Shape)
            : throw new ArchiveFault($"'{member.FullName}' has {member.Length} bytes, which do not fit its shape");
    }

    private static Either<ModelError, LanguageExt.Unit> Copy(string path, ImmutableSortedDictionary<string, ArrayFile.Entry> arrays, string name, ArrayFile.Entry wanted, nint to)
    {
        if (!arrays.TryGetValue(name, out var entry)) return new ModelError.TensorMismatch(path, name, "missing", wanted.ToString());
        if (!entry.Fits(wanted)) return new ModelError.TensorMismatch(path, name, entry.ToString(), wanted.ToString());
        return Guard(path, () =>
        {
            using var archive = ZipFile.OpenRead(path);
            using var content = archive.GetEntry(name + ArrayEnd)!.Open();
            var header = ArrayHeader.Read(new(path, content, null)).IfLeft(error => throw new ArchiveFault(error.Explain()));
            var (count, size) = (wanted.Shape.Aggregate(1L, (product, length) => product * length), SafetensorsType.Find(wanted.Type)!.Bytes);
            Action<nint> read = entry.Type == wanted.Type && header.IsNative
                ? into => NumberStream.Read(content, into, count * size)
                : into => NumberStream.Read(content, into, wanted.Type, count, header.Size, header.Number);
            if (header.IsFortran) Turned.Read(read, to, wanted.Shape, size);
            else read(to);
            return LanguageExt.Unit.Default;
        });
    }

    private static Either<ModelError, T> Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ArchiveFault error)
        {
            return new ModelError.Malformed(path, error.Message);
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException or EndOfStreamException)
        {
            return new ModelError.Malformed(path, "the archive is cut off or damaged");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unreadable(path, error.Message.TrimEnd('.'));
        }
    }

    /// <summary>What is wrong with an archive, in words of this library.</summary>
    private sealed class ArchiveFault(string sentence) : Exception(sentence);
}
