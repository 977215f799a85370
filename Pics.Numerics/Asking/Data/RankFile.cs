using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>A number for each row, set part by part in any order: in memory, or where there are many in a file of its own.</summary>
/// <param name="rows">How many.</param>
/// <param name="most">How many are held in memory.</param>
internal sealed class RankFile(int rows, long most) : IDisposable
{
    private const int Block = 1 << 20; // rows that are written together

    private readonly int[] block = new int[Math.Min(rows, rows <= most ? rows : Block)];
    private FileStream? file = rows <= most ? null : Open(rows);

    /// <summary>Sets the numbers of some rows.</summary>
    /// <param name="order">The rows; sorted afterwards.</param>
    /// <param name="first">The number of the first of them; each other one has the next.</param>
    public void Write(int[] order, int first)
    {
        var numbers = Enumerable.Range(first, order.Length).ToArray();
        System.Array.Sort(order, numbers); // as they are in the file
        for (var place = 0; place < order.Length;)
        {
            var start = order[place] / block.Length * block.Length;
            var part = block.AsSpan(0, Math.Min(block.Length, rows - start));
            Move(start, part, isWritten: false);
            for (; place < order.Length && order[place] - start < part.Length; place++) part[order[place] - start] = numbers[place];
            Move(start, part, isWritten: true);
        }
    }

    /// <summary>All numbers, one a row; nothing can be set any more.</summary>
    public RowStore Finish()
    {
        if (file is not { } all) return RowStore.Of(block, 1);
        file = null;
        return RowStore.Temporary<int>(all, rows, 1);
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    private static FileStream Open(int rows)
    {
        var file = RowStore.NewFile(0);
        file.SetLength((long)rows * sizeof(int));
        return file;
    }

    private void Move(int start, Span<int> part, bool isWritten)
    {
        if (file is null) return;
        file.Position = (long)start * sizeof(int);
        if (isWritten) file.Write(MemoryMarshal.AsBytes(part));
        else file.ReadExactly(MemoryMarshal.AsBytes(part));
    }
}
