using System.Buffers.Binary;
using System.Globalization;

namespace Pics.Numerics;

/// <summary>Looks at what the batches of an Arrow file claim, before memory is taken for them: that their bytes are there, and that these can hold so much.</summary>
/// <remarks>Source: the Arrow columnar format, encapsulated messages and their FlatBuffers.</remarks>
internal static class ArrowClaims
{
    private const int Mark = 8; // bytes before the messages of a file
    private const int Schema = 1; // kinds of messages
    private const int Dictionary = 2;
    private const int Batch = 3;
    private const int Zstandard = 1;
    private const int MostOfLz4 = 256; // bytes that one can stand for: a length goes on by 255
    private const int MostOfZstandard = 1 << 15; // a block of 128 KiB that is one byte takes four
    private const int RowsOfByte = 8; // truth values
    private const int FreeRows = 1 << 16; // of columns in which nothing is observed, which take no bytes
    private const int MostFields = 1 << 20;
    private const int Deepest = 512; // columns in each other

    /// <summary>Error: <see cref="DataError.Unreadable"/> with the first claim that cannot be.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isFile">Whether a mark is before its messages, and a footer behind them; else it is a stream.</param>
    public static Either<DataError, LanguageExt.Unit> Check(string path, bool isFile) => InputFile.Guard(path, () => SourceGuard.Run<LanguageExt.Unit>(path, () =>
    {
        using var file = RegularFile.OpenRead(path);
        var end = isFile ? file.Length - Footer(file) : file.Length;
        file.Position = isFile ? Math.Min(Mark, end) : 0;
        for (var batch = 0; file.Position < end && Next(file) is { } length && length != 0;)
        {
            if (length < 0 || length > end - file.Position) return Wrong(path, $"what tells of batch {batch}", length, end - file.Position);
            var metadata = new byte[length];
            file.ReadExactly(metadata);
            var message = FlatTable.Root(metadata);
            var (kind, body, left) = (message.Byte(1), message.Long(3), end - file.Position);
            if (body < 0 || body > left) return Wrong(path, $"batch {batch}", body, left);
            var header = message.Table(2) ?? throw new InvalidDataException();
            if (kind == Schema && Nesting(header) is { } nested) return new DataError.Unreadable(path, nested);
            if (kind is Batch or Dictionary && Claim(file, kind == Batch ? header : header.Table(1) ?? throw new InvalidDataException(), body) is var (what, claimed, most)) return Wrong(path, string.Create(CultureInfo.InvariantCulture, $"{what} of batch {batch}"), claimed, most);
            if (kind == Batch) batch++;
            file.Position += body;
        }

        return LanguageExt.Unit.Default;
    }));

    /// <summary>Bytes of the footer with its length and the mark behind it; none where the end is another one.</summary>
    private static long Footer(FileStream file)
    {
        Span<byte> tail = stackalloc byte[sizeof(int) + 6];
        if (file.Length < Mark + tail.Length) return 0;
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        return tail[sizeof(int)..].SequenceEqual("ARROW1"u8) && length >= 0 && length <= file.Length - Mark - tail.Length ? length + tail.Length : 0;
    }

    /// <summary>Bytes of the next message's metadata; null at the end.</summary>
    private static int? Next(FileStream file)
    {
        Span<byte> number = stackalloc byte[4];
        if (file.ReadAtLeast(number, 4, throwOnEndOfStream: false) < 4) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(number);
        if (length != -1) return length; // as before version 0.15
        return file.ReadAtLeast(number, 4, throwOnEndOfStream: false) < 4 ? null : BinaryPrimitives.ReadInt32LittleEndian(number);
    }

    /// <summary>The first thing that a batch claims more of than its bytes can hold; the file stays where it is.</summary>
    private static (string What, long Claimed, long Most)? Claim(FileStream file, FlatTable batch, long body)
    {
        var (start, all) = (file.Position, 0L);
        Span<byte> number = stackalloc byte[sizeof(long)];
        foreach (var (offset, length) in batch.Pairs(2))
        {
            if (offset < 0 || length < 0 || offset > body - length) return ("a column", length, Math.Max(0, body - Math.Max(0, offset)));
            var claimed = length;
            if (batch.Table(3) is { } packed && length >= sizeof(long))
            {
                file.Position = start + offset;
                file.ReadExactly(number);
                claimed = BinaryPrimitives.ReadInt64LittleEndian(number) is not -1 and var whole ? whole : length - sizeof(long);
                var most = (length - sizeof(long)) * (packed.Byte(0) == Zstandard ? MostOfZstandard : MostOfLz4);
                if (claimed < 0 || claimed > most) return ("a column", claimed, most);
            }

            all += claimed;
        }

        file.Position = start;
        var rows = batch.Long(0);
        return rows < 0 || rows > FreeRows + (RowsOfByte * Math.Min(all, long.MaxValue / 16)) ? ("the number of rows", rows, FreeRows + (RowsOfByte * all)) : null;
    }

    /// <summary>What is wrong with columns in columns; null for what can be read.</summary>
    private static string? Nesting(FlatTable schema)
    {
        var (open, seen) = (new Stack<(FlatTable Field, int Depth)>(schema.Tables(1).Select(field => (field, 1))), 0);
        while (open.TryPop(out var next))
        {
            if (next.Depth > Deepest) return $"a column has columns in it, and these have others, deeper than {Deepest}; expected columns with one value a cell";
            if (++seen > MostFields) return $"it has more than {MostFields} columns, those in other columns among them; expected fewer";
            foreach (var child in next.Field.Tables(5)) open.Push((child, next.Depth + 1));
        }

        return null;
    }

    private static DataError.Unreadable Wrong(string path, string what, long claimed, long most) => new(path, string.Create(
        CultureInfo.InvariantCulture,
        $"{what} claims {claimed} {(what.StartsWith("the number", StringComparison.Ordinal) ? "rows" : "bytes")}, and the file can have {most} there at most; it is damaged or cut short"));
}
