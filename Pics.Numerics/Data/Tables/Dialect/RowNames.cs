namespace Pics.Numerics;

/// <summary>Tables whose rows have one cell more than there are names, as R writes them: the first column has the names of rows.</summary>
internal static class RowNames
{
    /// <summary>Whether the first row has one cell less than all others, at least two, and these begin with numbers that count on or texts that do not repeat.</summary>
    public static bool Has(List<SampleRow> rows, int width)
    {
        if (rows.Count < 3 || width < 3 || rows[0].Cells.Length != width - 1 || rows[0].Cells.Any(CellShapes.IsNumber) || rows.Skip(1).All(row => row.Cells[^1].Length == 0)) return false;
        var names = new List<string>();
        foreach (var row in rows.Skip(1).Where(row => !row.IsBlank))
        {
            if (row.Cells.Length != width || row.Cells[0].Length == 0) return false;
            names.Add(row.Cells[0]);
        }

        return names.Select((name, place) => name == $"{place + 1}").All(counts => counts) || (names.TrueForAll(name => !CellShapes.IsNumber(name)) && names.Distinct(StringComparer.Ordinal).Count() == names.Count);
    }
}
