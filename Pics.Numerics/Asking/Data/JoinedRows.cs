namespace Pics.Numerics;

/// <summary>Rows of one width from several places, one after the other.</summary>
internal sealed class JoinedRows : RowStore
{
    private readonly ImmutableArray<RowStore> parts;
    private readonly int[] starts; // of each part, and the end

    public JoinedRows(IEnumerable<RowStore> parts)
    {
        this.parts = [.. parts];
        starts = [0, .. this.parts.Select(part => part.Rows)];
        for (var index = 1; index < starts.Length; index++) starts[index] = checked(starts[index] + starts[index - 1]);
    }

    public override int Rows => starts[^1];

    public override int Width => parts[0].Width;

    public override bool IsReal => parts[0].IsReal;

    public override long Bytes => parts.Sum(part => part.Bytes);

    public override bool IsInFile => parts.Any(part => part.IsInFile);

    public override void Read(int row, Span<double> target)
    {
        var part = Part(row);
        parts[part].Read(row - starts[part], target);
    }

    public override void Read(int row, Span<long> target)
    {
        var part = Part(row);
        parts[part].Read(row - starts[part], target);
    }

    public override (int Row, int Place, double Value)? FindOutside(ReadOnlySpan<int> values)
    {
        for (var part = 0; part < parts.Length; part++)
            if (parts[part].FindOutside(values) is var (row, place, value))
                return (starts[part] + row, place, value);
        return null;
    }

    private int Part(int row)
    {
        var found = System.Array.BinarySearch(starts, row);
        return found >= 0 ? found : ~found - 1;
    }
}
