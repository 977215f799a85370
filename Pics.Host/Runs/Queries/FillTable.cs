using LanguageExt;

namespace Pics.Host;

/// <summary>The table of what cells were filled with.</summary>
internal static class FillTable
{
    /// <summary>One line a fill: where it is, the value, its probability and, if they were asked for, the ends of its interval, or the texts of its set as questions write them.</summary>
    /// <param name="path">Where to; nothing is written if not given.</param>
    /// <param name="form">A data set that has the columns.</param>
    /// <param name="fills">The fills.</param>
    /// <param name="hasIntervals">Whether they have intervals.</param>
    public static Either<Failure, Unit> Write(string? path, Dataset form, IReadOnlyDictionary<(int Row, int Column), Fill> fills, bool hasIntervals)
    {
        if (path is null) return Unit.Default;
        var headings = RowValues.Headings(form);
        TableFileColumn[] interval = hasIntervals ? [new("low", TableValue.Text), new("high", TableValue.Text), new("values", TableValue.Text)] : [];
        return TableFile.Write(
            path,
            [new("row", TableValue.Whole), new("column", TableValue.Text), new("value", TableValue.Text), new("probability", TableValue.Number), .. interval],
            fills.OrderBy(fill => fill.Key).Select(fill => (IReadOnlyList<string>)[$"{fill.Key.Row}", headings[fill.Key.Column], fill.Value.Text, ResultTable.Number(Math.Exp(fill.Value.LogProbability)), .. fill.Value.Interval is { } found ? Ends(found) : []])).MapLeft(Failure.Of);
    }

    private static IReadOnlyList<string> Ends(FillInterval interval) => interval.Low is { } low ? [low, interval.High!, string.Empty] : [string.Empty, string.Empty, $"{interval}"];
}
