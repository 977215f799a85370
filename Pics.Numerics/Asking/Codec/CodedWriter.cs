using System.Buffers.Binary;

namespace Pics.Numerics;

/// <summary>Writes a coded file from its start to its end.</summary>
internal sealed class CodedWriter
{
    private readonly Stream to;
    private readonly List<int> lengths = [];
    private long written;
    private long coded;
    private long text;
    private readonly long model;

    /// <summary>Writes all before the blocks.</summary>
    /// <param name="to">Where the bytes go.</param>
    /// <param name="header">What comes first.</param>
    /// <param name="embedded">The model; empty where it is not in the file.</param>
    public CodedWriter(Stream to, CodedHeader header, byte[] embedded)
    {
        (this.to, model) = (to, embedded.Length);
        to.Write(CodedSections.Mark);
        written = CodedSections.Mark.Length + CodedSections.Write(to, CodedSections.Pack(header.Write()));
        if (embedded.Length > 0) written += CodedSections.Write(to, embedded);
    }

    /// <summary>Writes a block.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="rest">What their text has beyond them.</param>
    public void Add(byte[] rows, byte[] rest)
    {
        var block = new byte[sizeof(int) + rows.Length + rest.Length];
        BinaryPrimitives.WriteInt32LittleEndian(block, rows.Length);
        rows.CopyTo(block, sizeof(int));
        rest.CopyTo(block, sizeof(int) + rows.Length);
        lengths.Add(CodedSections.Write(to, block));
        (written, coded, text) = (written + lengths[^1], coded + rows.Length, text + rest.Length);
    }

    /// <summary>Writes where the blocks are, and the end.</summary>
    public CodecReport Finish(int rows)
    {
        var index = new byte[lengths.Count * sizeof(int)];
        for (var block = 0; block < lengths.Count; block++) BinaryPrimitives.WriteInt32LittleEndian(index.AsSpan(block * sizeof(int)), lengths[block]);
        var place = written;
        written += CodedSections.Write(to, CodedSections.Pack(index));
        Span<byte> end = stackalloc byte[CodedSections.Trailer];
        BinaryPrimitives.WriteInt64LittleEndian(end, place);
        CodedSections.End.CopyTo(end[sizeof(long)..]);
        to.Write(end);
        return new(rows, written + end.Length, coded, model, text);
    }
}
