using System.Globalization;
using System.IO.Compression;
using nietras.SeparatedValues;

namespace Pics.Properties;

/// <summary>Reads tables that the host wrote.</summary>
internal static class Csvs
{
    /// <summary>All cells, the headings first; the file is decompressed if its name says so.</summary>
    public static string[][] Read(string path)
    {
        using var file = File.OpenRead(path);
        using var content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var reader = Sep.New(',').Reader(options => options with { HasHeader = false, Unescape = true }).From(content);
        var rows = new List<string[]>();
        foreach (var row in reader)
        {
            var cells = new string[row.ColCount];
            for (var column = 0; column < cells.Length; column++) cells[column] = row[column].ToString();
            rows.Add(cells);
        }

        return [.. rows];
    }

    public static double Number(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    /// <summary>The numbers of a column below its heading.</summary>
    public static double[] Column(string[][] table, string heading) => [.. table.Skip(1).Select(row => Number(row[Array.IndexOf(table[0], heading)]))];
}
