namespace Pics.Numerics;

/// <summary>What the layers of the reference engine hold; a line for each operation of theirs.</summary>
/// <param name="circuit">The circuit.</param>
/// <param name="rows">Rows evaluated at once.</param>
/// <param name="size">Bytes of a number.</param>
internal sealed class ReferenceMemory(FoldedQpc circuit, long rows, long size)
{
    private readonly WireMemory wires = new(circuit);

    private long Row => rows * size;

    /// <summary>One layer.</summary>
    public LayerMemory Of(FoldedLayer layer) => layer.Match(Input, Cp, Tucker, Hadamard, Kronecker, Mixing);

    private LayerMemory Input(FoldedLayer.Input layer)
    {
        var (tables, family) = (wires.Functions(layer.Functions), layer.Family);
        var (observed, values) = ((long)layer.Folds * family.Channels * rows, (long)layer.Folds * layer.Width * family.Channels * Row);
        var table = layer.Width * Sizes.Entries(family) * size;
        return new(
            Output: (long)layer.Folds * layer.Width * Row,
            Saved: (sizeof(long) + 1) * observed, // the index of gather, what is not observed
            Forward: ((tables.Held + tables.Passing) * table) + (2 * sizeof(long) * observed) + (3 * values),
            Backward: ((layer.Folds + tables.Back) * table) + (2 * values)); // gather goes back to a table a fold
    }

    private LayerMemory Cp(FoldedLayer.Cp layer)
    {
        var (inputs, weights) = (wires.Inputs(layer), wires.Functions(layer.Functions));
        long slots = layer.Sources.Count, kernel = (long)layer.InputWidth * layer.Width * size;
        var (read, sums) = (layer.InputWidth * Row, slots * layer.Width * Row);
        return new(
            Output: (long)layer.Folds * layer.Width * Row,
            Saved: (slots * read) + sums + (weights.Held * kernel), // exponentials, products before the logarithm
            Forward: ((inputs.Held + inputs.Passing + slots) * read) + (2 * slots * Row) + ((layer.Arity > 1 ? 2 : 1) * sums) + (weights.Passing * kernel),
            Backward: (((2 * slots) + inputs.Back) * read) + sums + ((slots + weights.Back) * kernel));
    }

    private LayerMemory Tucker(FoldedLayer.Tucker layer)
    {
        var weights = wires.Functions(layer.Functions);
        var (outer, output) = (layer.Folds * Sizes.Product(layer.InputWidths) * Row, (long)layer.Folds * layer.Width * Row);
        var kernel = Sizes.Product(layer.InputWidths) * layer.Width * size;
        return new(
            Output: output,
            Saved: outer + output + (weights.Held * kernel),
            Forward: (2 * outer) + output + Read(layer, layer.InputWidths, plan => plan.Held + plan.Passing) + (weights.Passing * kernel),
            Backward: (2 * outer) + output + Read(layer, layer.InputWidths, plan => plan.Back) + ((layer.Folds + weights.Back) * kernel));
    }

    private LayerMemory Hadamard(FoldedLayer.Hadamard layer)
    {
        var inputs = wires.Inputs(layer);
        return new((long)layer.Folds * layer.Width * Row, 0, (inputs.Held + inputs.Passing) * layer.Width * Row, inputs.Back * layer.Width * Row);
    }

    private LayerMemory Kronecker(FoldedLayer.Kronecker layer) => new(
        (long)layer.Folds * layer.Width * Row,
        0,
        Read(layer, layer.InputWidths, plan => plan.Held + plan.Passing),
        Read(layer, layer.InputWidths, plan => plan.Back));

    private LayerMemory Mixing(FoldedLayer.Mixing layer)
    {
        var inputs = wires.Inputs(layer);
        var (value, terms) = (layer.Width * Row, (long)layer.Sources.Count * layer.Width * Row);
        return new(
            Output: layer.Folds * value,
            Saved: terms,
            Forward: ((inputs.Held + inputs.Passing) * value) + terms,
            Backward: (2 * terms) + (inputs.Back * value));
    }

    private long Read(FoldedLayer layer, Arr<int> widths, Func<GatherPlan, long> folds) =>
        wires.InputByInput(layer).Zip(widths, (plan, width) => folds(plan) * width * Row).Sum();
}
