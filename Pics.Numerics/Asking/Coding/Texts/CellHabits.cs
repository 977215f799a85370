namespace Pics.Numerics;

/// <summary>Learns how the cells of a column of a table are written.</summary>
internal abstract class CellHabits
{
    private const int MostMissing = 1 << 8;

    /// <summary>Cells that are not observed.</summary>
    protected BytesTally Missing { get; } = new(MostMissing);

    /// <summary>Learns from a cell.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="cell">Its bytes.</param>
    /// <param name="value">What it stands for; NaN where it is not observed.</param>
    public abstract void See(long row, ReadOnlySpan<byte> cell, double value);

    /// <summary>What was learned.</summary>
    /// <param name="shape">The shape without columns.</param>
    /// <param name="gap">The bytes before a cell.</param>
    public abstract TextColumn Finish(TextShape shape, CellGap gap);
}

/// <summary>Those of categories: how each is written mostly.</summary>
/// <param name="model">The column of the model.</param>
/// <param name="column">What it is.</param>
/// <param name="form">How the table is written.</param>
internal sealed class CategoryHabits(int model, Column column, CsvForm form) : CellHabits
{
    private const int MostWords = 1 << 15;

    private readonly Dictionary<int, BytesTally> words = [];
    private int count;

    /// <inheritdoc/>
    public override void See(long row, ReadOnlySpan<byte> cell, double value)
    {
        if (double.IsNaN(value))
        {
            Missing.Add(cell);
            return;
        }

        if (!words.TryGetValue((int)value, out var tally)) words[(int)value] = tally = new(MostWords);
        if (count < MostWords && tally.Add(cell)) count++;
    }

    /// <inheritdoc/>
    public override TextColumn Finish(TextShape shape, CellGap gap)
    {
        var seen = from word in words
                   where !column.IsOther(word.Key)
                   from cell in word.Value.All
                   let way = CellSpelling.Of(column, null, '.').First().Around(column.Text(word.Key), form.Encoding.Encoding.GetString(cell.Bytes), form.Separator)
                   where way is not null
                   group cell.Count by way;
        var spelling = seen.OrderByDescending(group => group.Sum()).FirstOrDefault()?.Key ?? new CellSpelling(SpellingKind.Model);
        var known = new TextColumn.Known(gap, model, spelling, Missing.Top, ImmutableSortedDictionary<int, byte[]>.Empty);
        return known with { Words = words.Where(word => word.Value.TopCount > 0).Select(word => (word.Key, word.Value.Top)).Where(word => !word.Top.AsSpan().SequenceEqual(shape.Spelled(known, word.Key))).ToImmutableSortedDictionary(word => word.Key, word => word.Top) };
    }
}

/// <summary>Those of numbers and dates: which way gives most cells.</summary>
/// <param name="model">The column of the model.</param>
/// <param name="column">What it is.</param>
/// <param name="own">How the table writes it, where that is otherwise than in training.</param>
/// <param name="form">How the table is written.</param>
internal sealed class NumberHabits(int model, Column column, CellForm? own, CsvForm form) : CellHabits
{
    private const int FirstRows = 1 << 11; // of which all are looked at
    private const int Later = 1 << 5; // of so many one
    private const int MostWays = 1 << 8;

    private readonly CellSpelling[] ways = [.. CellSpelling.Of(column, own, form.DecimalSign ?? '.')];
    private readonly Dictionary<CellSpelling, long> counts = [];

    /// <inheritdoc/>
    public override void See(long row, ReadOnlySpan<byte> cell, double value)
    {
        if (double.IsNaN(value)) Missing.Add(cell);
        else if ((row < FirstRows || row % Later == 0) && cell.Length <= TextShape.LongestCell) Count(form.Encoding.Encoding.GetString(cell), value);
    }

    /// <inheritdoc/>
    public override TextColumn Finish(TextShape shape, CellGap gap) => new TextColumn.Known(
        gap,
        model,
        counts.OrderByDescending(pair => pair.Value).ThenBy(pair => System.Array.FindIndex(ways, way => way.Kind == pair.Key.Kind && way.Decimals == pair.Key.Decimals)).Select(pair => pair.Key).FirstOrDefault() ?? ways[0],
        Missing.Top,
        ImmutableSortedDictionary<int, byte[]>.Empty);

    private void Count(string cell, double value)
    {
        foreach (var way in ways)
        {
            if (way.Around(way.Text(column, value), cell, form.Separator) is not { } found || (counts.Count >= MostWays && !counts.ContainsKey(found))) continue;
            counts[found] = counts.GetValueOrDefault(found) + 1;
        }
    }
}

/// <summary>Those of columns that the model does not have: whether they stay the same or count up.</summary>
internal sealed class OtherHabits(TextShape bare) : CellHabits
{
    private readonly BytesTally all = new(1 << 12);
    private byte[] first = [];
    private byte[] above = [];
    private long same;
    private long next;

    /// <inheritdoc/>
    public override void See(long row, ReadOnlySpan<byte> cell, double value)
    {
        all.Add(cell);
        if (row == 0) first = cell.Length > TextShape.LongestCell ? [] : cell.ToArray();
        else if (cell.SequenceEqual(above)) same++;
        else if (above.Length > 0 && cell.SequenceEqual(bare.Advanced(above, 1))) next++;
        if (!cell.SequenceEqual(above)) above = cell.Length > TextShape.LongestCell ? [] : cell.ToArray();
    }

    /// <inheritdoc/>
    public override TextColumn Finish(TextShape shape, CellGap gap) =>
        next > Math.Max(same, all.TopCount) ? new TextColumn.Other(gap, OtherRule.Next, first)
        : same > all.TopCount ? new TextColumn.Other(gap, OtherRule.Same, first)
        : new TextColumn.Other(gap, OtherRule.Usual, all.Top);
}
