using System.Buffers.Binary;

namespace Pics.Numerics;

/// <summary>Range asymmetric numeral systems: several states of 64 bits that take turns, and one stream of words of 32 bits (Duda, arXiv 1311.2540).</summary>
internal static class Rans
{
    /// <summary>How many states take turns.</summary>
    public const int States = 4;

    /// <summary>The least that a state is between symbols.</summary>
    public const ulong Least = 1UL << 31;

    /// <summary>Bits of a word.</summary>
    public const int WordBits = 32;

    /// <summary>The least state from which a word is moved out before a symbol of so many parts is put in.</summary>
    public static ulong Limit(ulong parts) => ((Least >> CodedDensity.WholeBits) << WordBits) * parts;

    /// <summary>The bytes of symbols, given by first part and parts in the order in which they will be read.</summary>
    public static byte[] Encode(ReadOnlySpan<(uint Start, uint Parts)> symbols)
    {
        Span<ulong> states = stackalloc ulong[States];
        states.Fill(Least);
        var words = new List<uint>();
        for (var at = symbols.Length - 1; at >= 0; at--)
        {
            ref var state = ref states[at % States];
            var (start, parts) = symbols[at];
            if (state >= Limit(parts))
            {
                words.Add((uint)state);
                state >>= WordBits;
            }

            var (whole, rest) = Math.DivRem(state, parts);
            state = (whole << CodedDensity.WholeBits) + rest + start;
        }

        // The states from the first to the last, and then the words from the last to the first, as the reader takes them.
        var bytes = new byte[(2 * States * sizeof(uint)) + (words.Count * sizeof(uint))];
        for (var state = 0; state < States; state++) BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(state * sizeof(ulong)), states[state]);
        for (var word = 0; word < words.Count; word++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(((2 * States) + word) * sizeof(uint)), words[^(word + 1)]);
        return bytes;
    }
}

/// <summary>Reads what <see cref="Rans.Encode"/> wrote.</summary>
internal sealed class RansReader
{
    private readonly ReadOnlyMemory<byte> bytes;
    private readonly ulong[] states = new ulong[Rans.States];
    private int next;
    private int turn;

    /// <summary>The stream of a block. Where it is too short, <see cref="IsDamaged"/>.</summary>
    public RansReader(ReadOnlyMemory<byte> bytes)
    {
        this.bytes = bytes;
        IsDamaged = bytes.Length < Rans.States * sizeof(ulong) || bytes.Length % sizeof(uint) != 0;
        if (IsDamaged) return;
        for (var state = 0; state < Rans.States; state++) states[state] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[(state * sizeof(ulong))..]);
        next = Rans.States * sizeof(ulong);
    }

    /// <summary>Whether more was read than there is.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Whether all was read, and the states are as the writer began.</summary>
    public bool IsDone => !IsDamaged && next == bytes.Length && states.All(state => state == Rans.Least);

    /// <summary>The part of the whole that the next symbol has.</summary>
    public uint Part => (uint)states[turn] & ((1u << CodedDensity.WholeBits) - 1);

    /// <summary>The next symbol is known: takes it out.</summary>
    public void Take(uint start, uint parts)
    {
        ref var state = ref states[turn];
        state = (parts * (state >> CodedDensity.WholeBits)) + Part - start;
        turn = (turn + 1) % Rans.States;
        if (state >= Rans.Least) return;
        if (next + sizeof(uint) > bytes.Length)
        {
            IsDamaged = true;
            return;
        }

        state = (state << Rans.WordBits) | BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[next..]);
        next += sizeof(uint);
    }
}
