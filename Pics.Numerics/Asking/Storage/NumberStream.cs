namespace Pics.Numerics;

/// <summary>The bytes of numbers between streams and plain memory, a piece at a time: there may be more of them than an array can hold.</summary>
internal static unsafe class NumberStream
{
    private const int Piece = 1 << 23; // bytes at once

    /// <summary>The number that some bytes are.</summary>
    public delegate double NumberOfBytes(ReadOnlySpan<byte> bytes);

    /// <summary>Writes memory as it is.</summary>
    public static void Write(Stream stream, nint from, long bytes)
    {
        for (var start = 0L; start < bytes; start += Piece) stream.Write(new ReadOnlySpan<byte>((byte*)from + start, (int)Math.Min(Piece, bytes - start)));
    }

    /// <summary>Writes the numbers of a table, the last axis fastest.</summary>
    public static void Write(Stream stream, NumberTable table)
    {
        Write(stream, table.Address, table.Count * table.Size);
        GC.KeepAlive(table);
    }

    /// <summary>Overwrites memory. Throws <see cref="EndOfStreamException"/>.</summary>
    public static void Read(Stream stream, nint to, long bytes)
    {
        for (var start = 0L; start < bytes; start += Piece) stream.ReadExactly(new Span<byte>((byte*)to + start, (int)Math.Min(Piece, bytes - start)));
    }

    /// <summary>Overwrites memory with numbers of another form. Throws <see cref="EndOfStreamException"/>.</summary>
    /// <param name="stream">From the first number on.</param>
    /// <param name="to">Where they go.</param>
    /// <param name="type">As what they go there: F32, F64 or I64.</param>
    /// <param name="count">How many.</param>
    /// <param name="size">Bytes of a number in the stream.</param>
    /// <param name="number">Reads one.</param>
    public static void Read(Stream stream, nint to, string type, long count, int size, NumberOfBytes number)
    {
        var most = (int)Math.Min(Piece / size, count);
        var bytes = new byte[size * most];
        for (var start = 0L; start < count; start += most)
        {
            var now = (int)Math.Min(most, count - start);
            stream.ReadExactly(bytes, 0, size * now);
            for (var place = 0; place < now; place++) Put(to, type, start + place, number(bytes.AsSpan(size * place, size)));
        }
    }

    private static void Put(nint to, string type, long place, double value)
    {
        if (type == SafetensorsType.Double) ((double*)to)[place] = value;
        else if (type == SafetensorsType.Single) ((float*)to)[place] = (float)value;
        else ((long*)to)[place] = (long)value;
    }
}
