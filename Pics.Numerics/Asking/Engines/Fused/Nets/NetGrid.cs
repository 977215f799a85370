namespace Pics.Numerics;

/// <summary>The points at which a kernel's net is evaluated, cut into tiles that fit into a cache.</summary>
/// <remarks>
/// The points are the entries of W: one row per combination of nodes of z_out, one column per combination of nodes of z_in. If the rule is
/// symmetric about zero, the point opposite to (row, column) has the same cosines and the negated sines, so a tile holds rows together with
/// their opposites, and the first layer is multiplied out for half of the points only.
/// </remarks>
internal sealed class NetGrid
{
    private const int TargetPoints = 128; // enough to fill the registers' tiles, few enough for the second-level cache
    private const int MostPoints = 512;
    private const double Rounding = 1e-15;

    private readonly int width;
    private readonly int lanes;
    private ImmutableArray<Tile> tiles;

    /// <summary>Lays out the points of a kernel.</summary>
    /// <param name="kernel">Its latents.</param>
    /// <param name="rule">The rule of every latent.</param>
    /// <param name="lanes">Values per register.</param>
    public NetGrid(FunctionSignature.Kernel kernel, QuadratureRule rule, int lanes)
    {
        Rows = Combinations(rule, kernel.Outputs);
        Columns = Combinations(rule, kernel.Inputs);
        IsSymmetric = Enumerable.Range(0, rule.Count).All(k =>
            Math.Abs(rule.Nodes[k] + rule.Nodes[^(k + 1)]) <= Rounding * Math.Abs(rule.Nodes[0])
            && Math.Abs(rule.Weights[k] - rule.Weights[^(k + 1)]) <= Rounding * rule.Weights[k]);
        var most = MostPoints / (IsSymmetric ? 2 : 1);
        var pieces = (Columns + most - 1) / most;
        var width = ((Columns + pieces - 1) / pieces + lanes - 1) / lanes * lanes;
        IsSplit = width < Columns;
        (this.width, this.lanes) = (Math.Min(width, Columns), lanes);
    }

    /// <summary>Combinations of nodes of the latents that stay.</summary>
    public int Rows { get; }

    /// <summary>Combinations of nodes of the latents that are integrated.</summary>
    public int Columns { get; }

    /// <summary>Whether nodes and weights are the same when mirrored at zero.</summary>
    public bool IsSymmetric { get; }

    /// <summary>Whether a row is in several tiles, so that it is normalised when all are done.</summary>
    public bool IsSplit { get; }

    /// <summary>The tiles; together they hold each point once.</summary>
    public ImmutableArray<Tile> Tiles => tiles.IsDefault ? tiles = [.. Cut()] : tiles;

    /// <summary>The points of all tiles, with padding.</summary>
    public long Points => Rows * (((long)(Columns / width) * Padded(width)) + Padded(Columns % width));

    /// <summary>The most points that a tile has, with padding.</summary>
    public int MostPointsPerTile => Math.Max(
        2 * Math.Min(Together(isPaired: true), PairedRows),
        Math.Min(Together(isPaired: false), Rows - (2 * PairedRows))) * Padded(width);

    private int PairedRows => IsSymmetric ? Rows / 2 : 0;

    /// <summary>Combinations of nodes of some latents.</summary>
    public static int Combinations(QuadratureRule rule, int latents) => checked((int)Math.Pow(rule.Count, latents));

    private int Padded(int columns) => (columns + lanes - 1) / lanes * lanes;

    private int Together(bool isPaired) => Math.Max(1, TargetPoints / Padded(width) / (isPaired ? 2 : 1));

    private IEnumerable<Tile> Cut()
    {
        foreach (var (first, end, isPaired) in new[] { (0, PairedRows, true), (PairedRows, Rows - PairedRows, false) })
        {
            var together = Together(isPaired);
            for (var row = first; row < end; row += together)
                for (var column = 0; column < Columns; column += width)
                {
                    var count = Math.Min(width, Columns - column);
                    yield return new(row, Math.Min(together, end - row), isPaired, column, count, Padded(count));
                }
        }
    }

    /// <summary>A block of points: some rows of some columns, and if paired also the points opposite to them.</summary>
    /// <param name="Row">The first row.</param>
    /// <param name="RowCount">How many rows.</param>
    /// <param name="IsPaired">Whether the opposite points are here too, behind the others in the same order.</param>
    /// <param name="Column">The first column.</param>
    /// <param name="ColumnCount">How many columns.</param>
    /// <param name="Stride">From one row of the tile to the next, a multiple of the register's width.</param>
    internal readonly record struct Tile(int Row, int RowCount, bool IsPaired, int Column, int ColumnCount, int Stride)
    {
        /// <summary>Points whose features are computed, with padding.</summary>
        public int Half => RowCount * Stride;

        /// <summary>All points, with padding.</summary>
        public int Points => IsPaired ? 2 * Half : Half;

        /// <summary>Rows of W of which there are points here.</summary>
        public int Segments => IsPaired ? 2 * RowCount : RowCount;

        /// <summary>Whether a segment holds opposite points: their columns run backwards.</summary>
        public bool IsReversed(int segment) => segment >= RowCount;

        /// <summary>Where in W a segment begins: its row, and its smallest column.</summary>
        public (int Row, int Column) Place(int segment, NetGrid grid) => IsReversed(segment)
            ? (grid.Rows - 1 - (Row + segment - RowCount), grid.Columns - Column - ColumnCount)
            : (Row + segment, Column);
    }
}
