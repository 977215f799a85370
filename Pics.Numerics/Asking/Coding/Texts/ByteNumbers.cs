namespace Pics.Numerics;

/// <summary>Bytes that are written one after the other: numbers in as few as they need (LEB128), and runs with their length before them.</summary>
internal sealed class ByteWriter
{
    private const int Bits = 7;
    private const byte More = 0x80;

    private readonly List<byte> bytes = [];

    /// <summary>How many there are.</summary>
    public int Count => bytes.Count;

    /// <summary>All of them.</summary>
    public ReadOnlySpan<byte> Bytes => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes);

    /// <summary>Writes a number that is not negative.</summary>
    public void Number(long number)
    {
        var left = (ulong)number;
        for (; left >= More; left >>= Bits) bytes.Add((byte)(left | More));
        bytes.Add((byte)left);
    }

    /// <summary>Writes bytes with their number before them.</summary>
    public void Run(ReadOnlySpan<byte> run)
    {
        Number(run.Length);
        Add(run);
    }

    /// <summary>Writes letters likewise.</summary>
    public void Run(string letters) => Run(System.Text.Encoding.UTF8.GetBytes(letters));

    /// <summary>Writes bytes as they are.</summary>
    public void Add(ReadOnlySpan<byte> run) => bytes.AddRange(run);

    /// <summary>Starts anew.</summary>
    public void Clear() => bytes.Clear();
}

/// <summary>Reads what a <see cref="ByteWriter"/> wrote, of whatever bytes: after the first fault all is 0 or empty.</summary>
/// <param name="bytes">The bytes.</param>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private const int Bits = 7;
    private const byte More = 0x80;

    private ReadOnlySpan<byte> left = bytes;

    /// <summary>Whether there was no fault.</summary>
    public bool IsRight { get; private set; } = true;

    /// <summary>How many bytes are left.</summary>
    public readonly int Left => left.Length;

    /// <summary>A number from 0 to a largest one.</summary>
    public long Number(long most)
    {
        ulong number = 0;
        for (var shift = 0; shift < 63; shift += Bits)
        {
            if (left.IsEmpty) break;
            var value = left[0];
            left = left[1..];
            number |= (ulong)(value & ~More) << shift;
            if (value >= More) continue;
            return number <= (ulong)most ? (long)number : Fault();
        }

        return Fault();
    }

    /// <summary>Bytes with their number before them, at most so many.</summary>
    public ReadOnlySpan<byte> Run(int most) => Take(Number(Math.Min(most, left.Length)));

    /// <summary>Letters likewise.</summary>
    public string Letters(int most) => System.Text.Encoding.UTF8.GetString(Run(most));

    /// <summary>So many bytes.</summary>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count > left.Length) count = Fault();
        var taken = left[..(int)count];
        left = left[(int)count..];
        return taken;
    }

    /// <summary>Says that what was read cannot be.</summary>
    public long Fault()
    {
        IsRight = false;
        left = default;
        return 0;
    }
}
