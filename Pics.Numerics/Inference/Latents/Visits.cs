namespace Pics.Numerics;

/// <summary>The rows of a batch that reach a unit of a PIC, with the latents that they bring.</summary>
/// <remarks>A row reaches a unit with open variables once at most: the factors of a product have no variable in common, and of a mixture it takes one input.</remarks>
/// <param name="rows">Rows of the batch.</param>
/// <param name="latents">Latents of the unit.</param>
internal sealed class Visits(int rows, int latents)
{
    private readonly bool[] reached = new bool[rows];
    private readonly double[] values = new double[rows * latents];

    /// <summary>Latents of the unit.</summary>
    public int Latents => latents;

    /// <summary>The rows that reach the unit, in increasing order.</summary>
    public IEnumerable<int> Rows => Enumerable.Range(0, rows).Where(row => reached[row]);

    /// <summary>The latents of a row; zeros where it does not reach the unit.</summary>
    public ReadOnlySpan<double> Of(int row) => values.AsSpan(row * latents, latents);

    /// <summary>A row with its latents.</summary>
    public void Add(int row, ReadOnlySpan<double> brought)
    {
        reached[row] = true;
        brought.CopyTo(values.AsSpan(row * latents, latents));
    }
}
