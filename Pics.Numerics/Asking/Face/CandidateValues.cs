namespace Pics.Numerics;

/// <summary>The values of a column that may be the most probable ones together with others, as data sets hold them.</summary>
internal static class CandidateValues
{
    private const double Rare = 1e-12; // of the probability of counts that are left out

    /// <summary>All of them; nothing for real numbers, of which there is no end.</summary>
    /// <param name="column">What the channel is.</param>
    /// <param name="family">Of its variable.</param>
    /// <param name="known">What is known of it.</param>
    /// <param name="quantile">Of the channel, given all that is known.</param>
    /// <remarks>Of numbers in bins one of the highest density of each bin. The label that stands for all others is left out, unless there is no other one.</remarks>
    public static Either<QueryError, Option<Arr<double>>> Of(Column column, InputFamily family, Finding known, Func<double, Either<QueryError, double>> quantile)
    {
        Option<Arr<double>> Of(IEnumerable<double> values) => values.Where(value => known.Counts(value) > 0).ToArr() is var all && all.Filter(value => !column.IsOther(value)) is { IsEmpty: false } named ? named : all;
        return column.Kind.Match<Either<QueryError, Option<Arr<double>>>>(
            categorical => Of(Enumerable.Range(0, categorical.Values).Select(value => (double)value)),
            _ => quantile(1 - Rare).Map(last => Of(Enumerable.Range(0, (int)Math.Min(last, int.MaxValue - 1) + 1).Select(value => (double)value))),
            _ => Option<Arr<double>>.None,
            binned => Of(Enumerable.Range(0, binned.Bins.Count).Bind(bin => OfBin(column, binned.Bins, bin, known).ToArr())));
    }

    /// <summary>The value of a column that stands for what a circuit drew: of a bin one of the highest density, else one that the column has.</summary>
    public static double Near(Column column, double seen, Finding known) => column.Kind is ColumnKind.Binned binned
        ? OfBin(column, binned.Bins, (int)seen, known).IfNone(column.Top(binned.Bins, (int)seen))
        : column.Held(seen, known, false);

    private static Option<double> OfBin(Column column, Bins bins, int bin, Finding known)
    {
        if (known is Finding.Hidden) return column.Top(bins, bin) is var top && bins.Of(top) == bin ? top : Option<double>.None;
        return RestrictedModes.Places(column, bins, bin, known).ToArr() is { IsEmpty: false } places ? places.OrderByDescending(bins.LogDensity).First() : Option<double>.None;
    }
}
