using System.Globalization;

namespace Pics.Numerics;

/// <summary>From the text of a cell to the value that a file with types holds.</summary>
internal static class TableFileCell
{
    /// <summary>The number of a cell, which may be infinite.</summary>
    public static double Number(TableFileColumn column, string cell) => column.Form.Read(cell) ?? cell switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => throw Wrong(column, cell, "a number"),
    };

    /// <summary>The whole number of a cell.</summary>
    public static long Whole(TableFileColumn column, string cell)
    {
        const double Most = 1L << 62;
        if (long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
        return column.Form.Read(cell) is { } number && double.IsInteger(number) && Math.Abs(number) < Most ? (long)number : throw Wrong(column, cell, "a whole number of 64 bits");
    }

    /// <summary>The truth value of a cell.</summary>
    public static bool Truth(TableFileColumn column, string cell) => bool.TryParse(cell, out var truth) ? truth : throw Wrong(column, cell, "true or false");

    /// <summary>The day of a cell.</summary>
    public static DateOnly Date(TableFileColumn column, string cell) => DateOnly.FromDateTime(Moment(column, cell, MomentUnit.Days, "a date"));

    /// <summary>The day and time of a cell.</summary>
    public static DateTime DateTime(TableFileColumn column, string cell) => Moment(column, cell, MomentUnit.Seconds, "a date with a time");

    /// <summary>The time of the day of a cell.</summary>
    public static TimeOnly Time(TableFileColumn column, string cell) =>
        TimeOnly.TryParseExact(cell, Pattern(column, MomentUnit.SecondsOfDay), CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) || TimeOnly.TryParse(cell, CultureInfo.InvariantCulture, out time)
            ? time
            : throw Wrong(column, cell, "a time of the day");

    private static DateTime Moment(TableFileColumn column, string cell, MomentUnit unit, string wanted) =>
        System.DateTime.TryParseExact(cell, Pattern(column, unit), CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) || System.DateTime.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment)
            ? moment
            : throw Wrong(column, cell, wanted);

    private static string Pattern(TableFileColumn column, MomentUnit unit) => column.Form is CellForm.Moment moment ? moment.Pattern : unit switch
    {
        MomentUnit.Days => "yyyy-MM-dd",
        MomentUnit.Seconds => "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        _ => "HH:mm:ss.FFFFFFF",
    };

    /// <summary>As an error of what writes the file, so that nothing is written.</summary>
    private static IOException Wrong(TableFileColumn column, string cell, string wanted) => new($"the column '{column.Name}' is given '{(cell.Length > 40 ? $"{cell[..40]}..." : cell)}'; expected {wanted}");
}
