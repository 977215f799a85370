using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;

namespace Pics.Properties;

/// <summary>Archives with names that lead elsewhere, members that come twice or are enormous, and fields that are not true.</summary>
internal static class ZipLies
{
    private const int Zeros = 1 << 19; // of the largest member

    private static readonly string[] Ways =
    [
        "../{0}", "../../../tmp/{0}", "/tmp/{0}", "/{0}", "..\\{0}", "C:\\{0}", "a/b/{0}", "./{0}", "{0}/", "{0}\n", "\u001b[31m{0}", "{0}\0", " {0}", "{0}.", "\u202e{0}", "{0}/../{0}", "//host/share/{0}", "..", ".", "\r{0}",
    ];

    /// <summary>A tape archive, compressed with gzip, with two members.</summary>
    public static byte[] RightTar { get; } = DataFiles.Gzip(Tape([("a.bin", [1, 2]), ("folder/b.bin", new byte[700])], [TarEntryType.RegularFile, TarEntryType.RegularFile]));

    /// <summary>Zip archives.</summary>
    /// <param name="seeds">Right ones, whose fields are changed.</param>
    /// <param name="contents">Of members.</param>
    /// <param name="names">Names that the reader looks for.</param>
    public static Gen<byte[]> Of(ImmutableArray<byte[]> seeds, Gen<byte[]> contents, string[] names)
    {
        var made = Members(contents, names).Select(members => NumpyFiles.Archive([.. members]));
        return Gen.Frequency(
            (6, made),
            (6, from archive in Gen.OneOf(Gen.Elements<byte[]>(seeds), made) from fields in Field.ListOf().Where(list => list.Count is > 0 and < 5) select fields.Aggregate(archive.ToArray(), (bytes, field) => field(bytes))),
            (1, from content in contents from times in Gen.Choose(2, 600) from name in Gen.Elements(names) select Repeated(NumpyFiles.Archive((name, content)), times)));
    }

    /// <summary>Tape archives, compressed with gzip.</summary>
    public static Gen<byte[]> Tar(Gen<byte[]> contents, string[] names) =>
        from members in Members(contents, names)
        from types in Gen.Elements(TarEntryType.RegularFile, TarEntryType.RegularFile, TarEntryType.RegularFile, TarEntryType.SymbolicLink, TarEntryType.HardLink, TarEntryType.Directory, TarEntryType.Fifo).ArrayOf(members.Count)
        from fields in Mutations.Bytes(6)
        from isChanged in Gen.Frequency((2, Gen.Constant(false)), (1, Gen.Constant(true)))
        select DataFiles.Gzip(Damage(Tape(members, types), isChanged ? fields : []));

    private static Gen<List<(string Name, byte[] Content)>> Members(Gen<byte[]> contents, string[] names) =>
        (from name in Gen.Elements(names)
         from way in Gen.Frequency((3, Gen.Constant("{0}")), (2, Gen.Elements(Ways)))
         from content in Gen.Frequency((60, contents), (1, Gen.Choose(0, Zeros).Select(count => new byte[count])), (1, from content in contents from count in Gen.Choose(0, Zeros) select (byte[])[.. content, .. new byte[count]]))
         select (string.Format(System.Globalization.CultureInfo.InvariantCulture, way, name), content)).ListOf().Where(list => list.Count < 6);

    /// <summary>An edge in any field of any header.</summary>
    private static Gen<Func<byte[], byte[]>> Field { get; } =
        from header in Gen.Choose(0, int.MaxValue - 1)
        from place in Gen.Choose(4, 45)
        from size in Gen.Elements(2, 4)
        from value in Mutations.Edge
        select (Func<byte[], byte[]>)(bytes =>
        {
            var headers = Enumerable.Range(0, Math.Max(0, bytes.Length - 4)).Where(at => bytes.AsSpan(at, 2).SequenceEqual("PK"u8) && bytes[at + 2] is 1 or 3 or 5 && bytes[at + 3] == bytes[at + 2] + 1).ToList();
            if (headers.Count == 0) return bytes;
            Span<byte> number = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            var start = headers[header % headers.Count] + place;
            if (start + size <= bytes.Length) number[..size].CopyTo(bytes.AsSpan(start));
            return bytes;
        });

    /// <summary>One member that the directory names many times.</summary>
    private static byte[] Repeated(byte[] archive, int times)
    {
        var start = archive.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        var end = archive.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        var record = archive[start..end];
        var last = archive[end..];
        BinaryPrimitives.WriteUInt16LittleEndian(last.AsSpan(8), (ushort)times);
        BinaryPrimitives.WriteUInt16LittleEndian(last.AsSpan(10), (ushort)times);
        BinaryPrimitives.WriteInt32LittleEndian(last.AsSpan(12), record.Length * times);
        return [.. archive.AsSpan(0, start), .. Enumerable.Repeat(record, times).SelectMany(bytes => bytes), .. last];
    }

    private static byte[] Tape(List<(string Name, byte[] Content)> members, TarEntryType[] types)
    {
        using var tape = new MemoryStream();
        using (var writer = new TarWriter(tape, TarEntryFormat.Pax, leaveOpen: true))
            for (var index = 0; index < members.Count; index++)
            {
                var entry = new PaxTarEntry(types[index], members[index].Name.Replace("\0", "0", StringComparison.Ordinal));
                if (types[index] == TarEntryType.RegularFile) entry.DataStream = new MemoryStream(members[index].Content);
                if (types[index] is TarEntryType.SymbolicLink or TarEntryType.HardLink) entry.LinkName = "/etc/hostname";
                writer.WriteEntry(entry);
            }

        return tape.ToArray();
    }

    /// <summary>Bytes put into headers, which begin at multiples of 512.</summary>
    private static byte[] Damage(byte[] tape, byte[] bytes)
    {
        for (var index = 0; index + 2 < bytes.Length && tape.Length > 0; index += 3) tape[Math.Min(tape.Length - 1, (bytes[index] % 8 * 512) + (bytes[index + 1] * 2))] = bytes[index + 2];
        return tape;
    }
}
