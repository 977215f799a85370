using System.Globalization;
using Spectre.Console;

namespace Pics.Host;

/// <summary>Tables for people; numbers right-aligned, as wide as they need.</summary>
internal static class Tables
{
    public static string Number(double value, int digits) => double.IsInfinity(value) ? ResultTable.Number(value) : value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number and what there are so many of: 1 row, 2 rows.</summary>
    public static string Count(long value, string one) => $"{Count(value)} {one}{(value == 1 ? string.Empty : "s")}";

    /// <summary>So many more, and that they are: 1 more row is, 2 more rows are.</summary>
    public static string More(long value, string one) => $"{Count(value, $"more {one}")} {(value == 1 ? "is" : "are")}";

    public static void Print(IEnumerable<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Simple);
        var first = true;
        foreach (var header in headers)
        {
            var column = new TableColumn(Markup.Escape(header)).NoWrap();
            table.AddColumn(first ? column : column.RightAligned());
            first = false;
        }

        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }
}
