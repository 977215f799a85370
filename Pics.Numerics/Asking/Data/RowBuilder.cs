using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>Takes rows one by one: in memory up to a limit, past it in a file of its own.</summary>
/// <typeparam name="T">A type of numbers; a negative whole number or a NaN is not observed.</typeparam>
/// <param name="width">Numbers per row.</param>
/// <param name="options">The limit.</param>
/// <param name="most">Rows at most, if known: no more memory is taken than they need.</param>
internal sealed class RowBuilder<T>(int width, ReadOptions options, int most = int.MaxValue) : IDisposable
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private const int FirstNumbers = 1 << 16;
    private const int BlockBytes = 1 << 20; // about; so that no row is copied again where there are many

    private readonly int blockRows = RowStore.BlockRows(width, BlockBytes / Unsafe.SizeOf<T>());
    private readonly long mostHeld = options.MemoryLimit / Unsafe.SizeOf<T>() / width; // rows
    private readonly List<T[]> blocks = []; // all full but the last
    private FileStream? file;

    /// <summary>Rows so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds a row.</summary>
    public void Add(ReadOnlySpan<T> row)
    {
        if (Rows == int.MaxValue) throw new IOException($"it has more than {int.MaxValue} rows");
        if (file is null && Rows >= mostHeld) MoveToFile();
        if (file is null) row.CopyTo(Room().AsSpan(Rows % blockRows * width, width));
        else file.Write(MemoryMarshal.AsBytes(row));
        Rows++;
    }

    /// <summary>All rows; nothing can be added any more.</summary>
    public RowStore Finish()
    {
        if (file is null)
        {
            if (blocks.Count > 0 && Rows % blockRows is > 0 and var last) Resize(last);
            return blocks.Count > 1 ? RowStore.OfBlocks(blocks, Rows, width, blockRows) : RowStore.Of(blocks.Count == 0 ? [] : blocks[0], width);
        }

        file.Flush();
        var store = RowStore.Temporary<T>(file, Rows, width);
        file = null;
        return store;
    }

    /// <summary>Forgets what was not finished.</summary>
    public void Dispose()
    {
        if (file is null) return;
        file.Dispose();
        File.Delete(file.Name);
    }

    /// <summary>The block of the next row; the first one grows, the others are as large as they will be.</summary>
    private T[] Room()
    {
        var (full, here) = (Rows / blockRows, Rows % blockRows);
        var left = (int)Math.Min(blockRows, Math.Max(1, Math.Min(most, mostHeld) - (full * (long)blockRows)));
        if (full == blocks.Count) blocks.Add(new T[(full == 0 ? Math.Min(left, Math.Max(1, FirstNumbers / width)) : left) * width]);
        else if (here * width == blocks[full].Length) Resize((int)Math.Max(here + 1, Math.Min(left, 2L * here)));
        return blocks[full];
    }

    private void Resize(int rows)
    {
        var block = blocks[^1];
        System.Array.Resize(ref block, rows * width);
        blocks[^1] = block;
    }

    private void MoveToFile()
    {
        file = RowStore.NewFile(1 << 16);
        for (var block = 0; block < blocks.Count; block++) file.Write(MemoryMarshal.AsBytes(blocks[block].AsSpan(0, Math.Min(blockRows, Rows - (block * blockRows)) * width)));
        blocks.Clear();
    }
}
