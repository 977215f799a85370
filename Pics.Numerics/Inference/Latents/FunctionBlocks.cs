namespace Pics.Numerics;

/// <summary>Evaluates one function of a net for the rows that reach a unit, in blocks whose shape and rows do not depend on the batch.</summary>
/// <remarks>
/// Row r stands at place r modulo S of its block, whatever other rows are evaluated, and all blocks have one shape. So libtorch does the
/// same operations for a row in any batch, and rounding is the same. S is large for small nets and one where a row is work
/// enough, since places that no row takes are evaluated too. A block is evaluated in pieces that fit into memory.
/// </remarks>
/// <param name="net">The net.</param>
/// <param name="function">The function, a head of its group.</param>
/// <param name="grid">The points of each latent after those that rows bring.</param>
/// <param name="inner">How many such latents, n.</param>
/// <param name="finish">From raw outputs [N, P] to the numbers that are wanted, [N, V].</param>
internal sealed class FunctionBlocks(FunctionNet net, int function, LatentGrid grid, int inner, Func<Tensor, Tensor> finish)
{
    private const long Work = 1 << 22; // multiplications in a layer of a block
    private const long MostRows = 64;
    private const long ActivationBudget = 32L << 20; // bytes

    private readonly long points = (long)Math.Pow(grid.Nodes.Length, inner);
    private double[]? common; // of all rows, where rows bring nothing

    /// <summary>What is done with a row and its numbers, [R^n, V], which may be overwritten.</summary>
    public delegate void Use(int row, Span<double> numbers);

    /// <summary>Evaluates the function at all combinations of the grid's points for every row, once for good where rows bring no latents.</summary>
    /// <param name="visits">The rows.</param>
    /// <param name="first">The number of the batch's first row among all rows.</param>
    /// <param name="use">Takes each row.</param>
    public void Evaluate(Visits visits, long first, Use use)
    {
        if (visits.Latents == 0)
        {
            common ??= Block([], 1, 0);
            var copy = new double[common.Length];
            foreach (var row in visits.Rows)
            {
                common.CopyTo(copy, 0);
                use(row, copy);
            }

            return;
        }

        var size = Math.Clamp(Work / (points * net.Settings.Width * net.Settings.Width), 1, MostRows);
        foreach (var block in visits.Rows.GroupBy(row => (first + row) / size))
        {
            var outer = new double[size * visits.Latents];
            foreach (var row in block) visits.Of(row).CopyTo(outer.AsSpan((int)((first + row) % size) * visits.Latents));
            var numbers = Block(outer, size, visits.Latents);
            var length = numbers.Length / (int)size;
            foreach (var row in block) use(row, numbers.AsSpan((int)((first + row) % size) * length, length));
        }
    }

    /// <summary>The numbers of all rows of a block, [S, R^n, V].</summary>
    private double[] Block(double[] outer, long size, int latents)
    {
        using var untracked = no_grad();
        var total = size * points;
        var most = Math.Max(1, ActivationBudget / (4 * net.Settings.Width * (net.Settings.Double ? 8 : 4)));
        var numbers = new List<double[]>();
        for (var start = 0L; start < total; start += most)
        {
            using var scope = NewDisposeScope();
            var outputs = net.Forward(Points(outer, latents, start, Math.Min(most, total - start)), function);
            numbers.Add(finish(outputs).to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray());
        }

        return numbers.Count == 1 ? numbers[0] : [.. numbers.SelectMany(piece => piece)];
    }

    /// <summary>The arguments of the function at some of a block's points, [count, latents + n], the last latent fastest.</summary>
    private Tensor Points(double[] outer, int latents, long start, long count)
    {
        var (arguments, nodes) = (latents + inner, grid.Nodes);
        if (arguments == 0) return zeros(count, 0, dtype: net.Settings.Type, device: net.Frequencies.device);
        var values = new double[count * arguments];
        for (var place = 0; place < count; place++)
        {
            var (row, point) = Math.DivRem(start + place, points);
            outer.AsSpan((int)row * latents, latents).CopyTo(values.AsSpan(place * arguments));
            for (var axis = arguments - 1; axis >= latents; axis--, point /= nodes.Length)
                values[(place * arguments) + axis] = nodes[(int)(point % nodes.Length)];
        }

        return tensor(values, [count, arguments], dtype: net.Settings.Type, device: net.Frequencies.device);
    }
}
