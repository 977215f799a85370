using System.Numerics;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>Rows of numbers of one width: in memory, or in a file from which each is read when it is needed.</summary>
internal abstract class RowStore
{
    /// <summary>How many rows.</summary>
    public abstract int Rows { get; }

    /// <summary>Numbers per row.</summary>
    public abstract int Width { get; }

    /// <summary>Whether numbers may have a fraction.</summary>
    public abstract bool IsReal { get; }

    /// <summary>Bytes that the rows take.</summary>
    public abstract long Bytes { get; }

    /// <summary>Whether the rows are in a file.</summary>
    public abstract bool IsInFile { get; }

    /// <summary>A row as real numbers, NaN where not observed.</summary>
    public abstract void Read(int row, Span<double> target);

    /// <summary>A row as whole numbers, -1 where not observed.</summary>
    public abstract void Read(int row, Span<long> target);

    /// <summary>The first number that is neither -1 or NaN for not observed nor right, or null.</summary>
    /// <param name="values">For each place of a row, how many values; zero where any number is right.</param>
    public abstract (int Row, int Place, double Value)? FindOutside(ReadOnlySpan<int> values);

    /// <summary>Rows in an array that is given away.</summary>
    /// <typeparam name="T">A type of numbers; a negative whole number or a NaN is not observed.</typeparam>
    public static RowStore Of<T>(T[] values, int width)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> => new InMemory<T>(values, width);

    /// <summary>Rows in arrays that are given away, each but the last of so many.</summary>
    /// <typeparam name="T">A type of numbers.</typeparam>
    public static RowStore OfBlocks<T>(IEnumerable<T[]> blocks, int rows, int width, int blockRows)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> => new InBlocks<T>([.. blocks], rows, width, blockRows);

    /// <summary>How many rows are in a block: a power of two with at most so many numbers, or one row.</summary>
    public static int BlockRows(int width, int numbers) => 1 << BitOperations.Log2((uint)Math.Max(1, numbers / Math.Max(1, width)));

    /// <summary>Rows in a file, in this machine's byte order.</summary>
    /// <typeparam name="T">A type of numbers.</typeparam>
    /// <param name="path">A file; where it is changed as long as the rows are in use, reading throws <see cref="RowsLostException"/>. One that is removed or replaced under its name stays open and whole.</param>
    /// <param name="offset">Where the rows begin.</param>
    /// <param name="rows">How many rows; they must be there.</param>
    /// <param name="width">Numbers per row.</param>
    public static RowStore OfFile<T>(string path, long offset, int rows, int width)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
        new InFile<T>(new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0), offset, rows, width, isOurs: false);

    /// <summary>A new file for rows in the cache folder, which is removed when it is closed.</summary>
    public static FileStream NewFile(int bufferSize)
    {
        Directory.CreateDirectory(CacheFolder.Path);
        return new(
            Path.Combine(CacheFolder.Path, Path.GetRandomFileName() + ".rows"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = bufferSize, Options = FileOptions.DeleteOnClose });
    }

    /// <summary>Rows in a file that is given away, and removed when they are not in use any more.</summary>
    /// <remarks>On Unix its name is removed at once, so that nothing is left whatever happens; elsewhere when it is closed.</remarks>
    public static RowStore Temporary<T>(FileStream file, int rows, int width)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var store = new InFile<T>(file, 0, rows, width, isOurs: true);
        if (!OperatingSystem.IsWindows()) File.Delete(file.Name);
        return store;
    }

    private abstract class Typed<T>(int rows, int width) : RowStore
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        private static readonly bool IsFloating = typeof(T) == typeof(float) || typeof(T) == typeof(double);

        public override int Rows => rows;

        public override int Width => width;

        public override bool IsReal => IsFloating;

        public override unsafe long Bytes => (long)rows * width * sizeof(T);

        public override void Read(int row, Span<double> target)
        {
            var from = Row(row);
            for (var place = 0; place < from.Length; place++) target[place] = IsHidden(from[place]) ? double.NaN : double.CreateTruncating(from[place]);
        }

        public override void Read(int row, Span<long> target)
        {
            var from = Row(row);
            for (var place = 0; place < from.Length; place++) target[place] = IsHidden(from[place]) ? -1 : long.CreateTruncating(from[place]);
        }

        public override (int Row, int Place, double Value)? FindOutside(ReadOnlySpan<int> values)
        {
            if (values.IndexOfAnyExceptInRange(256, int.MaxValue) < 0 && typeof(T) == typeof(byte)) return null;
            for (var row = 0; row < rows; row++)
            {
                var numbers = Row(row);
                for (var place = 0; place < numbers.Length; place++)
                {
                    var number = numbers[place];
                    if (IsHidden(number) && (IsFloating || number == -T.One)) continue;
                    if (IsHidden(number) || (values[place] > 0 && (number < T.Zero || double.CreateTruncating(number) >= values[place] || !T.IsInteger(number))) || T.IsInfinity(number))
                        return (row, place, double.CreateTruncating(number));
                }
            }

            return null;
        }

        /// <summary>A row, which may be overwritten by the next that the same thread reads.</summary>
        protected abstract ReadOnlySpan<T> Row(int row);

        private static bool IsHidden(T number) => IsFloating ? T.IsNaN(number) : T.IsNegative(number);
    }

    private sealed class InMemory<T>(T[] values, int width) : Typed<T>(values.Length / width, width)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        public override bool IsInFile => false;

        protected override ReadOnlySpan<T> Row(int row) => values.AsSpan(row * Width, Width);
    }

    private sealed class InBlocks<T>(T[][] blocks, int rows, int width, int blockRows) : Typed<T>(rows, width)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        private readonly int shift = BitOperations.Log2((uint)blockRows);

        public override bool IsInFile => false;

        protected override ReadOnlySpan<T> Row(int row) => blocks[row >> shift].AsSpan((row & (blockRows - 1)) * Width, Width);
    }

    /// <summary>Rows that are read one by one: where a file is mapped, whoever cuts it short ends the process.</summary>
    private sealed unsafe class InFile<T> : Typed<T>
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        private const int Block = 1 << 16; // bytes read at once where rows are read one after the other

        private static long made; // stores

        [ThreadStatic]
        private static T[]? buffer;

        [ThreadStatic]
        private static (long Store, int First, int Count) held; // rows in the buffer

        private readonly long number = Interlocked.Increment(ref made);
        private readonly FileStream file; // open as long as the rows are in use, where closing it removes it
        private readonly long offset;
        private readonly DateTime? written; // a mark that is compared with itself, so that no clock counts

        /// <param name="file">Owned.</param>
        /// <param name="offset">Where the rows begin.</param>
        /// <param name="rows">How many.</param>
        /// <param name="width">Numbers per row.</param>
        /// <param name="isOurs">Whether nobody else knows the file.</param>
        public InFile(FileStream file, long offset, int rows, int width, bool isOurs)
            : base(rows, width)
        {
            (this.file, this.offset) = (file, offset);
            if (!isOurs) written = File.GetLastWriteTimeUtc(file.SafeFileHandle);
        }

        public override bool IsInFile => true;

        protected override ReadOnlySpan<T> Row(int row)
        {
            if (held.Store == number && row >= held.First && row < held.First + held.Count) return buffer.AsSpan((row - held.First) * Width, Width);
            var isNext = held.Store == number && row == held.First + held.Count;
            var count = isNext && written is null ? Math.Clamp(Block / (Width * sizeof(T)), 1, Rows - row) : 1; // a file of others is looked at for each row
            held = default;
            if (buffer is null || buffer.Length < count * Width) buffer = new T[count * Width];
            var bytes = MemoryMarshal.AsBytes(buffer.AsSpan(0, count * Width));
            var start = offset + ((long)row * Width * sizeof(T));
            try
            {
                for (var filled = 0; filled < bytes.Length;)
                {
                    var read = RandomAccess.Read(file.SafeFileHandle, bytes[filled..], start + filled);
                    filled += read > 0 ? read : throw new RowsLostException($"'{file.Name}' was cut short while its rows were in use: row {row} is not there any more");
                }

                // After the row was read, so that none is given that was changed before.
                if (written is { } mark && File.GetLastWriteTimeUtc(file.SafeFileHandle) != mark) throw new RowsLostException($"'{file.Name}' was changed while its rows were in use");
            }
            catch (Exception error) when (error is (IOException and not RowsLostException) or UnauthorizedAccessException)
            {
                throw new RowsLostException($"'{file.Name}' cannot be read any more: {error.Message.TrimEnd('.')}");
            }

            if (written is null) held = (number, row, count);
            return buffer.AsSpan(0, Width);
        }
    }
}
