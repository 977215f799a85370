using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Cosines and sines of the Fourier features of a net, for its rows and its columns apart.</summary>
/// <remarks>
/// A feature is an angle that is a sum over latents, so cos(a + b) = cos a cos b - sin a sin b gives the features of a point from those of its
/// row and its column: two multiplications instead of a cosine. Frequencies do not learn, so this is done once per rule.
/// </remarks>
internal sealed unsafe class FourierTables<TLanes, T> : IDisposable
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NativeBuffer<T> memory = new();
    private readonly T* rowCosines;
    private readonly T* rowSines;
    private readonly T* columnCosines;
    private readonly T* columnSines;
    private readonly int columnStride;
    private readonly int half;

    /// <param name="net">The net that the features are for.</param>
    /// <param name="rule">The rule of every latent.</param>
    public FourierTables(KernelNetForm net, QuadratureRule rule)
    {
        var (kernel, values) = (net.Kernel, net.Frequencies);
        half = net.Width / 2;
        var (rows, columns) = (NetGrid.Combinations(rule, kernel.Outputs), NetGrid.Combinations(rule, kernel.Inputs));
        columnStride = (columns + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        rowCosines = memory.Reserve(2L * half * (rows + columnStride));
        rowSines = rowCosines + ((long)half * rows);
        columnCosines = rowSines + ((long)half * rows);
        columnSines = columnCosines + ((long)half * columnStride);
        new Span<T>(columnCosines, 2 * half * columnStride).Clear();
        Fill(values, rule, 0, kernel.Outputs, rows, (feature, row, cosine, sine) =>
        {
            rowCosines[((long)row * half) + feature] = cosine;
            rowSines[((long)row * half) + feature] = sine;
        });
        Fill(values, rule, kernel.Outputs, kernel.Inputs, columns, (feature, column, cosine, sine) =>
        {
            columnCosines[((long)feature * columnStride) + column] = cosine;
            columnSines[((long)feature * columnStride) + column] = sine;
        });
    }

    /// <summary>The features of the first half of a tile: cosines [M/2, half], then sines [M/2, half].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Features(NetGrid.Tile tile, T* to)
    {
        var sines = to + ((long)half * tile.Half);
        for (var feature = 0; feature < half; feature++)
            for (var row = 0; row < tile.RowCount; row++)
            {
                var at = ((long)(tile.Row + row) * half) + feature;
                var (cosine, sine) = (TLanes.Of(rowCosines[at]), TLanes.Of(rowSines[at]));
                var place = ((long)feature * tile.Half) + (row * tile.Stride);
                var from = ((long)feature * columnStride) + tile.Column;
                for (var column = 0; column < tile.Stride; column += TLanes.Count)
                {
                    var (c, s) = (TLanes.Load(columnCosines + from + column), TLanes.Load(columnSines + from + column));
                    TLanes.Store((cosine * c) - (sine * s), to + place + column);
                    TLanes.Store((sine * c) + (cosine * s), sines + place + column);
                }
            }
    }

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();

    private void Fill(ImmutableArray<double> frequencies, QuadratureRule rule, int firstLatent, int latents, int combinations, Action<int, int, T, T> put)
    {
        for (var combination = 0; combination < combinations; combination++)
            for (var feature = 0; feature < half; feature++)
            {
                var (angle, rest) = (0.0, combination);
                for (var latent = latents - 1; latent >= 0; latent--, rest /= rule.Count)
                    angle += frequencies[((firstLatent + latent) * half) + feature] * rule.Nodes[rest % rule.Count];
                var (sine, cosine) = Math.SinCos(2 * Math.PI * angle);
                put(feature, combination, T.CreateTruncating(cosine), T.CreateTruncating(sine));
            }
    }
}
