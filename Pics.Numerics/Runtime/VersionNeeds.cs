using System.Buffers.Binary;
using System.Text;

namespace Pics.Numerics;

/// <summary>The versions of other libraries that an ELF library asks for.</summary>
/// <remarks>
/// TorchSharp's library was linked with GCC 13 and asks for version GLIBCXX_3.4.32 of libstdc++.so.6. Only _ZSt21ios_base_library_initv carries
/// that version, and nothing is relocated against it, so marking that one need as weak lets an older system's loader accept the library.
/// Source: the sections of symbol versions in the Linux Standard Base, core specification, "Symbol Versioning".
/// </remarks>
internal static class VersionNeeds
{
    /// <summary>The version that older systems lack.</summary>
    public const string Newest = "GLIBCXX_3.4.32";

    private const uint Elf = 0x464C457F, VersionNeedSection = 0x6ffffffe;
    private const byte Bits64 = 2, LittleEndian = 1, Weak = 2;

    /// <summary>The library with every need of this version marked as weak.</summary>
    /// <returns>Null if the bytes are no 64-bit little-endian ELF library, or if it has no such need.</returns>
    public static byte[]? Weakened(ReadOnlySpan<byte> library, string version)
    {
        var bytes = library.ToArray();
        try
        {
            if (UInt32(bytes, 0) != Elf || bytes[4] != Bits64 || bytes[5] != LittleEndian) return null;
            var sections = Sections.Of(bytes);
            var found = false;
            for (var section = 0; section < sections.Count; section++)
            {
                if (UInt32(bytes, sections.At(section) + 4) == VersionNeedSection) found |= Weaken(bytes, sections, sections.At(section), Encoding.ASCII.GetBytes(version + "\0"));
            }

            return found ? bytes : null;
        }
        catch (Exception error) when (error is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            return null; // places outside the file
        }
    }

    /// <summary>Marks the needs in one section; whether there were any.</summary>
    private static bool Weaken(byte[] bytes, Sections sections, int section, ReadOnlySpan<byte> version)
    {
        var found = false;
        var strings = Offset(bytes, sections.At(checked((int)UInt32(bytes, section + 0x28))));
        for (int need = Offset(bytes, section), next = -1; next != 0; need = Plus(need, (uint)next))
        {
            var entry = Plus(need, UInt32(bytes, need + 8));
            for (int versions = UInt16(bytes, need + 2); versions > 0; versions--)
            {
                if (bytes.AsSpan(Plus(strings, UInt32(bytes, entry + 8))).StartsWith(version))
                {
                    bytes[entry + 4] |= Weak;
                    found = true;
                }

                entry = Plus(entry, UInt32(bytes, entry + 12));
            }

            next = checked((int)UInt32(bytes, need + 12));
        }

        return found;
    }

    private static int Offset(byte[] bytes, int section) => checked((int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(section + 0x18)));

    private static int Plus(int place, uint offset) => checked(place + (int)offset);

    private static uint UInt32(byte[] bytes, int place) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(place));

    private static ushort UInt16(byte[] bytes, int place) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(place));

    /// <summary>The table of sections.</summary>
    private readonly record struct Sections(long Start, int Size, int Count)
    {
        public static Sections Of(byte[] bytes) => new(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(0x28)), UInt16(bytes, 0x3A), UInt16(bytes, 0x3C));

        public int At(int section) => checked((int)(Start + (long)section * Size));
    }
}
