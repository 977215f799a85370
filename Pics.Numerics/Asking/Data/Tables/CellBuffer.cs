namespace Pics.Numerics;

/// <summary>The cells of a row as texts in one buffer, for sources that write them there.</summary>
internal sealed class CellBuffer
{
    private char[] letters = new char[1024];
    private int[] ends = new int[16];
    private int used;

    /// <summary>Cells of the row.</summary>
    public int Count { get; private set; }

    /// <summary>The text of a cell.</summary>
    public ReadOnlySpan<char> this[int cell] => letters.AsSpan((cell == 0 ? 0 : ends[cell - 1])..ends[cell]);

    /// <summary>Begins a row.</summary>
    public void Clear() => (Count, used) = (0, 0);

    /// <summary>Adds a cell; empty where not observed.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        while (letters.Length - used < text.Length) System.Array.Resize(ref letters, 2 * letters.Length);
        text.CopyTo(letters.AsSpan(used));
        End(used + text.Length);
    }

    /// <summary>Adds a cell of a value that writes itself in the invariant culture.</summary>
    public void Add<T>(T value, ReadOnlySpan<char> format)
        where T : ISpanFormattable
    {
        int written;
        while (!value.TryFormat(letters.AsSpan(used), out written, format, System.Globalization.CultureInfo.InvariantCulture)) System.Array.Resize(ref letters, 2 * letters.Length);
        End(used + written);
    }

    /// <summary>Adds a cell of a text in UTF-8.</summary>
    public void AddUtf8(ReadOnlySpan<byte> text)
    {
        while (letters.Length - used < text.Length) System.Array.Resize(ref letters, 2 * letters.Length); // no more letters than bytes
        End(used + System.Text.Encoding.UTF8.GetChars(text, letters.AsSpan(used)));
    }

    private void End(int end)
    {
        if (Count == ends.Length) System.Array.Resize(ref ends, 2 * ends.Length);
        ends[Count++] = used = end;
    }
}
