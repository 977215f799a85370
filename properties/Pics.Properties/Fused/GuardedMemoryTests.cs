using System.Globalization;

namespace Pics.Properties;

/// <summary>Memory that ends where a page begins that nobody may touch.</summary>
public class GuardedMemoryTests
{
    private const string Maps = "/proc/self/maps";

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(100_001)]
    public unsafe void No_page_behind_its_end_may_be_touched(int bytes)
    {
        Skip.IfNot(File.Exists(Maps), "needs a system that lists the pages of a process");
        var memory = (byte*)GuardedPages.Allocate((nuint)bytes);
        try
        {
            Assert.All(Enumerable.Range(0, bytes), place => Assert.Equal(byte.MaxValue, memory[place]));
            Assert.True(float.IsNaN(BitConverter.Int32BitsToSingle(-1)) && double.IsNaN(BitConverter.Int64BitsToDouble(-1)));
            memory[bytes - 1] = 1;
            var (start, _, rights) = Pages().Single(page => page.Start <= (ulong)(memory + bytes) && (ulong)(memory + bytes) < page.End);
            Assert.Equal(("---p", (ulong)(memory + bytes)), (rights, start));
        }
        finally
        {
            GuardedPages.Free(memory);
        }

        Assert.DoesNotContain(Pages(), page => page.Start <= (ulong)memory && (ulong)memory < page.End && page.Rights == "---p");
        GuardedPages.Free(null);
    }

    [SkippableFact]
    public unsafe void Numbers_that_nobody_wrote_are_seen_in_guarded_processes()
    {
        Skip.IfNot(NativeBytes.AreGuarded, $"for processes with {NativeBytes.Variable}=1");
        using var buffer = new NativeBuffer<float>();
        foreach (var count in new[] { 10, 3, 500, 501 })
            Assert.True(float.IsNaN(buffer.Reserve(count)[0]));
    }

    private static IEnumerable<(ulong Start, ulong End, string Rights)> Pages() => File.ReadLines(Maps).Select(line => line.Split(' ')).Select(words =>
    {
        var ends = words[0].Split('-');
        return (ulong.Parse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), ulong.Parse(ends[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), words[1]);
    });
}
