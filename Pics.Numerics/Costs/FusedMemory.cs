using System.Numerics;

namespace Pics.Numerics;

/// <summary>What the fused engine holds from batch to batch, if rows are equal only where a variable has fewer values than there are rows: the most that it can be.</summary>
/// <param name="Values">Values and exponents of every fold.</param>
/// <param name="Slots">What slots keep for the backward pass.</param>
/// <param name="Classes">Which rows are equal, and the tables that find it.</param>
/// <param name="Tables">Input functions at all categories.</param>
/// <param name="Scratch">Working memory of all threads.</param>
internal readonly record struct FusedMemory(long Values, long Slots, long Classes, long Tables, long Scratch)
{
    /// <summary>All of it.</summary>
    public long Total => Values + Slots + Classes + Tables + Scratch;

    /// <summary>What a variable can be in a row, not observed too.</summary>
    private static long Worlds(InputFamily family) => family.Values.Match(values => (long)Math.Min(Math.Pow(values + 1.0, family.Channels), int.MaxValue), () => int.MaxValue);

    /// <summary>The memory for a circuit.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="rows">Rows evaluated at once.</param>
    /// <param name="size">Bytes of a number.</param>
    /// <param name="lanes">Numbers per register: widths are padded to multiples of it.</param>
    /// <param name="workers">Threads.</param>
    public static FusedMemory Of(FoldedQpc circuit, long rows, long size, int lanes, int workers)
    {
        long Padded(long width) => (width + lanes - 1) / lanes * lanes;

        long Classes(FoldedLayer layer) => layer is FoldedLayer.Input input ? Math.Min(rows, Worlds(input.Family)) : rows;

        long Slot(FoldedLayer layer, FoldAddress source) => Classes(circuit.Layers[source.Layer]) * Padded(layer is FoldedLayer.Cp ? layer.Width : circuit.Layers[source.Layer].Width);

        long Weights(long inputs, long outputs) => Math.Max(inputs * Padded(outputs), Padded(inputs) == inputs ? 0 : outputs * Padded(inputs));

        // The largest of each buffer, in numbers: gradient, weights, slots, tile.
        (long Gradient, long Weights, long Slots, long Tile) Scratch(FoldedLayer layer)
        {
            var gradient = rows * Padded(layer.Width);
            return layer.Match(
                input => Sizes.Entries(input.Family) is var entries ? (gradient, entries, entries * Padded(input.Width), Padded(input.Width)) : default,
                cp => (gradient, Weights(cp.InputWidth, cp.Width), cp.Arity * gradient, 0L),
                tucker => (gradient, Weights(Sizes.Product(tucker.InputWidths), tucker.Width), 0L, TileSizes.TuckerRows * Padded(Sizes.Product(tucker.InputWidths))),
                hadamard => (gradient, 0L, 0L, Padded(hadamard.Width)),
                kronecker => (gradient, 0L, 0L, Padded(kronecker.Width)),
                _ => (gradient, 0L, 0L, 0L));
        }

        var plan = new FusedPlan(circuit);
        var tables = plan.Parts.Sum(part => part.Layer is FoldedLayer.Input input && input.Family is { Values.IsSome: true } family
            ? part.Kernels.Count(use => use.Slots.Length > 1) * Sizes.Entries(family) * ((Padded(input.Width) * size) + sizeof(int))
            : 0);
        var scratch = circuit.Layers.Select(Scratch).ToList();
        var hashed = 4L << BitOperations.Log2((ulong)Math.Max(8, rows)); // entries of a key, a number and a stamp
        return new(
            Values: circuit.Layers.Sum(layer => layer.Folds * Classes(layer) * ((Padded(layer.Width) * size) + sizeof(int))),
            Slots: circuit.Layers.Sum(layer => layer.Sources.Sum(source => Slot(layer, source))) * size,
            Classes: (2 * rows * plan.Definitions.Length * sizeof(int)) + (workers * ((rows * sizeof(long)) + (hashed * 2 * sizeof(long)))),
            Tables: tables,
            Scratch: workers * size * (scratch.Max(buffers => buffers.Gradient) + scratch.Max(buffers => buffers.Weights) + scratch.Max(buffers => buffers.Slots) + scratch.Max(buffers => buffers.Tile)));
    }

    /// <summary>Numbers that gradients of parts of a batch need beside their sum: of a function of each thread one of each height of the tree, and all parts of those that several layers use.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="parts">Parts looked at at once.</param>
    /// <param name="workers">Threads.</param>
    public static long OfParts(FoldedQpc circuit, int parts, int workers)
    {
        var sizes = circuit.Groups.ToDictionary(group => group.Id, group => Sizes.Parameters(circuit, group) / Sizes.Heads(group));
        var several = new FusedPlan(circuit).Parts.SelectMany(part => part.Kernels).Where(use => !use.IsFirst || !use.IsLast).Select(use => (use.Group, use.Head)).Distinct();
        return (workers * BitOperations.Log2((uint)parts) * sizes.Values.Max()) + (parts * several.Sum(function => sizes[function.Group]));
    }
}
