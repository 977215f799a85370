namespace Pics.Numerics;

/// <summary>What a coded file says of a place of its rows beyond what the model knows.</summary>
/// <param name="Place">Variable and channel.</param>
/// <param name="Present">How many of 2^24 parts say that a value is there; null where none is missing.</param>
/// <param name="Grid">Which numbers are coded (<see cref="NumberGrid.Word"/>); null where values are symbols themselves.</param>
/// <param name="Low">The least of these numbers.</param>
/// <param name="High">The largest.</param>
internal sealed record CodedColumn(int Place, uint? Present = null, string? Grid = null, long Low = 0, long High = 0)
{
    private const uint All = 1u << CodedDensity.WholeBits;

    /// <summary>What is to be said of the places of some rows; nothing of one where nothing is missing and values are symbols themselves.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="families">The family of each variable.</param>
    /// <param name="cancellation">Stops it.</param>
    public static ImmutableArray<CodedColumn> Of(Dataset rows, IReadOnlyDictionary<int, InputFamily> families, CancellationToken cancellation)
    {
        var (values, present) = (new double[rows.Dimensions], new int[rows.Dimensions]);
        var (least, most) = (new double[rows.Dimensions], new double[rows.Dimensions]);
        var grids = Enumerable.Range(0, rows.Dimensions).Select(place => new Candidates(rows.Columns[place / rows.Channels], families[place / rows.Channels])).ToArray();
        System.Array.Fill(least, double.PositiveInfinity);
        System.Array.Fill(most, double.NegativeInfinity);
        for (var row = 0; row < rows.Rows; row++)
        {
            if (row % 1024 == 0) cancellation.ThrowIfCancellationRequested();
            rows.Read(row, values);
            for (var place = 0; place < values.Length; place++)
            {
                if (double.IsNaN(values[place])) continue;
                present[place]++;
                (least[place], most[place]) = (Math.Min(least[place], values[place]), Math.Max(most[place], values[place]));
                grids[place].See(values[place]);
            }
        }

        // A number that fits one grid may not fit the next one, which others made necessary: then the last one has all.
        for (var row = 0; row < rows.Rows && grids.Any(grid => grid.IsDoubtful); row++)
        {
            rows.Read(row, values);
            for (var place = 0; place < values.Length; place++) if (!double.IsNaN(values[place])) grids[place].Check(values[place]);
        }

        return
        [
            .. from place in Enumerable.Range(0, rows.Dimensions)
               let grid = grids[place].Grid
               let isSome = grid is not null && present[place] > 0
               let column = new CodedColumn(
                   place,
                   present[place] == rows.Rows ? null : (uint)Math.Clamp((ulong)present[place] * All / (ulong)rows.Rows, 1, All - 1),
                   grid?.Word,
                   isSome ? grid!.Of(least[place])!.Value : 0,
                   isSome ? grid!.Of(most[place])!.Value : 0)
               where column.Present is not null || column.Grid is not null
               select column,
        ];
    }

    /// <summary>What cannot be of what a file says of a place; null where it can.</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="families">The family of each variable.</param>
    public string? FindFault(RowForm form, IReadOnlyDictionary<int, InputFamily> families)
    {
        if (Place < 0 || Place >= form.Dimensions) return $"place {Place} of rows of {form.Dimensions}";
        if (Present is 0 or >= All) return $"a place that is there in {Present} of {All} parts";
        var column = form.Columns[Place / form.Channels];
        if (RunsOfColumn.AreNeeded(families[Place / form.Channels], column) != Grid is not null) return $"column '{form.Heading(Place / form.Channels)}' {(Grid is null ? "without" : "with")} a grid of numbers";
        if (Grid is null) return null;
        var isPossible = NumberGrid.Of(column, Grid) is { } grid && Low <= High && High < long.MaxValue && Low > long.MinValue && double.IsFinite(grid.Held(Low)) && double.IsFinite(grid.Held(High)) && grid.Of(grid.Held(Low)) == Low && grid.Of(grid.Held(High)) == High
            && (column.Kind is ColumnKind.Real or ColumnKind.Binned || (Low >= 0 && High < int.MaxValue && grid.Held(High) <= column.Largest));
        return isPossible ? null : $"column '{form.Heading(Place / form.Channels)}' with numbers from {Low} to {High} in {Grid}";
    }

    /// <summary>The grid of a column that is found by trying.</summary>
    private sealed class Candidates(Column column, InputFamily family)
    {
        private readonly NumberGrid[] all = RunsOfColumn.AreNeeded(family, column) ? [.. NumberGrid.For(column)] : [];
        private int at;

        /// <summary>The grid; null where values are symbols themselves.</summary>
        public NumberGrid? Grid => all.Length == 0 ? null : all[at];

        /// <summary>Whether numbers that were seen early may not fit.</summary>
        public bool IsDoubtful => at > 0 && at < all.Length - 1;

        public void See(double value)
        {
            while (at < all.Length && all[at].Of(value) is null) at++;
        }

        public void Check(double value)
        {
            if (IsDoubtful && all[at].Of(value) is null) at = all.Length - 1;
        }
    }
}
