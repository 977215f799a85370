namespace Pics.Numerics;

/// <summary>What the layers of the scaled engine hold; exponents are numbers of eight bytes, one per fold and row.</summary>
/// <param name="circuit">The circuit.</param>
/// <param name="rows">Rows evaluated at once.</param>
/// <param name="size">Bytes of a number.</param>
internal sealed class ScaledMemory(FoldedQpc circuit, long rows, long size)
{
    private const int IndexTemporaries = 5; // of whole numbers, from a category to a row of the table

    private readonly WireMemory wires = new(circuit);

    private long Row => rows * size;

    private long Exponents => rows * sizeof(double);

    /// <summary>One layer.</summary>
    public LayerMemory Of(FoldedLayer layer) => layer.Match(Input, Cp, Tucker, Hadamard, Kronecker, Mixing);

    private long Output(FoldedLayer layer) => layer.Folds * ((layer.Width * Row) + Exponents);

    private LayerMemory Input(FoldedLayer.Input layer)
    {
        var distinct = layer.Functions.Distinct().OrderBy(function => (function.Group, function.Head)).ToList();
        var (tables, family) = (wires.Functions(distinct), layer.Family);
        var number = layer.Width * Sizes.Entries(family) * size;
        var table = distinct.Count * (Sizes.Entries(family) + family.Channels) * layer.Width * size;
        var (observed, value) = (layer.Folds * rows * sizeof(long), layer.Folds * layer.Width * Row);
        return new(
            Output: Output(layer),
            Saved: table + (family.Channels * observed) + Products(layer.Folds, family.Channels, layer.Width) + (family.Channels > 1 ? family.Channels * value : 0),
            Forward: (3 * table) + ((tables.Held + tables.Passing) * number) + (family.Channels * (IndexTemporaries + 2) * observed),
            Backward: (3 * table) + (tables.Back * number) + ((family.Channels > 1 ? 2 : 0) * value));
    }

    private LayerMemory Cp(FoldedLayer.Cp layer)
    {
        var (inputs, weights) = (wires.Inputs(layer), wires.Functions(layer.Functions));
        long slots = layer.Sources.Count, kernel = (long)layer.InputWidth * layer.Width * size;
        var (read, sums) = ((layer.InputWidth * Row) + Exponents, slots * layer.Width * Row);
        return new(
            Output: Output(layer),
            Saved: (inputs.Held * layer.InputWidth * Row) + (slots * Row) + (layer.Arity > 1 ? sums : 0) + Products(layer.Folds, layer.Arity, layer.Width) + (weights.Held * kernel),
            Forward: (inputs.Passing * read) + (3 * slots * Exponents) + (weights.Passing * kernel),
            Backward: ((layer.Arity > 1 ? 2 : 1) * sums) + ((slots + inputs.Back) * layer.InputWidth * Row) + ((slots + weights.Back) * kernel));
    }

    private LayerMemory Tucker(FoldedLayer.Tucker layer)
    {
        var weights = wires.Functions(layer.Functions);
        var kernel = Sizes.Product(layer.InputWidths) * layer.Width * size;
        var outer = layer.Folds * Sizes.Product(layer.InputWidths) * Row;
        return new(
            Output: Output(layer),
            Saved: Read(layer, layer.InputWidths, plan => plan.Held) + Partial(layer, layer.InputWidths) + outer + (layer.Folds * Row) + (weights.Held * kernel),
            Forward: Read(layer, layer.InputWidths, plan => plan.Passing) + (2 * layer.Sources.Count * Exponents) + (weights.Passing * kernel),
            Backward: (2 * outer) + Read(layer, layer.InputWidths, plan => plan.Back) + ((layer.Folds + weights.Back) * kernel));
    }

    private LayerMemory Hadamard(FoldedLayer.Hadamard layer)
    {
        var inputs = wires.Inputs(layer);
        var value = layer.Width * Row;
        return new(
            Output: Output(layer),
            Saved: (inputs.Held * value) + Products(layer.Folds, layer.Arity, layer.Width),
            Forward: (inputs.Passing * value) + (2 * layer.Sources.Count * Exponents),
            Backward: (layer.Sources.Count + inputs.Back) * value);
    }

    private LayerMemory Kronecker(FoldedLayer.Kronecker layer) => new(
        Output(layer),
        Read(layer, layer.InputWidths, plan => plan.Held) + Partial(layer, layer.InputWidths),
        Read(layer, layer.InputWidths, plan => plan.Passing) + (2 * layer.Sources.Count * Exponents),
        (2 * layer.Folds * layer.Width * Row) + Read(layer, layer.InputWidths, plan => plan.Back));

    private LayerMemory Mixing(FoldedLayer.Mixing layer)
    {
        var inputs = wires.Inputs(layer);
        var (value, terms) = (layer.Width * Row, (long)layer.Sources.Count * layer.Width * Row);
        return new(
            Output: Output(layer),
            Saved: (layer.Sources.Count + layer.Folds) * Row, // what terms are multiplied with
            Forward: ((inputs.Held + inputs.Passing) * value) + terms + (4 * layer.Sources.Count * Exponents),
            Backward: terms + (inputs.Back * value));
    }

    /// <summary>Products of some factors one after the other: all but the last, and the powers of two that each was divided by.</summary>
    private long Products(long folds, long factors, long width) => factors < 2 ? 0 : folds * (((factors - 2) * width) + factors - 1) * Row;

    /// <summary>Outer products of all but the last inputs, where there are more than two.</summary>
    private long Partial(FoldedLayer layer, Arr<int> widths) =>
        Enumerable.Range(2, Math.Max(0, widths.Count - 2)).Sum(count => layer.Folds * Sizes.Product(widths.Take(count)) * Row);

    private long Read(FoldedLayer layer, Arr<int> widths, Func<GatherPlan, long> folds) =>
        wires.InputByInput(layer).Zip(widths, (plan, width) => folds(plan) * width * Row).Sum();
}
