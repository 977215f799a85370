namespace Pics.Numerics;

/// <summary>Which whole numbers each symbol of a variable stands for: one, or a run of neighbours of which all are alike to the circuit.</summary>
internal sealed class SymbolRuns
{
    private readonly long[] starts; // of each symbol, and what is behind the last one
    private readonly double[] ends; // in the numbers that the circuit sees

    /// <summary>Runs.</summary>
    /// <param name="starts">The first number of each symbol, ascending, and the number behind the last one; equal ones where a symbol has none.</param>
    /// <param name="ends">The numbers that the circuit sees between each symbol and the next one; none where the family does not need them.</param>
    public SymbolRuns(long[] starts, double[] ends) => (this.starts, this.ends) = (starts, ends);

    /// <summary>How many symbols.</summary>
    public int Count => starts.Length - 1;

    /// <summary>The first number.</summary>
    public long Low => starts[0];

    /// <summary>The last number.</summary>
    public long High => starts[^1] - 1;

    /// <summary>The symbol of a number from <see cref="Low"/> to <see cref="High"/>.</summary>
    public int Of(long number)
    {
        var (low, high) = (0, Count); // starts up to low are at most the number, those from high on are above it
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (starts[middle] <= number) low = middle;
            else high = middle;
        }

        return low;
    }

    /// <summary>The first number of a symbol.</summary>
    public long First(int symbol) => starts[symbol];

    /// <summary>How many numbers a symbol stands for.</summary>
    public ulong Length(int symbol) => (ulong)starts[symbol + 1] - (ulong)starts[symbol];

    /// <summary>Where a symbol ends and the next one begins, as the circuit sees it.</summary>
    public double End(int symbol) => ends[symbol];
}
