namespace Pics.Numerics;

/// <summary>Which columns of a table between runs of blanks stand below one another.</summary>
internal enum GapRule
{
    /// <summary>None: gaps are mostly the same.</summary>
    Usual,

    /// <summary>The ends of cells.</summary>
    Right,

    /// <summary>The starts of cells.</summary>
    Left,
}

/// <summary>The bytes before the cells of a column: what separates them from those before.</summary>
/// <param name="Usual">The most frequent ones.</param>
/// <param name="Rule">Whether they are as many blanks as bring cells below one another.</param>
/// <param name="Width">If so, the bytes of such a gap and of the cell at its right end, or of the cell before it.</param>
internal sealed record CellGap(byte[] Usual, GapRule Rule = GapRule.Usual, int Width = 0)
{
    /// <summary>How many bytes the gap probably has; less than 0 where it is the usual one.</summary>
    /// <param name="before">Bytes of the cell before it.</param>
    /// <param name="cell">Bytes of the cell behind it.</param>
    public int Length(int before, int cell) => Rule == GapRule.Usual ? -1 : Width - (Rule == GapRule.Right ? cell : before);
}

/// <summary>Learns what is before the cells of a column.</summary>
/// <param name="hasRuns">Whether runs of blanks separate cells.</param>
internal sealed class GapHabits(bool hasRuns)
{
    private const int Most = 1 << 8;

    private readonly BytesTally all = new(Most);
    private readonly (GapRule Rule, Dictionary<int, long> Widths)[] rules = [(GapRule.Right, []), (GapRule.Left, [])];

    /// <summary>Learns from a cell.</summary>
    /// <param name="gap">The bytes before it.</param>
    /// <param name="before">Bytes of the cell before that.</param>
    /// <param name="cell">Bytes of the cell.</param>
    public void See(ReadOnlySpan<byte> gap, int before, int cell)
    {
        all.Add(gap);
        if (!hasRuns) return;
        foreach (var (rule, widths) in rules)
        {
            var width = gap.Length + (rule == GapRule.Right ? cell : before);
            if (width <= TextShape.LongestCell) widths[width] = widths.GetValueOrDefault(width) + 1;
        }
    }

    /// <summary>What was learned.</summary>
    public CellGap Finish()
    {
        var usual = new CellGap(all.Top);
        var best = rules.SelectMany(rule => rule.Widths.Select(width => (rule.Rule, Width: width.Key, Count: width.Value))).OrderByDescending(found => found.Count).FirstOrDefault();
        return best.Count > all.TopCount ? usual with { Rule = best.Rule, Width = best.Width } : usual;
    }
}
