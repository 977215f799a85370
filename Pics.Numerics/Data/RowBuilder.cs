using System.Numerics;
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

    private T[] values = [];
    private FileStream? file;

    /// <summary>Rows so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds a row.</summary>
    public void Add(ReadOnlySpan<T> row)
    {
        if (Rows == int.MaxValue) throw new IOException($"it has more than {int.MaxValue} rows");
        if (file is null && !HasRoom()) MoveToFile();
        if (file is null) row.CopyTo(values.AsSpan(Rows * width, width));
        else file.Write(MemoryMarshal.AsBytes(row));
        Rows++;
    }

    /// <summary>All rows; nothing can be added any more.</summary>
    public RowStore Finish()
    {
        if (file is null)
        {
            if (values.Length != Rows * width) System.Array.Resize(ref values, Rows * width);
            return RowStore.Of(values, width);
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

    private unsafe bool HasRoom()
    {
        var (needed, largest) = ((Rows + 1L) * width, Math.Min(System.Array.MaxLength, options.MemoryLimit / sizeof(T)));
        if (needed > largest) return false;
        if (needed > values.Length)
            System.Array.Resize(ref values, (int)Math.Max(needed, Math.Min(Math.Min(largest, (long)most * width), Math.Max(FirstNumbers, 2L * values.Length))));
        return true;
    }

    private void MoveToFile()
    {
        Directory.CreateDirectory(CacheFolder.Path);
        file = new(
            Path.Combine(CacheFolder.Path, Path.GetRandomFileName() + ".rows"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = 1 << 16, Options = FileOptions.DeleteOnClose });
        file.Write(MemoryMarshal.AsBytes(values.AsSpan(0, Rows * width)));
        values = [];
    }
}
