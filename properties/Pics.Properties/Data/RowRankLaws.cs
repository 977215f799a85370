using FsCheck.Xunit;

namespace Pics.Properties;

/// <summary>Ranks of rows are those of a sort of all, however few are ranked at once.</summary>
public sealed class RowRankLaws
{
    private static readonly double[] Odd = [double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, 1, 1, 2, double.MaxValue];

    [Property]
    public bool Ranks_are_those_of_a_sort(byte[] picks, byte atOnce, bool isInFile)
    {
        var numbers = picks.Select((pick, row) => pick < Odd.Length ? Odd[pick] : pick % 40 / 3.0).ToArray();
        using var builder = new RowBuilder<double>(2, ReadOptions.Default with { MemoryLimit = isInFile ? 0 : 1 << 20 });
        foreach (var number in numbers) builder.Add([7, number]);
        var ranks = RowRanks.Of(builder.Finish(), 1, 1 + (atOnce % 9));
        var expected = new int[numbers.Length];
        foreach (var (row, place) in Enumerable.Range(0, numbers.Length).OrderByDescending(row => numbers[row]).Select((row, place) => (row, place))) expected[row] = place + 1; // a stable sort
        var found = new double[1];
        return ranks.Rows == numbers.Length && Enumerable.Range(0, numbers.Length).All(row =>
        {
            ranks.Read(row, found);
            return found[0] == expected[row];
        });
    }

    [Property]
    public bool Rows_in_blocks_are_those_that_were_added(ushort rows, byte width, bool isInFile, bool isKnown)
    {
        var wide = 1 + (width * 97);
        var count = rows % (wide < 1000 ? 20_000 : 300);
        using var builder = new RowBuilder<double>(wide, ReadOptions.Default with { MemoryLimit = isInFile ? 3L << 20 : 1L << 40 }, isKnown ? count : int.MaxValue);
        var row = new double[wide];
        for (var number = 0; number < count; number++)
        {
            row.AsSpan().Fill(number);
            builder.Add(row);
        }

        var store = builder.Finish();
        return store.Rows == count && Enumerable.Range(0, count).All(number =>
        {
            store.Read(number, row);
            return row.AsSpan().IndexOfAnyExcept(number) < 0;
        });
    }
}
