namespace Pics.Numerics;

/// <summary>Shares that were copied, so that other questions may be asked meanwhile; of the rows of the evidence.</summary>
/// <param name="rows">How many rows.</param>
internal sealed class KeptShares(int rows) : IShares
{
    private readonly Dictionary<FlowUnit, double[]> shares = [];
    private ImmutableArray<FlowUnit> units;

    /// <inheritdoc/>
    public ImmutableArray<FlowUnit> Units => units.IsDefault ? units = [.. shares.Keys] : units;

    /// <inheritdoc/>
    public int Rows => rows;

    /// <summary>Copies the flows of some rows; units of one function and variable become one.</summary>
    /// <param name="flows">The flows.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many rows.</param>
    public void Keep(Flows flows, int first, int count)
    {
        foreach (var unit in flows.Units.Where(unit => !shares.ContainsKey(unit))) shares.Add(unit, new double[rows * unit.Nodes]);
        var alike = Enumerable.Range(0, flows.Units.Length).GroupBy(unit => flows.Units[unit]).ToArray();
        Workers.Run(Workers.Count, alike.Length, (task, _) =>
        {
            var nodes = alike[task].Key.Nodes;
            var (all, found) = (shares[alike[task].Key], new double[flows.Rows * nodes]);
            foreach (var unit in alike[task])
            {
                flows.Shares(unit, found);
                for (var row = 0; row < count; row++)
                    for (var node = 0; node < nodes; node++)
                        all[((first + row) * nodes) + node] += found[(flows.RowOf(row) * nodes) + node];
            }
        });
    }

    /// <summary>The shares of a unit, [rows, K].</summary>
    public double[] Of(FlowUnit unit) => shares[unit];

    /// <inheritdoc/>
    public void Shares(int unit, Span<double> shares) => this.shares[Units[unit]].CopyTo(shares);
}
