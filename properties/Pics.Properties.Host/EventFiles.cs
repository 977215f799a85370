using System.Buffers.Binary;
using Tensorboard;

namespace Pics.Properties;

/// <summary>Reads event files as TensorBoard does, each checksum computed bit by bit.</summary>
internal static class EventFiles
{
    /// <summary>All events of a run, its files in the order of their names.</summary>
    public static IReadOnlyList<Event> Read(string run) => [.. Directory.GetFiles(Path.Combine(run, "events")).Order(StringComparer.Ordinal).SelectMany(path => Parse(File.ReadAllBytes(path)))];

    /// <summary>The events of a file that ends with a whole one.</summary>
    public static IEnumerable<Event> Parse(byte[] bytes)
    {
        for (var place = 0; place < bytes.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(place));
            AssertChecksum(bytes, place, 8);
            AssertChecksum(bytes, place + 12, length);
            yield return Event.Parser.ParseFrom(bytes, place + 12, length);
            place += 16 + length;
        }
    }

    /// <summary>The figures that TensorBoard shows: at the start of a session it drops those of its step and later ones.</summary>
    public static IReadOnlyList<Event> Shown(IEnumerable<Event> events)
    {
        var shown = new List<Event>();
        foreach (var entry in events)
            if (entry.SessionLog?.Status == SessionLog.Types.SessionStatus.Start) shown.RemoveAll(before => before.Step >= entry.Step);
            else if (entry.Summary is not null) shown.Add(entry);
        return shown;
    }

    /// <summary>CRC-32C, bit by bit.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0x82f63b78);
        }

        return ~crc;
    }

    private static void AssertChecksum(byte[] bytes, int start, int length)
    {
        var crc = Crc(bytes.AsSpan(start, length));
        Assert.Equal(((crc >> 15) | (crc << 17)) + 0xa282ead8, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(start + length)));
    }
}
