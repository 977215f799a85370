namespace Pics.Numerics;

/// <summary>Rows of pixels by their levels: which these are is learned, wished or known.</summary>
internal static class LevelRows
{
    private const int MostDifferent = 4 * LevelRule.Full; // numbers; rounding makes several of one level

    private const string Other = "expected those, or a model of other levels (--levels at training)";

    /// <summary>Reads splits of which the others are to have the levels of the first; where these are told from the first and do not suffice for the others, all have 256.</summary>
    /// <param name="options">What is wished or known of levels.</param>
    /// <param name="read">Reads the splits.</param>
    public static Either<DataError, T> OrFull<T>(ReadOptions options, Func<ReadOptions, Either<DataError, T>> read)
    {
        var found = read(options);
        return options is { Levels: null, Pixels: null } && found.Match(_ => false, error => error is DataError.Unreadable { Reason: var reason } && reason.EndsWith(Other, StringComparison.Ordinal))
            ? read(options with { Levels = LevelRule.Full })
            : found;
    }

    /// <summary>A data set of pixels. Error: <see cref="DataError"/> for numbers that are none of the levels that are wished or known.</summary>
    /// <param name="name">For people.</param>
    /// <param name="shape">Height and width.</param>
    /// <param name="channels">Numbers per pixel.</param>
    /// <param name="rows">Numbers as the file has them, NaN where not observed.</param>
    /// <param name="numberSize">Bytes of a real number of the file; null where numbers are whole, from 0 to 255.</param>
    /// <param name="options">What is wished or known of levels.</param>
    /// <param name="real">The data set of real numbers that are no levels; whole numbers from 0 to 255 always are.</param>
    public static Either<DataError, Dataset> Read(string name, DataShape shape, int channels, RowStore rows, int? numberSize, ReadOptions options, Func<Either<DataError, Dataset>>? real = null)
    {
        if (options.Pixels is { } known) return Known(name, shape, channels, rows, numberSize, known);
        if (options.Levels is LevelRule.Full && numberSize is null) return Made(name, shape, channels, rows, PixelLevels.Whole(LevelRule.Full), null);
        var (numbers, total) = Different(rows, options.Levels is null && numberSize is null ? LevelRule.MostOnGrid : MostDifferent);
        if (options.Levels is { } count)
            return numbers is { } few && LevelRule.Wished(count, few, numberSize) is { } wished
                ? Made(name, shape, channels, rows, wished, numberSize)
                : new DataError.Unreadable(name, $"its pixels have {(numbers is null ? $"more than {MostDifferent}" : $"{numbers.Value.Length}")} different values that are not on one grid of {count} levels, as 0 to {count - 1} or {count} even steps from 0 to 255; expected another number of levels (--levels), or none to learn them");
        var found = numbers is null ? numberSize is null ? PixelLevels.Whole(LevelRule.Full) : null : LevelRule.Of(numbers.Value, total, numberSize);
        return found is null ? real!() : Made(name, shape, channels, rows, found, numberSize).Map(data => Note(found, numberSize) is { } note ? data.With([note]) : data);
    }

    private static Either<DataError, Dataset> Known(string name, DataShape shape, int channels, RowStore rows, int? numberSize, PixelLevels known)
    {
        var view = new RowView.Levelled(rows, known, known.Error(numberSize));
        if (numberSize is null && known is { IsPlain: true, Count: LevelRule.Full }) return Made(name, shape, channels, rows, known, null);
        return view.FindOther() is var (row, place, number)
            ? new DataError.Unreadable(name, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it has the value {number} at row {row}, pixel {place / channels}, and the pixels of the training rows have the {known.Count} levels {known}; {Other}"))
            : Made(name, shape, channels, rows, known, numberSize);
    }

    private static Either<DataError, Dataset> Made(string name, DataShape shape, int channels, RowStore rows, PixelLevels levels, int? numberSize) => Dataset.Of(
        name,
        [.. Enumerable.Repeat(levels.Column, shape.Variables)],
        channels,
        shape.Image,
        numberSize is null && levels.IsPlain ? rows : new RowView.Levelled(rows, levels, levels.Error(numberSize)));

    /// <summary>What was told, unless it is nothing new.</summary>
    private static string? Note(PixelLevels levels, int? numberSize) => (levels.Count, numberSize) switch
    {
        (LevelRule.Full, null) => null,
        (LevelRule.Full, _) when levels.IsPlain => "Its real numbers are whole ones from 0 to 255, so pixels have 256 levels.",
        (LevelRule.Full, _) => "Its numbers are multiples of 1/255 from 0 to 1, so pixels have 256 levels.",
        _ => $"Its pixels have the {levels.Count} levels {levels}, and each is one of {levels.Count} values{(LevelRule.Wished(LevelRule.Full, levels.Numbers, numberSize) is null ? string.Empty : $"; --levels {LevelRule.Full} would make it one of {LevelRule.Full}")}.",
    };

    /// <summary>The different numbers, ascending, and how many there are in all; none of more than some.</summary>
    private static (ImmutableArray<double>? Numbers, long Total) Different(RowStore rows, int most)
    {
        var (seen, values, total) = (new System.Collections.Generic.HashSet<double>(), new double[rows.Width], 0L);
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.Read(row, values);
            foreach (var value in values)
            {
                if (double.IsNaN(value)) continue;
                total++;
                if (seen.Add(value) && (seen.Count > most || double.IsInfinity(value))) return (null, total);
            }
        }

        return ([.. seen.Order()], total);
    }
}
