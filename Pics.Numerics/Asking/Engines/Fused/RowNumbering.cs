using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Numbers keys by first appearance, with tables that are cleared at no cost.</summary>
internal sealed unsafe class RowNumbering
{
    /// <summary>Keys below this are looked up without hashing: their table fits into a cache.</summary>
    public const int Small = 1 << 14;

    private const int MostShort = (1 << 16) - 1;

    private readonly long[] direct = new long[Small]; // stamp and number
    private long[] keys = [];
    private int[] codes = [];
    private int[] numbered = [];
    private (long Key, int Number, int Stamp)[] table = [];
    private ulong[] pairs = [];
    private int pairStamp;
    private int stamp;
    private int directStamp;

    /// <summary>The code of a whole number, from 1, or 0 where it is negative: not observed; -1 if it is too large to be looked up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Code(long value) => value < 0 ? 0 : value < Small - 1 ? (int)value + 1 : -1;

    /// <summary>As for a whole number, 0 for NaN; -1 also if it is negative or no whole number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Code(double value)
    {
        var whole = (int)value;
        return whole == value && (uint)whole < Small - 1 ? whole + 1 : double.IsNaN(value) ? 0 : -1;
    }

    /// <summary>Room for a key a row.</summary>
    public long[] Keys(int rows)
    {
        if (keys.Length < rows) keys = new long[rows];
        return keys;
    }

    /// <summary>Room for so many codes.</summary>
    public int[] Codes(int count)
    {
        if (codes.Length < count) codes = new int[count];
        return codes;
    }

    /// <summary>Numbers of values of 64 bits, to make keys of 32 bits of them.</summary>
    public int[] Number(int rows, long* values, long stride)
    {
        if (numbered.Length < 2 * rows) numbered = new int[2 * rows];
        for (var row = 0; row < rows; row++) keys[row] = values[row * stride];
        fixed (int* all = numbered) Run(rows, all, all + rows);
        return numbered;
    }

    /// <summary>Numbers values of 64 bits; gives how many there are, or more than the most if it gave up.</summary>
    public int Run(int rows, long* values, long stride, int* numbers, int* firsts, int most)
    {
        var all = Keys(rows);
        for (var row = 0; row < rows; row++) all[row] = values[row * stride];
        return Run(rows, numbers, firsts, most);
    }

    /// <summary>Numbers the channels of a variable together; gives how many there are, or more than the most if it gave up.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="values">The first channel of the first row.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="form">How many channels, and whether they are real numbers in place of whole ones.</param>
    /// <param name="numbers">The number of each row, out.</param>
    /// <param name="firsts">The first row of each number, out.</param>
    /// <param name="most">From more than so many on, the count alone matters.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int RunChannels(int rows, long* values, long stride, (int Channels, bool AreReal) form, int* numbers, int* firsts, int most)
    {
        if (form is { Channels: 1, AreReal: true }) return Run(rows, values, stride, numbers, firsts, most);
        new Span<int>(numbers, rows).Clear();
        var count = Math.Min(1, rows);
        for (var channel = 0; channel < form.Channels; channel++)
        {
            var all = Keys(rows);
            var own = form.AreReal ? Number(rows, values + channel, stride) : [];
            for (var row = 0; row < rows; row++) all[row] = ((long)numbers[row] << 32) + (form.AreReal ? own[row] : values[(row * stride) + channel] + 1);
            count = Run(rows, numbers, firsts);
        }

        return count;
    }

    /// <summary>Numbers codes; gives how many there are.</summary>
    /// <param name="codes">Below <see cref="Small"/>.</param>
    /// <param name="numbers">The number of each row, out.</param>
    /// <param name="firsts">The first row of each number, out.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int RunSmall(ReadOnlySpan<int> codes, int* numbers, int* firsts)
    {
        var (count, mark) = (0, Mark());
        for (var row = 0; row < codes.Length; row++) count = Take(ref direct[codes[row]], mark, row, count, numbers, firsts);
        return count;
    }

    /// <summary>Numbers pairs of numbers; gives how many there are, or more than the most if it gave up.</summary>
    /// <param name="rows">How many pairs.</param>
    /// <param name="numbers">The first of each, and the number of each row, out.</param>
    /// <param name="others">The second of each.</param>
    /// <param name="width">The second are below this; all pairs are below <see cref="Small"/>.</param>
    /// <param name="firsts">The first row of each number, out.</param>
    /// <param name="most">From more than so many on, the count alone matters.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int RunSmall(int rows, int* numbers, int* others, int width, int* firsts, int most)
    {
        var (count, mark) = (0, Mark());
        for (var row = 0; row < rows && count <= most; row++) count = Take(ref direct[(numbers[row] * width) + others[row]], mark, row, count, numbers, firsts);
        return count;
    }

    /// <summary>Numbers pairs of numbers; gives how many there are, or more than the most if it gave up.</summary>
    /// <param name="rows">How many pairs.</param>
    /// <param name="numbers">The first of each, and the number of each row, out.</param>
    /// <param name="others">The second of each.</param>
    /// <param name="firsts">The first row of each number, out.</param>
    /// <param name="most">From more than so many on, the count alone matters.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int RunPairs(int rows, int* numbers, int* others, int* firsts, int most)
    {
        if (rows > MostShort) return RunLong(rows, numbers, others, firsts, most);

        // An entry is the pair, two numbers of 16 bits; the stamp; and the number: half of the memory of other keys.
        var bits = BitOperations.Log2((uint)Math.Max(8, rows)) + 2;
        if (pairs.Length < 1 << bits) (pairs, pairStamp) = (new ulong[1 << bits], 0);
        if (++pairStamp > MostShort)
        {
            System.Array.Clear(pairs);
            pairStamp = 1;
        }

        var (count, shift, mask) = (0, 64 - BitOperations.Log2((uint)pairs.Length), pairs.Length - 1);
        for (var row = 0; row < rows && count <= most; row++)
        {
            var key = ((ulong)(uint)numbers[row] << 48) | ((ulong)(uint)others[row] << 32) | ((ulong)(uint)pairStamp << 16);
            var place = (int)((key * 0x9E3779B97F4A7C15) >> shift);
            ulong entry;
            while (((entry = pairs[place]) & 0xFFFF0000) == (key & 0xFFFF0000) && (entry & ~0xFFFFUL) != key) place = (place + 1) & mask;
            if ((entry & ~0xFFFFUL) != key)
            {
                pairs[place] = entry = key | (uint)count;
                firsts[count++] = row;
            }

            numbers[row] = (int)(entry & 0xFFFF);
        }

        return count;
    }

    private int RunLong(int rows, int* numbers, int* others, int* firsts, int most)
    {
        var all = Keys(rows);
        for (var row = 0; row < rows; row++) all[row] = ((long)numbers[row] << 32) + others[row];
        return Run(rows, numbers, firsts, most);
    }

    /// <summary>Numbers the keys; gives how many there are, or more than the most if it gave up.</summary>
    /// <param name="rows">How many keys.</param>
    /// <param name="numbers">The number of each row, out.</param>
    /// <param name="firsts">The first row of each number, out.</param>
    /// <param name="most">From more than so many on, the count alone matters.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Run(int rows, int* numbers, int* firsts, int most = int.MaxValue)
    {
        var bits = BitOperations.Log2((uint)Math.Max(8, rows)) + 2;
        if (table.Length < 1 << bits) (table, stamp) = (new (long, int, int)[1 << bits], 0);
        stamp++;
        var (count, mask, shift) = (0, table.Length - 1, 64 - BitOperations.Log2((uint)table.Length));
        for (var row = 0; row < rows && count <= most; row++)
        {
            var key = keys[row];
            var place = (int)(((ulong)key * 0x9E3779B97F4A7C15) >> shift); // Fibonacci hashing
            while (table[place].Stamp == stamp && table[place].Key != key) place = (place + 1) & mask;
            if (table[place].Stamp != stamp)
            {
                table[place] = (key, count, stamp);
                firsts[count++] = row;
            }

            numbers[row] = table[place].Number;
        }

        return count;
    }

    /// <summary>What entries of this run bear.</summary>
    private long Mark()
    {
        if (directStamp == int.MaxValue)
        {
            System.Array.Clear(direct);
            directStamp = 0;
        }

        return (long)++directStamp << 32;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Take(ref long entry, long mark, int row, int count, int* numbers, int* firsts)
    {
        if ((entry & ~0xFFFFFFFFL) != mark)
        {
            entry = mark | (uint)count;
            firsts[count++] = row;
        }

        numbers[row] = (int)entry;
        return count;
    }
}
