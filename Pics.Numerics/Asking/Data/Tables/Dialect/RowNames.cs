namespace Pics.Numerics;

/// <summary>Tables whose first line has one name less than the rows have cells: R gives the names of rows none, and some programs end rows with a separator.</summary>
internal static class RowNames
{
    /// <summary>The names with an empty one at the start or at the end; null where the rows do not tell.</summary>
    public static string[]? Completed(IReadOnlyList<SampleRow> rows, int width)
    {
        if (rows.Count < 3 || width < 3 || rows[0].Cells is not { } names || names.Length != width - 1 || names.Any(CellShapes.IsNumber)) return null;
        var below = rows.Skip(1).Where(row => !row.IsBlank).Select(row => row.Cells).ToList();
        if (below.Exists(cells => cells.Length != width)) return null;
        if (below.TrueForAll(cells => cells[^1].Length == 0)) return [.. names, string.Empty];
        return Count(below) || AreTheirOwn(below) ? [string.Empty, .. names] : null;
    }

    private static bool Count(List<string[]> rows) => rows.Index().All(row => row.Item[0] == $"{row.Index + 1}");

    private static bool AreTheirOwn(List<string[]> rows) =>
        rows.TrueForAll(cells => cells[0].Length > 0 && !CellShapes.IsNumber(cells[0])) && rows.Select(cells => cells[0]).Distinct(StringComparer.Ordinal).Count() == rows.Count;
}
