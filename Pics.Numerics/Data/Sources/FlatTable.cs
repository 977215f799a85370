using System.Buffers.Binary;

namespace Pics.Numerics;

/// <summary>A table of a FlatBuffer, as the metadata of Arrow are; whatever leads out of its bytes is an <see cref="InvalidDataException"/>.</summary>
/// <remarks>Tables are only ever behind what refers to them, so that none contains itself. Source: the FlatBuffers specification.</remarks>
internal readonly struct FlatTable
{
    private readonly byte[] bytes;
    private readonly int place;
    private readonly int fields; // where the offsets of its fields are
    private readonly int size; // bytes of these

    private FlatTable(byte[] bytes, long place)
    {
        (this.bytes, this.place) = (bytes, In(bytes, place, 4));
        var table = (long)this.place - BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(this.place));
        fields = In(bytes, table, 4);
        size = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(fields));
        In(bytes, fields, size);
    }

    /// <summary>The table that a buffer begins with.</summary>
    public static FlatTable Root(byte[] bytes) => new(bytes, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(In(bytes, 0, 4))));

    /// <summary>A number of 64 bits; 0 where there is none.</summary>
    public long Long(int field) => Place(field, 8) is { } at ? BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at)) : 0;

    /// <summary>A number of 8 bits; 0 where there is none.</summary>
    public byte Byte(int field) => Place(field, 1) is { } at ? bytes[at] : (byte)0;

    /// <summary>A table that it refers to; null where there is none.</summary>
    public FlatTable? Table(int field) => Place(field, 4) is { } at ? new FlatTable(bytes, Behind(at)) : null;

    /// <summary>The tables of a list.</summary>
    public IEnumerable<FlatTable> Tables(int field)
    {
        var (start, count) = List(field, 4);
        for (var index = 0; index < count; index++) yield return new(bytes, Behind(start + (4 * index)));
    }

    /// <summary>Pairs of numbers of 64 bits in a list.</summary>
    public IEnumerable<(long First, long Second)> Pairs(int field)
    {
        var (start, count) = List(field, 16);
        for (var index = 0; index < count; index++)
        {
            var at = start + (16 * index);
            yield return (BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at)), BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + 8)));
        }
    }

    private (int Start, int Count) List(int field, int width)
    {
        if (Place(field, 4) is not { } at) return (0, 0);
        var list = In(bytes, Behind(at), 4);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(list));
        return (In(bytes, list + 4L, count * width), (int)count);
    }

    /// <summary>Where a field is; null where it is left out.</summary>
    private int? Place(int field, int width)
    {
        var entry = 4 + (2 * field);
        if (entry + 2 > size) return null;
        var offset = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(fields + entry));
        return offset == 0 ? null : In(bytes, (long)place + offset, width);
    }

    private long Behind(int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)) is > 0 and var offset ? at + (long)offset : throw new InvalidDataException();

    private static int In(byte[] bytes, long place, long length) => place >= 0 && length >= 0 && place + length <= bytes.Length ? (int)place : throw new InvalidDataException();
}
